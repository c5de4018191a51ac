// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Signals.h"

#include "tests/watch/SyntheticExchange.h"

#include <algorithm>

namespace hinoban::testing {

// A domain, what is told of it, and the judgement of that.
class Scene {
public:
    explicit Scene(const char *domain) { m_look.domain.name = name(domain); }

    [[nodiscard]] watch::Domain &domain() { return m_look.domain; }
    Scene &tell(const Says &says)
    {
        m_exchanges.push_back(says.exchange());
        return *this;
    }
    Scene &registeredAt(const char *lastChanged, const char *accepted)
    {
        auto lookup = std::make_shared<registry::Lookup>();
        lookup->domain = m_look.domain.name;
        lookup->source = QStringLiteral("RDAP https://rdap.example/");
        lookup->askedAt = m_now;
        lookup->rawSha256 = "aa";
        if (lastChanged) {
            registry::Registration registration;
            registration.domain = m_look.domain.name;
            registration.lastChanged = instant(lastChanged);
            lookup->registration = registration;
        } else {
            lookup->problem = QStringLiteral("timed out");
        }
        m_registration = lookup;
        m_look.domain.registration = watch::RegistrationExpectation{};
        if (accepted) m_look.domain.registration->lastChanged = instant(accepted);
        return *this;
    }
    // The registration as accepted, and as the registry shows it now; changed at its `lastChanged`.
    Scene &registered(const registry::Registration &accepted, const registry::Registration &present,
                      std::chrono::minutes age = std::chrono::minutes(0))
    {
        auto lookup = std::make_shared<registry::Lookup>();
        lookup->domain = m_look.domain.name;
        lookup->askedAt = m_now - age;
        lookup->rawSha256 = "aa";
        lookup->registration = present;
        m_registration = lookup;
        m_look.domain.registration = watch::RegistrationExpectation::of(accepted, {});
        return *this;
    }
    // What a registry says of a domain in which servers stand; null: it could not be asked.
    Scene &hostsRegistered(const char *domain, const char *registered)
    {
        auto lookup = std::make_shared<registry::Lookup>();
        lookup->domain = name(domain);
        lookup->source = QStringLiteral("RDAP https://rdap.example/");
        lookup->askedAt = m_now;
        lookup->rawSha256 = "bb";
        if (registered) {
            registry::Registration registration;
            registration.domain = lookup->domain;
            registration.registered = instant(registered);
            lookup->registration = registration;
        } else {
            lookup->problem = QStringLiteral("timed out");
        }
        m_hostRegistrations[lookup->domain] = lookup;
        return *this;
    }
    // What DNSSEC says: of the domain's zone, and of one answer where `answer` is given.
    Scene &validated(dns::Security zone, const char *code, std::optional<dns::Type> answer = {})
    {
        auto out = std::make_shared<dns::Validation>();
        out->name = m_look.domain.name;
        dns::ChainLink root, own;
        root.security = dns::Security::Secure;
        root.isAnchor = true;
        own.zone = out->name;
        own.security = zone;
        const dns::SecurityReason reason{QLatin1String(code), {QStringLiteral("what"), QStringLiteral("where")}};
        out->security = answer ? dns::Security::Bogus : zone;
        if (*code) out->reason = reason;
        if (answer)
            out->answers.push_back(
                {{out->name, *answer}, dns::AnswerSecurity::Kind::Data, dns::Security::Bogus, reason, {}, {}});
        out->chain = {root, own};
        const auto exchange = Says::parent("example.com", dns::Type::DS).exchange();
        out->chain.back().evidence = {exchange->replySha256()};
        out->exchanges = {exchange};
        m_dnssec = out;
        return *this;
    }
    // What one of its servers serves of the domain that validated() has spoken of.
    Scene &served(const char *server, const char *address, dns::Security security, const char *code,
                  dns::Type type = dns::Type::SOA)
    {
        auto out = std::make_shared<dns::Validation>(*m_dnssec);
        dns::ServedSecurity one;
        one.server.name = name(server);
        one.server.address = QHostAddress(QString::fromLatin1(address));
        one.owner = out->name;
        one.type = type;
        one.security = security;
        if (*code) one.reason = {QLatin1String(code), {QStringLiteral("what"), QStringLiteral("where")}};
        one.evidence = QByteArray(64, 'a');
        out->servers.push_back(one);
        m_dnssec = out;
        return *this;
    }
    // The name of a server of the domain led nowhere in the look.
    Scene &unresolved(const char *server)
    {
        m_look.servers.push_back({name(server), {}, QStringLiteral("timed out")});
        return *this;
    }
    Scene &wasSignedWith(const QByteArray &ds)
    {
        m_dsBefore.push_back(data(dns::Type::DS, ds));
        return *this;
    }
    Scene &endorsed(const std::vector<QByteArray> &ds)
    {
        for (const QByteArray &one : ds)
            m_dsEndorsed.push_back(data(dns::Type::DS, one));
        std::sort(m_dsEndorsed.begin(), m_dsEndorsed.end());
        return *this;
    }
    // The resolver has disagreed about the RRset for longer than it may.
    Scene &overdue(const char *owner, dns::Type type, const QString &server)
    {
        m_overdue.push_back({name(owner), type, server, instant("2020-05-30T14:00:00Z"), 300});
        return *this;
    }
    [[nodiscard]] detect::Judgement judge() const
    {
        std::vector<watch::Observation> latest;
        for (const dns::ExchangePtr &exchange : m_exchanges)
            latest.push_back(watch::observe(m_look.domain, exchange));
        return detect::judge({m_look, latest, m_registration, m_now, m_dnssec, m_dsBefore, m_dsEndorsed,
                              m_hostRegistrations, m_overdue});
    }
    // The same told in the opposite order.
    [[nodiscard]] detect::Judgement judgeBackwards() const
    {
        Scene other = *this;
        std::reverse(other.m_exchanges.begin(), other.m_exchanges.end());
        return other.judge();
    }

private:
    watch::Look m_look;
    std::vector<dns::ExchangePtr> m_exchanges;
    registry::LookupPtr m_registration;
    std::map<dns::Name, registry::LookupPtr> m_hostRegistrations;
    dns::ValidationPtr m_dnssec;
    std::vector<dns::Rdata> m_dsBefore, m_dsEndorsed;
    std::vector<detect::Overdue> m_overdue;
    Instant m_now = instant("2020-05-30T15:12:30Z");
};

// "D1|parent|ns1.evil.example|CRIT|unexpected-nameserver", a line a finding.
[[nodiscard]] inline QStringList summary(const detect::Judgement &judgement)
{
    QStringList out;
    for (const detect::Finding &finding : judgement.findings)
        out.append(QStringList{finding.signal, finding.vantage, finding.subject,
                               QString::fromLatin1(detect::severityText(finding.severity)), finding.rule}
                       .join(QLatin1Char('|')));
    return out;
}
[[nodiscard]] inline QStringList lines(const char *text)
{
    QStringList out;
    for (const QString &line : QString::fromUtf8(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        out.append(line.trimmed());
    return out;
}
[[nodiscard]] inline const detect::Finding *findingOf(const detect::Judgement &judgement, const char *signal,
                                                      const char *vantage, const char *subject)
{
    for (const detect::Finding &finding : judgement.findings)
        if (finding.signal == QLatin1String(signal) && finding.vantage == QLatin1String(vantage) &&
            finding.subject == QLatin1String(subject))
            return &finding;
    return nullptr;
}
[[nodiscard]] inline QString arg(const detect::Finding &finding, const char *key)
{
    const QJsonValue value = finding.args.value(QLatin1String(key));
    if (!value.isArray()) return value.toString();
    QStringList out;
    for (const QJsonValue &part : value.toArray())
        out.append(part.toString());
    return out.join(QLatin1Char(','));
}

} // namespace hinoban::testing
