// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/UdpPool.h"

#include <linux/errqueue.h>
#include <netinet/udp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace hinoban::dns {
namespace {

constexpr size_t Batch = 64;
constexpr size_t DatagramSize = size_t(UdpPool::LongestDatagram);
constexpr int DatagramsATurn = 256; // then the event loop has its turn
// What ICMP quotes of a train on loopback, where it is one packet to the end: each of its datagrams is to be told of.
constexpr qsizetype LongestTrain = 512;
constexpr int UsesOfAPort = 4096;
constexpr std::chrono::seconds RetiredFor{15}; // longer than any question may wait

// How long the query is that these bytes begin with, by its own shape: a question, and an OPT record at most. The whole
// of what is there, if it is none: then what comes behind it is not to be found.
qsizetype queryLength(QByteArrayView bytes)
{
    constexpr qsizetype Header = 12, QuestionTail = 4, OptHead = 11; // RFC 1035, 4.1.1 and 4.1.2; RFC 6891, 6.1.2
    const auto number = [&](qsizetype at) {
        return static_cast<quint8>(bytes[at]) << 8 | static_cast<quint8>(bytes[at + 1]);
    };
    if (bytes.size() < Header || number(4) != 1 || number(6) != 0 || number(8) != 0 || number(10) > 1)
        return bytes.size();
    qsizetype at = Header;
    while (at < bytes.size() && bytes[at] != 0)
        at += 1 + static_cast<quint8>(bytes[at]);
    at += 1 + QuestionTail;
    if (number(10) == 1) {
        if (at + OptHead > bytes.size()) return bytes.size();
        at += OptHead + number(at + OptHead - 2);
    }
    return std::min(at, bytes.size());
}

} // namespace

struct UdpPool::Buffers {
    // Not a whole number of pages each, or all would fall into the same few lines of the cache.
    static constexpr size_t Stride = DatagramSize + 192;

    std::array<char, Stride * Batch> bytes;
    std::array<SocketAddress, Batch> from;
    std::array<iovec, Batch> incomingVectors;
    std::array<iovec, Batch> outgoingVectors;
    std::array<mmsghdr, Batch> incoming{};
    std::array<mmsghdr, Batch> outgoing{};
    std::array<size_t, Batch> trains; // datagrams in each of `outgoing`
    std::array<epoll_event, Batch> events;
    // UDP_SEGMENT: the size of a train's datagrams.
    struct alignas(cmsghdr) Control {
        std::array<char, CMSG_SPACE(sizeof(quint16))> bytes;
    };
    std::array<Control, Batch> controls{};

    Buffers()
    {
        for (size_t i = 0; i < Batch; ++i) {
            incomingVectors[i] = {bytes.data() + i * Stride, DatagramSize};
            incoming[i].msg_hdr.msg_name = &from[i].any;
            incoming[i].msg_hdr.msg_namelen = sizeof from[i];
            incoming[i].msg_hdr.msg_iov = &incomingVectors[i];
            incoming[i].msg_hdr.msg_iovlen = 1;
        }
    }

    // Datagrams of one size to one address, one after the other, go through the kernel as one, which is most of the
    // work saved (UDP_SEGMENT); on the wire they are apart again. How many messages were filled.
    unsigned load(std::vector<UdpSocket::Outgoing> &datagrams, size_t at, bool mayJoin)
    {
        const size_t end = std::min(datagrams.size(), at + Batch);
        unsigned count = 0;
        for (size_t vector = 0; at < end; ++count) {
            auto &first = datagrams[at];
            const qsizetype size = first.bytes.size();
            msghdr &header = outgoing[count].msg_hdr;
            header.msg_name = &first.to.any;
            header.msg_namelen = first.to.size();
            header.msg_iov = &outgoingVectors[vector];
            qsizetype length = 0;
            size_t &train = trains[count] = 0;
            do {
                // The kernel only reads them.
                outgoingVectors[vector++] = {const_cast<char *>(datagrams[at].bytes.constData()), size_t(size)};
                length += size;
                ++train;
                ++at;
            } while (mayJoin && at < end && datagrams[at].bytes.size() == size && length + size <= LongestTrain &&
                     datagrams[at].to == first.to);
            header.msg_iovlen = train;
            setSegments(header, controls[count], train > 1 ? static_cast<quint16>(size) : quint16(0));
        }
        return count;
    }

private:
    static void setSegments(msghdr &header, Control &control, quint16 size)
    {
        header.msg_control = size ? control.bytes.data() : nullptr;
        header.msg_controllen = size ? control.bytes.size() : 0;
        if (size == 0) return;
        cmsghdr *const part = CMSG_FIRSTHDR(&header);
        part->cmsg_level = SOL_UDP;
        part->cmsg_type = UDP_SEGMENT;
        part->cmsg_len = CMSG_LEN(sizeof size);
        std::memcpy(CMSG_DATA(part), &size, sizeof size);
    }
};

