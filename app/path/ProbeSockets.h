// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/path: the sockets that probes leave by. No privilege is needed: ICMP's datagram sockets where the
// system lets everybody have them, connections, and datagrams whose errors the kernel queues. Linux.
#include "app/path/ProbeWire.h"

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <map>
#include <memory>

namespace hinoban::path {

// A file descriptor that is closed with it.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    Descriptor(Descriptor &&other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {
    }
    Descriptor &operator=(Descriptor &&other) noexcept;
    ~Descriptor();
    [[nodiscard]] int number() const { return m_number; }
    explicit operator bool() const { return m_number >= 0; }

private:
    int m_number = -1;
};

// This machine's address towards another. Unreachable: it knows no way there.
[[nodiscard]] Result<QHostAddress> localAddressTo(const QHostAddress &address);

// Thread: the tracer's. Owner: the tracer. Calls back from the event loop only.
class ProbeSockets final : public QObject {
public:
    // A message, and the sequence number of the connection it came by (else it says that itself).
    struct Arrival {
        ProbeMode mode = ProbeMode::None;
        int flow = 0;
        WireMessage message;
        std::optional<WireReply> reply;
        std::optional<Duration> rtt; // as the kernel measured a connection's
    };
    using Arrived = std::function<void(const Arrival &)>;
    explicit ProbeSockets(Arrived arrived, QObject *parent = nullptr);
    ~ProbeSockets() override;

    // Whether the system lets this process have sockets for that mode.
    [[nodiscard]] Result<void> open(ProbeMode mode, bool ipv6);

    struct Outgoing {
        ProbeMode mode = ProbeMode::None;
        QHostAddress to;
        quint16 port = 0;
        int ttl = 1;
        int flow = 0;
        quint16 sequence = 0; // the probe's; a connection is known by it
    };
    enum class Outcome {
        Sent,
        Later,     // a buffer is full, or there are too many descriptors: nothing is lost, try again
        NoWay,     // the machine knows no way there (any more)
        Forbidden, // refused for this packet: a rule of the machine's own firewall
    };
    // `now` is called right before the packet leaves.
    [[nodiscard]] Outcome send(const Outgoing &probe, const std::function<void()> &now);
    // Nobody waits for this connection any more.
    void close(quint16 sequence);
    // Nothing is under way to this address any more: its ports are free.
    void forget(const QHostAddress &address);

private:
    struct Shared { // of all targets: ICMP, and UDP one a flow
        ProbeMode mode = ProbeMode::None;
        bool isIpv6 = false;
        int flow = 0;
        Descriptor socket;
    };
    struct Connection {
        QHostAddress to;
        quint16 port = 0;
        int flow = 0;
        quint16 sequence = 0;
        Descriptor socket;
    };
    using Key = quint64; // of epoll: a Shared's index, or ConnectionKey + sequence
    Result<int> shared(ProbeMode mode, bool ipv6, int flow);
    Outcome sendShared(const Outgoing &probe, const std::function<void()> &now);
    Outcome connectTo(const Outgoing &probe, const std::function<void()> &now);
    void read();
    void drain(int socket, bool errors, const std::function<void(WireMessage)> &take);
    void readShared(size_t index);
    void readConnection(quint16 sequence);
    void watch(int socket, Key key, quint32 events);

    Arrived m_arrived;
    Descriptor m_epoll;
    Descriptor
        m_stamping; // keeps the kernel stamping: it begins late after the first such socket, and ends with the last
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::vector<Shared> m_shared;
    std::map<quint16, Connection> m_connections;
    std::map<std::pair<QString, int>, quint16> m_ports; // a flow's source port towards an address
};

} // namespace hinoban::path
