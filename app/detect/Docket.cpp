// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Docket.h"

#include "app/base/SafeText.h"

#include <algorithm>
#include <tuple>

namespace hinoban::detect {
namespace {

bool isBefore(const watch::Observation *a, const watch::Observation *b)
{
    const dns::Exchange &x = *a->exchange;
    const dns::Exchange &y = *b->exchange;
    if (const int order = dns::Name::canonicalCompare(x.server.name, y.server.name)) return order < 0;
    const QString addressX = x.server.address.toString();
    const QString addressY = y.server.address.toString();
    return std::tie(addressX, x.server.port, x.server.label, x.sentAt, x.replySha256()) <
           std::tie(addressY, y.server.port, y.server.label, y.sentAt, y.replySha256());
}

// Where a text is split into strings means nothing.
bool sameData(dns::Type type, const dns::Rdata &a, const dns::Rdata &b)
{
    if (a == b) return true;
    if (type != dns::Type::TXT) return false;
    const auto x = dns::txtOf(a);
    return x && x == dns::txtOf(b);
}

std::vector<dns::Rdata> without(dns::Type type, const std::vector<dns::Rdata> &all,
                                const std::vector<dns::Rdata> &taken)
{
    std::vector<dns::Rdata> out;
    for (const dns::Rdata &rdata : all)
        if (std::none_of(taken.begin(), taken.end(), [&](const dns::Rdata &one) { return sameData(type, rdata, one); }))
            out.push_back(rdata);
    return out;
}

} // namespace

QString vantageText(dns::Vantage vantage)
{
    switch (vantage) {
    case dns::Vantage::Parent:
        return QStringLiteral("parent");
    case dns::Vantage::Authoritative:
        return QStringLiteral("authoritative");
    case dns::Vantage::Resolver:
        break;
    }
    return QStringLiteral("resolver");
}

QJsonArray textList(const std::set<dns::Name> &names)
{
    QJsonArray out;
    for (const dns::Name &name : names) {
        if (size_t(out.size()) == MaxListed) {
            out.append(QStringLiteral("+%1").arg(names.size() - MaxListed));
            break;
        }
        out.append(name.display());
    }
    return out;
}

QJsonArray textList(const std::set<QString> &texts)
{
    QJsonArray out;
    for (const QString &text : texts) {
        if (size_t(out.size()) == MaxListed) {
            out.append(QStringLiteral("+%1").arg(texts.size() - MaxListed));
            break;
        }
        out.append(text);
    }
    return out;
}

QString dataText(dns::Type type, const dns::Rdata &rdata)
{
    return safeText(QString::fromLatin1(dns::rdataText(type, rdata)), 512);
}

bool Docket::Key::operator<(const Key &other) const
{
    if (vantage != other.vantage) return vantage < other.vantage;
    if (type != other.type) return type < other.type;
    return owner < other.owner;
}

Docket::Docket(const View &view)
    : m_view(view)
{
    for (const watch::Observation &observation : view.latest)
        m_told[{observation.exchange->vantage, observation.type, observation.owner}].push_back(&observation);
    for (auto &[key, observations] : m_told)
        std::sort(observations.begin(), observations.end(), isBefore);
    for (const watch::Observation *one : known(dns::Vantage::Parent, domain().name, dns::Type::NS))
        m_parentHosts.merge(hostsOf(*one));
}

QString Docket::subject(const dns::Name &owner, dns::Type type) const
{
    return owner.display() + QLatin1Char(' ') + QString::fromLatin1(dns::typeText(type));
}

Observations Docket::known(dns::Vantage vantage, const dns::Name &owner, dns::Type type) const
{
    Observations out;
    const auto at = m_told.find({vantage, type, owner});
    if (at == m_told.end()) return out;
    std::copy_if(at->second.begin(), at->second.end(), std::back_inserter(out),
                 [](const watch::Observation *one) { return one->state != watch::State::Unknown; });
    return out;
}

int Docket::asked(dns::Vantage vantage, const dns::Name &owner, dns::Type type) const
{
    const auto at = m_told.find({vantage, type, owner});
    return at == m_told.end() ? 0 : int(at->second.size());
}

Observations Docket::delegated(const Observations &observations) const
{
    Observations out;
    std::copy_if(observations.begin(), observations.end(), std::back_inserter(out),
                 [this](const watch::Observation *one) { return m_parentHosts.count(one->exchange->server.name) > 0; });
    return out;
}

Observations Docket::all(dns::Vantage vantage, dns::Type type) const
{
    Observations out;
    for (const auto &[key, observations] : m_told)
        if (key.vantage == vantage && key.type == type) out.insert(out.end(), observations.begin(), observations.end());
    return out;
}

Finding &Docket::find(const QString &signal, const QString &vantage, const QString &subject, Severity severity,
                      const QString &rule)
{
    Finding finding;
    finding.signal = signal;
    finding.domain = domain().name;
    finding.subject = subject;
    finding.vantage = vantage;
    finding.severity = severity;
    finding.rule = rule;
    finding.firstSeen = finding.lastSeen = m_view.now;
    m_out.findings.push_back(std::move(finding));
    return m_out.findings.back();
}

void Docket::support(Finding &finding, const Observations &saying, int asked) const
{
    std::set<QString> servers;
    for (const watch::Observation *one : saying) {
        servers.insert(one->exchange->server.display());
        const Evidence evidence = evidenceOf(*one->exchange);
        if (finding.evidence.size() < MaxEvidence &&
            std::find(finding.evidence.begin(), finding.evidence.end(), evidence) == finding.evidence.end())
            finding.evidence.push_back(evidence);
    }
    finding.args.insert(QStringLiteral("servers"), QStringLiteral("%1/%2").arg(saying.size()).arg(asked));
    finding.args.insert(finding.vantage == QLatin1String("resolver") ? QStringLiteral("resolvers")
                                                                     : QStringLiteral("at"),
                        textList(servers));
}

void Docket::judged(const QString &signal, const QString &vantage)
{
    m_out.judged.append(signal + QLatin1Char('|') + vantage);
}

void Docket::undecided(const QString &signal, const QString &vantage, const QString &subject)
{
    m_out.undecided.append(signal + QLatin1Char('|') + vantage + QLatin1Char('|') + subject);
}

Judgement Docket::take()
{
    std::stable_sort(m_out.findings.begin(), m_out.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.key() < b.key(); });
    m_out.judged.sort();
    m_out.judged.removeDuplicates();
    m_out.undecided.sort();
    m_out.undecided.removeDuplicates();
    return std::move(m_out);
}

