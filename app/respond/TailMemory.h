// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Look.h"

#include <map>
#include <set>

namespace hinoban::respond {

// What one resolver did since its domain was falsified.
struct ResolverMemory {
    std::optional<Instant> falseAt;         // its newest false answer
    std::optional<Instant> delegationUntil; // the false NS set that it holds ends, by that answer's own TTL
    std::optional<Instant> dataUntil;       // the same of its other false records; the latest of them
    std::optional<Instant> trueSince;       // first of the looks since its last false answer
    quint32 trueLooks = 0;                  // how many they are, since the repair
    quint32 relapses = 0;                   // how often it was false again after it had been told to be true
    bool toldTrue = false;                  // the timeline says that it serves the truth again
    friend bool operator==(const ResolverMemory &, const ResolverMemory &) = default;
};

// What is remembered of a falsified domain from look to look and over a restart, so that the end of its cache tail can
// be told: TTLs as they were seen, the largest of each kind, raw (one above 2^31 is judged by each resolver's rule);
// the moment of the repair; where the false data came from. A value; empty for a domain that nothing ever happened to.
struct TailMemory {
    std::optional<Instant> falseSince; // first false answer of a parent server, or of an expected name server
    std::optional<Instant> repairedAt; // the last of those that were false answered right; nothing: not all have
    bool delegation = false;           // the parent's NS set was false, not only data behind the right one
    quint32 parentTtl = 0;             // seconds, of the parent's NS set while false
    quint32 childTtl = 0;              // of the false servers' own NS set; sampled: a lower bound
    quint32 otherTtl = 0;              // of every other record that the false servers gave; of SOA only if expected
    quint32 denialTtl = 0;             // of "there is no such thing" (RFC 2308)
    std::set<QString> wrong;           // addresses of the servers that have not answered right since
    std::map<dns::Name, std::vector<QHostAddress>> servers; // the false name servers
    bool serversAnswer = false;                             // one of them still served the domain when last asked
    std::map<QString, ResolverMemory> resolvers;            // by resolverKey()

    [[nodiscard]] bool isEmpty() const { return !falseSince && resolvers.empty(); }
    friend bool operator==(const TailMemory &, const TailMemory &) = default;
};

// "192.0.2.53", "192.0.2.53#5300".
[[nodiscard]] QString resolverKey(const dns::Server &server);

// A resolver that turned: `toTruth` says which way.
struct Turn {
    dns::Server server;
    Instant at{};
    bool toTruth = true;
};

// Takes what a look saw into the memory. `latest`: the newest observation at every vantage, the look's included.
// Answers the resolvers that are to be told of: one is believed to serve the truth after LooksToBelieve wholly true
// looks in a row, because one address may stand for many caches; after each relapse it takes as many more.
constexpr quint32 LooksToBelieve = 2;
std::vector<Turn> remember(TailMemory &memory, const watch::Look &look, const std::vector<watch::Observation> &latest);

// How long a cache may keep what this observation saw, in seconds, raw: the TTL of the records, or of the denial
// (RFC 2308: the smaller of the SOA's TTL and its MINIMUM).
[[nodiscard]] quint32 ttlOf(const watch::Observation &observation);
// When the answer was there.
[[nodiscard]] Instant answeredAt(const dns::Exchange &exchange);
// A raw TTL as the most patient resolver reads it: one with the highest bit set is zero by RFC 2181 (section 8) and
// the largest there is by RFC 8767 (section 4). Who asks until when somebody may be lied to must expect the latter.
[[nodiscard]] quint32 longestTtl(quint32 raw);
// A TTL is a whole number of seconds of the resolver's own clock: what has 0 left is served until the second is over.
constexpr Duration TtlGrain = std::chrono::seconds(1);

[[nodiscard]] QJsonObject toJson(const TailMemory &memory);
[[nodiscard]] Result<TailMemory> tailMemoryFromJson(const QJsonObject &object);

} // namespace hinoban::respond
