// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/DnssecRdata.h"

#include "app/dns/Ldns.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace hinoban::dns {
namespace {

quint8 u8At(const QByteArray &wire, qsizetype at) { return static_cast<quint8>(wire.at(at)); }
quint16 u16At(const QByteArray &wire, qsizetype at) { return qFromBigEndian<quint16>(wire.constData() + at); }
quint32 u32At(const QByteArray &wire, qsizetype at) { return qFromBigEndian<quint32>(wire.constData() + at); }

// An uncompressed name at `at`; moves `at` behind it.
std::optional<Name> nameAt(const QByteArray &wire, qsizetype &at)
{
    qsizetype end = at;
    while (end < wire.size()) {
        const quint8 length = u8At(wire, end);
        if (length > 63) return {};
        end += length + 1;
        if (length != 0) continue;
        auto name = Name::fromWire(QByteArrayView(wire).sliced(at, end - at));
        if (!name) return {};
        at = end;
        return *name;
    }
    return {};
}

std::optional<QCryptographicHash::Algorithm> hashOf(quint8 digestType)
{
    switch (digestType) {
    case 1:
        return QCryptographicHash::Sha1;
    case 2:
        return QCryptographicHash::Sha256;
    case 4:
        return QCryptographicHash::Sha384;
    default:
        return {};
    }
}

// Base32 with the extended hex alphabet and without padding (RFC 4648, 7; RFC 5155, 1.3).
std::optional<QByteArray> fromBase32Hex(QByteArrayView text)
{
    QByteArray out;
    quint32 bits = 0;
    int count = 0;
    for (const char c : text) {
        quint32 value = 0;
        if (c >= '0' && c <= '9')
            value = static_cast<quint32>(c - '0');
        else if (c >= 'a' && c <= 'v')
            value = static_cast<quint32>(c - 'a' + 10);
        else
            return {};
        bits = (bits << 5 | value) & 0xffff;
        count += 5;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xff);
    }
    return out;
}

} // namespace

std::optional<DnsKey> dnsKeyOf(const Rdata &rdata)
{
    const QByteArray &wire = rdata.wire;
    if (wire.size() < 5) return {};
    DnsKey key{u16At(wire, 0), u8At(wire, 2), u8At(wire, 3), wire.mid(4), rdata, 0};
    key.tag =
        ldns_calc_keytag_raw(reinterpret_cast<const uint8_t *>(wire.constData()), static_cast<size_t>(wire.size()));
    return key;
}

std::optional<Ds> dsOf(const Rdata &rdata)
{
    const QByteArray &wire = rdata.wire;
    if (wire.size() < 5) return {};
    return Ds{u16At(wire, 0), u8At(wire, 2), u8At(wire, 3), wire.mid(4)};
}

bool knowsDigest(quint8 digestType) { return hashOf(digestType).has_value(); }

bool knowsAlgorithm(quint8 algorithm)
{
    // RFC 8624, 3.1: what validators must or should know; RSAMD5 and DSA no longer are among them.
    constexpr std::array<quint8, 8> Known{5, 7, 8, 10, 13, 14, 15, 16};
    return std::find(Known.begin(), Known.end(), algorithm) != Known.end();
}

bool isDigestOf(const Ds &ds, const Name &owner, const DnsKey &key)
{
    const auto algorithm = hashOf(ds.digestType);
    if (!algorithm || ds.tag != key.tag || ds.algorithm != key.algorithm) return false;
    return QCryptographicHash::hash(owner.wire() + key.rdata.wire, *algorithm) == ds.digest;
}

std::optional<Rrsig> rrsigOf(const Rdata &rdata)
{
    const QByteArray &wire = rdata.wire;
    if (wire.size() < 20) return {};
    Rrsig sig;
    sig.covered = static_cast<Type>(u16At(wire, 0));
    sig.algorithm = u8At(wire, 2);
    sig.labels = u8At(wire, 3);
    sig.originalTtl = u32At(wire, 4);
    sig.expiration = u32At(wire, 8);
    sig.inception = u32At(wire, 12);
    sig.tag = u16At(wire, 16);
    qsizetype at = 18;
    auto signer = nameAt(wire, at);
    if (!signer || at >= wire.size()) return {};
    sig.signer = std::move(*signer);
    sig.signature = wire.mid(at);
    sig.signedPart = wire.left(18) + sig.signer.wire();
    return sig;
}

std::optional<TypeBits> TypeBits::fromWire(QByteArrayView wire)
{
    TypeBits out;
    int lastWindow = -1;
    while (!wire.isEmpty()) {
        if (wire.size() < 2) return {};
        const int window = static_cast<quint8>(wire.at(0));
        const qsizetype length = static_cast<quint8>(wire.at(1));
        if (window <= lastWindow || length < 1 || length > 32 || wire.size() < 2 + length) return {};
        lastWindow = window;
        for (qsizetype i = 0; i < length; ++i)
            for (int bit = 0; bit < 8; ++bit)
                if (static_cast<quint8>(wire.at(2 + i)) & (0x80 >> bit))
                    out.m_types.push_back(static_cast<quint16>(window * 256 + int(i) * 8 + bit));
        wire = wire.sliced(2 + length);
    }
    return out;
}

bool TypeBits::has(Type type) const
{
    return std::binary_search(m_types.begin(), m_types.end(), static_cast<quint16>(type));
}

std::optional<Nsec> nsecOf(const Name &owner, const Rdata &rdata)
{
    qsizetype at = 0;
    auto next = nameAt(rdata.wire, at);
    if (!next) return {};
    auto types = TypeBits::fromWire(QByteArrayView(rdata.wire).sliced(at));
    if (!types) return {};
    return Nsec{owner, std::move(*next), std::move(*types)};
}

std::optional<Nsec3> nsec3Of(const Name &owner, const Rdata &rdata)
{
    const QByteArray &wire = rdata.wire;
    if (owner.isRoot() || wire.size() < 5) return {};
    Nsec3 out;
    out.owner = owner;
    out.hash = u8At(wire, 0);
    out.flags = u8At(wire, 1);
    out.iterations = u16At(wire, 2);
    const qsizetype saltSize = u8At(wire, 4);
    if (wire.size() < 5 + saltSize + 1) return {};
    out.salt = wire.mid(5, saltSize);
    const qsizetype hashSize = u8At(wire, 5 + saltSize);
    if (hashSize == 0 || wire.size() < 6 + saltSize + hashSize) return {};
    out.nextHash = wire.mid(6 + saltSize, hashSize);
    auto types = TypeBits::fromWire(QByteArrayView(wire).sliced(6 + saltSize + hashSize));
    auto ownerHash = fromBase32Hex(owner.labels().front());
    if (!types || !ownerHash || ownerHash->size() != hashSize) return {};
    out.types = std::move(*types);
    out.ownerHash = std::move(*ownerHash);
    return out;
}

QByteArray nsec3Hash(const Name &name, const QByteArray &salt, quint16 iterations)
{
    QByteArray digest = QCryptographicHash::hash(name.wire() + salt, QCryptographicHash::Sha1);
    for (int i = 0; i < iterations; ++i)
        digest = QCryptographicHash::hash(digest + salt, QCryptographicHash::Sha1);
    return digest;
}

Instant instantOfSerial(quint32 seconds, Instant now)
{
    const auto present = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    const auto distance = static_cast<qint32>(seconds - static_cast<quint32>(present));
    return Instant(std::chrono::seconds(present + distance));
}

} // namespace hinoban::dns
