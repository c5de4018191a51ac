// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/VacantAddress.h"
#include "tests/ui/SampleSnapshot.h"
#include "tests/watch/SyntheticExchange.h"

namespace hinoban::test {

// Servers of every kind, two of which disagree.
[[nodiscard]] inline std::shared_ptr<const watch::DelegationCheck> mixedServers()
{
    using testing::Says;
    auto look = std::make_shared<watch::Look>();
    look->domain.name = name("coincheck.com");
    const auto soa = [](const char *host, const char *address, const char *serial) {
        Says says = Says::authoritative("coincheck.com", dns::Type::SOA, host);
        says.from(QHostAddress(QLatin1String(address)));
        if (serial)
            says.answer({QByteArray("ns-405.awsdns-50.com. awsdns-hostmaster.amazon.com. ") + serial +
                         " 7200 900 1209600 86400"});
        return says;
    };
    const auto see = [&](const Says &says) {
        look->observations.push_back(watch::observe(look->domain, says.exchange()));
    };
    see(soa("ns-1515.awsdns-061.org", "82.221.139.210", "1"));
    see(soa("ns-1515.awsdns-061.org", "2a0b:4d07::210", "2"));
    see(soa("ns-1985.awsdns-056.co.uk", "172.104.114.87", nullptr).aa(false));
    see(soa("ns-650.awsdns-017.net", "45.77.9.110", nullptr).aa(false).rcode(dns::Rcode::Refused));
    see(soa("ns-650.awsdns-017.net", "45.77.9.111", nullptr).nothing(dns::Outcome::TimedOut));
    look->delegation.exchanges.push_back(soa("ns-405.awsdns-50.com", "205.251.193.149", "1").exchange());
    const watch::Identities identities{
        {QStringLiteral("82.221.139.210"), {QStringLiteral("gpdns-fra"), QStringLiteral("9.11.4-P2")}}};
    return std::make_shared<const watch::DelegationCheck>(watch::checkDelegation(*look, identities));
}

// Nothing has happened, and the network on the way answers in everybody's place.
[[nodiscard]] inline std::shared_ptr<console::Snapshot> rewrittenSnapshot()
{
    auto snapshot = std::make_shared<console::Snapshot>(*quietSnapshot());
    snapshot->drill = false;
    snapshot->title.clear();
    const auto answer =
        testing::Says::resolver(".", dns::Type::NS).from(watch::vacantAddress()).at(snapshot->at).exchange();
    snapshot->interception.emplace();
    snapshot->interception->reasons = {
        {detect::Interception::Sign::VacantAddress, watch::vacantAddress().toString(), answer},
        {detect::Interception::Sign::Recursion, QStringLiteral("192.5.6.30, 192.33.14.30, 192.26.92.30, +10"), answer}};
    for (size_t i = 0; i < snapshot->domains.size(); ++i) {
        auto &view = snapshot->domains[i];
        view.state = console::DomainState::Unknown;
        view.unknownReason = QStringLiteral("the network between rewrites DNS");
    }
    snapshot->realFull = std::chrono::minutes(66);
    return snapshot;
}

} // namespace hinoban::test
