// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/BaselineSet.h"

namespace hinoban::path {

enum class WayState {
    Unknown,   // nothing to compare with, or the trace does not tell; `why` says which
    Usual,     // the routers that are seen most, in that order
    WithinSet, // another known way, or one through the same networks and places: load shared, a hop that was silent
    Different, // through a network or a place that is not usual; or through routers of unknown networks, and slower
};

// One trace against what is usual: the first router that is new, and what it changes. A value for the verdict.
struct Way {
    WayState state = WayState::Unknown;
    // Unknown: "no-baseline", "failed", "loop", "not-reached", "unknown-routers"; a key, no sentence.
    QString why;
    std::optional<int> ttl; // of the first router that is not known
    QHostAddress router;    // its address
    QString routerName;     // safe text
    QString before, after;  // "NRT", "AMS"; where no place tells, "AS64500", else routers' addresses; empty: no change
    bool isElsewhere = false; // the destination itself lies in a place, or is announced by a system, that is not usual
    bool isSlower = false;    // clearly later than is usual
    bool isOtherBack = false; // replies arrive with a time to live that is not usual: another way back
    std::optional<Duration> usual, now; // to the destination and back, or the service's response where that is missing
    friend bool operator==(const Way &, const Way &) = default;
};

// A baseline of fewer rounds says nothing yet.
constexpr int FewestRounds = 3;

// `usual`: null: none. `origins`: who announces the trace's routers and its address; 0 or none: not known. `doubtful`:
// hops (by TTL) whose place cannot be true: it is not counted.
//
// Routers that are silent, answer late or keep to a limit change nothing; private addresses in front of the first
// public router are the own network's, and are not compared.
[[nodiscard]] Way wayOf(const BaselineSet *usual, const Trace &trace, const QHash<QHostAddress, quint32> &origins,
                        const std::set<int> &doubtful = {});

// Later than is usual: beyond nearly all of what was seen, and by as much as a person would call slow.
[[nodiscard]] bool isSlower(const Distribution &usual, Duration now);

} // namespace hinoban::path
