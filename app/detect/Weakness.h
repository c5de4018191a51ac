// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/registry/Registration.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace hinoban::detect {

// What makes a domain easier to take, or harder to win back, while nothing has happened to it. It is said before any
// incident, and it is no finding: it alarms nobody, opens no incident and colours no domain.
struct Weakness {
    enum class Kind {
        NoServerLock, // R3's standing absence: the registry itself does not refuse changes (RFC 5731, 2.3)
        ExpiresSoon,  // or is past its date
        OneDomain,    // every nameserver's name hangs on one other registration
        NoDnssec,
        OneProvider, // every nameserver is of one provider
        MailInside,  // the contact of the zone reads its mail under the domain itself
    };
    Kind kind = Kind::NoServerLock;
    Severity severity = Severity::Info; // Warn or Info
    QStringList args;                   // of its sentence: names of statuses, a date, a name
    friend bool operator==(const Weakness &, const Weakness &) = default;
};
[[nodiscard]] QByteArray weaknessText(Weakness::Kind kind); // "no-server-lock" …

// What is known of a domain in quiet times. What is not known says nothing.
struct Standing {
    dns::Name domain;
    std::optional<registry::Registration> registration;
    std::vector<dns::Name> nameservers;   // those that the team expects, or else that the parent names; none: unknown
    std::optional<bool> hasDs;            // at the parent
    std::optional<dns::Name> zoneMailbox; // SOA RNAME
    Instant now{};
};

// Pure; any thread. The gravest first, each kind once.
[[nodiscard]] std::vector<Weakness> weaknessesOf(const Standing &standing);

// What it is, and what would mend it: English always (JSON) …
[[nodiscard]] QString englishSentence(const Weakness &weakness);
// … or in the language that the program speaks now.
[[nodiscard]] QString sentence(const Weakness &weakness);
[[nodiscard]] QString remedy(const Weakness &weakness);

} // namespace hinoban::detect
