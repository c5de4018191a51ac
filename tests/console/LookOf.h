// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "tests/watch/SyntheticExchange.h"

#include <set>

namespace hinoban::testing {

// A look at a domain made of what servers say; its servers are those that speak.
[[nodiscard]] inline watch::LookPtr lookOf(const watch::Domain &domain, const std::vector<Says> &told, Instant at,
                                           watch::Depth depth = watch::Depth::Full)
{
    auto look = std::make_shared<watch::Look>();
    look->domain = domain;
    look->depth = depth;
    look->startedAt = look->endedAt = at;
    look->delegation.zone = domain.name;
    look->delegation.exists = true;
    std::set<dns::Name> parents, children;
    for (Says says : told) {
        const auto exchange = says.at(at).exchange();
        look->observations.push_back(watch::observe(domain, exchange));
        const bool parent = exchange->vantage == dns::Vantage::Parent;
        if (exchange->vantage == dns::Vantage::Resolver) continue;
        if (!(parent ? parents : children).insert(exchange->server.name).second) continue;
        (parent ? look->delegation.parentServers : look->servers)
            .push_back({exchange->server.name, {exchange->server.address}, {}});
    }
    return look;
}

// bank.example as it should be: two nameservers, one exchange host, one address.
[[nodiscard]] inline watch::Domain bank()
{
    watch::Domain domain;
    domain.name = name("bank.example");
    expectExactly(domain, "bank.example", dns::Type::NS, {"ns1.host.example.", "ns2.host.example."});
    expectExactly(domain, "bank.example", dns::Type::MX, {"10 mx.host.example."});
    expectExactly(domain, "bank.example", dns::Type::A, {"198.51.100.10"});
    return domain;
}

[[nodiscard]] inline std::vector<Says> honest()
{
    std::vector<Says> told;
    for (const char *server : {"a.nic.example", "b.nic.example"})
        told.push_back(
            Says::parent("bank.example", dns::Type::NS, server).refers({"ns1.host.example", "ns2.host.example"}));
    for (const char *server : {"ns1.host.example", "ns2.host.example"}) {
        told.push_back(Says::authoritative("bank.example", dns::Type::NS, server)
                           .answer({"ns1.host.example.", "ns2.host.example."}));
        told.push_back(Says::authoritative("bank.example", dns::Type::MX, server).answer({"10 mx.host.example."}));
        told.push_back(Says::authoritative("bank.example", dns::Type::A, server).answer({"198.51.100.10"}));
    }
    return told;
}

// The delegation taken: the parent names a server of the attacker's, which names his exchange host.
[[nodiscard]] inline std::vector<Says> hijacked()
{
    std::vector<Says> told;
    for (const char *server : {"a.nic.example", "b.nic.example"})
        told.push_back(Says::parent("bank.example", dns::Type::NS, server).refers({"ns1.thief.example"}));
    told.push_back(
        Says::authoritative("bank.example", dns::Type::NS, "ns1.thief.example").answer({"ns1.thief.example."}));
    told.push_back(Says::authoritative("bank.example", dns::Type::MX, "ns1.thief.example")
                       .answer({"5 mail.bank.example."})
                       .additional(record("mail.bank.example", dns::Type::A, "203.0.113.25")));
    told.push_back(Says::authoritative("bank.example", dns::Type::A, "ns1.thief.example").answer({"198.51.100.10"}));
    return told;
}

[[nodiscard]] inline const detect::Finding *openFinding(const std::vector<detect::Finding> &findings,
                                                        const char *signal)
{
    for (const auto &finding : findings)
        if (finding.open() && finding.signal == QLatin1String(signal)) return &finding;
    return nullptr;
}

} // namespace hinoban::testing
