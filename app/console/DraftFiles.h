// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

namespace hinoban::console {

struct DraftText {
    QString name; // "JP-TD.ja.txt"
    respond::Draft draft;
    [[nodiscard]] QByteArray text() const; // UTF-8, with recipient and subject
};

// Every draft for every contact of the worst affected domain, in both languages. None while nobody has to be contacted.
[[nodiscard]] Result<std::vector<DraftText>> draftTexts(const Snapshot &snapshot);

struct DraftFile {
    QString path;
    respond::Draft draft;
};

// The same as text files in `folder` (made if missing). Nothing is written while nobody has to be contacted.
[[nodiscard]] Result<std::vector<DraftFile>> writeDrafts(const Snapshot &snapshot, const QString &folder);

} // namespace hinoban::console
