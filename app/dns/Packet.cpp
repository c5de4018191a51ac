// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Packet.h"

#include <QtEndian>

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr quint16 DnsPort = 53;
constexpr int MostTags = 4, MostExtensions = 8; // VLAN tags, IPv6 extension headers
constexpr quint8 Tcp = 6, Udp = 17;

using Decoded = Result<std::optional<Packet>>;

quint16 u16(QByteArrayView bytes, qsizetype at) { return qFromBigEndian<quint16>(bytes.data() + at); }
quint32 u32(QByteArrayView bytes, qsizetype at) { return qFromBigEndian<quint32>(bytes.data() + at); }
quint8 u8(QByteArrayView bytes, qsizetype at) { return static_cast<quint8>(bytes[at]); }

tl::unexpected<Error> bad(const char *why) { return failure(ErrorCode::BadInput, {}, QString::fromLatin1(why)); }

// `bytes` from the transport's header on; `whole` is what was sent of it, the capture may have kept less.
Decoded transport(Packet packet, quint8 protocol, QByteArrayView bytes, qsizetype whole)
{
    if (protocol != Tcp && protocol != Udp) return std::nullopt;
    if (bytes.size() < 4) return whole < 4 ? Decoded(bad("a transport header that is cut")) : Decoded(std::nullopt);
    packet.from.port = u16(bytes, 0);
    packet.to.port = u16(bytes, 2);
    if (packet.from.port != DnsPort && packet.to.port != DnsPort) return std::nullopt;
    packet.tcp = protocol == Tcp;
    if (!packet.tcp) {
        if (bytes.size() < 8) return bad("a UDP header that is cut");
        const qsizetype length = u16(bytes, 4);
        if (length < 8 || length > whole) return bad("a UDP length that does not fit its packet");
        packet.cut = length > bytes.size();
        packet.data = bytes.first(std::min(length, bytes.size())).sliced(8);
        return packet;
    }
    if (bytes.size() < 20) return bad("a TCP header that is cut");
    const qsizetype header = qsizetype(u8(bytes, 12) >> 4) * 4;
    if (header < 20 || header > whole) return bad("a TCP header length that does not fit its packet");
    if (header > bytes.size()) return bad("a TCP header that is cut");
    packet.sequence = u32(bytes, 4);
    packet.fin = u8(bytes, 13) & 0x01;
    packet.syn = u8(bytes, 13) & 0x02;
    packet.rst = u8(bytes, 13) & 0x04;
    packet.cut = whole > bytes.size();
    packet.data = bytes.sliced(header);
    return packet;
}

Decoded ipv4(QByteArrayView bytes)
{
    if (bytes.size() < 20) return bad("an IPv4 header that is cut");
    const qsizetype header = qsizetype(u8(bytes, 0) & 0xf) * 4, total = u16(bytes, 2);
    if (u8(bytes, 0) >> 4 != 4 || header < 20 || header > bytes.size()) return bad("a broken IPv4 header");
    if (total < header) return bad("an IPv4 length shorter than its header");
    const quint8 protocol = u8(bytes, 9);
    if (protocol != Tcp && protocol != Udp) return std::nullopt;
    const quint16 fragment = u16(bytes, 6);
    if ((fragment & 0x1fff) != 0) return bad("a later fragment of a datagram; fragments are not put together");
    Packet packet;
    packet.from.address = QHostAddress(u32(bytes, 12));
    packet.to.address = QHostAddress(u32(bytes, 16));
    const auto kept = bytes.first(std::min(total, bytes.size())).sliced(header);
    if ((fragment & 0x2000) != 0) {
        const auto first = transport(std::move(packet), protocol, kept, 65535);
        if (first && !*first) return std::nullopt; // not about DNS
        return bad("the first fragment of a datagram; fragments are not put together");
    }
    return transport(std::move(packet), protocol, kept, total - header);
}

