// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// What each resolver serves, and until when its cache may go on serving false data.
[[nodiscard]] QStringList cacheHeads();
[[nodiscard]] std::vector<TextTable::Line> cacheLines(const respond::CacheTail &tail);

// The attacker's hosts, as the evidence shows them.
[[nodiscard]] QStringList hostileHeads();
[[nodiscard]] std::vector<TextTable::Line> hostileLines(const std::vector<respond::HostileHost> &hosts);

} // namespace hinoban::ui
