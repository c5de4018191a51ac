// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: one question of the engine between ask() and its answer.
#include "app/dns/QueryEngine.h"
#include "app/dns/UdpPool.h"

#include <QPointer>

#include <memory>
#include <unordered_map>
#include <vector>

namespace hinoban::dns {

struct ServerQueue;

// One datagram that may still be answered.
struct Attempt {
    UdpPool::Place place;
    Instant sentAt{};
    QByteArray query;
    bool edns = true;
};

struct OpenQuestion {
    enum class Phase { Queued, Udp, Stream };

    quint64 ticket = 0;
    Query query;
    QPointer<QObject> context;
    bool hasContext = false;
    QueryEngine::Answer answer;

    Phase phase = Phase::Queued;
    ServerQueue *server = nullptr;
    quint32 sent = 0; // how often it was put on a wire
    quint32 strays = 0;
    bool edns = true;
    Instant firstSent{};
    Instant deadline{};
    Instant due{}; // when it must be looked at again

    // UdpLane's.
    SocketAddress udp;
    std::vector<Attempt> attempts; // all of them: a late answer to an earlier one is an answer
    QString doubt;                 // a reply came that only TCP can tell from a guess: what was wrong with it
    bool refusedSeen = false;      // the network said that nobody listens
    Duration timeout{};            // of the next attempt
    QByteArray malformedQuery, malformedReply;

    // StreamLane's.
    Transport stream = Transport::Tcp;
    QString streamReason; // why UDP was not enough

    [[nodiscard]] bool wanted() const { return !hasContext || context; }
};

// All open questions by their ticket; tickets are never used twice.
class OpenQuestions {
public:
    OpenQuestion &add()
    {
        const quint64 ticket = ++m_lastTicket;
        auto &question = *m_open.emplace(ticket, std::make_unique<OpenQuestion>()).first->second;
        question.ticket = ticket;
        return question;
    }
    [[nodiscard]] OpenQuestion *find(quint64 ticket) const
    {
        const auto found = m_open.find(ticket);
        return found == m_open.end() ? nullptr : found->second.get();
    }
    [[nodiscard]] OpenQuestion &at(quint64 ticket) const { return *m_open.at(ticket); }
    void remove(quint64 ticket) { m_open.erase(ticket); }
    [[nodiscard]] size_t size() const { return m_open.size(); }
    template <class Visit>
    void visit(Visit &&each) const
    {
        for (const auto &[ticket, question] : m_open)
            each(*question);
    }

private:
    std::unordered_map<quint64, std::unique_ptr<OpenQuestion>> m_open;
    quint64 m_lastTicket = 0;
};

} // namespace hinoban::dns
