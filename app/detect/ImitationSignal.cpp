// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlike.h"
#include "app/detect/Sentence.h"
#include "app/detect/SignalFamilies.h"

#include <array>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

constexpr std::array<Vantage, 3> Vantages{Vantage::Parent, Vantage::Authoritative, Vantage::Resolver};

// A host that nobody expects, and who names it.
struct Stranger {
    Observations naming;
    std::set<QString> roles, vantages;
};

// Every vantage that was asked must have answered: a host is gone only when nobody shows it any more.
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

QJsonArray spansText(const std::vector<Span> &spans)
{
    QJsonArray out;
    for (const Span &span : spans)
        out.append(QStringLiteral("%1+%2").arg(span.begin).arg(span.length));
    return out;
}

} // namespace

// D2: each unexpected NS or MX host that imitates what is expected, wherever it is named.
void judgeImitations(Docket &docket)
{
    const QString signal = QStringLiteral("D2");
    std::vector<dns::Name> ours{docket.domain().name};
    std::set<dns::Name> expectedHosts;
    for (const watch::Expectation &expectation : docket.domain().expectations)
        if (expectation.type == Type::MX || (expectation.type == Type::NS && expectation.owner == docket.domain().name))
            expectedHosts.merge(hostsOf(expectation));
    ours.insert(ours.end(), expectedHosts.begin(), expectedHosts.end());
    if (everyVantageKnows(docket)) docket.judged(signal, {});

    std::map<dns::Name, Stranger> strangers;
    for (Type type : {Type::NS, Type::MX})
        for (Vantage vantage : Vantages)
            for (const watch::Observation *one : docket.all(vantage, type)) {
                if (one->state == watch::State::Unknown || !docket.domain().find(one->owner, type)) continue;
                for (const dns::Name &host : hostsOf(*one)) {
                    if (expectedHosts.count(host)) continue;
                    Stranger &stranger = strangers[host];
                    stranger.naming.push_back(one);
                    stranger.roles.insert(QString::fromLatin1(dns::typeText(type)));
                    stranger.vantages.insert(vantageText(vantage));
                }
            }

    size_t accused = 0;
    for (const auto &[host, stranger] : strangers) {
        if (accused == MaxListed) break;
        const NameJudgement judgement = judgeName(host, ours);
        if (judgement.likeness != Likeness::LookAlike) continue;
        ++accused;
        Finding &finding = docket.find(signal, {}, host.display(), Severity::Crit, imitationRule(judgement));
        finding.args = {
            {QStringLiteral("host"), host.display()},
            {QStringLiteral("rule"), judgement.rule},
            {QStringLiteral("provider"), judgement.provider},
            {QStringLiteral("imitates"), judgement.imitates.isRoot() ? QString() : judgement.imitates.display()},
            {QStringLiteral("difference"), spansText(judgement.difference)},
            {QStringLiteral("roles"), textList(stranger.roles)},
            {QStringLiteral("seenAt"), textList(stranger.vantages)}};
        docket.support(finding, stranger.naming, int(stranger.naming.size()));
        finding.args.remove(QStringLiteral("servers")); // of no one vantage
    }
}

} // namespace hinoban::detect
