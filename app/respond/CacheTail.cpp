// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/CacheTail.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

using watch::Observation;
using watch::State;

// How long a cache may keep what this observation saw: the TTL of the records, or of the negative answer (RFC 2308:
// the smaller of the SOA's TTL and its MINIMUM).
quint32 ttlOf(const Observation &observation)
{
    if (observation.seen) return observation.seen->ttl;
    if (!observation.exchange->message) return 0;
    quint32 ttl = 0;
    for (const auto &record : observation.exchange->message->authority) {
        if (record.type != dns::Type::SOA) continue;
        const auto soa = dns::soaOf(record.rdata);
        ttl = std::max(ttl, soa ? std::min(record.ttl, soa->minimum) : record.ttl);
    }
    return ttl;
}

void take(ResolverState &state, const Observation &observation)
{
    if (observation.state == State::Match && state.state == State::Unknown) state.state = State::Match;
    if (observation.state != State::Mismatch) return;

    state.state = State::Mismatch;
    // RFC 2181, 8: a TTL with the highest bit set counts as zero.
    const quint32 ttl = ttlOf(observation) > 0x7fffffffU ? 0 : ttlOf(observation);
    state.falseTtl = std::max(state.falseTtl, ttl);
    const Instant answered = observation.exchange->sentAt + observation.exchange->rtt;
    const Instant until = answered + std::chrono::seconds(ttl);
    state.until = std::max(state.until.value_or(until), until);
}

} // namespace

CacheTail cacheTail(const std::vector<Observation> &latest, bool parentFalse, bool falseServersAnswer)
{
    CacheTail tail;
    for (const auto &observation : latest) {
        if (observation.vantage() != dns::Vantage::Resolver || !observation.expected) continue;
        const dns::Server &server = observation.exchange->server;
        auto found = std::find_if(tail.resolvers.begin(), tail.resolvers.end(), [&](const ResolverState &state) {
            return state.server.address == server.address && state.server.port == server.port;
        });
        if (found == tail.resolvers.end()) {
            tail.resolvers.push_back(ResolverState{server, State::Unknown, 0, std::nullopt});
            found = std::prev(tail.resolvers.end());
        }
        take(*found, observation);
    }

    std::optional<Instant> end;
    for (const auto &resolver : tail.resolvers) {
        switch (resolver.state) {
        case State::Mismatch:
            ++tail.serveFalse;
            break;
        case State::Match:
            ++tail.serveTrue;
            break;
        case State::Unknown:
            ++tail.unknown;
            break;
        }
        if (resolver.until) end = std::max(end.value_or(*resolver.until), *resolver.until);
    }
    tail.unbounded = parentFalse || falseServersAnswer;
    if (!tail.unbounded) tail.end = end;
    return tail;
}

} // namespace hinoban::respond
