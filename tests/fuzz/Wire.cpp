// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's sockets without sockets: defines what UdpSocket.cpp, UdpPool.cpp and StreamPool.cpp define, so that
// the linker leaves those in their library.
#include "tests/fuzz/Wire.h"

#include "app/dns/StreamPool.h"
#include "app/dns/UdpPool.h"

#include <QtEndian>

#include <cerrno>

namespace hinoban::dns {
namespace {

Endpoint endpointOf(const SocketAddress &address)
{
    return {QHostAddress(&address.any), qFromBigEndian(address.isIpv6() ? address.v6.sin6_port : address.v4.sin_port)};
}

} // namespace

// --- datagrams

struct UdpPool::Buffers {
    QObject context; // what is on its way ends with the pool
};

std::unique_ptr<UdpSocket> UdpSocket::open(bool, Dice &) { return std::unique_ptr<UdpSocket>(new UdpSocket(-1)); }
UdpSocket::~UdpSocket() = default;

UdpPool::UdpPool(Clock &clock, Dice &dice, int socketsPerFamily, Receiver &receiver)
    : m_clock(clock)
    , m_perFamily(socketsPerFamily)
    , m_receiver(receiver)
    , m_dice(dice)
    , m_epoll(-1)
    , m_buffers(std::make_unique<Buffers>())
{
}

UdpPool::~UdpPool() = default;

UdpPool::Place UdpPool::take(bool ipv6, OpenQuestion &owner)
{
    Family &family = ipv6 ? m_v6 : m_v4;
    if (family.sockets.empty()) family.sockets.push_back(UdpSocket::open(ipv6, m_dice));
    UdpSocket *socket = family.sockets.front().get();
    while (true) {
        const quint16 id = m_dice.id();
        if (socket->ids.insert(id, &owner)) return {socket, id};
    }
}

void UdpPool::send(UdpSocket &socket, const SocketAddress &to, const QByteArray &bytes)
{
    socket.outgoing.push_back({to, bytes});
    if (!socket.dirty) m_dirty.push_back(&socket);
    socket.dirty = true;
}

void UdpPool::flush()
{
    for (UdpSocket *socket : std::exchange(m_dirty, {})) {
        socket->dirty = false;
        for (auto &datagram : std::exchange(socket->outgoing, {}))
            for (auto &reply : fuzz::Wire::current->sent(endpointOf(datagram.to), false, datagram.bytes))
                m_clock.after(
                    reply.after, &m_buffers->context,
                    [this, socket, to = datagram.to, query = datagram.bytes, reply = std::move(reply)] {
                        m_receiver.batch();
                        if (reply.refused)
                            m_receiver.failed(*socket, to, query, ECONNREFUSED);
                        else
                            m_receiver.received(
                                *socket, to,
                                QByteArrayView(reply.bytes).first(std::min(reply.bytes.size(), LongestDatagram)));
                        flush();
                        m_receiver.idle(); // may be the end of this
                    });
    }
}

// --- connections

struct StreamPool::Host {
    Instant sentAt;
};

StreamPool::StreamPool(Clock &clock, Dice &dice, QByteArray authorities, Handlers handlers, Limits limits)
    : m_clock(clock)
    , m_dice(dice)
    , m_authorities(std::move(authorities))
    , m_handlers(std::move(handlers))
    , m_limits(limits)
{
}

StreamPool::~StreamPool() = default;

void StreamPool::ask(Ticket ticket, const StreamServer &server, const QByteArray &query)
{
    QByteArray sent = query;
    qToBigEndian(m_dice.id(), sent.data());
    m_questions[ticket] = {std::make_shared<Host>(Host{m_clock.now()}), sent, nullptr, 0};
    m_handlers.sent(ticket);
    const auto replies = fuzz::Wire::current->sent(server.endpoint, true, sent);
    if (replies.empty()) return;
    m_clock.after(replies.front().after, &m_context, [this, ticket, reply = replies.front()] {
        const auto node = m_questions.extract(ticket);
        if (!node) return;
        const Question &question = node.mapped();
        if (reply.refused || reply.bytes.size() < 2)
            return m_handlers.failed(ticket, {question.query, {}, question.host->sentAt, !reply.refused, {}});
        m_handlers.replied(ticket, {question.query, reply.bytes, {}, question.host->sentAt});
    });
}

StreamPool::Progress StreamPool::drop(Ticket ticket)
{
    const auto node = m_questions.extract(ticket);
    if (!node) return {};
    return {node.mapped().query, {}, node.mapped().host->sentAt, {}};
}

} // namespace hinoban::dns
