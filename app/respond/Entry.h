// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/detect/Ledger.h"

#include <QJsonObject>

#include <optional>

namespace hinoban::respond {

// One line of the timeline (DESIGN.md, 1). Never changed once written: a correction is a new entry.
struct Entry {
    enum class Kind {
        Finding,     // a finding opened, escalated, cleared or came back: rule and args say which
        Person,      // what a person typed, in `text`
        Expectation, // an expectation was accepted, edited or refused
        Message,     // a message was sent by a person
        Incident,    // state, commander, closing
        Story,       // a drill's or an import's known fact, with its source
        Watch,       // Hinoban itself: watching began, the workspace was opened, the clock was set
    };
    Kind kind = Kind::Person;
    Instant happened{};
    Instant learned{};
    QString author;   // a person's name, or "Hinoban"
    QString zone;     // the offset in which a person gave the time, "+09:00"; empty: UTC
    dns::Name domain; // root: of no single one
    QString text;     // people's and the story's words, kept as typed
    QString textJa;   // Story: the same in Japanese, where the scenario has both
    QString rule;     // instruments: key of the sentence; "finding.opened" …
    QJsonObject args; // strings, arrays of strings, and for findings the finding itself under "finding"
    QString before, after;
    QString source;                   // where the knowledge comes from: a document, "scenario (hour chosen)"
    std::vector<QByteArray> evidence; // SHA-256 of answers or messages, hex
    // How far the clock that gave these times may be off, one way or the other; nothing: nobody knows.
    std::optional<std::chrono::milliseconds> clockError;
    // The hash in the log of the entry that this one corrects; that one stays. Empty: none.
    QByteArray corrects;
    friend bool operator==(const Entry &, const Entry &) = default;
};
[[nodiscard]] QByteArray kindText(Entry::Kind kind);

// The canonical form that the log hashes: ASCII keys, strings, small integers (instants as RFC 3339 strings).
[[nodiscard]] QJsonObject toJson(const Entry &entry);
[[nodiscard]] Result<Entry> entryFromJson(const QJsonObject &object);

[[nodiscard]] Entry entryOf(const detect::Change &change, Instant now);

// The entry as a line for a person. Rules, and the args that their sentences use (a missing one falls back to the
// entry's own member of that meaning: author, domain, text for `reason`, before and after for `from` and `to`):
//   finding.opened .escalated .cleared .reopened {finding} · finding.accepted {signal, subject, reason}
//   expectation.accepted .edited .refused .imported .removed {rrset (or record), reason}
//   registration.accepted {lastChanged, reason}
//   plan.made .cancelled .accepted {plan, start, end, changes, reason}
//   message.sent {person, template, party, channel} · organisation.changed · domain.added · domain.imported {source}
//   incident.state {from, to, why} (incidentStateText) · incident.commander {person, call}
//   incident.opened .closed .reopened {reason} · role.assigned {role, call} · runbook.ticked .unticked {item, en, ja}
//   deadline.applies {deadline, known, due, en, ja} .not-applying .met .overdue {deadline, en, ja} · meetings.set
//   {times, zone} (IncidentFile.h)
//   case.told {field, value} · service.stopped .resumed {service} (CaseFile.h)
//   request.opened .acknowledged .chased .replied .state .overdue {request, party, …} (Request.h)
//   resolvers.changed {reason} · resolvers.permitted {address, reason}
//   watch.started {domains} · watch.opened · watch.stopped · watch.sweep-late {seconds} · watch.clock-stepped {seconds}
//   cache.true {resolver} · cache.false {resolver}
//   drill.started {scenario} · drill.ended {scenario}
//   evidence.asked {line, server, answer} · evidence.brought {vantage, exchanges, match, mismatch, unknown, median}
//   evidence.false {vantage, server, rrset, count} · evidence.more {vantage, count}
//   asset.found .live .changed .stopped .unresolvable .unknown .questioned .added .dismissed .reinstated {asset, kind,
//   detail …} (AssetBook.h) · exposure.listed {count} · exposure.account {who, service, to} (AccountBook.h)
//   evidence.bundled {bundle, seal} · evidence.pasted {tool, about, answer} · timeline.imported {file, count, left}
// An unknown rule is shown with its args as they are. The entry as a line for a person, in the program's language, or
// in English for logs.
[[nodiscard]] QString sentence(const Entry &entry);
[[nodiscard]] QString englishSentence(const Entry &entry);

// "19:36 called registrar, ticket 123" or "2020-06-01 19:36 +09:00 …": a leading time is taken as *happened* in
// `zone` (seconds east of UTC) on the day of `now`, or the day before if that would lie in the future. Without a
// leading time it happened now.
[[nodiscard]] Entry entryFromTyped(const QString &line, const QString &author, Instant now, int zoneSeconds);

} // namespace hinoban::respond
