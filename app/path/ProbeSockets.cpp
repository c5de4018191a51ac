// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/ProbeSockets.h"

#include <QtEndian>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <linux/errqueue.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace hinoban::path {

namespace {

constexpr quint64 ConnectionKey = quint64(1) << 32;
constexpr int MostMessages = 1024; // read in one go
constexpr int MostRetries = 64;    // of a send that another probe's error failed

// Half of the descriptors that this process may have is left to the rest of the program.
size_t mostConnections()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 64;
    return std::clamp<size_t>(size_t(limit.rlim_cur) / 2, 1, 512);
}

QString errorText() { return QString::fromLocal8Bit(std::strerror(errno)); }

struct SocketName {
    union {
        sockaddr any;
        sockaddr_in v4;
        sockaddr_in6 v6;
    };
    socklen_t size = 0;

    SocketName(const QHostAddress &address, quint16 port)
    {
        std::memset(&v6, 0, sizeof v6);
        if (address.protocol() == QAbstractSocket::IPv6Protocol) {
            const Q_IPV6ADDR octets = address.toIPv6Address();
            v6.sin6_family = AF_INET6;
            v6.sin6_port = qToBigEndian(port);
            v6.sin6_scope_id = address.scopeId().toUInt();
            std::memcpy(&v6.sin6_addr, octets.c, sizeof v6.sin6_addr);
            size = sizeof v6;
        } else {
            v4.sin_family = AF_INET;
            v4.sin_port = qToBigEndian(port);
            v4.sin_addr.s_addr = qToBigEndian(address.toIPv4Address());
            size = sizeof v4;
        }
    }
};

bool isIpv6(const QHostAddress &address) { return address.protocol() == QAbstractSocket::IPv6Protocol; }

void set(int socket, int level, int option, int value)
{
    // An option that this kernel does not know leaves a figure out; it fails nothing.
    (void)setsockopt(socket, level, option, &value, sizeof value);
}

void askForEverything(int socket, bool ipv6)
{
    if (ipv6) {
        set(socket, IPPROTO_IPV6, IPV6_RECVERR, 1);
        set(socket, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
        set(socket, IPPROTO_IPV6, IPV6_RECVERR_RFC4884, 1);
    } else {
        set(socket, IPPROTO_IP, IP_RECVERR, 1);
        set(socket, IPPROTO_IP, IP_RECVTTL, 1);
        set(socket, IPPROTO_IP, IP_RECVERR_RFC4884, 1);
    }
    set(socket, SOL_SOCKET, SO_TIMESTAMPNS, 1);
}

void setTtl(int socket, bool ipv6, int ttl)
{
    if (ipv6)
        set(socket, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl);
    else
        set(socket, IPPROTO_IP, IP_TTL, ttl);
}

Descriptor newSocket(bool ipv6, int type, int protocol)
{
    return Descriptor(::socket(ipv6 ? AF_INET6 : AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol));
}

ProbeSockets::Outcome outcomeOf(int error)
{
    switch (error) {
    case EAGAIN:
    case ENOBUFS:
    case ENOMEM:
    case EMFILE:
    case ENFILE:
        return ProbeSockets::Outcome::Later;
    case EACCES:
    case EPERM:
        return ProbeSockets::Outcome::Forbidden;
    default:
        return ProbeSockets::Outcome::NoWay;
    }
}

} // namespace

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    if (this != &other) {
        if (m_number >= 0) ::close(m_number);
        m_number = std::exchange(other.m_number, -1);
    }
    return *this;
}

Descriptor::~Descriptor()
{
    if (m_number >= 0) ::close(m_number);
}

Result<QHostAddress> localAddressTo(const QHostAddress &address)
{
    const Descriptor socket = newSocket(isIpv6(address), SOCK_DGRAM, 0);
    const SocketName name(address, UdpPort);
    if (!socket || ::connect(socket.number(), &name.any, name.size) != 0) {
        const bool isNoSocket = !socket && errno != EAFNOSUPPORT;
        return failure(isNoSocket ? ErrorCode::NotPermitted : ErrorCode::Unreachable, address.toString(), errorText());
    }
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    if (::getsockname(socket.number(), reinterpret_cast<sockaddr *>(&own), &size) != 0)
        return failure(ErrorCode::Internal, address.toString(), errorText());
    return QHostAddress(reinterpret_cast<const sockaddr *>(&own));
}

ProbeSockets::ProbeSockets(Arrived arrived, QObject *parent)
    : QObject(parent)
    , m_arrived(std::move(arrived))
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_stamping(newSocket(false, SOCK_DGRAM, 0))
{
    if (m_stamping) set(m_stamping.number(), SOL_SOCKET, SO_TIMESTAMPNS, 1);
    if (!m_epoll) return; // open() says so
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll.number(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { read(); });
}

