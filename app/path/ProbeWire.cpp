// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/ProbeWire.h"

#include <QtEndian>

#include <netinet/in.h>
#include <time.h>

#include <linux/errqueue.h>

#include <cstring>

namespace hinoban::path {

namespace {

constexpr char Greeting[] = "Hinoban path probe"; // for whoever looks into the packet
constexpr quint16 Mark = 0x4862;                  // "Hb": before the sequence number in a datagram
constexpr qsizetype EchoHeader = 8;

void put16(QByteArray &octets, qsizetype at, quint16 value) { qToBigEndian(value, octets.data() + at); }

quint16 get16(const QByteArray &octets, qsizetype at) { return qFromBigEndian<quint16>(octets.constData() + at); }

enum EchoType { Reply4 = 0, Request4 = 8, Request6 = 128, Reply6 = 129 };

QHostAddress addressOf(const sockaddr *address, size_t size)
{
    sa_family_t family = AF_UNSPEC;
    if (size < offsetof(sockaddr, sa_family) + sizeof family) return {};
    std::memcpy(&family, reinterpret_cast<const char *>(address) + offsetof(sockaddr, sa_family), sizeof family);
    if (family == AF_INET && size >= sizeof(sockaddr_in)) {
        sockaddr_in v4{};
        std::memcpy(&v4, address, sizeof v4);
        return QHostAddress(qFromBigEndian(v4.sin_addr.s_addr));
    }
    if (family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, address, sizeof v6);
        return QHostAddress(v6.sin6_addr.s6_addr);
    }
    return {};
}

quint16 portOf(const sockaddr *address, size_t size)
{
    if (size < sizeof(sockaddr_in)) return 0; // the port stands at the same place in both families
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    return qFromBigEndian(v4.sin_port);
}

void readError(WireMessage &read, const cmsghdr &header)
{
    const size_t size = header.cmsg_len - CMSG_LEN(0);
    sock_extended_err error{};
    if (header.cmsg_len < CMSG_LEN(0) || size < sizeof error) return;
    std::memcpy(&error, CMSG_DATA(&header), sizeof error);
    read.isError = true;
    read.origin = error.ee_origin;
    read.type = error.ee_type;
    read.code = error.ee_code;
    read.extensionAt = error.ee_rfc4884.len;
    read.isExtensionBroken = error.ee_rfc4884.flags & SO_EE_RFC4884_FLAG_INVALID;
    const auto *offender = reinterpret_cast<const sockaddr *>(CMSG_DATA(&header) + sizeof error);
    read.offender = addressOf(offender, size - sizeof error);
}

template <class Value>
std::optional<Value> valueOf(const cmsghdr &header)
{
    Value value{};
    if (header.cmsg_len < CMSG_LEN(sizeof value)) return std::nullopt;
    std::memcpy(&value, CMSG_DATA(&header), sizeof value);
    return value;
}

std::optional<WireReply> errorReply(const WireMessage &message)
{
    const bool isIcmp6 = message.origin == SO_EE_ORIGIN_ICMP6;
    if (message.origin != SO_EE_ORIGIN_ICMP && !isIcmp6) return std::nullopt;
    if (isIcmp6 != message.isIpv6 || message.offender.isNull()) return std::nullopt;
    WireReply reply;
    reply.by = message.offender;
    const int exceeded = isIcmp6 ? 3 : 11;
    const int unreachable = isIcmp6 ? 1 : 3;
    if (message.type == exceeded && message.code == 0) {
        reply.kind = ReplyKind::Hop;
    } else if (message.type == unreachable) {
        const bool isTarget = message.offender == message.address;
        reply.kind = isTarget ? ReplyKind::Reached : ReplyKind::Unreachable;
        if (!isTarget) reply.code = message.code;
    } else {
        return std::nullopt;
    }
    if (message.extensionAt > 0 && !message.isExtensionBroken && message.extensionAt < message.data.size())
        reply.labels = labelsFrom(message.data.mid(message.extensionAt));
    return reply;
}

// What is quoted ends where an extension begins.
QByteArray quoteOf(const WireMessage &message)
{
    return message.extensionAt > 0 ? message.data.left(message.extensionAt) : message.data;
}

} // namespace

quint16 internetSum(const QByteArray &octets)
{
    quint32 sum = 0;
    for (qsizetype i = 0; i + 1 < octets.size(); i += 2)
        sum += get16(octets, i);
    if (octets.size() % 2) sum += quint32(quint8(octets.back())) << 8;
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return quint16(sum);
}

