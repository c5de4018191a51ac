// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/UdpPool.h"

#include <linux/errqueue.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace hinoban::dns {
namespace {

constexpr size_t Batch = 64;
constexpr size_t DatagramSize = size_t(UdpPool::LongestDatagram);
constexpr int RoundsATurn = 4; // then the event loop has its turn
constexpr int UsesOfAPort = 4096;
constexpr int ReceiveBuffer = 4 * 1024 * 1024;
constexpr quint16 LowestPort = 16384;
constexpr std::chrono::seconds RetiredFor{15}; // longer than any question may wait

} // namespace

class UdpSocket {
public:
    explicit UdpSocket(int descriptor)
        : fd(descriptor)
    {
    }
    UdpSocket(const UdpSocket &) = delete;
    UdpSocket &operator=(const UdpSocket &) = delete;
    ~UdpSocket()
    {
        for (QSocketNotifier *notifier : {reader, writer}) {
            if (!notifier) continue;
            notifier->setEnabled(false);
            notifier->disconnect();
            // On the stack above, in the middle of its signal, it must outlive this.
            if (active)
                notifier->deleteLater();
            else
                delete notifier;
        }
        ::close(fd);
    }

    struct Outgoing {
        SocketAddress to;
        QByteArray bytes;
    };
    int fd;
    bool ipv6 = false;
    bool blocked = false; // the kernel's send buffer is full
    bool dirty = false;   // in UdpPool::m_dirty
    bool active = false;  // one of its notifiers is emitting
    int uses = 0;
    Instant retiredUntil{};
    std::unordered_map<quint16, quint64> tickets;
    std::vector<Outgoing> outgoing;
    QSocketNotifier *reader = nullptr;
    QSocketNotifier *writer = nullptr;
};

struct UdpPool::Buffers {
    std::array<std::array<char, DatagramSize>, Batch> bytes;
    std::array<SocketAddress, Batch> addresses;
    std::array<iovec, Batch> vectors;
    std::array<mmsghdr, Batch> messages;
};

UdpPool::UdpPool(Clock &clock, Dice &dice, int socketsPerFamily, Handlers handlers)
    : m_clock(clock)
    , m_perFamily(std::max(socketsPerFamily, 1))
    , m_handlers(std::move(handlers))
    , m_dice(dice)
    , m_buffers(std::make_unique<Buffers>())
{
}

UdpPool::~UdpPool()
{
    *m_gone = true;
    // Queued datagrams were told to the clock and never leave.
    for (UdpSocket *socket : m_dirty)
        for (size_t i = 0; i < socket->outgoing.size(); ++i)
            m_clock.leave();
}

QSocketNotifier *UdpPool::notifier(UdpSocket &socket, QSocketNotifier::Type type, void (UdpPool::*handle)(UdpSocket &))
{
    auto *made = new QSocketNotifier(socket.fd, type);
    QObject::connect(made, &QSocketNotifier::activated, &m_context, [this, handle, raw = &socket] {
        const auto gone = m_gone;
        raw->active = true;
        (this->*handle)(*raw);
        flush();
        m_handlers.idle();
        if (!*gone) raw->active = false;
    });
    return made;
}