ProbeSockets::~ProbeSockets() = default;

void ProbeSockets::watch(int socket, Key key, quint32 events)
{
    epoll_event event{};
    event.events = events; // errors are always told
    event.data.u64 = key;
    (void)::epoll_ctl(m_epoll.number(), EPOLL_CTL_ADD, socket, &event);
}

Result<int> ProbeSockets::shared(ProbeMode mode, bool ipv6, int flow)
{
    // A ping socket sends all flows: they differ in what they carry.
    if (mode == ProbeMode::Icmp) flow = 0;
    for (const Shared &known : m_shared)
        if (known.mode == mode && known.isIpv6 == ipv6 && known.flow == flow) return known.socket.number();
    Shared made;
    made.mode = mode;
    made.isIpv6 = ipv6;
    made.flow = flow;
    made.socket = newSocket(ipv6, SOCK_DGRAM,
                            mode != ProbeMode::Icmp ? IPPROTO_UDP
                            : ipv6                  ? int(IPPROTO_ICMPV6)
                                                    : int(IPPROTO_ICMP));
    if (!made.socket || !m_notifier)
        return failure(ErrorCode::NotPermitted, textOf(mode), made.socket ? QStringLiteral("no epoll") : errorText());
    const int socket = made.socket.number();
    askForEverything(socket, ipv6);
    // Answers of many targets come at once.
    set(socket, SOL_SOCKET, SO_RCVBUF, 1 << 20);
    watch(socket, m_shared.size(), EPOLLIN);
    m_shared.push_back(std::move(made));
    return socket;
}

Result<void> ProbeSockets::open(ProbeMode mode, bool ipv6)
{
    if (mode == ProbeMode::Tcp) {
        if (m_notifier && newSocket(ipv6, SOCK_STREAM, 0)) return {};
        return failure(ErrorCode::NotPermitted, textOf(mode), errorText());
    }
    const auto made = shared(mode, ipv6, 0);
    if (!made) return tl::unexpected<Error>(made.error());
    return {};
}

ProbeSockets::Outcome ProbeSockets::send(const Outgoing &probe, const std::function<void()> &now)
{
    return probe.mode == ProbeMode::Tcp ? connectTo(probe, now) : sendShared(probe, now);
}

ProbeSockets::Outcome ProbeSockets::sendShared(const Outgoing &probe, const std::function<void()> &now)
{
    const bool ipv6 = isIpv6(probe.to);
    const auto socket = shared(probe.mode, ipv6, probe.flow);
    if (!socket) return Outcome::Later; // open() made the first; more flows need more descriptors
    const SocketName name(probe.to, probe.mode == ProbeMode::Icmp ? 0 : probe.port);
    const QByteArray octets =
        probe.mode == ProbeMode::Icmp ? echoRequest(ipv6, probe.sequence, probe.flow) : datagram(probe.sequence);
    setTtl(*socket, ipv6, probe.ttl);
    for (int tries = 0; tries < MostRetries; ++tries) {
        now();
        if (::sendto(*socket, octets.constData(), size_t(octets.size()), 0, &name.any, name.size) >= 0)
            return Outcome::Sent;
        // An error that another probe's router sent fails this send, and is gone by that; without one in the queue the
        // error is this packet's own.
        const int error = errno;
        if (error == EINTR) continue;
        if (outcomeOf(error) != Outcome::NoWay) return outcomeOf(error);
        int pending = 0;
        socklen_t size = sizeof pending;
        (void)::getsockopt(*socket, SOL_SOCKET, SO_ERROR, &pending, &size);
        // A way that is missing is missing the second time too; any other error is an old one.
        if (error == ENETUNREACH || error == EADDRNOTAVAIL || error == ENETDOWN) {
            if (tries > 0) return Outcome::NoWay;
        }
    }
    return Outcome::NoWay;
}

