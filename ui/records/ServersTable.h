// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// The domain's servers, each address for itself: whether it answers, is lame, refuses or is silent, who it says it is;
// and above them what they do not agree in.
[[nodiscard]] QStringList serverHeads();
[[nodiscard]] std::vector<TextTable::Line> serverLines(const watch::DelegationCheck &check,
                                                       const dns::ValidationPtr &dnssec = {});
// Servers that do not serve as they should, and disagreements.
[[nodiscard]] int serverTroubles(const watch::DelegationCheck &check, const dns::ValidationPtr &dnssec = {});

} // namespace hinoban::ui
