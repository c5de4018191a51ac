// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Database.h"
#include "app/store/Workspace.h"

namespace hinoban::store {

// Reads a workspace back into values. What does not parse is Corrupt with its place; nothing is left out silently.
[[nodiscard]] Result<Loaded> loadAll(Database &database, const QString &writer);
[[nodiscard]] Result<ChainHead> headOf(Database &database, const QString &writer);
[[nodiscard]] Result<std::vector<Sighting>> sightingsOf(Database &database, const dns::Name &domain);
[[nodiscard]] Result<std::vector<KeptAnswer>> keptOf(Database &database, qint64 sighting);

} // namespace hinoban::store
