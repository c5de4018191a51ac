// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

namespace hinoban::console {

struct DraftFile {
    QString path;
    respond::Draft draft;
};

// Every draft for every contact of the worst affected domain, in both languages, as text files in `folder` (made if
// missing): "JP-TD.ja.txt". Nothing is written while nobody has to be contacted.
[[nodiscard]] Result<std::vector<DraftFile>> writeDrafts(const Snapshot &snapshot, const QString &folder);

} // namespace hinoban::console
