// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// The attacker's hosts, as the evidence shows them.
[[nodiscard]] QStringList hostileHeads();
[[nodiscard]] std::vector<TextTable::Line> hostileLines(const std::vector<respond::HostileHost> &hosts);

} // namespace hinoban::ui