std::set<dns::Name> hostsOf(const watch::Observation &observation)
{
    std::set<dns::Name> out;
    if (!observation.seen || observation.seen->type != observation.type) return out;
    for (const dns::Rdata &rdata : observation.seen->rdatas)
        if (const auto host = dns::nameOf(observation.type, rdata)) out.insert(*host);
    return out;
}

std::set<dns::Name> hostsOf(const watch::Expectation &expectation)
{
    std::set<dns::Name> out;
    for (const dns::Rdata &rdata : expectation.rdatas)
        if (const auto host = dns::nameOf(expectation.type, rdata)) out.insert(*host);
    return out;
}

std::vector<dns::Rdata> unexpectedData(const watch::Expectation &expectation, const watch::Observation &observation)
{
    if (!observation.seen) return {};
    const std::vector<dns::Rdata> &seen = observation.seen->rdatas;
    if (observation.seen->type != expectation.type || expectation.kind == watch::Expectation::Kind::Absent) return seen;
    if (expectation.kind == watch::Expectation::Kind::Exact) return without(expectation.type, seen, expectation.rdatas);
    std::vector<dns::Rdata> out;
    for (const dns::Rdata &rdata : seen) {
        const auto address = dns::addressOf(expectation.type, rdata);
        const bool inside = address && std::any_of(expectation.prefixes.begin(), expectation.prefixes.end(),
                                                   [&](const Prefix &prefix) { return prefix.contains(*address); });
        if (!inside) out.push_back(rdata);
    }
    return out;
}

std::vector<dns::Rdata> missingData(const watch::Expectation &expectation, const watch::Observation &observation)
{
    if (!observation.seen || observation.seen->type != expectation.type) return expectation.rdatas;
    return without(expectation.type, expectation.rdatas, observation.seen->rdatas);
}

} // namespace hinoban::detect
