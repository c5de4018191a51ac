// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using registry::Registration;
using Standing = watch::RegistrationExpectation::Standing;

const QString Registry = QStringLiteral("registry");

// For how long an answer of the registry may be compared with what the DNS says now, and how long a change may take
// from the registry's database into the zone.
constexpr std::chrono::hours FreshFor{2};
constexpr std::chrono::minutes ZoneDelay{30};

QString timeText(const std::optional<Instant> &at) { return at ? toRfc3339(*at) : QString(); }

// The one registration before and now, and the findings about it.
class Comparison {
public:
    Comparison(Docket &docket, const registry::Lookup &lookup)
        : m_docket(docket)
        , m_lookup(lookup)
        , m_now(*lookup.registration)
        , m_accepted(*docket.domain().registration)
        , m_domain(docket.domain().name.display())
    {
    }

    void changed();
    void owned(const Standing &before);
    void locks(const Standing &before);
    void delegation();

private:
    Finding &find(const char *signal, const QString &what, Severity severity, const char *rule, QJsonObject args)
    {
        const QString subject = what.isEmpty() ? m_domain : m_domain + u' ' + what;
        Finding &finding = m_docket.find(QLatin1String(signal), Registry, subject, severity, QLatin1String(rule));
        finding.args = std::move(args);
        finding.evidence.push_back({m_lookup.rawSha256, Registry, m_lookup.source, {}, m_domain, m_lookup.askedAt});
        return finding;
    }
    [[nodiscard]] bool isRenewal() const;

    Docket &m_docket;
    const registry::Lookup &m_lookup;
    const Registration &m_now;
    const watch::RegistrationExpectation &m_accepted;
    const QString m_domain;
};

// Paid for longer, and nothing else: what happens to every registration each year.
bool Comparison::isRenewal() const
{
    if (!m_accepted.standing || !m_accepted.standing->expires || !m_now.expires) return false;
    Standing renewed = *m_accepted.standing;
    renewed.expires = m_now.expires;
    return *m_now.expires > *m_accepted.standing->expires &&
           renewed == *watch::RegistrationExpectation::of(m_now, {}).standing;
}

// R1: changed later than the change that a person accepted. Never judged clear: only a person knows whether a change
// was ours.
void Comparison::changed()
{
    if (!m_accepted.lastChanged || !m_now.lastChanged || *m_now.lastChanged <= *m_accepted.lastChanged) return;
    const bool renewal = isRenewal();
    const QString at = toRfc3339(*m_now.lastChanged);
    find("R1", {}, renewal ? Severity::Info : Severity::High, renewal ? "registration-renewed" : "registration-changed",
         {{QStringLiteral("accepted"), toRfc3339(*m_accepted.lastChanged)},
          {QStringLiteral("since"), at},
          {QStringLiteral("lastChanged"), at},
          {QStringLiteral("expires"), timeText(m_now.expires)},
          {QStringLiteral("registrar"), m_now.registrar},
          {QStringLiteral("nameservers"),
           textList(std::set<dns::Name>(m_now.nameservers.begin(), m_now.nameservers.end()))}});
}

// R2: who holds it. Another registrar, a transfer, or one that is asked for; to be deleted; an expiry that was moved
// back. Clear when it stands as it was accepted.
void Comparison::owned(const Standing &before)
{
    m_docket.judged(QStringLiteral("R2"), Registry);
    // The number is the registrar; a name may be written in several ways.
    const bool sameRegistrar = !before.registrarIanaId.isEmpty() && !m_now.registrarIanaId.isEmpty()
                                   ? before.registrarIanaId == m_now.registrarIanaId
                                   : before.registrar == m_now.registrar;
    if (!sameRegistrar && !m_now.registrar.isEmpty())
        find("R2", QStringLiteral("registrar"), Severity::Crit, "registrar-changed",
             {{QStringLiteral("before"), before.registrar}, {QStringLiteral("after"), m_now.registrar}});
    if (m_now.transferred && (!before.transferred || *m_now.transferred > *before.transferred))
        find("R2", QStringLiteral("transfer"), Severity::Crit, "registration-transferred",
             {{QStringLiteral("at"), timeText(m_now.transferred)}});
    if (before.expires && m_now.expires && *m_now.expires < *before.expires)
        find(
            "R2", QStringLiteral("expiration"), Severity::Crit, "expiration-moved-back",
            {{QStringLiteral("before"), timeText(before.expires)}, {QStringLiteral("after"), timeText(m_now.expires)}});
    for (const QString &status : m_now.statuses) {
        static const QStringList leaving{QStringLiteral("pendingTransfer"), QStringLiteral("pendingDelete"),
                                         QStringLiteral("redemptionPeriod")};
        static const QStringList held{QStringLiteral("clientHold"), QStringLiteral("serverHold")};
        if (before.statuses.contains(status) || (!leaving.contains(status) && !held.contains(status))) continue;
        find("R2", status, Severity::Crit, held.contains(status) ? "registration-held" : "registration-leaving",
             {{QStringLiteral("status"), status}});
    }
}

// R3: a lock that was there is gone (RFC 5731, 2.3; server* only the registry can set and take away).
void Comparison::locks(const Standing &before)
{
    m_docket.judged(QStringLiteral("R3"), Registry);
    for (const QString &status : before.statuses)
        if (status.endsWith(QLatin1String("Prohibited")) && !m_now.statuses.contains(status))
            find("R3", status, Severity::High, "lock-lost", {{QStringLiteral("status"), status}});
}

// R4: the registry's database and the zone that it publishes name different servers.
void Comparison::delegation()
{
    const Instant now = m_docket.view().now;
    const std::set<dns::Name> &published = m_docket.parentHosts();
    if (published.empty() || m_now.nameservers.empty() || now - m_lookup.askedAt > FreshFor) return;
    if (m_now.lastChanged && now - *m_now.lastChanged < ZoneDelay) return; // the zone may not have it yet
    m_docket.judged(QStringLiteral("R4"), Registry);
    const std::set<dns::Name> registered(m_now.nameservers.begin(), m_now.nameservers.end());
    if (registered == published) return;
    find("R4", QStringLiteral("NS"), Severity::High, "registry-dns-differ",
         {{QStringLiteral("registered"), textList(registered)}, {QStringLiteral("published"), textList(published)}});
}

} // namespace

void judgeRegistration(Docket &docket)
{
    const auto &accepted = docket.domain().registration;
    const registry::LookupPtr &lookup = docket.view().registration;
    if (!accepted || !lookup || !lookup->registration) return;
    Comparison comparison(docket, *lookup);
    comparison.changed();
    comparison.delegation();
    if (!accepted->standing) return;
    comparison.owned(*accepted->standing);
    comparison.locks(*accepted->standing);
}

} // namespace hinoban::detect