std::unique_ptr<UdpSocket> UdpPool::open(bool ipv6)
{
    const int family = ipv6 ? AF_INET6 : AF_INET;
    const int fd = ::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return {};
    auto socket = std::make_unique<UdpSocket>(fd);
    socket->ipv6 = ipv6;
    const int on = 1;
    if (ipv6) {
        ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        ::setsockopt(fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
    } else {
        ::setsockopt(fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    }
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &ReceiveBuffer, sizeof ReceiveBuffer);

    SocketAddress any;
    any.any.sa_family = static_cast<sa_family_t>(family);
    bool bound = false;
    for (int i = 0; i < 32 && !bound; ++i) {
        const quint32 port = LowestPort + m_dice.below(65536u - LowestPort);
        any.v6.sin6_port = htons(static_cast<quint16>(port)); // where sockaddr_in has it, too
        bound = ::bind(fd, &any.any, any.size()) == 0;
    }
    if (!bound) return {};

    socket->reader = notifier(*socket, QSocketNotifier::Read, &UdpPool::readable);
    return socket;
}

UdpSocket *UdpPool::choose(bool ipv6)
{
    Family &family = ipv6 ? m_v6 : m_v4;
    if (family.unavailable) return nullptr;
    while (family.sockets.size() < static_cast<size_t>(m_perFamily)) {
        auto socket = open(ipv6);
        if (!socket) break;
        family.sockets.push_back(std::move(socket));
    }
    if (family.sockets.empty()) {
        family.unavailable = true;
        return nullptr;
    }
    auto &chosen = family.sockets[m_dice.below(static_cast<quint32>(family.sockets.size()))];
    if (chosen->uses >= UsesOfAPort)
        if (auto fresh = open(ipv6)) {
            std::swap(chosen, fresh);
            retire(std::move(fresh));
        }
    return chosen.get();
}

void UdpPool::retire(std::unique_ptr<UdpSocket> socket)
{
    socket->retiredUntil = m_clock.now() + RetiredFor;
    m_retired.push_back(std::move(socket));
}

void UdpPool::dropRetired()
{
    if (m_retired.empty()) return;
    const Instant now = m_clock.now();
    std::erase_if(m_retired, [now](const std::unique_ptr<UdpSocket> &socket) {
        return !socket->active && socket->tickets.empty() && socket->outgoing.empty() && socket->retiredUntil <= now;
    });
}

UdpPool::Place UdpPool::take(bool ipv6, quint64 ticket)
{
    UdpSocket *socket = choose(ipv6);
    if (!socket || socket->tickets.size() > 32768) return {};
    ++socket->uses;
    while (true) {
        const quint16 id = m_dice.id();
        if (socket->tickets.try_emplace(id, ticket).second) return {socket, id};
    }
}

void UdpPool::release(Place place) { place.socket->tickets.erase(place.id); }

quint64 UdpPool::ticketOf(const UdpSocket &socket, quint16 id)
{
    const auto found = socket.tickets.find(id);
    return found == socket.tickets.end() ? 0 : found->second;
}

void UdpPool::visitTickets(const UdpSocket &socket, const std::function<bool(quint64)> &visit)
{
    int left = 256;
    for (const auto &[id, ticket] : socket.tickets)
        if (visit(ticket) || --left == 0) return;
}

void UdpPool::send(UdpSocket &socket, const SocketAddress &to, QByteArray bytes)
{
    m_clock.enter();
    socket.outgoing.push_back({to, std::move(bytes)});
    markDirty(socket);
}

void UdpPool::markDirty(UdpSocket &socket)
{
    if (socket.dirty) return;
    socket.dirty = true;
    m_dirty.push_back(&socket);
}

void UdpPool::flush()
{
    // A failure may make the engine send again: a few rounds, but no endless ones.
    for (int round = 0; round < 16; ++round) {
        std::vector<UdpSocket *> dirty;
        dirty.swap(m_dirty);
        bool again = false;
        for (UdpSocket *socket : dirty) {
            socket->dirty = false;
            if (!socket->blocked) flush(*socket);
            if (!socket->outgoing.empty()) markDirty(*socket);
            again = again || (!socket->outgoing.empty() && !socket->blocked);
        }
        if (!again) return;
    }
}

void UdpPool::writable(UdpSocket &socket)
{
    socket.writer->setEnabled(false);
    socket.blocked = false;
}

void UdpPool::flush(UdpSocket &socket)
{
    // What a failure makes the engine send again waits for the next flush.
    std::vector<UdpSocket::Outgoing> outgoing;
    outgoing.swap(socket.outgoing);
    size_t at = 0;
    int spurious = 0;
    Buffers &buffers = *m_buffers;
    while (at < outgoing.size()) {
        const size_t count = std::min(Batch, outgoing.size() - at);
        for (size_t i = 0; i < count; ++i) {
            auto &datagram = outgoing[at + i];
            buffers.vectors[i] = {datagram.bytes.data(), static_cast<size_t>(datagram.bytes.size())};
            msghdr header{};
            header.msg_name = &datagram.to.any;
            header.msg_namelen = datagram.to.size();
            header.msg_iov = &buffers.vectors[i];
            header.msg_iovlen = 1;
            buffers.messages[i] = {header, 0};
        }
        const int sent = ::sendmmsg(socket.fd, buffers.messages.data(), static_cast<unsigned>(count), 0);
        if (sent > 0) {
            at += static_cast<size_t>(sent);
            continue;
        }
        const int error = errno;
        if (error == EINTR) continue;
        if (error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS) {
            socket.blocked = true;
            if (!socket.writer) socket.writer = notifier(socket, QSocketNotifier::Write, &UdpPool::writable);
            socket.writer->setEnabled(true);
            break;
        }
        // An error of an earlier datagram comes up here once; it says nothing about this one.
        if (drainErrors(socket) || spurious++ == 0) continue;
        spurious = 0;
        m_clock.leave();
        const auto refused = std::move(outgoing[at++]);
        m_handlers.failed(socket, refused.to, refused.bytes, error);
    }
    outgoing.erase(outgoing.begin(), outgoing.begin() + static_cast<std::ptrdiff_t>(at));
    for (auto &later : socket.outgoing)
        outgoing.push_back(std::move(later));
    socket.outgoing = std::move(outgoing);
}

void UdpPool::readable(UdpSocket &socket)
{
    dropRetired();
    Buffers &buffers = *m_buffers;
    drainErrors(socket);
    for (int round = 0; round < RoundsATurn; ++round) {
        for (size_t i = 0; i < Batch; ++i) {
            buffers.vectors[i] = {buffers.bytes[i].data(), DatagramSize};
            msghdr header{};
            header.msg_name = &buffers.addresses[i].any;
            header.msg_namelen = sizeof buffers.addresses[i];
            header.msg_iov = &buffers.vectors[i];
            header.msg_iovlen = 1;
            buffers.messages[i] = {header, 0};
        }
        const int count = ::recvmmsg(socket.fd, buffers.messages.data(), Batch, MSG_DONTWAIT, nullptr);
        if (count <= 0) {
            if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && drainErrors(socket)) continue;
            break;
        }
        for (int i = 0; i < count; ++i) {
            m_clock.leave();
            const auto at = static_cast<size_t>(i);
            m_handlers.received(socket, buffers.addresses[at],
                                QByteArrayView(buffers.bytes[at].data(), qsizetype(buffers.messages[at].msg_len)));
        }
        if (static_cast<size_t>(count) < Batch) break;
    }
}

