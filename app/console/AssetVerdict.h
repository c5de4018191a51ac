// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/HostileAsset.h"
#include "app/watch/HostProbe.h"

namespace hinoban::console {

// How often in a row something must be missing before it has ended: silence may be anybody's, a refusal is its own
// word.
constexpr int SilencesToBelieve = 3, RefusalsToBelieve = 2;

// What is remembered of one asset from probe to probe.
struct AssetMemory {
    respond::AssetState state = respond::AssetState::Unknown;
    QString firstSays, says; // of our domains: when it was found, and last
    int missing = 0;         // probes in a row in which it was not to be found, though the network works
    int confirmed = 0;       // probes in a row that found it dead
};
[[nodiscard]] AssetMemory memoryOf(const std::vector<respond::AssetTurn> &history);

// What to ask about an asset; nothing where there is nothing to ask (a certificate, an address of which no service is
// known). A host below a watched domain is known by its address alone: its name is ours to answer for.
[[nodiscard]] std::optional<watch::HostQuestion> questionFor(const respond::HostileAsset &asset);

// Takes an answer into the memory; a turn if the asset stands otherwise now. A timeout is no death, and what nobody
// could ask changes nothing. Pure.
[[nodiscard]] std::optional<respond::AssetTurn> judgeAsset(respond::AssetKind kind, const watch::HostAnswer &answer,
                                                           AssetMemory &memory);

} // namespace hinoban::console
