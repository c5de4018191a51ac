// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Prefix.h"

#include <algorithm>
#include <array>
#include <optional>

namespace hinoban {

namespace {

// An IPv4-mapped IPv6 address reaches the IPv4 host: both are one address here. (QHostAddress::toIPv4Address also
// takes "::" for 0.0.0.0, which would make the two "everything" prefixes one.)
QHostAddress plain(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol) return address;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const bool mapped = std::all_of(bytes.c, bytes.c + 10, [](quint8 byte) { return byte == 0; }) &&
                        bytes[10] == 0xff && bytes[11] == 0xff;
    return mapped ? QHostAddress(address.toIPv4Address()) : address;
}

// QHostAddress also reads "127.1", "0x7f.1" and "010.0.0.1", which two programs read as two addresses.
std::optional<QHostAddress> strictIpv4(QStringView text)
{
    const auto parts = text.split(u'.');
    if (parts.size() != 4) return std::nullopt;
    quint32 value = 0;
    for (const auto &part : parts) {
        if (part.isEmpty() || part.size() > 3 || (part.size() > 1 && part[0] == u'0')) return std::nullopt;
        if (!std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; })) return std::nullopt;
        const int octet = part.toInt();
        if (octet > 255) return std::nullopt;
        value = value << 8 | quint32(octet);
    }
    return QHostAddress(value);
}

std::optional<QHostAddress> strictAddress(QStringView text)
{
    if (!text.contains(u':')) return strictIpv4(text);
    if (text.contains(u'%') || text.size() > 45) return std::nullopt;
    const QHostAddress address(text.toString());
    if (address.protocol() != QAbstractSocket::IPv6Protocol) return std::nullopt;
    return address;
}

// A prefix as the registries write it, known at compile time.
struct Block4 {
    quint32 network;
    int length;
};
constexpr quint32 ip4(quint32 a, quint32 b, quint32 c, quint32 d) { return a << 24 | b << 16 | c << 8 | d; }

// IANA IPv4 Special-Purpose Address Registry, what is not globally reachable, and multicast.
constexpr std::array special4{
    Block4{ip4(0, 0, 0, 0), 8},      Block4{ip4(10, 0, 0, 0), 8},     Block4{ip4(100, 64, 0, 0), 10},
    Block4{ip4(127, 0, 0, 0), 8},    Block4{ip4(169, 254, 0, 0), 16}, Block4{ip4(172, 16, 0, 0), 12},
    Block4{ip4(192, 0, 0, 0), 24},   Block4{ip4(192, 0, 2, 0), 24},   Block4{ip4(192, 88, 99, 0), 24},
    Block4{ip4(192, 168, 0, 0), 16}, Block4{ip4(198, 18, 0, 0), 15},  Block4{ip4(198, 51, 100, 0), 24},
    Block4{ip4(203, 0, 113, 0), 24}, Block4{ip4(224, 0, 0, 0), 4},    Block4{ip4(240, 0, 0, 0), 4},
};

bool routable4(quint32 address)
{
    return std::none_of(special4.begin(), special4.end(), [address](const Block4 &block) {
        return (address ^ block.network) >> (32 - block.length) == 0;
    });
}

quint32 word(const Q_IPV6ADDR &address, int at)
{
    return ip4(address[at], address[at + 1], address[at + 2], address[at + 3]);
}

bool routable6(const Q_IPV6ADDR &address)
{
    const quint32 first = word(address, 0);
    const quint32 second = word(address, 4);
    // NAT64 (RFC 6052): the translator would send it on to the IPv4 address in the last 32 bits.
    if (first == 0x0064ff9b && second == 0 && word(address, 8) == 0) return routable4(word(address, 12));
    if (first >> 29 != 1) return false;                 // only 2000::/3 is given out as global unicast
    if (first >> 9 == 0x20010000u >> 9) return false;   // 2001::/23: Teredo, benchmarks, ORCHID
    if (first == 0x20010db8) return false;              // documentation
    if (first >> 12 == 0x3fff0000u >> 12) return false; // documentation, RFC 9637
    if (first >> 16 == 0x2002) return routable4(first << 16 | second >> 16); // 6to4 carries its gateway's address
    return true;
}

} // namespace

Result<Prefix> Prefix::fromText(const QString &text)
{
    const auto refused = [&](const QString &why) { return failure(ErrorCode::BadInput, text.left(64), why); };
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    const auto parsed = strictAddress(QStringView(text).left(slash < 0 ? text.size() : slash));
    if (!parsed) return refused(QStringLiteral("not an address or a block like 203.0.113.0/24"));
    const bool isIpv6 = parsed->protocol() == QAbstractSocket::IPv6Protocol;
    const QHostAddress network = plain(*parsed);
    if (isIpv6 && network.protocol() == QAbstractSocket::IPv4Protocol)
        return refused(QStringLiteral("write an IPv4 block in IPv4 form"));

    int length = isIpv6 ? 128 : 32;
    if (slash >= 0) {
        const auto digits = QStringView(text).mid(slash + 1);
        const bool plainNumber =
            !digits.isEmpty() && digits.size() <= 3 && (digits.size() == 1 || digits[0] != u'0') &&
            std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        const int wanted = plainNumber ? digits.toInt() : -1;
        if (wanted < 0 || wanted > length)
            return refused(QStringLiteral("the length after the slash is not from 0 to %1").arg(length));
        length = wanted;
    }

    Prefix prefix;
    prefix.m_network = network;
    prefix.m_length = length;
    // Compared as a block, the network must be its own lowest address.
    if (isIpv6) {
        const Q_IPV6ADDR bits = network.toIPv6Address();
        for (int bit = length; bit < 128; ++bit) {
            if (bits[bit / 8] & (0x80 >> (bit % 8)))
                return refused(QStringLiteral("bits are set after the mask of %1").arg(length));
        }
    } else if (length < 32 && (network.toIPv4Address() << length) != 0) {
        return refused(QStringLiteral("bits are set after the mask of %1").arg(length));
    }
    return prefix;
}

bool Prefix::contains(const QHostAddress &address) const
{
    const QHostAddress given = plain(address);
    if (m_network.isNull() || given.protocol() != m_network.protocol()) return false;
    if (given.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 differing = given.toIPv4Address() ^ m_network.toIPv4Address();
        return m_length == 0 || differing >> (32 - m_length) == 0;
    }
    const Q_IPV6ADDR a = given.toIPv6Address();
    const Q_IPV6ADDR b = m_network.toIPv6Address();
    const int whole = m_length / 8;
    if (!std::equal(a.c, a.c + whole, b.c)) return false;
    const int rest = m_length % 8;
    return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

QString Prefix::text() const { return QStringLiteral("%1/%2").arg(m_network.toString()).arg(m_length); }

bool isGloballyRoutable(const QHostAddress &address)
{
    const QHostAddress given = plain(address);
    if (given.protocol() == QAbstractSocket::IPv4Protocol) return routable4(given.toIPv4Address());
    if (given.protocol() != QAbstractSocket::IPv6Protocol || !given.scopeId().isEmpty()) return false;
    return routable6(given.toIPv6Address());
}

} // namespace hinoban
