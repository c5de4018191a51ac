// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The data of the DNSSEC types as values (RFC 4034, RFC 5155). Bytes from the network go in: everything that is not
// exactly of the type's shape is nothing. Pure; any thread.
#include "app/base/Instant.h"
#include "app/dns/Rdata.h"

namespace hinoban::dns {

struct DnsKey {
    quint16 flags = 0;
    quint8 protocol = 0, algorithm = 0;
    QByteArray key;  // as on the wire
    Rdata rdata;     // the whole
    quint16 tag = 0; // RFC 4034, appendix B: no identity, several keys may share it
    [[nodiscard]] bool isZoneKey() const { return (flags & 0x0100) != 0 && protocol == 3; }
    [[nodiscard]] bool isRevoked() const { return (flags & 0x0080) != 0; } // RFC 5011, 2.1
    [[nodiscard]] bool isEntryPoint() const { return (flags & 0x0001) != 0; }
};
[[nodiscard]] std::optional<DnsKey> dnsKeyOf(const Rdata &rdata);

struct Ds {
    quint16 tag = 0;
    quint8 algorithm = 0, digestType = 0;
    QByteArray digest;
};
[[nodiscard]] std::optional<Ds> dsOf(const Rdata &rdata);
// Whether `ds` is the digest of this key at this owner. False also where the digest type is not known.
[[nodiscard]] bool isDigestOf(const Ds &ds, const Name &owner, const DnsKey &key);
[[nodiscard]] bool knowsDigest(quint8 digestType);
[[nodiscard]] bool knowsAlgorithm(quint8 algorithm);

struct Rrsig {
    Type covered = Type::A;
    quint8 algorithm = 0, labels = 0;
    quint32 originalTtl = 0, expiration = 0, inception = 0; // seconds in serial number arithmetic (RFC 4034, 3.1.5)
    quint16 tag = 0;
    Name signer;
    QByteArray signature;
    QByteArray signedPart; // the data up to the signature, the signer in lower case
};
[[nodiscard]] std::optional<Rrsig> rrsigOf(const Rdata &rdata);

// The types that a denial lists for its owner (RFC 4034, 4.1.2).
class TypeBits {
public:
    [[nodiscard]] static std::optional<TypeBits> fromWire(QByteArrayView wire);
    [[nodiscard]] bool has(Type type) const;

private:
    std::vector<quint16> m_types; // ascending
};

struct Nsec {
    Name owner, next;
    TypeBits types;
};
[[nodiscard]] std::optional<Nsec> nsecOf(const Name &owner, const Rdata &rdata);

struct Nsec3 {
    Name owner;
    QByteArray ownerHash, nextHash, salt;
    quint8 hash = 0, flags = 0;
    quint16 iterations = 0;
    TypeBits types;
    [[nodiscard]] bool isOptOut() const { return (flags & 1) != 0; }
};
[[nodiscard]] std::optional<Nsec3> nsec3Of(const Name &owner, const Rdata &rdata);
// RFC 5155, 5, by SHA-1: the only hash there is.
[[nodiscard]] QByteArray nsec3Hash(const Name &name, const QByteArray &salt, quint16 iterations);

// Presentation of a time of RRSIG near `now`, as an instant.
[[nodiscard]] Instant instantOfSerial(quint32 seconds, Instant now);

} // namespace hinoban::dns
