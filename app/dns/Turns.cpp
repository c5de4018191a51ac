// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Turns.h"

#include <algorithm>

namespace hinoban::dns {

Turns::Turns(Clock &clock, QObject &context, OpenQuestions &questions, const EngineOptions &options, Host &host)
    : m_clock(clock)
    , m_context(context)
    , m_questions(questions)
    , m_options(options)
    , m_host(host)
    , m_servers(options)
{
}

Turns::~Turns()
{
    if (m_timer != 0) m_clock.cancel(m_timer);
}

void Turns::wait(OpenQuestion &question)
{
    const Instant now = m_clock.now();
    ServerState &server = m_servers.of(question.query.server, now);
    question.server = &server;
    const Breaker &breaker = server.breaker(question.query.transport);
    if (breaker.isOpen(now)) return m_host.refuse(question);
    if (breaker.isProbing(now)) server.window.shrinkToProbe();
    server.pace.setRate(rateOf(question.query));
    append(server, question);
    makeReady(server);
}

double Turns::rateOf(const Query &query) const
{
    if (query.vantage != Vantage::Resolver) return m_options.serverRate;
    if (m_resolverRates.isEmpty()) return m_options.resolverRate;
    return m_resolverRates.value(query.server.address, m_options.resolverRate);
}

void Turns::append(ServerState &server, OpenQuestion &question)
{
    (server.lastWaiting ? server.lastWaiting->nextWaiting : server.firstWaiting) = &question;
    server.lastWaiting = &question;
    ++server.waiting;
    ++m_waiting;
}

OpenQuestion &Turns::takeFirst(ServerState &server)
{
    OpenQuestion &question = *server.firstWaiting;
    server.firstWaiting = question.nextWaiting;
    if (!server.firstWaiting) server.lastWaiting = nullptr;
    question.nextWaiting = nullptr;
    --server.waiting;
    --m_waiting;
    return question;
}

void Turns::makeReady(ServerState &server)
{
    if (server.ready || server.paced || server.waiting == 0 || server.onWire >= server.window.size()) return;
    server.ready = true;
    m_ready.push_back(&server);
}

void Turns::waitForPace(ServerState &server)
{
    server.paced = true;
    m_paced.push_back(&server);
    const Instant when = server.pace.next();
    if (m_timer != 0 && m_timerAt <= when) return;
    if (m_timer != 0) m_clock.cancel(m_timer);
    m_timerAt = when;
    m_timer = m_clock.after(std::max(when - m_clock.now(), Duration(1)), &m_context, [this] {
        m_timer = 0;
        std::vector<ServerState *> paced;
        paced.swap(m_paced);
        const Instant now = m_clock.now();
        for (ServerState *waiting : paced) {
            waiting->paced = false;
            if (waiting->pace.allows(now))
                makeReady(*waiting);
            else
                waitForPace(*waiting);
        }
        m_host.settle();
    });
}

void Turns::dispatch()
{
    while (m_onWire < m_options.window && !m_ready.empty()) {
        ServerState &server = *m_ready.front();
        m_ready.pop_front();
        server.ready = false;
        if (server.waiting == 0) continue;
        if (server.pace.interval() > Duration(0) && !server.pace.allows(m_clock.now())) {
            waitForPace(server);
            continue;
        }
        OpenQuestion &question = takeFirst(server);
        if (!question.wanted()) {
            m_questions.remove(question.ticket);
            makeReady(server);
            continue;
        }
        ++server.onWire;
        ++m_onWire;
        makeReady(server);
        m_host.begin(question);
    }
}

void Turns::left(OpenQuestion &question)
{
    ServerState &server = *question.server;
    --server.onWire;
    --m_onWire;
    makeReady(server);
}

void Turns::refuseWaiting(ServerState &server, Transport transport)
{
    for (int left = server.waiting; left > 0; --left) {
        OpenQuestion &question = takeFirst(server);
        if (question.query.transport == transport)
            m_host.refuse(question);
        else
            append(server, question);
    }
}

EngineLoad Turns::load() const
{
    EngineLoad load{m_waiting, m_onWire, 0, {}};
    const Instant now = m_clock.now();
    m_servers.visit([&](const ServerState &server) {
        if (std::ranges::any_of(server.breakers, [now](const Breaker &one) { return one.isOpen(now); }))
            ++load.deadServers;
        if (server.waiting == 0 || server.pace.interval() == Duration(0)) return;
        load.behind = std::max(load.behind, server.pace.next() + server.waiting * server.pace.interval() - now);
    });
    return load;
}

} // namespace hinoban::dns
