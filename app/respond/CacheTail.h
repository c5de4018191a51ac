// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Look.h"
#include "app/watch/Resolver.h"

namespace hinoban::respond {

// What one resolver serves of the nameservers and of everything else that is expected.
struct ResolverState {
    dns::Server server;
    watch::State state = watch::State::Unknown; // Mismatch: serves false data
    quint32 falseTtl = 0;                       // largest remaining TTL of false data, seconds
    std::optional<Instant> until;               // when that TTL is over, counted from the answer
};

// The time until which resolvers may still serve the false data (facts: cache tail). Computed from what was seen.
struct CacheTail {
    int serveFalse = 0, serveTrue = 0, unknown = 0;
    std::vector<ResolverState> resolvers;
    bool unbounded = false;     // the false name servers still answer, or the parent is still wrong
    std::optional<Instant> end; // latest `until`; nothing while unbounded or when nobody serves false data
};

[[nodiscard]] CacheTail cacheTail(const std::vector<watch::Observation> &latest, bool parentFalse,
                                  bool falseServersAnswer);

} // namespace hinoban::respond