// Takes what ICMP said off the socket. False if there was nothing.
bool UdpPool::drainErrors(UdpSocket &socket)
{
    bool any = false;
    for (int i = 0; i < 256; ++i) {
        std::array<char, 576> quoted;
        alignas(cmsghdr) std::array<char, 512> control;
        SocketAddress to;
        iovec vector{quoted.data(), quoted.size()};
        msghdr header{};
        header.msg_name = &to.any;
        header.msg_namelen = sizeof to;
        header.msg_iov = &vector;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        const ssize_t size = ::recvmsg(socket.fd, &header, MSG_ERRQUEUE | MSG_DONTWAIT);
        if (size < 0) return any;
        any = true;
        for (cmsghdr *part = CMSG_FIRSTHDR(&header); part; part = CMSG_NXTHDR(&header, part)) {
            const bool isError = (part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_RECVERR) ||
                                 (part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_RECVERR);
            if (!isError) continue;
            sock_extended_err error{};
            std::memcpy(&error, CMSG_DATA(part), sizeof error);
            if (error.ee_origin == SO_EE_ORIGIN_LOCAL) continue;
            m_clock.leave();
            m_handlers.failed(socket, to, QByteArrayView(quoted.data(), size), static_cast<int>(error.ee_errno));
        }
    }
    return any;
}

} // namespace hinoban::dns
