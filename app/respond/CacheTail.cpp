// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/CacheTail.h"

#include <algorithm>
#include <array>

namespace hinoban::respond {

namespace {

using watch::Observation;
using watch::State;

// What is not said otherwise of resolvers that nobody can ask. Unbound: cache-max-ttl, cache-max-negative-ttl; BIND:
// max-cache-ttl, max-ncache-ttl; both serve nothing stale unless told to.
struct Kind {
    const char *label;
    quint32 cap, negativeCap;
    const char *flush;
};
constexpr std::array<Kind, 2> Kinds{
    {{"Unbound", 86400, 3600, "unbound-control flush_zone %1"}, {"BIND", 604800, 10800, "rndc flushtree %1"}}};

std::chrono::seconds kept(quint32 raw, const std::optional<quint32> &cap)
{
    return std::chrono::seconds(std::min(longestTtl(raw), cap.value_or(longestTtl(raw))));
}

// A record fetched at the last moment: how much longer it is there.
Duration lastFetch(const TailMemory &memory, const CachePolicy &policy)
{
    const auto negativeCap = policy.negativeCap ? policy.negativeCap : policy.cap;
    return std::max(kept(memory.otherTtl, policy.cap), kept(memory.denialTtl, negativeCap)) +
           std::chrono::seconds(policy.serveStale);
}

struct Counted {
    ResolverState state;
    bool anyMatch = false, anyUnknown = false;
};

void take(Counted &resolver, const Observation &observation)
{
    auto &state = resolver.state;
    resolver.anyMatch = resolver.anyMatch || observation.state == State::Match;
    resolver.anyUnknown = resolver.anyUnknown || observation.state == State::Unknown;
    if (observation.state == State::Match && state.state == State::Unknown) state.state = State::Match;
    if (observation.state != State::Mismatch) return;
    state.state = State::Mismatch;
    state.falseTtl = std::max(state.falseTtl, longestTtl(ttlOf(observation)));
}

// When this cache lets go of what it was seen to hold.
std::optional<Instant> observedEnd(const ResolverMemory &memory, Duration after, Duration stale)
{
    std::optional<Instant> end;
    if (memory.delegationUntil) end = *memory.delegationUntil + after;
    if (memory.dataUntil) end = std::max(end.value_or(*memory.dataUntil), *memory.dataUntil + stale);
    return end;
}

void finish(Counted &resolver, const TailInput &input)
{
    auto &state = resolver.state;
    const auto &memory = input.memory;
    const auto known = std::find_if(input.resolvers.begin(), input.resolvers.end(), [&](const auto &one) {
        return one.server.address == state.server.address && one.server.port == state.server.port;
    });
    CachePolicy policy;
    if (known != input.resolvers.end()) {
        policy = policyOf(*known);
        state.flushPage = known->flushPage;
        state.flushCommand = known->flushCommand;
    }
    state.ttlCap = policy.cap;

    const auto bound = boundOf(memory, policy);
    if (bound) {
        state.delegationBound = bound->delegation + TtlGrain;
        state.bound = bound->everything + TtlGrain;
    }
    std::optional<Instant> observed;
    if (const auto remembered = memory.resolvers.find(resolverKey(state.server));
        remembered != memory.resolvers.end()) {
        observed = observedEnd(remembered->second, lastFetch(memory, policy), std::chrono::seconds(policy.serveStale));
        state.trueLooks = remembered->second.trueLooks;
    }

    const bool isFalse = state.state == State::Mismatch;
    const bool isTrue = state.state == State::Match && !resolver.anyUnknown;
    const auto latestEnd = [&] {
        if (isFalse) return observed; // of the very cache that answered
        return observed && state.bound ? std::max(observed, state.bound) : state.bound ? state.bound : observed;
    };
    state.until = latestEnd();
    const bool mayBeFalse = memory.falseSince && !memory.repairedAt; // every cache may learn it still
    const bool over = !mayBeFalse && (!state.until || *state.until <= input.now);
    if (isFalse)
        state.cache = CacheState::False;
    else if (over)
        state.cache = state.state == State::Match || !memory.isEmpty() ? CacheState::Clean : CacheState::Unknown;
    else
        state.cache = isTrue ? CacheState::TrueNow : CacheState::Possible;
    if (state.cache == CacheState::Clean || state.cache == CacheState::Unknown) state.until.reset();
}

// Everybody else's, as their makers ship them.
std::vector<ResolverState> othersOf(const TailInput &input)
{
    std::vector<ResolverState> others;
    if (!input.memory.falseSince) return others;
    QString domain = QStringLiteral("DOMAIN");
    if (!input.latest.empty()) domain = input.latest.front().domain.display();
    for (const auto &kind : Kinds) {
        ResolverState state;
        state.server.label = QString::fromLatin1(kind.label);
        state.ttlCap = kind.cap;
        state.flushCommand = QString::fromLatin1(kind.flush).arg(domain);
        state.cache = CacheState::Possible;
        if (const auto bound = boundOf(input.memory, {kind.cap, kind.negativeCap, 0})) {
            state.delegationBound = bound->delegation + TtlGrain;
            state.until = state.bound = bound->everything + TtlGrain;
            if (*state.until <= input.now) {
                state.cache = CacheState::Clean;
                state.until.reset();
            }
        }
        others.push_back(std::move(state));
    }
    return others;
}

void sumUp(CacheTail &tail, const TailInput &input)
{
    const auto &memory = input.memory;
    bool anyFalse = false, anyOpen = false, anyKnown = false;
    std::optional<Instant> end;
    for (const auto *list : {&tail.resolvers, &tail.others}) {
        for (const auto &one : *list) {
            anyFalse = anyFalse || one.cache == CacheState::False;
            anyOpen = anyOpen || one.cache == CacheState::TrueNow || one.cache == CacheState::Possible;
            anyKnown = anyKnown || one.cache != CacheState::Unknown;
            if (one.until) end = std::max(end.value_or(*one.until), *one.until);
            if (list == &tail.resolvers && one.until)
                tail.askedEnd = std::max(tail.askedEnd.value_or(*one.until), *one.until);
        }
    }
    const bool notRepaired = memory.falseSince && !memory.repairedAt;
    tail.falseServersAnswer = memory.delegation && memory.serversAnswer;
    tail.unbounded = notRepaired || tail.falseServersAnswer;
    if (!tail.unbounded) tail.end = end;
    tail.state = anyFalse || notRepaired     ? CacheState::False
                 : anyOpen || tail.unbounded ? CacheState::Possible
                 : anyKnown                  ? CacheState::Clean
                                             : CacheState::Unknown;
}

} // namespace

QByteArray cacheStateText(CacheState state)
{
    static constexpr std::array<const char *, 5> texts{"unknown", "clean", "true-now", "possible", "false"};
    return texts[static_cast<size_t>(state)];
}

CachePolicy policyOf(const watch::Resolver &resolver)
{
    return {resolver.ttlCap, resolver.negativeTtlCap, resolver.serveStale};
}

std::optional<Bound> boundOf(const TailMemory &memory, const CachePolicy &policy)
{
    if (!memory.repairedAt) return {};
    Bound bound;
    bound.delegation = *memory.repairedAt;
    if (memory.delegation)
        bound.delegation += kept(std::max(longestTtl(memory.parentTtl), longestTtl(memory.childTtl)), policy.cap);
    bound.everything = bound.delegation + lastFetch(memory, policy);
    return bound;
}

CacheTail cacheTail(const TailInput &input)
{
    std::vector<Counted> counted;
    for (const auto &observation : input.latest) {
        if (observation.vantage() != dns::Vantage::Resolver || !observation.expected) continue;
        const dns::Server &server = observation.exchange->server;
        auto found = std::find_if(counted.begin(), counted.end(), [&](const Counted &one) {
            return one.state.server.address == server.address && one.state.server.port == server.port;
        });
        if (found == counted.end()) {
            counted.emplace_back().state.server = server;
            found = std::prev(counted.end());
        }
        take(*found, observation);
    }

    CacheTail tail;
    tail.falseSince = input.memory.falseSince;
    tail.repairedAt = input.memory.repairedAt;
    tail.parentTtl = input.memory.parentTtl;
    tail.childTtl = input.memory.childTtl;
    tail.otherTtl = input.memory.otherTtl;
    for (auto &one : counted) {
        finish(one, input);
        ++(one.state.state == State::Mismatch ? tail.serveFalse
           : one.state.state == State::Match  ? tail.serveTrue
                                              : tail.unknown);
        tail.resolvers.push_back(std::move(one.state));
    }
    tail.others = othersOf(input);
    sumUp(tail, input);
    return tail;
}

std::optional<Instant> nextTurn(const TailMemory &memory, Instant now)
{
    std::optional<Instant> next;
    for (const auto &[key, resolver] : memory.resolvers) {
        if (!resolver.falseAt || resolver.trueSince) continue;
        // While the delegation is held its records come and go; only its own end changes what is said.
        const bool held = resolver.delegationUntil && *resolver.delegationUntil > *resolver.falseAt;
        const auto turn = held ? resolver.delegationUntil : resolver.dataUntil;
        if (turn && *turn > now) next = std::min(next.value_or(*turn), *turn);
    }
    return next;
}

} // namespace hinoban::respond
