// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// What is the attacker's, one line an asset.
[[nodiscard]] QStringList hostileHeads();
[[nodiscard]] std::vector<TextTable::Line> hostileLines(const std::vector<respond::HostileAsset> &assets, Instant now);

// Of a domain, and those that belong to none.
[[nodiscard]] std::vector<respond::HostileAsset> assetsOf(const std::vector<respond::HostileAsset> &assets,
                                                          const dns::Name &domain);
[[nodiscard]] QString assetKindWord(respond::AssetKind kind);
[[nodiscard]] QString assetStateWord(respond::AssetState state);
// Alive is what must not be: the mark of a mismatch. Stopped is as it should be.
[[nodiscard]] Mark assetMark(const respond::HostileAsset &asset);
// Everything that is known of one, with its history: several lines.
[[nodiscard]] QString assetDetail(const respond::HostileAsset &asset);
// How many are alive, and how the others ended: a line.
[[nodiscard]] QString assetSummary(const std::vector<respond::HostileAsset> &assets);

} // namespace hinoban::ui
