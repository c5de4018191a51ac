// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"
#include "app/registry/Locks.h"

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

// Two servers of one registry write the same date with and without its fraction, or with the day only.
constexpr std::chrono::seconds SameStamp{1};
constexpr std::chrono::days SameDay{1};

// Periods in which a registration may be undone for money back (RFC 3915, 3.1): they come and go by themselves.
QStringList withoutGrace(QStringList statuses)
{
    statuses.removeIf([](const QString &status) {
        return status == QLatin1String("addPeriod") || status == QLatin1String("autoRenewPeriod") ||
               status == QLatin1String("renewPeriod") || status == QLatin1String("ok");
    });
    return statuses;
}

// The same but for what comes and goes by itself, and for what a server does not tell.
bool isSameBut(Standing before, Standing now)
{
    before.expires = now.expires;
    before.transferred = now.transferred;
    const bool isTold = !now.statuses.isEmpty();
    before.statuses = isTold ? withoutGrace(before.statuses) : QStringList();
    now.statuses = withoutGrace(now.statuses);
    if (!before.registrarIanaId.isEmpty() && before.registrarIanaId == now.registrarIanaId)
        before.registrar = now.registrar; // the number is the registrar
    return before == now;
}

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
    [[nodiscard]] bool isTransferred(const Standing &before) const;
    [[nodiscard]] bool isDelegationPlanned() const;
    [[nodiscard]] bool isLockInTheWay(const QString &status) const;
    [[nodiscard]] bool isAsPlanned() const;
    [[nodiscard]] bool isPlannedMove(bool still) const;
    [[nodiscard]] bool areServersPlanned(const std::set<dns::Name> &servers) const;

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
    return *m_now.expires > *m_accepted.standing->expires && !isTransferred(*m_accepted.standing) &&
           isSameBut(*m_accepted.standing, *watch::RegistrationExpectation::of(m_now, {}).standing);
}

// To another registrar, since it stood as it was accepted. A server that tells of a transfer of years ago, where
// another one did not, tells no news.
bool Comparison::isTransferred(const Standing &before) const
{
    if (!m_now.transferred) return false;
    if (before.transferred) return *m_now.transferred - *before.transferred > SameDay;
    return *m_now.transferred > m_accepted.lastChanged.value_or(m_accepted.approval.at);
}

// The delegation is about to change as announced: a lock that keeps everybody from changing it is opened for that.
bool Comparison::isDelegationPlanned() const
{
    const auto plans = m_docket.plansInForce();
    return std::any_of(plans.begin(), plans.end(), [&](const watch::Plan *plan) {
        return m_docket.view().now <= plan->until &&
               std::any_of(plan->records.begin(), plan->records.end(), [&](const watch::Expectation &record) {
                   return record.owner == m_docket.domain().name &&
                          (record.type == dns::Type::NS || record.type == dns::Type::DS);
               });
    });
}

bool Comparison::isLockInTheWay(const QString &status) const
{
    return isDelegationPlanned() &&
           (status.startsWith(QLatin1String("server")) || status.endsWith(QLatin1String("UpdateProhibited"))) &&
           status.endsWith(QLatin1String("Prohibited"));
}

// A move to another registrar that was announced; `still`: it is not over yet.
bool Comparison::isPlannedMove(bool still) const
{
    const Instant now = m_docket.view().now;
    const auto plans = m_docket.plansInForce();
    return std::any_of(plans.begin(), plans.end(), [&](const watch::Plan *plan) {
        if (plan->registrar.isEmpty() && plan->registrarIanaId.isEmpty()) return false;
        if (still) return now <= plan->until;
        return plan->registrarIanaId.isEmpty() || m_now.registrarIanaId.isEmpty()
                   ? plan->registrar == m_now.registrar
                   : plan->registrarIanaId == m_now.registrarIanaId;
    });
}

// The old servers or the new ones, nothing between.
bool Comparison::areServersPlanned(const std::set<dns::Name> &servers) const
{
    const watch::Expectation *expected = m_docket.domain().find(m_docket.domain().name, dns::Type::NS);
    if (!expected) return false;
    const auto alternatives = alternativesOf(*expected);
    return std::any_of(alternatives.begin(), alternatives.end(),
                       [&](const watch::Expectation *one) { return hostsOf(*one) == servers; });
}