Decoded ipv6(QByteArrayView bytes)
{
    if (bytes.size() < 40) return bad("an IPv6 header that is cut");
    if (u8(bytes, 0) >> 4 != 6) return bad("a broken IPv6 header");
    Packet packet;
    packet.from.address = QHostAddress(reinterpret_cast<const quint8 *>(bytes.data() + 8));
    packet.to.address = QHostAddress(reinterpret_cast<const quint8 *>(bytes.data() + 24));
    qsizetype whole = u16(bytes, 4);
    quint8 next = u8(bytes, 6);
    QByteArrayView rest = bytes.sliced(40);
    rest = rest.first(std::min(whole, rest.size())); // behind it is the link's padding
    for (int i = 0; i < MostExtensions; ++i) {
        const bool options = next == 0 || next == 43 || next == 60; // hop-by-hop, routing, destination
        if (!options && next != 44) return transport(std::move(packet), next, rest, whole);
        if (rest.size() < 8) return bad("an IPv6 extension header that is cut");
        // A fragment header with nothing to follow and nothing before is a whole datagram (RFC 6946).
        if (next == 44 && (u16(rest, 2) & 0xfff9) != 0)
            return bad("a fragment of a datagram; fragments are not put together");
        const qsizetype length = next == 44 ? 8 : (u8(rest, 1) + 1) * 8;
        if (length > rest.size()) return bad("an IPv6 extension header that is cut");
        next = u8(rest, 0);
        rest = rest.sliced(length);
        whole -= length;
    }
    return bad("more than 8 IPv6 extension headers");
}

Decoded ip(QByteArrayView bytes)
{
    if (bytes.isEmpty()) return bad("an empty packet");
    switch (u8(bytes, 0) >> 4) {
    case 4:
        return ipv4(bytes);
    case 6:
        return ipv6(bytes);
    default:
        return bad("neither IPv4 nor IPv6");
    }
}

Decoded byEtherType(quint16 type, QByteArrayView bytes)
{
    for (int tags = 0; type == 0x8100 || type == 0x88a8 || type == 0x9100; ++tags) {
        if (tags == MostTags) return bad("more than 4 VLAN tags");
        if (bytes.size() < 4) return bad("a VLAN tag that is cut");
        type = u16(bytes, 2);
        bytes = bytes.sliced(4);
    }
    if (type == 0x0800) return ipv4(bytes);
    if (type == 0x86dd) return ipv6(bytes);
    return std::nullopt;
}

} // namespace

bool isKnownLink(int type)
{
    switch (static_cast<Link>(type)) {
    case Link::Null:
    case Link::Ethernet:
    case Link::Raw:
    case Link::RawOther:
    case Link::LinuxCooked:
    case Link::Loop:
    case Link::LinuxCooked2:
    case Link::RawIp:
    case Link::Ipv4:
    case Link::Ipv6:
        return true;
    }
    return false;
}

Result<std::optional<Packet>> packetOf(Link link, QByteArrayView bytes)
{
    switch (link) {
    case Link::Ethernet:
        if (bytes.size() < 14) return bad("an Ethernet header that is cut");
        return byEtherType(u16(bytes, 12), bytes.sliced(14));
    case Link::LinuxCooked:
        if (bytes.size() < 16) return bad("a Linux cooked header that is cut");
        return byEtherType(u16(bytes, 14), bytes.sliced(16));
    case Link::LinuxCooked2:
        if (bytes.size() < 20) return bad("a Linux cooked header that is cut");
        return byEtherType(u16(bytes, 0), bytes.sliced(20));
    case Link::Null: // the address family in the byte order of the machine that captured; the version says the same
    case Link::Loop:
        if (bytes.size() < 4) return bad("a loopback header that is cut");
        return ip(bytes.sliced(4));
    case Link::Raw:
    case Link::RawOther:
    case Link::RawIp:
    case Link::Ipv4:
    case Link::Ipv6:
        return ip(bytes);
    }
    return bad("a link type that is not known");
}

} // namespace hinoban::dns
