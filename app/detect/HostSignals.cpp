// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

bool isAddress(Type type) { return type == Type::A || type == Type::AAAA; }

QString addressText(const dns::Record &record)
{
    return QString::fromLatin1(dns::rdataText(record.type, record.rdata));
}

struct FalseGlue {
    std::set<QString> unexpected, expected;
    Observations saying;
};

} // namespace

// D4: the parent's glue for one of our nameservers leads elsewhere, though its name is the expected one. Of hosts
// outside the domain no address is expected, and the parent's glue says nothing that is ours to judge.
void judgeGlue(Docket &docket)
{
    const QString parent = vantageText(Vantage::Parent);
    const watch::Expectation *ns = docket.domain().find(docket.domain().name, Type::NS);
    if (!ns) return;
    const std::set<dns::Name> ours = hostsOf(*ns);
    std::map<dns::Name, FalseGlue> found;
    bool seen = false;
    const Observations referrals = docket.known(Vantage::Parent, docket.domain().name, Type::NS);
    for (const watch::Observation *one : referrals)
        for (const dns::Record &glue : one->exchange->message->additional) {
            if (!isAddress(glue.type) || !ours.count(glue.owner)) continue;
            const watch::Expectation *expected = docket.domain().find(glue.owner, glue.type);
            if (!expected || isClass(*expected)) continue;
            seen = true;
            if (std::count(expected->rdatas.begin(), expected->rdatas.end(), glue.rdata)) continue;
            FalseGlue &host = found[glue.owner];
            host.unexpected.insert(addressText(glue));
            for (const dns::Rdata &rdata : expected->rdatas)
                host.expected.insert(QString::fromLatin1(dns::rdataText(expected->type, rdata)));
            if (host.saying.empty() || host.saying.back() != one) host.saying.push_back(one);
        }
    if (seen) docket.judged(QStringLiteral("D4"), parent);
    for (const auto &[host, glue] : found) {
        Finding &finding =
            docket.find(QStringLiteral("D4"), parent, host.display(), Severity::Crit, QStringLiteral("glue-changed"));
        finding.args = {{QStringLiteral("host"), host.display()},
                        {QStringLiteral("expected"), textList(glue.expected)},
                        {QStringLiteral("unexpected"), textList(glue.unexpected)}};
        docket.support(finding, glue.saying, int(referrals.size()));
    }
}

// D5: a nameserver that nobody expects stands on an address to which one of our names now leads: one machine plays
// both. That our own servers do so is their own affair.
void judgeSharedAddresses(Docket &docket)
{
    const QString authoritative = vantageText(Vantage::Authoritative);
    const watch::Expectation *ns = docket.domain().find(docket.domain().name, Type::NS);
    if (!ns) return;
    const std::set<dns::Name> ours = hostsOf(*ns);
    std::map<QString, std::set<QString>> served; // address: names that lead to it
    for (const Vantage vantage : {Vantage::Authoritative, Vantage::Resolver})
        for (const Type type : {Type::A, Type::AAAA})
            for (const watch::Observation *one : docket.all(vantage, type)) {
                if (!one->seen || !isAddress(one->seen->type)) continue;
                for (const dns::Rdata &rdata : one->seen->rdatas)
                    served[QString::fromLatin1(dns::rdataText(one->seen->type, rdata))].insert(one->owner.display());
            }
    std::map<dns::Name, Observations> saying;
    std::map<dns::Name, QString> addresses;
    for (const watch::Observation *one : docket.all(Vantage::Authoritative, Type::NS)) {
        const dns::Server &server = one->exchange->server;
        const QString address = server.address.toString();
        if (ours.count(server.name) || !docket.parentHosts().count(server.name) || !served.count(address)) continue;
        saying[server.name].push_back(one);
        addresses[server.name] = address;
    }
    if (!docket.parentHosts().empty()) docket.judged(QStringLiteral("D5"), authoritative);
    for (const auto &[host, observations] : saying) {
        const QString &address = addresses[host];
        Finding &finding = docket.find(QStringLiteral("D5"), authoritative, host.display(), Severity::Crit,
                                       QStringLiteral("nameserver-serves-too"));
        finding.args = {{QStringLiteral("host"), host.display()},
                        {QStringLiteral("address"), address},
                        {QStringLiteral("names"), textList(served[address])}};
        docket.support(finding, observations, int(observations.size()));
    }
}

} // namespace hinoban::detect
