// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Name.h"

#include <QHostAddress>

#include <optional>
#include <vector>

namespace hinoban::dns {

// Types that Hinoban names; any other number is carried as it is (RFC 3597).
enum class Type : quint16 {
    A = 1,
    NS = 2,
    CNAME = 5,
    SOA = 6,
    PTR = 12,
    MX = 15,
    TXT = 16,
    AAAA = 28,
    SRV = 33,
    DNAME = 39,
    OPT = 41,
    DS = 43,
    RRSIG = 46,
    NSEC = 47,
    DNSKEY = 48,
    NSEC3 = 50,
    NSEC3PARAM = 51,
    TLSA = 52,
    CDS = 59,
    CDNSKEY = 60,
    SVCB = 64,
    HTTPS = 65,
    ANY = 255,
    CAA = 257,
};
[[nodiscard]] QByteArray typeText(Type type); // "NS", "TYPE65280"
[[nodiscard]] std::optional<Type> typeFromText(QByteArrayView text);

// One record's data: uncompressed wire form in the canonical form of RFC 4034, 6.2 (embedded names in lower case).
struct Rdata {
    QByteArray wire;
    friend bool operator==(const Rdata &, const Rdata &) = default;
    friend auto operator<=>(const Rdata &a, const Rdata &b) { return a.wire.compare(b.wire) <=> 0; }
};

struct Soa {
    Name mname, rname;
    quint32 serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0;
};
struct Mx {
    quint16 preference = 0;
    Name exchange;
};
struct Caa {
    quint8 flags = 0;
    QByteArray tag, value;
};

// Presentation form by ldns; RFC 3597 form where ldns knows no better. Never fails; safe ASCII.
[[nodiscard]] QByteArray rdataText(Type type, const Rdata &rdata);
[[nodiscard]] Result<Rdata> rdataFromText(Type type, QByteArrayView text);

// Each returns nothing if the data is not of that shape.
[[nodiscard]] std::optional<Name> nameOf(Type type,
                                         const Rdata &rdata); // NS, CNAME, PTR, DNAME; MX and SRV: the target
[[nodiscard]] std::optional<QHostAddress> addressOf(Type type, const Rdata &rdata); // A, AAAA
[[nodiscard]] std::optional<Soa> soaOf(const Rdata &rdata);
[[nodiscard]] std::optional<Mx> mxOf(const Rdata &rdata);
[[nodiscard]] std::optional<Caa> caaOf(const Rdata &rdata);
[[nodiscard]] std::optional<QByteArray> txtOf(const Rdata &rdata); // strings joined (RFC 7208, 3.3)

// Makers, for zones and tests.
[[nodiscard]] Rdata addressRdata(const QHostAddress &address);
[[nodiscard]] Rdata nameRdata(const Name &target); // NS, CNAME, PTR, DNAME

struct Record {
    Name owner;
    Type type = Type::A;
    quint16 klass = 1; // IN
    quint32 ttl = 0;   // as on the wire; 2^31 and above are kept (RFC 2181, 8)
    Rdata rdata;
    friend bool operator==(const Record &, const Record &) = default;
};
[[nodiscard]] QByteArray recordText(const Record &record); // one zone file line, tab-separated

// All records of one owner and type (RFC 2181, 5): data sorted and unique; the TTL is the smallest seen.
struct RRset {
    Name owner;
    Type type = Type::A;
    quint32 ttl = 0;
    std::vector<Rdata> rdatas;
    friend bool operator==(const RRset &, const RRset &) = default;
};
[[nodiscard]] std::optional<RRset> rrsetOf(const std::vector<Record> &records, const Name &owner, Type type);

} // namespace hinoban::dns