UdpPool::UdpPool(Clock &clock, Dice &dice, int socketsPerFamily, Receiver &receiver)
    : m_clock(clock)
    , m_perFamily(std::max(socketsPerFamily, 1))
    , m_receiver(receiver)
    , m_dice(dice)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_buffers(std::make_unique<Buffers>())
{
    if (m_epoll < 0) return; // then no socket can be opened either, and every question ends with that
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { wake(); });
}

UdpPool::~UdpPool()
{
    // Queued datagrams were told to the clock and never leave.
    for (UdpSocket *socket : m_dirty)
        for (size_t i = 0; i < socket->outgoing.size(); ++i)
            m_clock.leave();
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier->disconnect();
        // On the stack above, in the middle of its signal, it must outlive this.
        if (m_goneFlag != nullptr) m_notifier.release()->deleteLater();
    }
    if (m_goneFlag != nullptr) *m_goneFlag = true;
    if (m_epoll >= 0) ::close(m_epoll);
}

void UdpPool::watch(UdpSocket &socket, bool writable) const
{
    epoll_event event{};
    event.events = EPOLLIN | (writable ? quint32(EPOLLOUT) : 0u);
    event.data.ptr = &socket;
    if (::epoll_ctl(m_epoll, EPOLL_CTL_MOD, socket.fd, &event) != 0)
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket.fd, &event);
}

void UdpPool::wake()
{
    bool gone = false;
    m_goneFlag = &gone;
    dropRetired();
    const int count = ::epoll_wait(m_epoll, m_buffers->events.data(), int(Batch), 0);
    int taken = 0;
    for (int i = 0; i < count && taken < DatagramsATurn; ++i) {
        const epoll_event &event = m_buffers->events[static_cast<size_t>(i)];
        auto &socket = *static_cast<UdpSocket *>(event.data.ptr);
        if (event.events & EPOLLOUT) {
            socket.blocked = false;
            watch(socket, false);
        }
        if (event.events & EPOLLERR) drainErrors(socket);
        if (event.events & EPOLLIN) taken += readable(socket, gone);
        if (gone) return;
    }
    flush();
    m_receiver.idle();
    if (!gone) m_goneFlag = nullptr;
}

std::unique_ptr<UdpSocket> UdpPool::open(bool ipv6)
{
    auto socket = m_notifier ? UdpSocket::open(ipv6, m_dice) : nullptr;
    if (socket) watch(*socket, false);
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
            fresh->retiredUntil = m_clock.now() + RetiredFor;
            m_retired.push_back(std::move(fresh));
        }
    return chosen.get();
}

void UdpPool::dropRetired()
{
    if (m_retired.empty()) return;
    const Instant now = m_clock.now();
    std::erase_if(m_retired, [now](const std::unique_ptr<UdpSocket> &socket) {
        return socket->ids.size() == 0 && socket->outgoing.empty() && !socket->dirty && socket->retiredUntil <= now;
    });
}

UdpPool::Place UdpPool::take(bool ipv6, OpenQuestion &owner)
{
    UdpSocket *socket = choose(ipv6);
    if (!socket || socket->ids.size() > 32768) return {};
    ++socket->uses;
    while (true) {
        const quint16 id = m_dice.id();
        if (socket->ids.insert(id, &owner)) return {socket, id};
    }
}

