// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Dossier.h"

namespace hinoban::console {

struct Snapshot;

// What a workspace's file says of its newest incident, for a written account of it: findings, log, expectations, the
// answers of the false servers. Of a drill, the run begun last. The moment is that of the newest entry or finding, not
// the wall's: a file may be read years later. Beside whoever writes to it; any thread but the screen's. NotFound where
// nothing is watched.
[[nodiscard]] Result<respond::DossierFacts> storedCase(const QString &workspace);

// With what only a running session knows: who answers now, the cache tail as asked, the response time.
[[nodiscard]] respond::DossierFacts withMoment(respond::DossierFacts facts, const Snapshot &snapshot);

// What is to be written, in words of the command line; BadInput names the one that is none.
struct DossierOrder {
    QString kind, language, tlp;
    bool redacted = false;
};
[[nodiscard]] Result<respond::DossierOptions> dossierOptions(const DossierOrder &order);

// The account as a file: `format` is "md" or "html".
[[nodiscard]] Result<QByteArray> dossierFile(const respond::DossierFacts &facts, const DossierOrder &order,
                                             const QString &format);

} // namespace hinoban::console
