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
    friend bool operator==(const Incident &, const Incident &) = default;
};

// hijack: an open CRIT finding, or HIGH, at parent or authoritative servers · recovering: those have cleared and
// resolvers still serve the false data or the registration has not been accepted · suspicion: anything of WARN or
// above · closed: a person said so and nothing reopened since · quiet otherwise. Pure. `number`: how many incidents
// this workspace has had this year, this one included.
struct Decisions {
    QString commander;
    std::optional<Instant> closedAt;
};
[[nodiscard]] Incident assess(const std::vector<detect::Finding> &findings, const registry::LookupPtr &registration,
                              const Decisions &decisions, int number = 1);

// Whom an affected domain's mail would reach: false for an address under it or under another affected domain.
[[nodiscard]] bool mailAddressIsSafe(const QString &address, const Incident &incident);

} // namespace hinoban::respond