// Changed within a window, and each part of it is as it was or as it was announced.
bool Comparison::isAsPlanned() const
{
    const auto plans = m_docket.plansInForce();
    const bool inTime = std::any_of(plans.begin(), plans.end(), [&](const watch::Plan *plan) {
        return m_now.lastChanged && *m_now.lastChanged >= plan->from && *m_now.lastChanged <= plan->until;
    });
    if (!inTime || !m_accepted.standing) return false;
    const Standing &before = *m_accepted.standing;
    const bool moves = isPlannedMove(false);
    const std::set<dns::Name> servers(m_now.nameservers.begin(), m_now.nameservers.end());
    const std::set<dns::Name> serversBefore(before.nameservers.begin(), before.nameservers.end());
    if (servers != serversBefore && !areServersPlanned(servers)) return false;
    if (m_now.expires && before.expires && *m_now.expires < *before.expires) return false;
    if (moves || isPlannedMove(true)) return moves || m_now.registrar == before.registrar;
    Standing same = before;
    same.nameservers = m_now.nameservers;
    same.statuses.removeIf(
        [&](const QString &status) { return !m_now.statuses.contains(status) && isLockInTheWay(status); });
    return !isTransferred(before) && isSameBut(same, *watch::RegistrationExpectation::of(m_now, {}).standing);
}

// R1: changed later than the change that a person accepted. Never judged clear: only a person knows whether a change
// was ours.
void Comparison::changed()
{
    if (!m_accepted.lastChanged || !m_now.lastChanged || *m_now.lastChanged - *m_accepted.lastChanged < SameStamp)
        return;
    if (isAsPlanned()) return;
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
    const bool moved = isPlannedMove(false);
    if (!sameRegistrar && !m_now.registrar.isEmpty() && !moved)
        find("R2", QStringLiteral("registrar"), Severity::Crit, "registrar-changed",
             {{QStringLiteral("before"), before.registrar}, {QStringLiteral("after"), m_now.registrar}});
    if (isTransferred(before) && !moved)
        find("R2", QStringLiteral("transfer"), Severity::Crit, "registration-transferred",
             {{QStringLiteral("at"), timeText(m_now.transferred)}});
    if (before.expires && m_now.expires && *before.expires - *m_now.expires > SameDay)
        find(
            "R2", QStringLiteral("expiration"), Severity::Crit, "expiration-moved-back",
            {{QStringLiteral("before"), timeText(before.expires)}, {QStringLiteral("after"), timeText(m_now.expires)}});
    for (const QString &status : m_now.statuses) {
        static const QStringList leaving{QStringLiteral("pendingTransfer"), QStringLiteral("pendingDelete"),
                                         QStringLiteral("redemptionPeriod")};
        static const QStringList held{QStringLiteral("clientHold"), QStringLiteral("serverHold")};
        if (status == QLatin1String("pendingTransfer") && isPlannedMove(true)) continue;
        if (before.statuses.contains(status) || (!leaving.contains(status) && !held.contains(status))) continue;
        find("R2", status, Severity::Crit, held.contains(status) ? "registration-held" : "registration-leaving",
             {{QStringLiteral("status"), status}});
    }
}

// R3: a lock that was there is gone (RFC 5731, 2.3; server* only the registry can set and take away; JPRS's own).
void Comparison::locks(const Standing &before)
{
    if (m_now.statuses.isEmpty()) return; // every object has one (RFC 5731, 2.3): this server tells none
    m_docket.judged(QStringLiteral("R3"), Registry);
    for (const QString &status : before.statuses) {
        // Nobody can hand a locked registration over.
        const bool refusesMoves =
            status.startsWith(QLatin1String("client")) || status == QLatin1String("AgentChangeLocked");
        const bool isInTheWay = (refusesMoves && isPlannedMove(true)) || isLockInTheWay(status);
        if (!isInTheWay && registry::isLock(status) && !m_now.statuses.contains(status))
            find("R3", status, Severity::High, "lock-lost", {{QStringLiteral("status"), status}});
    }
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
    // Of the parent's servers one may have the new state and another the old one still.
    const watch::Expectation *expected = m_docket.domain().find(m_docket.domain().name, dns::Type::NS);
    const std::set<dns::Name> either = expected ? hostsOf(*expected) : std::set<dns::Name>();
    if (!m_docket.plansInForce().empty() && areServersPlanned(registered) &&
        std::includes(either.begin(), either.end(), published.begin(), published.end()))
        return;
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
