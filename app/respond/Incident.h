// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/watch/Look.h"

namespace hinoban::respond {

enum class IncidentState { Quiet, Suspicion, Hijack, Recovering, Closed };
[[nodiscard]] QByteArray incidentStateText(IncidentState state); // "quiet" …

// The response to a set of findings, as far as it follows from them and from what people decided.
struct Incident {
    QString id; // "HB-2020-001"; empty while quiet
    IncidentState state = IncidentState::Quiet;
    std::vector<dns::Name> domains;    // affected
    QStringList signalIds;             // open, by severity: "D1", "D2" …
    std::optional<Instant> changedAt;  // the change itself: the registry's stamp if known, else the first evidence
    QString changedAtSource;           // "registry", "first evidence"
    std::optional<Instant> noticedAt;  // first finding of HIGH or above
    std::optional<Instant> repairedAt; // all parent servers answer right again
    QString commander;                 // empty: nobody yet
    bool mailLost = false;             // an MX of an affected domain is, or is served, false
    bool mailWasLost = false;          // … or was at any time of this incident
    QString openedBy{};                // the person who opened it; empty: it follows from findings alone
    friend bool operator==(const Incident &, const Incident &) = default;
};

// Findings that follow one another within this time belong to one incident.
constexpr Duration SameIncident = std::chrono::hours(24);

// hijack: an open CRIT finding, or HIGH, at parent or authoritative servers, or a person opened an incident ·
// recovering: those have cleared and resolvers still serve the false data, the registration has not been accepted, or
// the person who opened it has not closed it · suspicion: anything of WARN or above · closed: a person said so and
// nothing reopened since · quiet otherwise. Pure. `number`: how many incidents this workspace has had this year, this
// one included.
struct Decisions {
    QString commander;
    std::optional<Instant> closedAt;
    std::optional<Instant> openedAt{}; // by a person; it counts while `closedAt` is empty, so that no clock decides
    QString openedBy{};
    dns::Name openedFor{}; // root: no domain in particular
};
[[nodiscard]] Incident assess(const std::vector<detect::Finding> &findings, const registry::LookupPtr &registration,
                              const Decisions &decisions, int number = 1);

// What says that our own data are false, and not only what somebody still keeps of it: at the parent's or the domain's
// own servers.
[[nodiscard]] bool isHijack(const detect::Finding &finding);
// Grave, and about what is ours: no preparation by others, no certificate, no summary of other findings.
[[nodiscard]] bool isGraveOfOurs(const detect::Finding &finding);

// Whom an affected domain's mail would reach: false for an address under it or under another affected domain.
[[nodiscard]] bool mailAddressIsSafe(const QString &address, const Incident &incident);

} // namespace hinoban::respond
