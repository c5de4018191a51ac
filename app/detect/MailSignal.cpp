// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"
#include "app/watch/ExpectedHost.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

// Addresses of a host as the servers of this vantage give them: beside the MX, or when asked for them.
std::set<QString> addressesOf(const Docket &docket, Vantage vantage, const dns::Name &host, const Observations &naming)
{
    std::set<QString> out;
    for (const watch::Observation *one : naming)
        for (const dns::Record &record : one->exchange->message->additional)
            if (record.owner == host)
                if (const auto address = dns::addressOf(record.type, record.rdata)) out.insert(address->toString());
    for (Type type : {Type::A, Type::AAAA})
        for (const watch::Observation *one : docket.known(vantage, host, type)) {
            if (!one->seen || one->seen->type != type) continue;
            for (const dns::Rdata &rdata : one->seen->rdatas)
                if (const auto address = dns::addressOf(type, rdata)) out.insert(address->toString());
        }
    return out;
}

// What is told of one unexpected host: by whom, at which owners, with which preference and TTL.
struct Stranger {
    Observations naming;
    std::set<dns::Name> owners;
    std::set<QString> preferences;
    quint32 ttl = 0;
    int asked = 0;
};

using Strangers = std::map<dns::Name, Stranger>;

void gather(Strangers &strangers, const Observations &known, const watch::Expectation &expectation, int asked)
{
    const std::set<dns::Name> expected = hostsOf(expectation);
    std::set<dns::Name> counted;
    for (const watch::Observation *one : known) {
        if (!one->seen || one->seen->type != Type::MX) continue;
        std::set<dns::Name> here;
        for (const dns::Rdata &rdata : one->seen->rdatas) {
            const auto mx = dns::mxOf(rdata);
            if (!mx || expected.count(mx->exchange) || watch::isExpectedHost(expectation, mx->exchange)) continue;
            Stranger &stranger = strangers[mx->exchange];
            stranger.preferences.insert(QString::number(mx->preference));
            stranger.ttl = std::max(stranger.ttl, one->seen->ttl);
            stranger.owners.insert(expectation.owner);
            if (here.insert(mx->exchange).second) stranger.naming.push_back(one);
            if (counted.insert(mx->exchange).second) stranger.asked += asked;
        }
    }
}

// Hosts by name, and what a class says: "under mail.example".
void addExpected(std::set<QString> &texts, const watch::Expectation &expectation)
{
    for (const watch::Expectation *one : alternativesOf(expectation)) {
        for (const dns::Name &host : hostsOf(*one))
            texts.insert(host.display());
        if (!isClass(*one)) continue;
        const QStringList contents = contentTexts(*one);
        texts.insert(contents.begin(), contents.end());
    }
}

QJsonArray expectedText(const watch::Expectation &expectation)
{
    std::set<QString> texts;
    addExpected(texts, expectation);
    return textList(texts);
}

void accuse(Docket &docket, Vantage vantage, const Strangers &strangers)
{
    std::set<QString> expected;
    for (const watch::Expectation &expectation : docket.domain().expectations)
        if (expectation.type == Type::MX) addExpected(expected, expectation);
    size_t accused = 0;
    for (const auto &[host, stranger] : strangers) {
        if (++accused > MaxListed) break;
        const std::set<QString> addresses = addressesOf(docket, vantage, host, stranger.naming);
        const bool inZone = host.isSubdomainOf(docket.domain().name);
        QString rule = QStringLiteral("unexpected-mx");
        if (addresses.empty()) rule += QStringLiteral("-without-address");
        if (vantage == Vantage::Resolver) rule += QStringLiteral("-resolver");
        Finding &finding =
            docket.find(QStringLiteral("D8"), vantageText(vantage), host.display(), Severity::Crit, rule);
        finding.args = {{QStringLiteral("host"), host.display()},
                        {QStringLiteral("owners"), textList(stranger.owners)},
                        {QStringLiteral("expected"), textList(expected)},
                        {QStringLiteral("addresses"), textList(addresses)},
                        {QStringLiteral("preference"), textList(stranger.preferences)},
                        {QStringLiteral("ttl"), QString::number(stranger.ttl)},
                        {QStringLiteral("inZone"), inZone ? QStringLiteral("yes") : QStringLiteral("no")}};
        docket.support(finding, stranger.naming, stranger.asked);
    }
}

// Of a class nothing by name can be missing: only everything.
bool isGone(const watch::Expectation &expectation, const watch::Observation &observation)
{
    const bool isThere = observation.seen && observation.seen->type == Type::MX;
    return !isThere && isClass(expectation) &&
           fitOf(expectation, observation.seen, observation.origins) == watch::Fit::Differs;
}

// Only where no stranger took their place: expected exchangers that are gone, or came back in another order.
void judgeMissing(Docket &docket, const watch::Expectation &expectation, const Observations &known)
{
    Observations gone;
    Observations lacking;
    Observations reordered;
    std::set<QString> missing;
    std::set<QString> present;
    for (const watch::Observation *one : known) {
        const std::set<dns::Name> hosts = hostsOf(*one);
        if (std::any_of(hosts.begin(), hosts.end(),
                        [&](const dns::Name &host) { return !watch::isExpectedHost(expectation, host); }))
            return;
        if (one->seen && one->seen->type == Type::MX)
            for (const dns::Rdata &rdata : one->seen->rdatas)
                present.insert(QString::fromLatin1(dns::rdataText(Type::MX, rdata)));
        const std::set<dns::Name> lacks = missingHosts(expectation, hosts);
        for (const dns::Name &host : lacks)
            missing.insert(host.display());
        if (isGone(expectation, *one))
            gone.push_back(one);
        else if (!lacks.empty())
            lacking.push_back(one);
        else if (!unexpectedData(expectation, *one).empty())
            reordered.push_back(one);
    }
    const Observations &saying = !gone.empty() ? gone : !lacking.empty() ? lacking : reordered;
    if (saying.empty()) return;
    Finding &finding =
        docket.find(QStringLiteral("D8"), QStringLiteral("authoritative"), docket.subject(expectation.owner, Type::MX),
                    gone.empty() && lacking.empty() ? Severity::Med : Severity::High,
                    !gone.empty()      ? QStringLiteral("mx-gone")
                    : !lacking.empty() ? QStringLiteral("missing-mx")
                                       : QStringLiteral("mx-preference-changed"));
    finding.args = {{QStringLiteral("expected"), expectedText(expectation)},
                    {QStringLiteral("present"), textList(present)},
                    {QStringLiteral("missing"), textList(missing)}};
    docket.support(finding, saying, docket.asked(Vantage::Authoritative, expectation.owner, Type::MX));
}

} // namespace

// D8: who receives the mail. One finding a stranger and vantage.
void judgeMail(Docket &docket)
{
    for (Vantage vantage : {Vantage::Authoritative, Vantage::Resolver}) {
        bool complete = true;
        Strangers strangers;
        for (const watch::Expectation &expectation : docket.domain().expectations) {
            if (expectation.type != Type::MX) continue;
            const Observations known = docket.known(vantage, expectation.owner, Type::MX);
            complete = complete && !(vantage == Vantage::Authoritative ? docket.delegated(known) : known).empty();
            gather(strangers, known, expectation, docket.asked(vantage, expectation.owner, Type::MX));
            if (vantage == Vantage::Authoritative) judgeMissing(docket, expectation, known);
        }
        accuse(docket, vantage, strangers);
        if (complete) docket.judged(QStringLiteral("D8"), vantageText(vantage));
    }
}

} // namespace hinoban::detect