void UdpPool::send(UdpSocket &socket, const SocketAddress &to, const QByteArray &bytes)
{
    m_clock.enter();
    socket.outgoing.push_back({to, bytes});
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
    for (int round = 0; round < 16 && !m_dirty.empty(); ++round) {
        m_flushing.clear();
        m_flushing.swap(m_dirty);
        bool again = false;
        for (UdpSocket *socket : m_flushing) {
            socket->dirty = false;
            if (!socket->blocked) flush(*socket);
            if (!socket->outgoing.empty()) markDirty(*socket);
            again = again || (!socket->outgoing.empty() && !socket->blocked);
        }
        if (!again) return;
    }
}

// Whatever waits goes out in the same moment: the order among them is nobody's.
void UdpPool::sortBySize(std::vector<UdpSocket::Outgoing> &outgoing)
{
    const auto smaller = [](const UdpSocket::Outgoing &a, const UdpSocket::Outgoing &b) {
        if (a.bytes.size() != b.bytes.size()) return a.bytes.size() < b.bytes.size();
        return std::memcmp(&a.to.v6, &b.to.v6, sizeof a.to.v6) < 0;
    };
    if (!std::is_sorted(outgoing.begin(), outgoing.end(), smaller))
        std::sort(outgoing.begin(), outgoing.end(), smaller);
}

void UdpPool::flush(UdpSocket &socket)
{
    // What a failure makes the engine send again waits for the next flush.
    auto &outgoing = m_outgoing;
    outgoing.clear();
    outgoing.swap(socket.outgoing);
    bool trains = m_trains;
    if (trains) sortBySize(outgoing);
    size_t at = 0;
    int spurious = 0;
    Buffers &buffers = *m_buffers;
    while (at < outgoing.size()) {
        const unsigned count = buffers.load(outgoing, at, trains);
        const int sent = ::sendmmsg(socket.fd, buffers.outgoing.data(), count, 0);
        if (sent > 0) {
            for (int i = 0; i < sent; ++i)
                at += buffers.trains[static_cast<size_t>(i)];
            continue;
        }
        const int error = errno;
        if (error == EINTR) continue;
        if (error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS) {
            socket.blocked = true;
            watch(socket, true);
            break;
        }
        // An error of an earlier datagram comes up here once; it says nothing about this one.
        if (drainErrors(socket) || spurious++ == 0) continue;
        spurious = 0;
        // Each datagram has its own chance. Kernels without trains, and devices that cannot sum, say one of these.
        if (buffers.trains[0] > 1) {
            trains = false;
            m_trains = error != EINVAL && error != EIO && error != EOPNOTSUPP && error != EMSGSIZE;
            continue;
        }
        m_clock.leave();
        const auto refused = std::move(outgoing[at++]);
        m_receiver.failed(socket, refused.to, refused.bytes, error);
    }
    outgoing.erase(outgoing.begin(), outgoing.begin() + static_cast<std::ptrdiff_t>(at));
    for (auto &later : socket.outgoing)
        outgoing.push_back(std::move(later));
    socket.outgoing.clear();
    outgoing.swap(socket.outgoing);
}

// A batch of what has arrived; how many datagrams it was.
int UdpPool::readable(UdpSocket &socket, const bool &gone)
{
    Buffers &buffers = *m_buffers;
    int count = 0;
    do
        count = ::recvmmsg(socket.fd, buffers.incoming.data(), Batch, MSG_DONTWAIT, nullptr);
    while (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && drainErrors(socket));
    if (count <= 0) return 0;
    m_receiver.batch();
    for (int i = 0; i < count; ++i) {
        m_clock.leave();
        const auto at = static_cast<size_t>(i);
        m_receiver.received(socket, buffers.from[at],
                            QByteArrayView(static_cast<const char *>(buffers.incomingVectors[at].iov_base),
                                           qsizetype(buffers.incoming[at].msg_len)));
        if (gone) return count;
        buffers.incoming[at].msg_hdr.msg_namelen = sizeof buffers.from[at];
    }
    return count;
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
            // One, or on loopback a whole train.
            QByteArrayView sent(quoted.data(), size);
            do {
                m_clock.leave();
                const qsizetype known = m_receiver.failed(socket, to, sent, static_cast<int>(error.ee_errno));
                // Nobody's has others behind it all the same, and each was told to the clock.
                sent = sent.sliced(known > 0 ? known : queryLength(sent));
            } while (!sent.isEmpty());
        }
    }
    return any;
}

} // namespace hinoban::dns
