// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Docket.h"

#include "app/base/SafeText.h"
#include "app/watch/ExpectedHost.h"
#include "app/watch/SameMeaning.h"

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

std::vector<dns::Rdata> missingOf(const watch::Expectation &expectation, const watch::Observation &observation)
{
    if (!observation.seen || observation.seen->type != expectation.type) return expectation.rdatas;
    const std::vector<dns::Rdata> &seen = observation.seen->rdatas;
    std::vector<dns::Rdata> out;
    for (const dns::Rdata &rdata : expectation.rdatas)
        if (std::none_of(seen.begin(), seen.end(),
                         [&](const dns::Rdata &one) { return watch::sameMeaning(expectation.type, rdata, one); }))
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
    : Docket(view, view.look.domain)
{
}

Docket::Docket(const View &view, const watch::Domain &domain)
    : m_view(view)
    , m_domain(domain)
{
    for (const watch::Observation &observation : view.latest)
        m_told[{observation.exchange->vantage, observation.type, observation.owner}].push_back(&observation);
    for (auto &[key, observations] : m_told)
        std::sort(observations.begin(), observations.end(), isBefore);
    for (const watch::Observation *one : known(dns::Vantage::Parent, m_domain.name, dns::Type::NS))
        m_parentHosts.merge(hostsOf(*one));
}

std::vector<const watch::Plan *> Docket::plansInForce() const
{
    std::vector<const watch::Plan *> out;
    if (&m_domain == &m_view.look.domain) return out;
    for (const watch::Plan &plan : m_domain.plans)
        if (plan.from <= m_view.now) out.push_back(&plan);
    return out;
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
    std::vector<dns::Rdata> out;
    for (size_t i = 0; i < seen.size(); ++i) {
        const quint32 origin = i < observation.origins.size() ? observation.origins[i] : 0;
        if (fitOf(expectation, observation.seen->type, seen[i], origin) == watch::Fit::Differs) out.push_back(seen[i]);
    }
    return out;
}

std::vector<dns::Rdata> missingData(const watch::Expectation &expectation, const watch::Observation &observation)
{
    std::optional<std::vector<dns::Rdata>> least;
    for (const watch::Expectation *one : alternativesOf(expectation)) {
        if (one->type != expectation.type) continue;
        auto missing = missingOf(*one, observation);
        if (!least || missing.size() < least->size()) least = std::move(missing);
    }
    return least.value_or(std::vector<dns::Rdata>());
}

namespace {

// Of an alternative that names no hosts.
bool holds(const watch::Expectation &alternative, const std::set<dns::Name> &hosts)
{
    if (!isClass(alternative)) return hosts.empty();
    return !hosts.empty() && std::all_of(hosts.begin(), hosts.end(), [&](const dns::Name &host) {
        return watch::isExpectedHost(alternative, host);
    });
}

} // namespace

std::set<dns::Name> missingHosts(const watch::Expectation &expectation, const std::set<dns::Name> &hosts)
{
    std::optional<std::set<dns::Name>> least;
    for (const watch::Expectation *one : alternativesOf(expectation)) {
        const std::set<dns::Name> expected = hostsOf(*one);
        // One that names no host lacks none, but only where it is the one that holds.
        if (expected.empty() && !holds(*one, hosts)) continue;
        std::set<dns::Name> missing;
        std::set_difference(expected.begin(), expected.end(), hosts.begin(), hosts.end(),
                            std::inserter(missing, missing.end()));
        if (!least || missing.size() < least->size()) least = std::move(missing);
    }
    return least.value_or(std::set<dns::Name>());
}

bool mayBeAbsent(const watch::Expectation &expectation)
{
    const auto alternatives = alternativesOf(expectation);
    return std::any_of(alternatives.begin(), alternatives.end(),
                       [](const watch::Expectation *one) { return one->kind == watch::Expectation::Kind::Absent; });
}

} // namespace hinoban::detect
