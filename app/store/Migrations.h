// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Database.h"

#include <vector>

namespace hinoban::store {

// "HNBN", in the header of every workspace (PRAGMA application_id).
inline constexpr qint64 ApplicationId = 0x484E424E;

struct Migration {
    int version = 0; // 1, 2, 3 …
    QString name;    // "001_workspace.sql"
    QStringList statements;
};

// The numbered files of resources/sql, in order and without a gap.
[[nodiscard]] const std::vector<Migration> &migrations();

// Whose file this is: its version, 0 for a database with nothing in it. Corrupt if it is something else's, Newer if
// it is newer than this program. Writes nothing.
[[nodiscard]] Result<int> versionOf(Database &database);

// Brings the file from `version` to the newest one, each step in one transaction together with its number. A file
// that held something is copied to `<file>.before-v<N>.bak` first.
[[nodiscard]] Result<void> migrate(Database &database, int version);

} // namespace hinoban::store
