// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"
#include "app/respond/Incident.h"
#include "app/respond/IncidentSpan.h"

#include <map>
#include <optional>

namespace hinoban::respond {

// A service of the team's own that was stopped because of the incident.
struct Service {
    QString name;
    std::optional<Instant> stopped, resumed;
    friend bool operator==(const Service &, const Service &) = default;
};

// What only people can know of a case, as they told it: entries of the rules case.told {field, value},
// service.stopped {service} and service.resumed {service}. Folded from the log, so that it is kept, signed and
// corrected as everything else there is. A value; any thread.
struct CaseFile {
    std::map<QString, QString> told; // field (caseFields()) → the newest text
    std::vector<Service> services;   // in the order of first mention
    IncidentSpan span;               // which incident they are of

    // Takes the next entry of the log. A new incident after a closed one, or after a day of quiet, begins with an empty
    // file.
    void take(const Entry &entry);
    [[nodiscard]] QString of(const QString &field) const;
    friend bool operator==(const CaseFile &, const CaseFile &) = default;
};

// A field that people fill; its key is "case.<name>" in a draft's gaps.
struct CaseField {
    const char *name;
    const char *en, *ja; // label
};
[[nodiscard]] const std::vector<CaseField> &caseFields();
// "case.cause" → "cause"; empty where people do not tell this one through the case file.
[[nodiscard]] QString caseFieldOf(const QString &gapField);

[[nodiscard]] Entry toldEntry(const QString &field, const QString &value, const QString &person, Instant now);
[[nodiscard]] Entry serviceEntry(const QString &service, bool isStopped, const QString &person, Instant happened,
                                 Instant now);

// The address that the public is sent to instead of the lost one, or what is still missing before anything may be
// published: an address, outside every affected domain, at another registrar than the one that was broken into, its
// mailbox tested.
struct ReplacementMail {
    QString address;     // usable now; empty while something is missing
    QStringList missing; // keys: "replacementMail", "replacementUnsafe", "replacementRegistrar", "mailboxTested"
};
[[nodiscard]] ReplacementMail replacementMailOf(const CaseFile &file, const Incident &incident,
                                                const QString &brokenRegistrar);

} // namespace hinoban::respond