QByteArray echoRequest(bool ipv6, quint16 sequence, int flow)
{
    QByteArray octets(EchoHeader + 4, '\0');
    octets[0] = char(ipv6 ? Request6 : Request4);
    put16(octets, 6, sequence);
    // In ones' complement a number and its complement add up to nothing.
    put16(octets, 8, quint16(~sequence));
    put16(octets, 10, quint16(flow * 0x0101));
    return octets + QByteArray(Greeting);
}

QByteArray datagram(quint16 sequence)
{
    QByteArray octets(6, '\0');
    put16(octets, 0, Mark);
    put16(octets, 2, sequence);
    put16(octets, 4, quint16(~sequence));
    return octets + QByteArray(Greeting);
}

WireMessage readMessage(const msghdr &message, const QByteArray &octets)
{
    WireMessage read;
    read.data = octets;
    if (message.msg_name) {
        const auto *name = static_cast<const sockaddr *>(message.msg_name);
        read.address = addressOf(name, message.msg_namelen);
        read.port = portOf(name, message.msg_namelen);
        read.isIpv6 = read.address.protocol() == QAbstractSocket::IPv6Protocol;
    }
    auto *walked = const_cast<msghdr *>(&message); // the macros of older C libraries want it so
    for (cmsghdr *header = CMSG_FIRSTHDR(walked); header; header = CMSG_NXTHDR(walked, header)) {
        const bool isIp = header->cmsg_level == IPPROTO_IP;
        const bool isIp6 = header->cmsg_level == IPPROTO_IPV6;
        if ((isIp && header->cmsg_type == IP_RECVERR) || (isIp6 && header->cmsg_type == IPV6_RECVERR)) {
            readError(read, *header);
            if (isIp6) read.isIpv6 = true;
        } else if ((isIp && header->cmsg_type == IP_TTL) || (isIp6 && header->cmsg_type == IPV6_HOPLIMIT)) {
            const auto ttl = valueOf<int>(*header);
            if (ttl && *ttl >= 0 && *ttl <= 255) read.ttl = *ttl;
        } else if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_TIMESTAMPNS) {
            if (const auto stamp = valueOf<timespec>(*header))
                read.stamp = Instant(std::chrono::seconds(stamp->tv_sec)) +
                             std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(stamp->tv_nsec));
        }
    }
    return read;
}

std::optional<WireReply> replyFrom(const WireMessage &message, ProbeMode mode)
{
    if (message.isError) {
        auto reply = errorReply(message);
        if (!reply) return reply;
        const QByteArray quote = quoteOf(message);
        // Of a connection the kernel has compared ports and sequence number, and its socket has no other probe.
        if (mode == ProbeMode::Icmp && quote.size() >= EchoHeader) reply->sequence = get16(quote, 6);
        if (mode == ProbeMode::Udp && quote.size() >= 4 && get16(quote, 0) == Mark) reply->sequence = get16(quote, 2);
        return reply;
    }
    if (message.address.isNull()) return std::nullopt;
    WireReply reply;
    reply.kind = ReplyKind::Reached;
    reply.by = message.address;
    if (mode == ProbeMode::Udp) return reply; // somebody listens there, and says whatever he says
    if (mode != ProbeMode::Icmp || message.data.size() < EchoHeader) return std::nullopt;
    if (quint8(message.data[0]) != (message.isIpv6 ? Reply6 : Reply4)) return std::nullopt;
    reply.sequence = get16(message.data, 6);
    return reply;
}

std::vector<MplsLabel> labelsFrom(const QByteArray &extension)
{
    constexpr qsizetype header = 4;
    std::vector<MplsLabel> labels;
    if (extension.size() < header || quint8(extension[0]) >> 4 != 2) return labels;
    // A checksum of zero says that there is none.
    if (get16(extension, 2) != 0 && internetSum(extension) != 0xffff) return labels;
    qsizetype at = header;
    while (at + header <= extension.size()) {
        const qsizetype length = get16(extension, at);
        if (length < header || at + length > extension.size()) break;
        const bool isIncomingStack = quint8(extension[at + 2]) == 1 && quint8(extension[at + 3]) == 1;
        for (qsizetype entry = at + header; isIncomingStack && entry + 4 <= at + length; entry += 4) {
            if (labels.size() == MostLabels) return labels;
            const auto word = qFromBigEndian<quint32>(extension.constData() + entry);
            labels.push_back({word >> 12, int((word >> 9) & 7), (word & 0x100) != 0, int(word & 0xff)});
        }
        at += length;
    }
    return labels;
}

} // namespace hinoban::path
