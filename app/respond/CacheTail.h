// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/TailMemory.h"
#include "app/watch/Resolver.h"

namespace hinoban::respond {

// What can be said of the caches behind one address, or of all resolvers of a kind.
//
// A resolver that answers truly is TrueNow until its bound, and Clean only then: an anycast address stands for many
// caches, each look asks one of them, and no number of looks proves the others. How often it was asked is told beside.
enum class CacheState {
    Unknown,  // it does not answer, and nothing bounds what it may hold
    Clean,    // no cache behind it can hold the false data any more
    TrueNow,  // every expected RRset was true when last asked; other caches behind it may differ until `until`
    Possible, // not asked, or not wholly answered: may serve the false data until `until`
    False,    // its newest answers are false
};
[[nodiscard]] QByteArray cacheStateText(CacheState state); // "unknown", "clean", "true-now", "possible", "false"

// What one resolver serves of the name servers and of everything else that is expected.
struct ResolverState {
    dns::Server server;
    watch::State state = watch::State::Unknown; // Mismatch: serves false data
    quint32 falseTtl = 0;                       // largest remaining TTL of false data when last asked, seconds
    std::optional<Instant> until;               // no false answer after this one; nothing: unknown or over
    CacheState cache = CacheState::Unknown;
    std::optional<Instant> delegationBound; // the formula without its second term: the false NS set itself
    std::optional<Instant> bound;           // the formula below; nothing before the repair
    quint32 trueLooks = 0;                  // wholly true looks in a row since the repair
    std::optional<quint32> ttlCap;
    QUrl flushPage;
    QString flushCommand;
    friend bool operator==(const ResolverState &, const ResolverState &) = default;
};

// The time until which resolvers may still serve the false data (DESIGN.md, 1).
struct CacheTail {
    CacheState state = CacheState::Unknown; // False: somebody is lied to, or the repair is not done
    int serveFalse = 0, serveTrue = 0, unknown = 0;
    std::vector<ResolverState> resolvers; // those asked, in the order of the team's list
    std::vector<ResolverState> others;    // nobody can ask them: one row a kind, with the usual limits of its makers
    bool unbounded = false; // the false name servers still answer, or the parent is still wrong: no end is certain
    bool falseServersAnswer = false;
    std::optional<Instant> end;      // nobody serves false data after it; nothing while unbounded or when nobody does
    std::optional<Instant> askedEnd; // the same of the resolvers asked; known from what they hold even while unbounded
    std::optional<Instant> falseSince, repairedAt;
    quint32 parentTtl = 0, childTtl = 0, otherTtl = 0; // raw, as remembered
    friend bool operator==(const CacheTail &, const CacheTail &) = default;
};

// The longest that a resolver keeps anything, and serves it after that.
struct CachePolicy {
    std::optional<quint32> cap, negativeCap; // seconds
    quint32 serveStale = 0;                  // seconds
};
[[nodiscard]] CachePolicy policyOf(const watch::Resolver &resolver);

// Until when a cache that learned everything at the last moment may serve it:
//   delegation = repairedAt + min(max(parentTtl, childTtl), cap)
//   everything = delegation + min(otherTtl, cap) + serveStale
// The second: a record fetched in the cached delegation's last second. Where only data was false, the delegation ends
// with the repair. Holds for a resolver that does not let the false servers prolong their own delegation ("ghost"
// domains); while those answer, CacheTail::unbounded says so. Nothing before the repair.
struct Bound {
    Instant delegation{}, everything{};
};
[[nodiscard]] std::optional<Bound> boundOf(const TailMemory &memory, const CachePolicy &policy);

struct TailInput {
    const TailMemory &memory;
    const std::vector<watch::Observation> &latest;
    const std::vector<watch::Resolver> &resolvers; // with their policies; one that is not in it has none
    Instant now;
};
// Observed first: the remaining TTL of the false NS set, and of each false record, says when this cache lets go of it,
// and what was fetched through that delegation in its last second outlives it by otherTtl. Else the bound. Pure.
[[nodiscard]] CacheTail cacheTail(const TailInput &input);

// When a resolver's own TTL says that it will answer otherwise: the next such moment after `now`, of all that serve
// false data; worth a look. Nothing if nobody does.
[[nodiscard]] std::optional<Instant> nextTurn(const TailMemory &memory, Instant now);

} // namespace hinoban::respond
