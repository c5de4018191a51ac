// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Rdata.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace hinoban::dns {
namespace {

// Reads data from front to back; anything that does not fit turns it bad, and it stays bad.
class Reader {
public:
    explicit Reader(const QByteArray &bytes)
        : m_rest(bytes)
    {
    }

    quint8 u8() { return take(1) ? static_cast<quint8>(m_last[0]) : quint8(0); }
    quint16 u16() { return take(2) ? qFromBigEndian<quint16>(m_last.data()) : quint16(0); }
    quint32 u32() { return take(4) ? qFromBigEndian<quint32>(m_last.data()) : quint32(0); }
    QByteArrayView bytes(qsizetype count) { return take(count) ? m_last : QByteArrayView(); }
    QByteArrayView rest() { return bytes(m_rest.size()); }
    Name name()
    {
        qsizetype at = 0;
        while (at < m_rest.size() && m_rest[at] != 0)
            at += static_cast<quint8>(m_rest[at]) + 1;
        if (!take(at + 1)) return {};
        auto read = Name::fromWire(m_last);
        m_good = m_good && read.has_value();
        return read.value_or(Name());
    }
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool atEnd() const { return m_good && m_rest.isEmpty(); }

private:
    bool take(qsizetype count)
    {
        m_good = m_good && count <= m_rest.size();
        if (!m_good) return false;
        m_last = m_rest.first(count);
        m_rest = m_rest.sliced(count);
        return true;
    }
    QByteArrayView m_rest;
    QByteArrayView m_last;
    bool m_good = true;
};

} // namespace

std::optional<Name> nameOf(Type type, const Rdata &rdata)
{
    Reader reader(rdata.wire);
    switch (type) {
    case Type::NS:
    case Type::CNAME:
    case Type::PTR:
    case Type::DNAME:
        break;
    case Type::MX:
        reader.u16();
        break;
    case Type::SRV:
        reader.bytes(6);
        break;
    default:
        return std::nullopt;
    }
    Name name = reader.name();
    if (!reader.atEnd()) return std::nullopt;
    return name;
}

std::optional<QHostAddress> addressOf(Type type, const Rdata &rdata)
{
    if (type == Type::A && rdata.wire.size() == 4) return QHostAddress(qFromBigEndian<quint32>(rdata.wire.constData()));
    if (type == Type::AAAA && rdata.wire.size() == 16)
        return QHostAddress(reinterpret_cast<const quint8 *>(rdata.wire.constData()));
    return std::nullopt;
}

std::optional<Soa> soaOf(const Rdata &rdata)
{
    Reader reader(rdata.wire);
    Soa soa;
    soa.mname = reader.name();
    soa.rname = reader.name();
    for (quint32 *field : {&soa.serial, &soa.refresh, &soa.retry, &soa.expire, &soa.minimum})
        *field = reader.u32();
    if (!reader.atEnd()) return std::nullopt;
    return soa;
}

std::optional<Mx> mxOf(const Rdata &rdata)
{
    Reader reader(rdata.wire);
    Mx mx;
    mx.preference = reader.u16();
    mx.exchange = reader.name();
    if (!reader.atEnd()) return std::nullopt;
    return mx;
}

std::optional<Caa> caaOf(const Rdata &rdata)
{
    Reader reader(rdata.wire);
    Caa caa;
    caa.flags = reader.u8();
    caa.tag = reader.bytes(reader.u8()).toByteArray();
    caa.value = reader.rest().toByteArray();
    if (!reader.atEnd() || caa.tag.isEmpty()) return std::nullopt;
    return caa;
}

std::optional<QByteArray> txtOf(const Rdata &rdata)
{
    Reader reader(rdata.wire);
    QByteArray joined;
    if (rdata.wire.isEmpty()) return std::nullopt;
    while (reader.good() && !reader.atEnd())
        joined += reader.bytes(reader.u8());
    if (!reader.atEnd()) return std::nullopt;
    return joined;
}

Rdata addressRdata(const QHostAddress &address)
{
    QByteArray wire;
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        wire = QByteArray(reinterpret_cast<const char *>(bytes.c), 16);
    } else {
        wire.resize(4);
        qToBigEndian(address.toIPv4Address(), wire.data());
    }
    return {wire};
}

Rdata nameRdata(const Name &target) { return {target.wire()}; }

std::optional<RRset> rrsetOf(const std::vector<Record> &records, const Name &owner, Type type)
{
    std::optional<RRset> set;
    for (const Record &record : records) {
        if (record.type != type || record.klass != 1 || record.owner != owner) continue;
        if (!set) set = RRset{owner, type, record.ttl, {}};
        set->ttl = std::min(set->ttl, record.ttl);
        set->rdatas.push_back(record.rdata);
    }
    if (set) {
        std::sort(set->rdatas.begin(), set->rdatas.end());
        set->rdatas.erase(std::unique(set->rdatas.begin(), set->rdatas.end()), set->rdatas.end());
    }
    return set;
}

} // namespace hinoban::dns
