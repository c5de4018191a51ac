// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Message.h"

#include <QByteArray>
#include <QHostAddress>
#include <QtEndian>

namespace hinoban::dns::test {

template <class T>
QByteArray big(T value)
{
    QByteArray out(sizeof(T), '\0');
    qToBigEndian(value, out.data());
    return out;
}

struct Side {
    QHostAddress address;
    quint16 port;
};
inline Side side(const char *address, quint16 port) { return {QHostAddress(QLatin1String(address)), port}; }

inline QByteArray udp(quint16 from, quint16 to, const QByteArray &data)
{
    return big(from) + big(to) + big(quint16(8 + data.size())) + big(quint16(0)) + data;
}

constexpr quint8 Syn = 2, Fin = 1, Rst = 4, Ack = 16;
inline QByteArray tcp(quint16 from, quint16 to, quint32 sequence, quint8 flags, const QByteArray &data)
{
    return big(from) + big(to) + big(sequence) + big(quint32(0)) + char(0x50) + char(flags) + big(quint16(1000)) +
           big(quint32(0)) + data;
}

inline QByteArray ip(const QHostAddress &from, const QHostAddress &to, quint8 protocol, const QByteArray &payload,
                     quint16 fragment = 0)
{
    if (from.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR a = from.toIPv6Address(), b = to.toIPv6Address();
        return QByteArray("\x60\0\0\0", 4) + big(quint16(payload.size())) + char(protocol) + char(64) +
               QByteArray(reinterpret_cast<const char *>(a.c), 16) +
               QByteArray(reinterpret_cast<const char *>(b.c), 16) + payload;
    }
    return QByteArray("\x45\0", 2) + big(quint16(20 + payload.size())) + big(quint16(7)) + big(fragment) + char(64) +
           char(protocol) + big(quint16(0)) + big(from.toIPv4Address()) + big(to.toIPv4Address()) + payload;
}

inline QByteArray datagram(const Side &from, const Side &to, const QByteArray &data)
{
    return ip(from.address, to.address, 17, udp(from.port, to.port, data));
}
inline QByteArray segment(const Side &from, const Side &to, quint32 sequence, quint8 flags, const QByteArray &data)
{
    return ip(from.address, to.address, 6, tcp(from.port, to.port, sequence, flags, data));
}
inline QByteArray framed(const QByteArray &message) { return big(quint16(message.size())) + message; }

inline QByteArray ethernet(const QByteArray &packet, const QByteArray &tags = {})
{
    const bool six = (packet.at(0) & 0xf0) == 0x60;
    return QByteArray("\2\0\0\0\0\1\2\0\0\0\0\2", 12) + tags + (six ? big(quint16(0x86dd)) : big(quint16(0x0800))) +
           packet;
}

// A file of the classic format: big-endian as this is written, or swapped, with microseconds or nanoseconds.
class PcapBytes {
public:
    explicit PcapBytes(quint32 link = 1, bool swapped = false, bool nano = false, quint32 snap = 65535)
        : m_swapped(swapped)
        , m_nano(nano)
        , m_snap(snap)
    {
        m_bytes = u32(nano ? 0xa1b23c4d : 0xa1b2c3d4) + u16(2) + u16(4) + u32(0) + u32(0) + u32(snap) + u32(link);
    }
    PcapBytes &add(const QByteArray &packet, qint64 microseconds)
    {
        const auto kept = std::min<qsizetype>(packet.size(), m_snap);
        m_bytes += u32(quint32(microseconds / 1000000)) + u32(quint32(microseconds % 1000000) * (m_nano ? 1000 : 1)) +
                   u32(quint32(kept)) + u32(quint32(packet.size())) + packet.first(kept);
        return *this;
    }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    [[nodiscard]] QByteArray u32(quint32 value) const { return big(m_swapped ? qbswap(value) : value); }
    [[nodiscard]] QByteArray u16(quint16 value) const { return big(m_swapped ? qbswap(value) : value); }
    QByteArray m_bytes;
    bool m_swapped, m_nano;
    quint32 m_snap;
};

// pcapng: a section, an interface with microseconds, and packets.
class PcapngBytes {
public:
    explicit PcapngBytes(quint16 link = 1)
    {
        block(0x0a0d0d0a, big(quint32(0x1a2b3c4d)) + big(quint16(1)) + big(quint16(0)) + big(quint64(~0ULL)));
        block(1, big(link) + big(quint16(0)) + big(quint32(65535)));
    }
    PcapngBytes &add(const QByteArray &packet, quint64 microseconds)
    {
        block(6, big(quint32(0)) + big(quint32(microseconds >> 32)) + big(quint32(microseconds)) +
                     big(quint32(packet.size())) + big(quint32(packet.size())) + packet +
                     QByteArray((4 - packet.size() % 4) % 4, '\0'));
        return *this;
    }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    void block(quint32 type, const QByteArray &body)
    {
        const auto length = big(quint32(body.size() + 12));
        m_bytes += big(type) + length + body + length;
    }
    QByteArray m_bytes;
};

} // namespace hinoban::dns::test
