// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include "app/dns/StreamConnection.h"

#include <QHash>

#include <deque>
#include <unordered_map>

namespace hinoban::dns {

// The engine's connections: TCP, TLS and HTTPS. Questions to one server share a connection and are pipelined on it
// (RFC 7766, 6.2.1.1), idle ones are kept for a while and used again, and a question whose connection ended early is
// asked once more on a fresh one. A server that closes after each answer is asked one question a connection.
//
// Keeps no deadline of a question: the engine drop()s what has waited too long, and the connection that kept it
// waiting takes no further questions. Bounded in connections a server and in all; what finds no room waits.
//
// Thread and owner: the engine's. Handlers are called from the event loop, `sent` from inside ask() too; they may
// ask() and drop(). None may destroy the pool.
class StreamPool final {
public:
    using Ticket = quint64;
    struct Limits {
        int connections = 128; // in all
        int perServer = 4;
        int depth = 32; // questions on a connection before another is opened
        Duration idle = std::chrono::seconds(10);
    };
    struct Reply {
        QByteArray query, bytes, certificate; // certificate: DER; empty over TCP
        Instant sentAt{};
    };
    struct Failure {
        QByteArray query; // empty: it was never sent
        QByteArray certificate;
        std::optional<Instant> sentAt;
        bool malformed = false; // something came, and it was no DNS message
        QString detail;
    };
    struct Handlers {
        std::function<void(Ticket, const Reply &)> replied;
        std::function<void(Ticket, const Failure &)> failed;
        std::function<void(Ticket)> stray; // a message that answers nothing came while this one waited
        std::function<void(Ticket)> sent;  // was put on a wire; again after an early end
    };

    // `authorities`: PEM, whom to trust; empty = the system's.
    StreamPool(Clock &clock, Dice &dice, QByteArray authorities, Handlers handlers, Limits limits);
    ~StreamPool();

    // `query` as buildQuery makes it; the pool puts the id into it.
    void ask(Ticket ticket, const StreamServer &server, const QByteArray &query);
    // Gives it up, because it took too long; says how far it got.
    struct Progress {
        QByteArray query, certificate;
        std::optional<Instant> sentAt; // nothing: `where` says what it waited for
        QString where;
    };
    Progress drop(Ticket ticket);

    [[nodiscard]] int connections() const { return m_connections; }

private:
    struct Host;
    struct Question {
        std::shared_ptr<Host> host;
        QByteArray query;
        StreamConnection *connection = nullptr; // null: waits
        int tries = 0;                          // connections that ended without its answer
    };

    void pump(Host &host);
    StreamConnection *choose(Host &host) const;
    void open(Host &host);
    void settled(Host &host, StreamConnection &connection);
    void requeue(Host &host, Ticket ticket, bool counts, const Failure &failure);
    void ended(Host &host, StreamConnection &connection, StreamConnection::End end, const QString &detail);
    void fail(Ticket ticket, const Failure &failure);
    void close(Host &host, StreamConnection &connection);
    void closeUsed(Host &host);
    bool makeRoom();
    void later(); // in the next turn: whoever waits for room gets it, and hosts that nobody needs go
    void feed();
    void armIdle();
    void closeIdle();

    Clock &m_clock;
    Dice &m_dice;
    QByteArray m_authorities;
    Handlers m_handlers;
    Limits m_limits;
    std::unordered_map<Ticket, Question> m_questions;
    QHash<StreamServer, std::shared_ptr<Host>> m_hosts;
    int m_connections = 0;
    Clock::TimerId m_idleTimer = 0;
    Clock::TimerId m_later = 0;
    QObject m_context; // connections and timers end with the pool
};

} // namespace hinoban::dns
