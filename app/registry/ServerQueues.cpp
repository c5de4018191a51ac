// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/ServerQueues.h"

#include <algorithm>
#include <utility>

namespace hinoban::registry {

namespace {

constexpr qsizetype MostServers = 512;
constexpr int MostSilences = 3;

// `first`, doubled with each further one.
Duration doubled(Duration first, int times, Duration most)
{
    Duration span = first;
    for (int i = 0; i < times && span < most; ++i)
        span *= 2;
    return std::min(span, most);
}

} // namespace

ServerQueues::ServerQueues(Clock &clock)
    : m_clock(clock)
{
}

ServerQueues::~ServerQueues()
{
    for (const auto &server : std::as_const(m_servers)) {
        m_clock.cancel(server->timer);
        for (const auto &waiting : server->waiting)
            m_clock.cancel(waiting.patience);
    }
}

ServerQueues::Turn::Turn(ServerQueues &queues, QString server)
    : m_queues(&queues)
    , m_server(std::move(server))
{
}

ServerQueues::Turn::~Turn()
{
    if (m_queues) m_queues->ended(m_server, std::nullopt, std::nullopt, {});
}

void ServerQueues::Turn::end(Outcome outcome, std::optional<Duration> wait, const QString &why)
{
    if (auto *queues = std::exchange(m_queues, nullptr).data()) queues->ended(m_server, outcome, wait, why);
}

std::optional<ServerQueues::Refusal> ServerQueues::pauseOf(const QString &server) const
{
    const auto known = m_servers.constFind(server);
    if (known == m_servers.cend() || (*known)->pausedUntil <= m_clock.now()) return std::nullopt;
    return Refusal{(*known)->why, (*known)->pausedUntil};
}

void ServerQueues::enter(const QString &server, Pace pace, QObject *context, Given given)
{
    forgetIdle();
    auto &queue = m_servers[server];
    if (!queue) queue = std::make_shared<Server>();
    const quint64 id = ++m_next;
    queue->waiting.push_back({id, pace, context, std::move(given), 0});
    queue->waiting.back().patience = m_clock.after(Patience, this, [this, server, id] { giveUp(server, id); });
    serve(server);
}

// From the event loop: who is given something may ask for more at once.
void ServerQueues::give(Waiting &waiting, std::shared_ptr<Turn> turn, std::optional<Refusal> refusal)
{
    m_clock.cancel(waiting.patience);
    if (!waiting.context) return;
    m_clock.after(Duration::zero(), waiting.context,
                  [given = std::move(waiting.given), turn = std::move(turn), refusal = std::move(refusal)] {
                      given(turn, refusal);
                  });
}

void ServerQueues::serve(const QString &name)
{
    const auto server = m_servers.value(name);
    if (!server) return;
    m_clock.cancel(server->timer);
    server->timer = 0;
    const Instant now = m_clock.now();
    while (!server->waiting.empty()) {
        if (!server->waiting.front().context) {
            m_clock.cancel(server->waiting.front().patience);
            server->waiting.pop_front();
            continue;
        }
        const bool isPaused = server->pausedUntil > now;
        if (!isPaused && server->open >= server->waiting.front().pace.open) return;
        const Pace &pace = server->waiting.front().pace;
        const Instant from = server->booked - pace.apart * (pace.atOnce - 1);
        if (!isPaused && from > now) {
            server->timer = m_clock.after(from - now, this, [this, name] { serve(name); });
            return;
        }
        Waiting next = std::move(server->waiting.front());
        server->waiting.pop_front();
        if (isPaused) {
            give(next, nullptr, Refusal{server->why, server->pausedUntil});
            continue;
        }
        ++server->open;
        server->booked = std::max(server->booked, now) + next.pace.apart;
        give(next, std::make_shared<Turn>(*this, name), std::nullopt);
    }
}

void ServerQueues::giveUp(const QString &name, quint64 id)
{
    const auto server = m_servers.value(name);
    if (!server) return;
    const auto found = std::find_if(server->waiting.begin(), server->waiting.end(),
                                    [id](const Waiting &waiting) { return waiting.id == id; });
    if (found == server->waiting.end()) return;
    Waiting tired = std::move(*found);
    server->waiting.erase(found);
    give(tired, nullptr, Refusal{{}, m_clock.now()});
}

void ServerQueues::ended(const QString &name, std::optional<Outcome> outcome, std::optional<Duration> wait,
                         const QString &why)
{
    const auto server = m_servers.value(name);
    if (!server) return;
    --server->open;
    const auto pause = [&](Duration span) {
        const Instant until = m_clock.now() + std::min(span, LongestPause);
        if (until <= server->pausedUntil) return;
        server->pausedUntil = until;
        server->why = why;
    };
    if (outcome == Outcome::Answered) server->refusals = server->silences = 0;
    if (outcome == Outcome::AskedToWait) {
        server->silences = 0;
        pause(wait ? *wait : doubled(UsualPause, server->refusals, LongestPause));
        ++server->refusals;
    }
    if (outcome == Outcome::Silent && ++server->silences >= MostSilences)
        pause(doubled(FirstSilence, server->silences - MostSilences, LongestSilence));
    serve(name);
}

void ServerQueues::forgetIdle()
{
    if (m_servers.size() < MostServers) return;
    const Instant now = m_clock.now();
    m_servers.removeIf([now](const auto &entry) {
        const Server &server = *entry.value();
        return server.waiting.empty() && server.open == 0 && server.pausedUntil <= now && server.booked <= now;
    });
}

} // namespace hinoban::registry
