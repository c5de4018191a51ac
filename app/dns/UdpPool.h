// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include "app/base/Clock.h"
#include "app/dns/Dice.h"
#include "app/dns/SocketAddress.h"

#include <QSocketNotifier>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace hinoban::dns {

// Which open question waits for which id on one socket.
class UdpSocket;

// The engine's UDP sockets: for each family a pool, every socket on a random port that is changed now and then.
// Datagrams go out and come in by the batch. Tells the clock what is in flight.
//
// Thread and owner: the engine's. `received` and `failed` are called from the event loop or from flush(); neither may
// destroy the pool. `idle` ends each run of calls from the event loop, and may.
class UdpPool {
public:
    // Well above the EDNS size that is offered; what is longer is cut off here.
    static constexpr qsizetype LongestDatagram = 4096;

    struct Handlers {
        std::function<void(UdpSocket &, const SocketAddress &from, QByteArrayView bytes)> received;
        // The kernel refused a datagram, or the network said (ICMP) that nobody listens; `sent` is the datagram as
        // far as it is quoted.
        std::function<void(UdpSocket &, const SocketAddress &to, QByteArrayView sent, int error)> failed;
        std::function<void()> idle;
    };
    UdpPool(Clock &clock, Dice &dice, int socketsPerFamily, Handlers handlers);
    ~UdpPool();

    // A random socket of the family with a fresh random id on it, which stays taken by `ticket` until released.
    // Null if the family has no sockets here.
    struct Place {
        UdpSocket *socket = nullptr;
        quint16 id = 0;
    };
    [[nodiscard]] Place take(bool ipv6, quint64 ticket);
    void release(Place place);

    // The ticket that holds the id, 0 if none does.
    [[nodiscard]] static quint64 ticketOf(const UdpSocket &socket, quint16 id);
    // Calls `visit` with some of the tickets that wait on the socket, until it returns true.
    static void visitTickets(const UdpSocket &socket, const std::function<bool(quint64)> &visit);

    void send(UdpSocket &socket, const SocketAddress &to, QByteArray bytes); // queued until flush()
    void flush();
    [[nodiscard]] bool hasQueued() const { return !m_dirty.empty(); }

private:
    struct Family {
        std::vector<std::unique_ptr<UdpSocket>> sockets;
        bool unavailable = false;
    };
    struct Buffers;

    std::unique_ptr<UdpSocket> open(bool ipv6);
    UdpSocket *choose(bool ipv6);
    void retire(std::unique_ptr<UdpSocket> socket);
    void dropRetired();
    void markDirty(UdpSocket &socket);
    void flush(UdpSocket &socket);
    QSocketNotifier *notifier(UdpSocket &socket, QSocketNotifier::Type type, void (UdpPool::*handle)(UdpSocket &));
    void readable(UdpSocket &socket);
    void writable(UdpSocket &socket);
    bool drainErrors(UdpSocket &socket);

    Clock &m_clock;
    int m_perFamily;
    Handlers m_handlers;
    Dice &m_dice;
    Family m_v4, m_v6;
    std::vector<std::unique_ptr<UdpSocket>> m_retired; // no longer chosen; still read for what is on its way
    std::vector<UdpSocket *> m_dirty;                  // with queued datagrams
    std::unique_ptr<Buffers> m_buffers;
    std::shared_ptr<bool> m_gone = std::make_shared<bool>(false);
    QObject m_context; // connections end with the pool
};

} // namespace hinoban::dns
