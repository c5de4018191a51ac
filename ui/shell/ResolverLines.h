// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// A resolver that may be asked: one of the shipped public ones, or one of the team's own, which is always asked while
// it is in the list. A value.
struct ResolverChoice {
    watch::Resolver resolver;
    bool isShipped = false;
    bool isAsked = true;
};

// The shipped ones in their order, asked or not, then the others in theirs. `chosen`: which are asked now.
[[nodiscard]] std::vector<ResolverChoice> resolverChoices(const std::vector<watch::Resolver> &shipped,
                                                          const std::vector<watch::Resolver> &chosen);
// Those that are asked.
[[nodiscard]] std::vector<watch::Resolver> askedOf(const std::vector<ResolverChoice> &choices);
// Whether other resolvers, or the same in another way, would be asked.
[[nodiscard]] bool asksOtherwise(const std::vector<ResolverChoice> &choices,
                                 const std::vector<watch::Resolver> &chosen);

// As lines of a table under two heads; `places` says of each line which choice it shows, -1 for a head.
struct ResolverLines {
    std::vector<TextTable::Line> lines;
    std::vector<int> places;
};
[[nodiscard]] QStringList resolverHeads();
[[nodiscard]] ResolverLines resolverLines(const std::vector<ResolverChoice> &choices);

} // namespace hinoban::ui