ProbeSockets::Outcome ProbeSockets::connectTo(const Outgoing &probe, const std::function<void()> &now)
{
    if (m_connections.size() >= mostConnections()) return Outcome::Later;
    const bool ipv6 = isIpv6(probe.to);
    Connection made;
    made.to = probe.to;
    made.port = probe.port;
    made.flow = probe.flow;
    made.sequence = probe.sequence;
    made.socket = newSocket(ipv6, SOCK_STREAM, 0);
    if (!made.socket) return outcomeOf(errno);
    const int socket = made.socket.number();
    askForEverything(socket, ipv6);
    setTtl(socket, ipv6, probe.ttl);
    set(socket, IPPROTO_TCP, TCP_SYNCNT, 1);
    set(socket, SOL_SOCKET, SO_REUSEADDR, 1);
    const linger atOnce{1, 0}; // a connection that came about is broken off, and leaves nothing behind
    (void)setsockopt(socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);

    // Every probe of a flow leaves by the same port: who shares load must see one flow.
    quint16 &port = m_ports[{probe.to.toString(), probe.flow}];
    for (int tries = 0;; ++tries) {
        const SocketName own(QHostAddress(ipv6 ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4), port);
        if (::bind(socket, &own.any, own.size) == 0) break;
        if (tries > 0 || port == 0) return outcomeOf(errno);
        port = 0; // somebody else has it by now
    }
    sockaddr_in6 bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&bound), &size) == 0)
        port = qFromBigEndian(bound.sin6_port); // at the same place in both families

    const SocketName name(probe.to, probe.port);
    now();
    if (::connect(socket, &name.any, name.size) != 0 && errno != EINPROGRESS) {
        if (errno != ECONNREFUSED) return outcomeOf(errno); // refused at once: this machine itself
    }
    watch(socket, ConnectionKey + probe.sequence, EPOLLIN | EPOLLOUT);
    m_connections.insert_or_assign(probe.sequence, std::move(made));
    return Outcome::Sent;
}

void ProbeSockets::close(quint16 sequence) { m_connections.erase(sequence); }

void ProbeSockets::forget(const QHostAddress &address)
{
    const QString text = address.toString();
    std::erase_if(m_ports, [&](const auto &known) { return known.first.first == text; });
}

void ProbeSockets::read()
{
    std::array<epoll_event, 64> events{};
    const int ready = ::epoll_wait(m_epoll.number(), events.data(), int(events.size()), 0);
    for (int i = 0; i < ready; ++i) {
        const Key key = events[size_t(i)].data.u64;
        if (key >= ConnectionKey)
            readConnection(quint16(key - ConnectionKey));
        else
            readShared(size_t(key));
    }
}

void ProbeSockets::drain(int socket, bool errors, const std::function<void(WireMessage)> &take)
{
    alignas(cmsghdr) std::array<char, 512> control;
    std::array<char, 2048> octets;
    for (int i = 0; i < MostMessages; ++i) {
        sockaddr_storage name{};
        iovec part{octets.data(), octets.size()};
        msghdr message{};
        message.msg_name = &name;
        message.msg_namelen = sizeof name;
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t size = ::recvmsg(socket, &message, MSG_DONTWAIT | (errors ? MSG_ERRQUEUE : 0));
        if (size < 0) {
            if (errno == EAGAIN || errno == EWOULDBLOCK || errors) return;
            continue; // an error that was pending, and is gone by being told; its message is in the queue
        }
        if (message.msg_namelen == 0) message.msg_name = nullptr;
        take(readMessage(message, QByteArray(octets.data(), qsizetype(size))));
    }
}

void ProbeSockets::readShared(size_t index)
{
    const int socket = m_shared[index].socket.number();
    const auto take = [this, mode = m_shared[index].mode, flow = m_shared[index].flow](WireMessage message) {
        Arrival arrival;
        arrival.mode = mode;
        arrival.flow = flow;
        arrival.reply = replyFrom(message, mode);
        arrival.message = std::move(message);
        if (arrival.reply) m_arrived(arrival);
    };
    drain(socket, true, take);
    drain(socket, false, take);
}

void ProbeSockets::readConnection(quint16 sequence)
{
    const auto found = m_connections.find(sequence);
    if (found == m_connections.end()) return;
    // It answers once; whatever is called back may ask for the same port.
    Connection connection = std::move(found->second);
    m_connections.erase(found);
    const int socket = connection.socket.number();

    Arrival arrival;
    arrival.mode = ProbeMode::Tcp;
    arrival.flow = connection.flow;
    drain(socket, true, [&](WireMessage message) {
        message.address = connection.to;
        message.isIpv6 = isIpv6(connection.to);
        auto reply = replyFrom(message, ProbeMode::Tcp);
        if (!reply || arrival.reply) return;
        arrival.reply = std::move(reply);
        arrival.message = std::move(message);
    });
    if (!arrival.reply) {
        int error = 0;
        socklen_t size = sizeof error;
        (void)::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error == 0 || error == ECONNREFUSED || error == ECONNRESET) {
            WireReply reply;
            reply.kind = ReplyKind::Reached;
            reply.by = connection.to;
            arrival.reply = reply;
            tcp_info info{};
            socklen_t infoSize = sizeof info;
            if (error == 0 && ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &infoSize) == 0 && info.tcpi_rtt > 0)
                arrival.rtt = Duration(info.tcpi_rtt);
        } else {
            return; // nothing came; it is waited for like every other
        }
    }
    arrival.reply->sequence = sequence;
    connection.socket = Descriptor();
    m_arrived(arrival);
}

} // namespace hinoban::path
