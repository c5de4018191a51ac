// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/AccountBook.h"
#include "app/respond/CacheTail.h"
#include "app/respond/Incident.h"

#include <QStringList>

#include <optional>

namespace hinoban::respond {

// The time in which mail to a domain may have gone to the attacker's mail host.
struct ExposureWindow {
    enum class Begin {
        FirstSeen, // of the false MX
        Change,    // of the registration: the false servers may have given the false MX from then on
    };
    enum class End {
        StillServed, // a server of the domain gives the false MX now: no end
        Unbounded,   // the false name servers answer, and caches may go on following them: no end is certain
        CacheTail,   // when the last cache has let go of it
        LastSeen,    // nobody gives it any more; what caches hold was not measured
    };
    dns::Name domain;
    Instant from{};
    Begin begin = Begin::FirstSeen;
    Instant firstSeen{};          // the false MX
    std::optional<Instant> until; // nothing: open-ended
    End end = End::StillServed;
    QStringList hosts; // the false mail hosts; sorted
    [[nodiscard]] bool open() const { return !until.has_value(); }
    friend bool operator==(const ExposureWindow &, const ExposureWindow &) = default;
};
[[nodiscard]] QByteArray exposureBeginText(ExposureWindow::Begin begin); // "first-seen", "change"
[[nodiscard]] QByteArray
exposureEndText(ExposureWindow::End end); // "still-served", "unbounded", "cache-tail", "last-seen"

// From the findings about mail (D8, HIGH and above, open and cleared) of one domain, the incident that they belong to,
// and what caches may still hold. `tailEnd`: when the last cache let go, where the tail is over. Nothing: no mail host
// was false. Findings that follow one another within a week count together: an older affair is another. Pure.
[[nodiscard]] std::optional<ExposureWindow> exposureWindow(const dns::Name &domain,
                                                           const std::vector<detect::Finding> &findings,
                                                           const Incident &incident, const CacheTail &tail,
                                                           const std::optional<Instant> &tailEnd = {});
// Why it begins and ends there, in the program's language or in English: whole sentences.
[[nodiscard]] QString sentence(const ExposureWindow &window);
[[nodiscard]] QString englishSentence(const ExposureWindow &window);

// Of the checklist, for reports.
struct ExposureCounts {
    int accounts = 0, toDo = 0, asked = 0, reset = 0;
    int attackerTried = 0;        // at any time, since reset or not
    int people = 0, services = 0; // different ones
    int peopleOpen = 0;           // with an account that is not reset yet
    friend bool operator==(const ExposureCounts &, const ExposureCounts &) = default;
};
[[nodiscard]] ExposureCounts exposureCounts(const std::vector<Account> &accounts);

// All of it, for drafts and reports.
struct Exposure {
    std::vector<ExposureWindow> windows; // by domain
    std::vector<Account> accounts;       // ascending by id
    [[nodiscard]] ExposureCounts counts() const { return exposureCounts(accounts); }
    friend bool operator==(const Exposure &, const Exposure &) = default;
};

} // namespace hinoban::respond
