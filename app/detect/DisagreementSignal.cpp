// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;
using watch::Expectation;

// One of our nameservers stands in another network than the one that is expected.
bool areServersElsewhere(const Docket &docket)
{
    const Expectation *ns = docket.domain().find(docket.domain().name, Type::NS);
    if (!ns) return false;
    for (const dns::Name &host : hostsOf(*ns))
        for (const Type type : {Type::A, Type::AAAA}) {
            const Expectation *expected = docket.domain().find(host, type);
            if (!expected || expected->kind != Expectation::Kind::Origin) continue;
            for (const watch::Observation *one : docket.known(Vantage::Authoritative, host, type))
                if (one->state == watch::State::Mismatch) return true;
        }
    return false;
}

} // namespace

// D13: some vantages go on saying something else than the domain's servers, though the nameservers are the right ones
// and every TTL has run out: a resolver was lied to, or lies.
void judgeDisagreement(Docket &docket)
{
    const QString signal = QStringLiteral("D13");
    const QString vantage = vantageText(Vantage::Resolver);
    docket.judged(signal, vantage);
    const bool elsewhere = areServersElsewhere(docket);
    for (const Expectation &expectation : docket.domain().expectations) {
        const Observations known = docket.known(Vantage::Resolver, expectation.owner, expectation.type);
        const QString subject = docket.subject(expectation.owner, expectation.type);
        if (known.empty()) docket.undecided(signal, vantage, subject);
        Observations saying;
        std::set<QString> unexpected;
        std::optional<Instant> since;
        for (const watch::Observation *one : known) {
            const QString server = one->exchange->server.display();
            const auto &overdue = docket.view().overdue;
            const auto at = std::find_if(overdue.begin(), overdue.end(), [&](const Overdue &late) {
                return late.owner == expectation.owner && late.type == expectation.type && late.server == server;
            });
            if (at == overdue.end() || one->state != watch::State::Mismatch) continue;
            saying.push_back(one);
            since = since ? std::min(*since, at->since) : at->since;
            for (const dns::Rdata &rdata : unexpectedData(expectation, *one))
                unexpected.insert(dataText(one->seen->type, rdata));
        }
        if (saying.empty()) continue;
        Finding &finding = docket.find(signal, vantage, subject, elsewhere ? Severity::Crit : Severity::High,
                                       QStringLiteral("vantages-disagree"));
        finding.args = {{QStringLiteral("unexpected"), textList(unexpected)},
                        {QStringLiteral("from"), toRfc3339(*since)}};
        docket.support(finding, saying, docket.asked(Vantage::Resolver, expectation.owner, expectation.type));
    }
}

} // namespace hinoban::detect
