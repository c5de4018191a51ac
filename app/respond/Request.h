// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"

#include <optional>

namespace hinoban::respond {

// Something that came back from a party: pasted, or read from a mail file.
struct Reply {
    Instant at{};
    QString from, subject; // as far as known
    QString text;
    QByteArray sha256; // of the bytes as they came, hex
    friend bool operator==(const Reply &, const Reply &) = default;
};

// Something asked of an outside party (DESIGN.md, 1): their clock and ours.
struct Request {
    enum class State { Waiting, Acknowledged, Done, Refused, Withdrawn }; // as we see it
    QString id;                                                           // "Q1" …
    QString contactId, role, party, channel;
    QString templateId, language;
    QString reference; // theirs; empty until they gave one
    QString theirs;    // their state, in their words: "forwarded to the registry"
    State state = State::Waiting;
    Instant sentAt{};
    std::optional<Instant> acknowledgedAt, dueAt, closedAt, chasedAt;
    int chases = 0;
    bool reminded = false; // of the due time that stands
    std::vector<Reply> replies;

    [[nodiscard]] bool open() const { return state == State::Waiting || state == State::Acknowledged; }
    [[nodiscard]] bool overdue(Instant now) const { return open() && dueAt && *dueAt <= now; }
    friend bool operator==(const Request &, const Request &) = default;
};
[[nodiscard]] QByteArray requestStateText(Request::State state); // "waiting" …
[[nodiscard]] std::optional<Request::State> requestStateFromText(const QString &text);

// One act upon a request, before it is an entry. `request`: its id; empty to open one.
struct RequestAct {
    enum class Kind { Open, Acknowledge, Chase, Reply, State, Remind };
    Kind kind = Kind::Open;
    QString request;
    Instant happened{};
    QString person;
    QString contactId, role, party, channel, templateId, language; // Open; Chase: the channel
    QString reference;                                             // Open, Acknowledge, Reply
    std::optional<Instant> due;                                    // Open, Acknowledge, Chase
    Request::State state = Request::State::Done;                   // State
    QString theirs;                                                // Acknowledge, State, Reply
    Reply reply;                                                   // Reply
};

// All requests of a workspace, folded from its log: entries of the rules request.opened .acknowledged .chased
// .replied .state .overdue. Nothing else keeps them, so that they are as append-only as the log. Thread: one.
class RequestBook {
public:
    void take(const Entry &entry);
    [[nodiscard]] const std::vector<Request> &all() const { return m_requests; } // ascending by id
    [[nodiscard]] const Request *find(const QString &id) const;
    // The entry of an act; nothing where it fits no request (unknown id, already closed).
    [[nodiscard]] std::optional<Entry> entryOf(const RequestAct &act, Instant now) const;

private:
    std::vector<Request> m_requests;
};

// When an answer should be there that nobody promised: by the kind of text. From when it was sent.
[[nodiscard]] Duration usualWait(const QString &templateId);
// The text to chase with when they stay silent: of the same party, or of whom to turn to next.
struct NextDraft {
    QString role, templateId;
};
[[nodiscard]] NextDraft nextDraftFor(const Request &request);

// Which request a reply belongs to: by the reference that they gave, by our case number and their address, else none.
// Never a guess: two that fit equally well are none. `token`: the incident's id, "HB-2020-001".
[[nodiscard]] const Request *matchReply(const std::vector<Request> &requests, const Reply &reply, const QString &token);

} // namespace hinoban::respond
