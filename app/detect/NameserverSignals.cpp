// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlike.h"
#include "app/detect/SignalFamilies.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

std::set<dns::Name> minus(const std::set<dns::Name> &all, const std::set<dns::Name> &taken)
{
    std::set<dns::Name> out;
    std::set_difference(all.begin(), all.end(), taken.begin(), taken.end(), std::inserter(out, out.end()));
    return out;
}

Observations naming(const Observations &observations, const dns::Name &host)
{
    Observations out;
    std::copy_if(observations.begin(), observations.end(), std::back_inserter(out),
                 [&](const watch::Observation *one) { return hostsOf(*one).count(host) > 0; });
    return out;
}

struct Reach {
    std::set<dns::Name> present, unexpected, missing;
};
Reach reachOf(const Observations &known, const watch::Expectation &expectation)
{
    const std::set<dns::Name> expected = hostsOf(expectation);
    Reach out;
    for (const watch::Observation *one : known) {
        const std::set<dns::Name> hosts = hostsOf(*one);
        out.present.insert(hosts.begin(), hosts.end());
        out.unexpected.merge(minus(hosts, expected));
        out.missing.merge(missingHosts(expectation, hosts));
    }
    return out;
}

// D1 at one vantage: each unexpected host, by every server that names it.
void accuse(Docket &docket, Vantage vantage, const Observations &known, const Reach &reach,
            const std::set<dns::Name> &expected, Severity severity)
{
    const dns::Name &domain = docket.domain().name;
    const std::vector<dns::Name> ours(expected.begin(), expected.end());
    const bool atParent = vantage == Vantage::Parent;
    size_t accused = 0;
    for (const dns::Name &host : reach.unexpected) {
        if (++accused > MaxListed) break; // the rest is counted in "present"
        const NameJudgement judgement = judgeName(host, ours);
        const bool genuine = judgement.likeness == Likeness::Genuine;
        const QString rule =
            genuine ? QStringLiteral("unexpected-nameserver-of-provider") : QStringLiteral("unexpected-nameserver");
        Finding &finding = docket.find(QStringLiteral("D1"), vantageText(vantage), host.display(), severity,
                                       atParent ? rule : rule + QStringLiteral("-resolver"));
        finding.args = {{QStringLiteral("host"), host.display()},
                        {QStringLiteral("expected"), textList(expected)},
                        {QStringLiteral("present"), textList(reach.present)},
                        {QStringLiteral("missing"), textList(reach.missing)}};
        if (genuine) finding.args.insert(QStringLiteral("provider"), judgement.provider);
        docket.support(finding, naming(known, host), docket.asked(vantage, domain, Type::NS));
    }
}

void judgeParent(Docket &docket, const watch::Expectation &expectation)
{
    const std::set<dns::Name> expected = hostsOf(expectation);
    const dns::Name &domain = docket.domain().name;
    const Observations known = docket.known(Vantage::Parent, domain, Type::NS);
    if (known.empty()) return;
    docket.judged(QStringLiteral("D1"), QStringLiteral("parent"));
    const Reach reach = reachOf(known, expectation);
    accuse(docket, Vantage::Parent, known, reach, expected, Severity::Crit);
    if (!reach.unexpected.empty() || reach.missing.empty()) return;

    Observations lacking;
    std::copy_if(known.begin(), known.end(), std::back_inserter(lacking),
                 [&](const watch::Observation *one) { return !missingHosts(expectation, hostsOf(*one)).empty(); });
    Finding &finding = docket.find(QStringLiteral("D1"), QStringLiteral("parent"), docket.subject(domain, Type::NS),
                                   Severity::High, QStringLiteral("missing-nameserver"));
    finding.args = {{QStringLiteral("expected"), textList(expected)},
                    {QStringLiteral("present"), textList(reach.present)},
                    {QStringLiteral("missing"), textList(reach.missing)}};
    docket.support(finding, lacking, docket.asked(Vantage::Parent, domain, Type::NS));
}

// A resolver that knows fewer servers than we expect holds an older or partial truth; only a host that nobody
// expects is the lie. While the parent tells it too it is CRIT; where the parent is right it is a cache's remainder
// or one resolver's own trouble.
void judgeResolvers(Docket &docket, const watch::Expectation &expectation)
{
    const std::set<dns::Name> expected = hostsOf(expectation);
    const dns::Name &domain = docket.domain().name;
    const Observations known = docket.known(Vantage::Resolver, domain, Type::NS);
    if (known.empty()) return;
    docket.judged(QStringLiteral("D1"), QStringLiteral("resolver"));
    const Observations parent = docket.known(Vantage::Parent, domain, Type::NS);
    const bool parentIsRight = !parent.empty() && minus(docket.parentHosts(), expected).empty();
    accuse(docket, Vantage::Resolver, known, reachOf(known, expectation), expected,
           parentIsRight ? Severity::High : Severity::Crit);
}

