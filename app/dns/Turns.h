// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: which question may go on the wire next.
#include "app/dns/ServerState.h"

#include <deque>

namespace hinoban::dns {

// Keeps the windows, of the whole engine and of each server, and each server's pace; gives each server its turn, so
// that a slow server's queue delays nobody else's.
// Thread and owner: the engine's; its timer ends with `context`.
class Turns {
public:
    class Host {
    public:
        // The question is on the wire from now on, until left().
        virtual void begin(OpenQuestion &question) = 0;
        // Its turn never came: the server is not asked at present. It is gone afterwards.
        virtual void refuse(OpenQuestion &question) = 0;
        virtual void settle() = 0;

    protected:
        ~Host() = default;
    };
    Turns(Clock &clock, QObject &context, OpenQuestions &questions, const EngineOptions &options, Host &host);
    ~Turns();

    void wait(OpenQuestion &question);
    // Lets out whatever windows and pace allow. Questions that nobody waits for any more are dropped here.
    void dispatch();
    // The question is off the wire and goes away.
    void left(OpenQuestion &question);
    // The server was declared dead: what waits for it over this transport does so in vain.
    void refuseWaiting(ServerState &server, Transport transport);

    void setResolverRates(QHash<QHostAddress, double> rates) { m_resolverRates = std::move(rates); }

    [[nodiscard]] int waiting() const { return m_waiting; }
    [[nodiscard]] EngineLoad load() const;

private:
    [[nodiscard]] double rateOf(const Query &query) const;
    void append(ServerState &server, OpenQuestion &question);
    void makeReady(ServerState &server);
    void waitForPace(ServerState &server);
    OpenQuestion &takeFirst(ServerState &server);

    Clock &m_clock;
    QObject &m_context;
    OpenQuestions &m_questions;
    const EngineOptions &m_options;
    Host &m_host;
    ServerStates m_servers;
    QHash<QHostAddress, double> m_resolverRates; // where they are not the usual one
    std::deque<ServerState *> m_ready;           // have waiting questions and room
    std::vector<ServerState *> m_paced;          // the same, but asked too much lately
    Clock::TimerId m_timer = 0;
    Instant m_timerAt{};
    int m_onWire = 0;
    int m_waiting = 0;
};

} // namespace hinoban::dns
