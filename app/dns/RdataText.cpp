// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Ldns.h"
#include "app/dns/Rdata.h"
#include "app/dns/RecordClass.h"

#include <QtEndian>

#include <algorithm>

namespace hinoban::dns {
namespace {

struct NamedType {
    Type type;
    const char *text;
};
constexpr NamedType Names[] = {
    {Type::A, "A"},         {Type::NS, "NS"},           {Type::CNAME, "CNAME"},
    {Type::SOA, "SOA"},     {Type::PTR, "PTR"},         {Type::MX, "MX"},
    {Type::TXT, "TXT"},     {Type::AAAA, "AAAA"},       {Type::SRV, "SRV"},
    {Type::DNAME, "DNAME"}, {Type::OPT, "OPT"},         {Type::DS, "DS"},
    {Type::RRSIG, "RRSIG"}, {Type::NSEC, "NSEC"},       {Type::DNSKEY, "DNSKEY"},
    {Type::NSEC3, "NSEC3"}, {Type::TLSA, "TLSA"},       {Type::NSEC3PARAM, "NSEC3PARAM"},
    {Type::CDS, "CDS"},     {Type::CDNSKEY, "CDNSKEY"}, {Type::SVCB, "SVCB"},
    {Type::HTTPS, "HTTPS"}, {Type::ANY, "ANY"},         {Type::CAA, "CAA"},
};

QByteArray genericText(const QByteArray &wire) // RFC 3597, 5
{
    QByteArray out = "\\# " + QByteArray::number(wire.size());
    if (!wire.isEmpty()) out += ' ' + wire.toHex();
    return out;
}

std::optional<QByteArray> genericData(QByteArrayView text)
{
    const QList<QByteArray> words = text.toByteArray().simplified().split(' ');
    if (words.size() < 2 || words.at(0) != "\\#") return std::nullopt;
    bool ok = false;
    const uint size = words.at(1).toUInt(&ok);
    if (!ok || size > 65535) return std::nullopt;
    QByteArray hex;
    for (qsizetype i = 2; i < words.size(); ++i)
        hex += words.at(i);
    const bool onlyHex = std::all_of(hex.cbegin(), hex.cend(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
    if (!onlyHex || hex.size() != qsizetype(size) * 2) return std::nullopt;
    return QByteArray::fromHex(hex);
}

// The data as a record of the root, as ldns reads it from a message.
ldns::Rr recordOf(Type type, const QByteArray &wire)
{
    if (wire.size() > 65535) return {};
    QByteArray bytes(11, '\0');
    qToBigEndian(static_cast<quint16>(type), bytes.data() + 1);
    qToBigEndian<quint16>(1, bytes.data() + 3);
    qToBigEndian(static_cast<quint16>(wire.size()), bytes.data() + 9);
    bytes += wire;
    ldns_rr *raw = nullptr;
    size_t at = 0;
    const auto status = ldns_wire2rr(&raw, reinterpret_cast<const uint8_t *>(bytes.constData()),
                                     static_cast<size_t>(bytes.size()), &at, LDNS_SECTION_ANSWER);
    if (status != LDNS_STATUS_OK) return {};
    ldns::Rr rr(raw);
    if (at != static_cast<size_t>(bytes.size())) return {};
    return rr;
}

constexpr quint64 bitsOf(std::initializer_list<int> types)
{
    quint64 bits = 0;
    for (const int type : types)
        bits |= quint64(1) << type;
    return bits;
}

bool hasLowerCaseNames(ldns_rr_type type)
{
    constexpr quint64 Types = bitsOf({2,  3,  4,  5,  6,  7,  8,  9,    // NS MD MF CNAME SOA MB MG MR
                                      12, 14, 15, 17, 18, 21, 24,       // PTR MINFO MX RP AFSDB RT SIG
                                      26, 30, 33, 35, 36, 38, 39, 46}); // PX NXT SRV NAPTR KX A6 DNAME RRSIG
    return static_cast<quint32>(type) < 64 && (Types >> static_cast<quint32>(type) & 1) != 0;
}

} // namespace

namespace ldns {

QByteArray canonicalRdata(const ldns_rr *rr) { return canonicalRdata(rr->_rr_type, rr->_rdata_fields, rr->_rd_count); }

QByteArray canonicalRdata(ldns_rr_type type, const ldns_rdf *const *fields, size_t count)
{
    const bool fold = hasLowerCaseNames(type);
    const auto *const end = fields + count;
    qsizetype total = 0;
    for (auto at = fields; at != end; ++at)
        if (*at) total += static_cast<qsizetype>((*at)->_size);
    QByteArray wire(total, Qt::Uninitialized);
    char *out = wire.data();
    for (auto at = fields; at != end; ++at) {
        const ldns_rdf *rdf = *at;
        if (!rdf) continue;
        const char *data = static_cast<const char *>(rdf->_data);
        if (fold && rdf->_type == LDNS_RDF_TYPE_DNAME)
            out = std::transform(data, data + rdf->_size, out,
                                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
        else
            out = std::copy(data, data + rdf->_size, out);
    }
    return wire;
}

bool readsText(quint16 type)
{
    for (const NamedType &named : Names)
        if (static_cast<quint16>(named.type) == type) return true;
    constexpr quint16 Others[] = {13, 17, 18, 29, 35, 36, 42, 44, 53, 61, 62, 63, 99, 108, 109, 256};
    // HINFO RP AFSDB LOC NAPTR KX APL SSHFP SMIMEA OPENPGPKEY CSYNC ZONEMD SPF EUI48 EUI64 URI
    return std::find(std::begin(Others), std::end(Others), type) != std::end(Others);
}

Rr recordFromLine(const QByteArray &line, const ldns_rdf *origin, ldns_status &status)
{
    ldns_rr *raw = nullptr;
    status = ldns_rr_new_frm_str(&raw, line.constData(), 0, origin, nullptr);
    return Rr(status == LDNS_STATUS_OK ? raw : nullptr);
}

} // namespace ldns

QByteArray typeText(Type type)
{
    for (const NamedType &named : Names)
        if (named.type == type) return named.text;
    if (const auto *descriptor = ldns_rr_descript(static_cast<uint16_t>(type));
        descriptor && descriptor->_name && descriptor->_type == static_cast<ldns_rr_type>(type))
        return descriptor->_name;
    return "TYPE" + QByteArray::number(static_cast<quint16>(type));
}

std::optional<Type> typeFromText(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 16) return std::nullopt;
    const QByteArray upper = text.toByteArray().toUpper();
    if (!std::all_of(upper.cbegin(), upper.cend(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }))
        return std::nullopt;
    for (const NamedType &named : Names)
        if (upper == named.text) return named.type;
    if (upper.startsWith("TYPE")) {
        const QByteArray digits = upper.mid(4);
        bool ok = false;
        const uint number = digits.toUInt(&ok);
        if (!ok || digits.startsWith('+') || number > 65535) return std::nullopt;
        return static_cast<Type>(number);
    }
    const auto known = static_cast<quint16>(ldns_get_rr_type_by_name(upper.constData()));
    if (known == 0) return std::nullopt;
    return static_cast<Type>(known);
}

QByteArray rdataText(Type type, const Rdata &rdata)
{
    if (!ldns::readsText(static_cast<quint16>(type))) return genericText(rdata.wire);
    const ldns::Rr rr = recordOf(type, rdata.wire);
    if (!rr) return genericText(rdata.wire);
    const ldns::Buffer buffer(ldns_buffer_new(512));
    if (!buffer) return genericText(rdata.wire);
    if (ldns_rr2buffer_str_fmt(buffer.get(), ldns_output_format_nocomments, rr.get()) != LDNS_STATUS_OK)
        return genericText(rdata.wire);
    const QByteArrayView line(reinterpret_cast<const char *>(ldns_buffer_begin(buffer.get())),
                              static_cast<qsizetype>(ldns_buffer_position(buffer.get())));
    // owner, TTL, class and type stand before the data, each ended by a tab
    qsizetype at = 0;
    for (int tabs = 0; tabs < 4; ++tabs) {
        const qsizetype tab = line.indexOf('\t', at);
        if (tab < 0) return genericText(rdata.wire);
        at = tab + 1;
    }
    QByteArray out = line.sliced(at).trimmed().toByteArray();
    out.replace('\t', "\\009"); // the only one that ldns leaves as it is, and that does not come back as it was
    for (const char c : std::as_const(out))
        if (static_cast<quint8>(c) < 0x20 || static_cast<quint8>(c) >= 0x7f) return genericText(rdata.wire);
    return out;
}

Result<Rdata> rdataFromText(Type type, QByteArrayView text)
{
    const QByteArray name = typeText(type);
    const QString where = QString::fromLatin1(name);
    if (text.size() > 200000) return failure(ErrorCode::BadInput, where, QStringLiteral("data too long"));
    for (char c : text)
        if ((static_cast<quint8>(c) < 0x20 && c != '\t') || static_cast<quint8>(c) >= 0x7f)
            return failure(ErrorCode::BadInput, where, QStringLiteral("data that is not printable ASCII"));
    if (text.trimmed().startsWith("\\#")) {
        const auto data = genericData(text);
        if (!data) return failure(ErrorCode::BadInput, where, QStringLiteral("not the form of RFC 3597"));
        // What ldns can read it also brings into canonical form.
        if (const ldns::Rr rr = recordOf(type, *data)) return Rdata{ldns::canonicalRdata(rr.get())};
        if (ldns_rr_descript(static_cast<uint16_t>(type))->_type == static_cast<ldns_rr_type>(type) && !data->isEmpty())
            return failure(ErrorCode::BadInput, where, QStringLiteral("data that this type cannot have"));
        return Rdata{*data};
    }
    if (!ldns::readsText(static_cast<quint16>(type)))
        return failure(ErrorCode::BadInput, where, QStringLiteral("this type is read in the form of RFC 3597 only"));
    ldns_status status = LDNS_STATUS_OK;
    const ldns::Rr rr = ldns::recordFromLine(". 0 IN " + name + ' ' + text.toByteArray(), nullptr, status);
    if (!rr) return failure(ErrorCode::BadInput, where, QString::fromLatin1(ldns_get_errorstr_by_id(status)));
    Rdata out{ldns::canonicalRdata(rr.get())};
    if (static_cast<quint16>(ldns_rr_get_type(rr.get())) != static_cast<quint16>(type) || out.wire.size() > 65535)
        return failure(ErrorCode::BadInput, where, QStringLiteral("data that this type cannot have"));
    return out;
}

QByteArray recordText(const Record &record)
{
    QByteArray out = record.owner.text();
    if (!record.owner.isRoot()) out += '.';
    out += '\t' + QByteArray::number(record.ttl) + '\t';
    return out + classText(record.klass) + '\t' + typeText(record.type) + '\t' + rdataText(record.type, record.rdata);
}

} // namespace hinoban::dns