// D3: what the delegated servers call their NS set, against what the parent calls it. Several parent servers may
// differ among themselves while a change spreads: agreeing with one of them is agreement.
void judgeAgreement(Docket &docket, const watch::Expectation &expectation)
{
    const std::set<dns::Name> expected = hostsOf(expectation);
    const dns::Name &domain = docket.domain().name;
    const Observations parent = docket.known(Vantage::Parent, domain, Type::NS);
    const Observations child = docket.delegated(docket.known(Vantage::Authoritative, domain, Type::NS));
    if (parent.empty() || child.empty()) return;
    docket.judged(QStringLiteral("D3"), QStringLiteral("authoritative"));

    std::set<std::set<dns::Name>> parentSets;
    for (const watch::Observation *one : parent)
        parentSets.insert(hostsOf(*one));
    Observations differing;
    std::set<dns::Name> childHosts;
    for (const watch::Observation *one : child) {
        const std::set<dns::Name> hosts = hostsOf(*one);
        if (parentSets.count(hosts)) continue;
        differing.push_back(one);
        childHosts.insert(hosts.begin(), hosts.end());
    }
    if (differing.empty()) return;

    const bool allOurs = minus(childHosts, expected).empty() && minus(docket.parentHosts(), expected).empty();
    // While it moves from one set to the other, parent and child take turns.
    if (allOurs && expectation.kind == watch::Expectation::Kind::AnyOf) return;
    Finding &finding =
        docket.find(QStringLiteral("D3"), QStringLiteral("authoritative"), docket.subject(domain, Type::NS),
                    allOurs ? Severity::Med : Severity::High, QStringLiteral("parent-child-differ"));
    finding.args = {{QStringLiteral("parent"), textList(docket.parentHosts())},
                    {QStringLiteral("child"), textList(childHosts)},
                    {QStringLiteral("onlyParent"), textList(minus(docket.parentHosts(), childHosts))},
                    {QStringLiteral("onlyChild"), textList(minus(childHosts, docket.parentHosts()))}};
    docket.support(finding, differing, int(child.size()));
    for (const watch::Observation *one : parent)
        if (finding.evidence.size() < Docket::MaxEvidence) finding.evidence.push_back(evidenceOf(*one->exchange));
}

// A part of the domain with servers of its own. Who they are the domain's own servers say, as the parent says it of the
// domain. Resolvers tell what the part says of itself, which may honestly be another list: that is suspicion at most.
void judgePart(Docket &docket, const watch::Expectation &expectation, Vantage vantage)
{
    const QString signal = QStringLiteral("D1");
    const QString subject = docket.subject(expectation.owner, Type::NS);
    const bool atResolvers = vantage == Vantage::Resolver;
    const Observations known = docket.known(vantage, expectation.owner, Type::NS);
    const bool decisive = !(atResolvers ? known : docket.delegated(known)).empty();
    if (!decisive) docket.undecided(signal, vantageText(vantage), subject);

    const Reach reach = reachOf(known, expectation);
    if (reach.unexpected.empty() && (reach.missing.empty() || atResolvers)) return;
    Observations saying;
    std::copy_if(known.begin(), known.end(), std::back_inserter(saying), [&](const watch::Observation *one) {
        const std::set<dns::Name> hosts = hostsOf(*one);
        return reach.unexpected.empty() ? !missingHosts(expectation, hosts).empty()
                                        : !minus(hosts, hostsOf(expectation)).empty();
    });
    const QString rule = reach.unexpected.empty() ? QStringLiteral("missing-nameserver-of-part")
                                                  : QStringLiteral("unexpected-nameserver-of-part");
    // A server that serves the part as well tells the part's own list, like a resolver.
    const bool isOwnWord = std::all_of(saying.begin(), saying.end(), [](const watch::Observation *one) {
        return one->seen && one->exchange->message->aa;
    });
    Finding &finding = docket.find(signal, vantageText(vantage), subject,
                                   atResolvers || isOwnWord   ? Severity::Med
                                   : reach.unexpected.empty() ? Severity::High
                                                              : Severity::Crit,
                                   atResolvers ? rule + QStringLiteral("-resolver") : rule);
    finding.args = {{QStringLiteral("part"), expectation.owner.display()},
                    {QStringLiteral("unexpected"), textList(reach.unexpected)},
                    {QStringLiteral("expected"), textList(hostsOf(expectation))},
                    {QStringLiteral("present"), textList(reach.present)},
                    {QStringLiteral("missing"), textList(reach.missing)}};
    docket.support(finding, saying, docket.asked(vantage, expectation.owner, Type::NS));
}

void judgeParts(Docket &docket)
{
    docket.judged(QStringLiteral("D1"), QStringLiteral("authoritative"));
    for (const watch::Expectation &expectation : docket.domain().expectations)
        if (expectation.type == Type::NS && expectation.owner != docket.domain().name)
            for (const Vantage vantage : {Vantage::Authoritative, Vantage::Resolver})
                judgePart(docket, expectation, vantage);
}

} // namespace

void judgeNameservers(Docket &docket)
{
    judgeParts(docket);
    const watch::Expectation *expectation = docket.domain().find(docket.domain().name, Type::NS);
    if (!expectation) {
        // Nothing is expected any more: what was found against an older expectation is no finding now.
        for (const char *vantage : {"parent", "resolver"})
            docket.judged(QStringLiteral("D1"), QLatin1String(vantage));
        docket.judged(QStringLiteral("D3"), QStringLiteral("authoritative"));
        return;
    }
    judgeParent(docket, *expectation);
    judgeResolvers(docket, *expectation);
    judgeAgreement(docket, *expectation);
}

} // namespace hinoban::detect
