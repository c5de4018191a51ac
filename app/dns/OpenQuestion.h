// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: one question of the engine between ask() and its answer.
#include "app/dns/QueryEngine.h"
#include "app/dns/TcpConversation.h"
#include "app/dns/UdpPool.h"

#include <QPointer>

#include <memory>
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
    enum class Phase { Queued, Udp, TcpQueued, Tcp };

    Query query;
    QPointer<QObject> context;
    bool hasContext = false;
    QueryEngine::Answer answer;

    Phase phase = Phase::Queued;
    SocketAddress udp;
    ServerQueue *server = nullptr;
    std::vector<Attempt> attempts; // all of them: a late answer to an earlier one is an answer
    quint32 sent = 0;              // datagrams and connections
    quint32 strays = 0;
    bool edns = true;
    QString doubt;            // a reply came that only TCP can tell from a guess: what was wrong with it
    bool refusedSeen = false; // the network said that nobody listens
    Duration timeout{};       // of the next attempt
    Instant firstSent{};
    Instant deadline{};
    Instant due{}; // when it must be looked at again
    QByteArray malformedQuery, malformedReply;
    QString tcpReason; // why TCP was needed

    Instant tcpSentAt{};
    QByteArray tcpQuery;
    int connections = 0;
    TcpConversation *conversation = nullptr;

    [[nodiscard]] bool wanted() const { return !hasContext || context; }
};

} // namespace hinoban::dns
