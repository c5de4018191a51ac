// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/LastIncident.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

using detect::Finding;
using detect::Severity;

using Findings = std::vector<const Finding *>;

bool isGrave(const Finding &finding) { return finding.severity >= Severity::High; }

bool isAboutHost(const Finding &finding)
{
    return finding.signal == QLatin1String("D2") || finding.signal == QLatin1String("R5");
}

// Somebody has made ready; nothing of ours was touched yet.
bool isPreparation(const Finding &finding) { return finding.signal == QLatin1String("P1"); }

bool isAtResolver(const Finding &finding) { return finding.vantage == QLatin1String("resolver"); }

// It says nothing by itself: its parts do (F1), a host that several vantages name (D2, R5: perhaps only caches still
// do), what somebody has made ready, and a certificate, which changes no answer of ours.
bool isApart(const Finding &finding)
{
    return finding.signal == QLatin1String("F1") || isAboutHost(finding) || isPreparation(finding) ||
           finding.signal == QLatin1String("T1");
}

// About the domain's own registration, not that of a host's domain.
bool isRegistration(const Finding &finding)
{
    return finding.vantage == QLatin1String("registry") && !isAboutHost(finding);
}

bool isAboutMail(const Finding &finding)
{
    return finding.signal == QLatin1String("D8") || finding.subject.endsWith(QLatin1String(" MX"));
}

Instant endOf(const Finding &finding) { return finding.cleared.value_or(Instant::max()); }

// The findings of the newest incident: those whose spans touch, taken together, and open ones. Lesser findings may
// stand for years; they do not tie one incident to another. Nor does a preparation date the attack.
Findings newest(const std::vector<Finding> &findings)
{
    Findings grave;
    for (const auto &finding : findings)
        if (isGrave(finding) && !isPreparation(finding)) grave.push_back(&finding);
    std::sort(grave.begin(), grave.end(), [](const Finding *a, const Finding *b) {
        return std::pair(a->firstSeen, a->key()) < std::pair(b->firstSeen, b->key());
    });

    Findings run;
    Instant end{};
    for (const Finding *finding : grave) {
        if (!run.empty() && end != Instant::max() && finding->firstSeen - end > SameIncident) run.clear();
        end = run.empty() ? endOf(*finding) : std::max(end, endOf(*finding));
        run.push_back(finding);
    }
    return run;
}

struct Open {
    bool hijack = false, grave = false, tail = false, anything = false;
    std::optional<Instant> newestStart;
};

Open openOf(const std::vector<Finding> &findings)
{
    Open open;
    for (const auto &finding : findings) {
        if (!finding.open() || finding.severity < Severity::Warn) continue;
        open.anything = true;
        open.hijack |= isHijack(finding);
        open.grave |= isGrave(finding);
        open.tail |= isAtResolver(finding) || isRegistration(finding);
        open.newestStart = std::max(open.newestStart.value_or(finding.firstSeen), finding.firstSeen);
    }
    return open;
}

IncidentState stateOf(const std::vector<Finding> &findings, const Findings &run, const Decisions &decisions)
{
    const Open open = openOf(findings);
    if (open.hijack) return IncidentState::Hijack;

    const auto &closedAt = decisions.closedAt;
    const bool isOpened = decisions.openedAt && !closedAt;
    const bool newSince = closedAt && open.newestStart && *open.newestStart > *closedAt;
    if (closedAt && !newSince) {
        const bool ofThis = !run.empty() && run.front()->firstSeen <= *closedAt;
        if (ofThis || open.anything || decisions.openedAt) return IncidentState::Closed;
    }

    const bool wasHijack = std::any_of(run.begin(), run.end(), [&](const Finding *finding) {
        if (!isHijack(*finding) || finding->open()) return false;
        // One that a person opens has nothing to do with what was repaired long before.
        if (isOpened && *finding->cleared + SameIncident < *decisions.openedAt) return false;
        return !closedAt || *finding->cleared > *closedAt;
    });
    if (wasHijack && (open.tail || isOpened)) return IncidentState::Recovering;
    if (isOpened) return IncidentState::Hijack;
    if (open.anything) return IncidentState::Suspicion;
    return IncidentState::Quiet;
}

void addDomain(std::vector<dns::Name> &domains, const dns::Name &name)
{
    if (name.isRoot() || std::find(domains.begin(), domains.end(), name) != domains.end()) return;
    domains.push_back(name);
}

QStringList openSignals(const std::vector<Finding> &findings)
{
    Findings open;
    for (const auto &finding : findings)
        if (finding.open() && finding.severity >= Severity::Warn) open.push_back(&finding);
    std::sort(open.begin(), open.end(), [](const Finding *a, const Finding *b) {
        if (a->severity != b->severity) return a->severity > b->severity;
        return a->signal < b->signal;
    });
    QStringList ids;
    for (const Finding *finding : open)
        if (!ids.contains(finding->signal)) ids += finding->signal;
    return ids;
}

