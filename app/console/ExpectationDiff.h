// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Proposal.h"

namespace hinoban::console {

// What one RRset is expected to be, and what it would be if a file were taken.
struct ExpectationChange {
    enum class Kind { Added, Changed, Removed };
    Kind kind = Kind::Added;
    watch::Expectation expectation;           // as the file says; Removed: as it is
    std::optional<watch::Expectation> before; // Changed: as it is
    // Removed: the file says nothing of this type at all, so it may simply not know it (a DS lives at the parent).
    bool isUntold = false;
};

// From what is expected of a domain now to what a file says. Pure values.
struct ExpectationDiff {
    dns::Name domain;
    bool isWatched = false;
    std::vector<ExpectationChange> changes; // by owner and type
    int same = 0;                           // RRsets of which the file says the same
    [[nodiscard]] int count(ExpectationChange::Kind kind) const;
};

// `before` null: the domain is not watched yet.
[[nodiscard]] ExpectationDiff expectationDiff(const watch::Domain *before, const watch::Domain &after);

// What is expected, with its class and TTL: "198.51.100.7 · TTL 300".
[[nodiscard]] QString expectationLine(const watch::Expectation &expectation);

} // namespace hinoban::console
