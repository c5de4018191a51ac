// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"

#include <map>
#include <optional>
#include <set>

namespace hinoban::respond {

// A part in the response. The first five are given to persons; the others say in a runbook whose work something is.
struct RoleWord {
    const char *key;
    const char *en, *ja;
    bool isGiven;
};
[[nodiscard]] const std::vector<RoleWord> &responseRoles();
[[nodiscard]] const RoleWord *responseRole(const QString &key); // null: no such part
[[nodiscard]] QString roleWord(const QString &key);             // in the program's language; an unknown key as it is
inline constexpr const char *CommanderRole = "commander";

// Who has a part, and how he is reached.
struct Assignment {
    QString role, person;
    QString call; // telephone or room, as typed
    Instant since{};
    QString by;     // who said so
    QString before; // who had it until then
    friend bool operator==(const Assignment &, const Assignment &) = default;
};

// That something was done: when, by whom, and why it is taken for done: what a person wrote, or a word of evidence.
struct DoneMark {
    Instant at{};
    QString who, why;
    friend bool operator==(const DoneMark &, const DoneMark &) = default;
};

// What a person decided about a deadline that applies only on a condition.
struct DeadlineWord {
    bool applies = false;
    Instant known{}; // the moment of knowledge, from which it counts
    DoneMark mark;
    friend bool operator==(const DeadlineWord &, const DeadlineWord &) = default;
};

// The meetings of every day while the incident lasts, at these times on the wall of this zone.
struct Meetings {
    QStringList times{QStringLiteral("09:00"), QStringLiteral("13:00"), QStringLiteral("18:00")}; // ascending
    QString zone = QStringLiteral("Asia/Tokyo");                                                  // IANA name
    friend bool operator==(const Meetings &, const Meetings &) = default;
};

// What people decided and did in an incident, folded from the log as the case file is: entries of the rules
// role.assigned and incident.commander, runbook.ticked .unticked {item}, deadline.applies .not-applying .met .overdue
// {deadline}, meetings.set {times, zone}, incident.opened .closed .reopened; and which evidence for the runbook came
// first. The order of the log decides, not its clocks: of two who take command at the same instant the later entry
// counts, and a clock that was set back changes nothing. A value; any thread.
struct IncidentFile {
    std::map<QString, Assignment> roles; // by role; only those that somebody has
    std::map<QString, DoneMark> ticks;   // by item of the runbook
    std::map<QString, DeadlineWord> deadlines;
    std::map<QString, DoneMark> met;      // deadlines, by a person's word
    std::set<QString> reminded;           // of deadlines that have passed
    std::map<QString, DoneMark> evidence; // by word of evidence ("sent REG-CALL"; Runbook.h): the first of its kind
    Meetings meetings;
    std::optional<DoneMark> opened; // by a person

    // Takes the next entry of the log. A new incident after a closed one begins anew, but for the meetings' times.
    void take(const Entry &entry);
    [[nodiscard]] const Assignment *holder(const QString &role) const; // null: nobody
    friend bool operator==(const IncidentFile &, const IncidentFile &) = default;

private:
    void keep(const Entry &entry);
    void see(const QString &word, const Entry &entry);

    std::map<QString, QString> m_asked;   // request → role of the party
    std::map<QString, Instant> m_learned; // of `evidence`
    bool m_reopening = false;
};

} // namespace hinoban::respond
