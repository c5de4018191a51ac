// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Stranger.h"

#include "app/watch/ExpectedHost.h"

#include <array>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

constexpr std::array<Vantage, 3> Vantages{Vantage::Parent, Vantage::Authoritative, Vantage::Resolver};

} // namespace

bool everyVantageKnows(const Docket &docket)
{
    const auto knows = [&](Vantage vantage, const dns::Name &owner, Type type) {
        return docket.asked(vantage, owner, type) == 0 || !docket.known(vantage, owner, type).empty();
    };
    if (docket.known(Vantage::Parent, docket.domain().name, Type::NS).empty()) return false;
    for (Vantage vantage : Vantages) {
        if (!knows(vantage, docket.domain().name, Type::NS)) return false;
        for (const watch::Expectation &expectation : docket.domain().expectations)
            if (expectation.type == Type::MX && !knows(vantage, expectation.owner, Type::MX)) return false;
    }
    return true;
}

std::set<dns::Name> expectedHosts(const Docket &docket)
{
    std::set<dns::Name> hosts;
    for (const watch::Expectation &expectation : docket.domain().expectations)
        if (expectation.type == Type::MX || (expectation.type == Type::NS && expectation.owner == docket.domain().name))
            hosts.merge(hostsOf(expectation));
    return hosts;
}

std::map<dns::Name, Stranger> strangersOf(const Docket &docket)
{
    const std::set<dns::Name> expected = expectedHosts(docket);
    std::map<dns::Name, Stranger> strangers;
    for (Type type : {Type::NS, Type::MX})
        for (Vantage vantage : Vantages)
            for (const watch::Observation *one : docket.all(vantage, type)) {
                const watch::Expectation *expectation = docket.domain().find(one->owner, type);
                if (one->state == watch::State::Unknown || !expectation) continue;
                for (const dns::Name &host : hostsOf(*one)) {
                    if (expected.count(host) || watch::isExpectedHost(*expectation, host)) continue;
                    Stranger &stranger = strangers[host];
                    stranger.naming.push_back(one);
                    stranger.roles.insert(QString::fromLatin1(dns::typeText(type)));
                    stranger.vantages.insert(vantageText(vantage));
                }
            }
    return strangers;
}

} // namespace hinoban::detect