// The registry's stamp is the change itself as long as it is not later than what the change led to: after the
// repair it is the repair's.
void setChange(Incident &incident, const Findings &run, const registry::LookupPtr &registration)
{
    if (run.empty()) return;
    incident.changedAt = run.front()->firstSeen;
    incident.changedAtSource = QStringLiteral("first evidence");

    // One that keeps a stamp dates the change; one that the repair itself opened (R4) does not take its place.
    const auto isStamped = [](const Finding &finding) {
        return finding.args.contains(QStringLiteral("since")) || finding.args.contains(QStringLiteral("lastChanged"));
    };
    const Finding *changed = nullptr;
    for (const Finding *finding : run)
        if (isRegistration(*finding) &&
            (!changed || (finding->open() && (isStamped(*finding) || !isStamped(*changed)))))
            changed = finding;
    if (!changed) return;

    std::optional<Instant> stamp;
    const auto consider = [&](std::optional<Instant> candidate) {
        if (candidate && *candidate <= changed->firstSeen && (!stamp || *candidate > *stamp)) stamp = candidate;
    };
    // What the finding itself keeps outlives the repair, which sets a new stamp at the registry.
    const QJsonObject &args = changed->args;
    for (const auto &key : {QStringLiteral("since"), QStringLiteral("lastChanged")})
        if (const auto instant = instantFromRfc3339(args.value(key).toString())) consider(*instant);
    if (registration && registration->registration && registration->domain == changed->domain)
        consider(registration->registration->lastChanged);
    if (!stamp || *stamp > *incident.changedAt) return;
    incident.changedAt = stamp;
    incident.changedAtSource = QStringLiteral("registry");
}

std::optional<Instant> repairOf(const Findings &run)
{
    std::optional<Instant> repaired;
    for (const Finding *finding : run) {
        if (finding->vantage != QLatin1String("parent")) continue;
        if (finding->open()) return std::nullopt;
        repaired = std::max(repaired.value_or(*finding->cleared), *finding->cleared);
    }
    return repaired;
}

QString idOf(Instant at, int number)
{
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
    return QStringLiteral("HB-%1-%2")
        .arg(int(date.year()), 4, 10, QLatin1Char('0'))
        .arg(number, 3, 10, QLatin1Char('0'));
}

} // namespace

bool isHijack(const Finding &finding)
{
    if (isApart(finding) || isAtResolver(finding)) return false;
    if (finding.vantage == QLatin1String("registry")) return finding.severity == Severity::Crit;
    return isGrave(finding);
}

bool isGraveOfOurs(const Finding &finding) { return isGrave(finding) && !isApart(finding); }

QByteArray incidentStateText(IncidentState state)
{
    switch (state) {
    case IncidentState::Quiet:
        return "quiet";
    case IncidentState::Suspicion:
        return "suspicion";
    case IncidentState::Hijack:
        return "hijack";
    case IncidentState::Recovering:
        return "recovering";
    case IncidentState::Closed:
        return "closed";
    }
    return "quiet";
}

namespace {

// `isPastWanted`: where all is quiet again, the incident that was.
Incident assessed(const std::vector<Finding> &findings, const registry::LookupPtr &registration,
                  const Decisions &decisions, int number, bool isPastWanted)
{
    const Findings run = newest(findings);
    Incident incident;
    incident.state = stateOf(findings, run, decisions);
    if (incident.state == IncidentState::Quiet && (!isPastWanted || run.empty())) return incident;

    for (const Finding *finding : run)
        if (incident.state != IncidentState::Suspicion || finding->open()) addDomain(incident.domains, finding->domain);
    std::optional<Instant> firstOpen;
    for (const auto &finding : findings) {
        if (!finding.open() || finding.severity < Severity::Warn) continue;
        if (incident.domains.empty() || incident.state == IncidentState::Suspicion)
            addDomain(incident.domains, finding.domain);
        firstOpen = std::min(firstOpen.value_or(finding.firstSeen), finding.firstSeen);
        incident.mailLost |= isAboutMail(finding);
    }
    const bool isOpened = decisions.openedAt.has_value();
    if (isOpened && incident.domains.empty()) addDomain(incident.domains, decisions.openedFor);
    incident.mailWasLost = incident.mailLost || std::any_of(run.begin(), run.end(), [](const Finding *finding) {
                               return isAboutMail(*finding);
                           });
    std::sort(incident.domains.begin(), incident.domains.end());

    incident.signalIds = openSignals(findings);
    setChange(incident, run, registration);
    if (!incident.changedAt && firstOpen) {
        incident.changedAt = firstOpen;
        incident.changedAtSource = QStringLiteral("first evidence");
    }
    if (!run.empty()) incident.noticedAt = run.front()->firstSeen;
    if (isOpened && !decisions.closedAt) {
        incident.openedBy = decisions.openedBy;
        if (!incident.noticedAt) incident.noticedAt = decisions.openedAt;
    }
    incident.repairedAt = repairOf(run);
    incident.commander = decisions.commander;
    const auto decidedAt = isOpened ? decisions.openedAt : decisions.closedAt;
    incident.id = idOf(incident.changedAt.value_or(decidedAt.value_or(Instant{})), number);
    return incident;
}

} // namespace

Incident assess(const std::vector<Finding> &findings, const registry::LookupPtr &registration,
                const Decisions &decisions, int number)
{
    return assessed(findings, registration, decisions, number, false);
}

Incident lastIncident(const std::vector<Finding> &findings, const registry::LookupPtr &registration,
                      const Decisions &decisions, int number)
{
    return assessed(findings, registration, decisions, number, true);
}

bool mailAddressIsSafe(const QString &address, const Incident &incident)
{
    QString text = address.trimmed();
    if (text.endsWith(QLatin1Char('>'))) text = text.mid(text.lastIndexOf(QLatin1Char('<')) + 1).chopped(1);
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    if (at <= 0 || at + 1 == text.size()) return false;
    const auto host = dns::Name::fromUserText(text.mid(at + 1));
    if (!host || host->isRoot()) return false;
    return std::none_of(incident.domains.begin(), incident.domains.end(),
                        [&](const dns::Name &domain) { return host->isSubdomainOf(domain); });
}

} // namespace hinoban::respond
