// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/DelegationWalk.h"
#include "app/dns/Security.h"
#include "app/path/Trace.h"
#include "app/registry/Registration.h"
#include "app/watch/Observation.h"

namespace hinoban::watch {

enum class Depth {
    Delegation, // parent NS; child NS and SOA
    Full,       // everything expected, at every vantage, registration and path
};

// Everything one sweep saw of one domain: the unit in which the pipeline works, records and replays. Immutable.
struct Look {
    Domain domain; // with the expectations that were in force
    Depth depth = Depth::Full;
    Instant startedAt{}, endedAt{};
    dns::Delegation delegation;            // `exchanges` of the walk are kept too, they are evidence
    QString walkProblem;                   // why there is no delegation, or what was left out; empty as a rule
    std::vector<dns::NameServer> servers;  // every authoritative server asked: expected, parent's and child's
    std::vector<Observation> observations; // in the order in which the exchanges were asked
    // At false name servers that the delegation does not name (any more), while caches may: no vantage of the domain's,
    // and no signal looks at them; they tell whether the lie is still being served, and with which TTLs.
    std::vector<Observation> formerServers;
    Origins origins;                  // of the addresses in the answers; empty without a database of origins
    registry::LookupPtr registration; // null: not asked in this look
    // Of the registrable domains of servers that nobody expects: what was not told by an earlier look.
    std::vector<registry::LookupPtr> hostRegistrations;
    std::vector<path::TracePtr> traces;
    dns::ValidationPtr dnssec; // null: not looked at; its exchanges are evidence, and not asked again in a replay
};
using LookPtr = std::shared_ptr<const Look>;

// One record file line a look. Replaying computes observations anew from the exchanges.
[[nodiscard]] QJsonObject toJson(const Look &look);
[[nodiscard]] Result<LookPtr> lookFromJson(const QJsonObject &object);

} // namespace hinoban::watch
