// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include "app/base/Clock.h"
#include "app/dns/Dice.h"
#include "app/dns/UdpSocket.h"

#include <QSocketNotifier>

#include <memory>
#include <vector>

namespace hinoban::dns {

// The engine's UDP sockets: for each family a pool, every socket on a random port that is changed now and then.
// Datagrams go out and come in by the batch, and one epoll descriptor stands for all sockets in the event loop.
// Tells the clock what is in flight.
//
// Thread and owner: the engine's.
class UdpPool {
public:
    // Well above the EDNS size that is offered; what is longer is cut off here.
    static constexpr qsizetype LongestDatagram = 4096;

    // Called from the event loop or from flush(). Only received() and idle(), which ends each run of calls from the
    // event loop, may destroy the pool.
    class Receiver {
    public:
        virtual void received(UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes) = 0;
        // The kernel refused a datagram, or the network said (ICMP) that nobody listens; `sent` is the datagram as
        // far as it is quoted, and may have the next ones behind it. Returns its size, 0 if it is nobody's.
        virtual qsizetype failed(UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error) = 0;
        virtual void batch() = 0; // what follows has arrived by now
        virtual void idle() = 0;

    protected:
        ~Receiver() = default;
    };
    UdpPool(Clock &clock, Dice &dice, int socketsPerFamily, Receiver &receiver);
    ~UdpPool();
    UdpPool(const UdpPool &) = delete;
    UdpPool &operator=(const UdpPool &) = delete;

    // A random socket of the family with a fresh random id on it, which stays taken by `owner` until released.
    // Null if the family has no sockets here.
    struct Place {
        UdpSocket *socket = nullptr;
        quint16 id = 0;
    };
    [[nodiscard]] Place take(bool ipv6, OpenQuestion &owner);
    static void release(Place place) { place.socket->ids.erase(place.id); }

    void send(UdpSocket &socket, const SocketAddress &to, const QByteArray &bytes); // queued until flush()
    void flush();

private:
    struct Family {
        std::vector<std::unique_ptr<UdpSocket>> sockets;
        bool unavailable = false;
    };
    struct Buffers;

    std::unique_ptr<UdpSocket> open(bool ipv6);
    UdpSocket *choose(bool ipv6);
    void dropRetired();
    void markDirty(UdpSocket &socket);
    void flush(UdpSocket &socket);
    static void sortBySize(std::vector<UdpSocket::Outgoing> &outgoing);
    void watch(UdpSocket &socket, bool writable) const;
    void wake();
    int readable(UdpSocket &socket, const bool &gone);
    bool drainErrors(UdpSocket &socket);

    Clock &m_clock;
    int m_perFamily;
    Receiver &m_receiver;
    Dice &m_dice;
    int m_epoll;
    bool m_trains = true; // the kernel takes several datagrams as one
    Family m_v4, m_v6;
    std::vector<std::unique_ptr<UdpSocket>> m_retired; // no longer chosen; still read for what is on its way
    std::vector<UdpSocket *> m_dirty;                  // with queued datagrams
    std::vector<UdpSocket *> m_flushing;
    std::vector<UdpSocket::Outgoing> m_outgoing;
    std::unique_ptr<Buffers> m_buffers;
    std::unique_ptr<QSocketNotifier> m_notifier;
    bool *m_goneFlag = nullptr; // of the wake() on the stack
};

} // namespace hinoban::dns
