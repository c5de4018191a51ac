// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/CaseFile.h"
#include "app/respond/Request.h"
#include "app/respond/Runbook.h"

namespace hinoban::respond {

// How a deadline stands.
struct Deadline {
    enum class State { Undecided, NotApplying, Running, Overdue, Met };
    DeadlineRule rule;
    State state = State::Undecided;
    std::optional<Instant> startsAt; // the moment of knowledge
    bool isSaid = false;             // … as a person said it; otherwise when Hinoban noticed
    std::optional<Instant> softAt, dueAt;
    DoneMark mark; // of the decision, or of what met it
    friend bool operator==(const Deadline &, const Deadline &) = default;
};
[[nodiscard]] QByteArray deadlineStateText(Deadline::State state); // "undecided" …

// Pure. Nothing counts before there is an incident.
[[nodiscard]] std::vector<Deadline> deadlinesOf(const std::vector<DeadlineRule> &rules, const IncidentFile &file,
                                                const Incident &incident, const std::map<QString, DoneMark> &evidence,
                                                Instant now);
// The end of the last day, counted as the rule says.
[[nodiscard]] Instant dueOf(const DeadlineRule &rule, Instant known);

// A reminder for each that is overdue and of which none stands on the timeline yet.
[[nodiscard]] std::vector<Entry> overdueEntries(const std::vector<Deadline> &deadlines, const IncidentFile &file,
                                                Instant now);

// The next one after `now`; nothing where no time is kept or the zone is unknown.
[[nodiscard]] std::optional<Instant> nextMeeting(const Meetings &meetings, Instant now);
// "2020-06-02 09:00 +09:00", on the wall of the meetings' zone.
[[nodiscard]] QString meetingText(const Meetings &meetings, Instant at);
// BadInput where a time is none ("25:00"), there are none or too many, or the zone is unknown.
[[nodiscard]] Result<Meetings> meetingsFrom(const QStringList &times, const QString &zone);

// What keeps an incident from being closed.
struct StillOpen {
    enum class Kind { Finding, Request };
    Kind kind = Kind::Finding;
    QString what; // "D1 parent coincheck.com NS", "Q2 JPCERT/CC"
    friend bool operator==(const StillOpen &, const StillOpen &) = default;
};
// Grave findings about what is ours, and requests nobody has answered or withdrawn.
[[nodiscard]] std::vector<StillOpen> stillOpen(const std::vector<detect::Finding> &findings,
                                               const std::vector<Request> &requests);
// "Still open: …", in the program's language; empty: nothing.
[[nodiscard]] QString stillOpenSentence(const std::vector<StillOpen> &open);

// The response to an incident at one moment, for screen and report.
struct Response {
    std::vector<Assignment> roles; // every part that is given, in order; nobody: an empty person
    QString room;
    std::vector<PhaseState> phases;
    std::vector<Deadline> deadlines;
    Meetings meetings;
    std::optional<Instant> nextMeeting; // while the incident lasts
    std::vector<StillOpen> open;
    std::optional<DoneMark> opened; // by a person
    QString problem;                // of the team's own runbook: a sentence
    friend bool operator==(const Response &, const Response &) = default;
};

// All that the log says of the response: folded entry by entry, for whoever has nothing but the log. What an earlier
// drill in the same workspace said is another story.
struct ResponseBook {
    RunbookPtr runbook; // null: none could be read
    IncidentFile incident;
    CaseFile caseFile;
    RequestBook requests;
    void take(const Entry &entry);
};

// Everything that a response is made of, and nothing that it says itself.
struct ResponseInput {
    const Runbook &runbook;
    const IncidentFile &file;
    const CaseFile &caseFile;
    const std::vector<Request> &requests;
    const Incident &incident;
    const std::vector<detect::Finding> &findings;
    Instant now{};
};
[[nodiscard]] Response responseOf(const ResponseInput &input);

// The nearest of what is due: deadlines that run and requests that are open; nothing: none is.
struct NextDue {
    QString what; // in the program's language
    Instant at{};
    friend bool operator==(const NextDue &, const NextDue &) = default;
};
[[nodiscard]] std::optional<NextDue> nextDue(const Response &response, const std::vector<Request> &requests);

// One act of a person upon the response, before it is an entry.
struct IncidentAct {
    enum class Kind { Open, Close, Reopen, Assign, Tick, Untick, Applies, NotApplying, Met, Meet };
    Kind kind = Kind::Tick;
    QString person, reason;
    dns::Name domain;             // Open: what it is about; root: nothing in particular
    QString role, holder;         // Assign; an empty holder: nobody any more
    QString call;                 // Assign
    QString item;                 // Tick, Untick: of the runbook; Applies …: the deadline
    std::optional<Instant> known; // Applies: the moment of knowledge
    QStringList times;            // Meet
    QString zone;                 // Meet
};
// BadInput for what fits neither runbook nor file; Open, Close and Reopen are checked by who keeps the incident.
[[nodiscard]] Result<Entry> entryOf(const IncidentAct &act, const IncidentFile &file, const Runbook &runbook,
                                    const Incident &incident, Instant now);

} // namespace hinoban::respond
