// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Message.h"

#include "app/dns/Ldns.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <QVarLengthArray>

#include <algorithm>
#include <array>

namespace hinoban::dns {
namespace {

constexpr qsizetype HeaderSize = 12;
constexpr quint16 OptType = 41;

tl::unexpected<Error> malformed(const char *why)
{
    return failure(ErrorCode::BadInput, QStringLiteral("DNS message"), QString::fromLatin1(why));
}

quint16 u16At(const QByteArray &wire, qsizetype at) { return qFromBigEndian<quint16>(wire.constData() + at); }
quint32 u32At(const QByteArray &wire, qsizetype at) { return qFromBigEndian<quint32>(wire.constData() + at); }

void appendU16(QByteArray &out, quint16 value)
{
    out += static_cast<char>(value >> 8);
    out += static_cast<char>(value & 0xff);
}

void appendU32(QByteArray &out, quint32 value)
{
    appendU16(out, static_cast<quint16>(value >> 16));
    appendU16(out, static_cast<quint16>(value & 0xffff));
}

// The position after the name at `at`, or -1. Pointers must lead strictly backwards, which no loop can; the name
// that they spell is at most 255 octets.
qsizetype skipName(const QByteArray &wire, qsizetype at)
{
    qsizetype after = -1;
    qsizetype lowest = at;
    qsizetype spelled = 0;
    while (at < wire.size()) {
        const auto length = static_cast<quint8>(wire.at(at));
        if ((length & 0xc0) == 0xc0) {
            if (at + 1 >= wire.size()) return -1;
            if (after < 0) after = at + 2;
            const qsizetype target = u16At(wire, at) & 0x3fff;
            if (target < HeaderSize || target >= lowest) return -1;
            at = lowest = target;
            continue;
        }
        if (length > 63) return -1;
        spelled += length + 1;
        if (spelled > 255) return -1;
        at += length + 1;
        if (length == 0) return after < 0 ? at : after;
    }
    return -1;
}

struct Place {
    int section;
    qsizetype from, to;
    qsizetype dataLength;
};
struct Outline {
    QVarLengthArray<Place, 32> records; // OPT left out
    std::array<size_t, 3> counts{};     // of them, in each section
    std::optional<Edns> edns;
    quint16 extendedRcode = 0;
    qsizetype questionEnd = HeaderSize;
};

// Walks the whole message once before ldns sees it: every count true, every name and length inside, nothing behind
// the end, at most one OPT and only where it belongs (RFC 6891, 6.1.1).
Result<Outline> outlineOf(const QByteArray &wire)
{
    if (wire.size() < HeaderSize) return malformed("shorter than a header");
    if (wire.size() > 65535) return malformed("longer than 65535 octets");
    if (u16At(wire, 4) > 1) return malformed("more than one question");
    Outline outline;
    qsizetype at = HeaderSize;
    if (u16At(wire, 4) == 1) {
        at = skipName(wire, at);
        if (at < 0 || at + 4 > wire.size()) return malformed("the question does not fit");
        at += 4;
        outline.questionEnd = at;
    }
    for (int section = 0; section < 3; ++section) {
        const int count = u16At(wire, 6 + 2 * section);
        for (int i = 0; i < count; ++i) {
            const qsizetype owner = at;
            at = skipName(wire, at);
            if (at < 0 || at + 10 > wire.size()) return malformed("a record does not fit");
            const quint16 type = u16At(wire, at);
            const qsizetype length = u16At(wire, at + 8);
            const qsizetype end = at + 10 + length;
            if (end > wire.size()) return malformed("a record's data does not fit");
            if (type == OptType) {
                if (section != 2 || outline.edns || wire.at(owner) != 0) return malformed("an OPT record out of place");
                const quint32 ttl = u32At(wire, at + 4);
                outline.edns = Edns{u16At(wire, at + 2), static_cast<quint8>(ttl >> 16 & 0xff), (ttl & 0x8000) != 0,
                                    wire.mid(at + 10, length)};
                outline.extendedRcode = static_cast<quint16>(ttl >> 24);
            } else {
                outline.records.push_back({section, owner, end, length});
                ++outline.counts[static_cast<size_t>(section)];
            }
            at = end;
        }
    }
    if (at != wire.size()) return malformed("octets after the last record");
    return outline;
}

// Most owners are the name that was asked about, or that of the record before: shared instead of copied. One that is
// spelled by a pointer alone is known by where the pointer leads.
class NameMaker {
public:
    NameMaker(const QByteArray &message, const Name *expected)
        : m_message(message)
        , m_last(expected ? *expected : Name())
    {
    }
    // `at`: where it stands in the message.
    Result<Name> operator()(QByteArrayView wire, qsizetype at)
    {
        const quint16 pointer = u16At(m_message, at);
        const bool isPointer = pointer >= 0xc000;
        if (isPointer && pointer == m_lastPointer) return m_last;
        if (!isSame(wire, m_last)) {
            auto name = Name::fromWire(wire);
            if (!name) return name;
            m_last = std::move(*name);
        }
        m_lastPointer = isPointer ? pointer : at < 0x4000 ? static_cast<quint16>(0xc000 | at) : quint16(0);
        return m_last;
    }

private:
    static bool isSame(QByteArrayView wire, const Name &known)
    {
        const QByteArray &other = known.wire();
        return wire.size() == other.size() && std::equal(wire.begin(), wire.end(), other.begin(), [](char a, char b) {
                   return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
               });
    }
    const QByteArray &m_message;
    Name m_last;
    quint16 m_lastPointer = 0; // that leads to it
};

QByteArrayView octetsOf(const ldns_rdf *rdf)
{
    return {reinterpret_cast<const char *>(ldns_rdf_data(rdf)), qsizetype(ldns_rdf_size(rdf))};
}

// One record, which ldns must read to exactly where it ends.
Result<Record> recordAt(const QByteArray &wire, const Place &place, NameMaker &nameOf)
{
    constexpr ldns_pkt_section Sections[] = {LDNS_SECTION_ANSWER, LDNS_SECTION_AUTHORITY, LDNS_SECTION_ADDITIONAL};
    ldns_rr *raw = nullptr;
    auto at = static_cast<size_t>(place.from);
    const auto end = static_cast<size_t>(place.to);
    const ldns_status status =
        ldns_wire2rr(&raw, reinterpret_cast<const uint8_t *>(wire.constData()), end, &at, Sections[place.section]);
    if (status != LDNS_STATUS_OK) return malformed(ldns_get_errorstr_by_id(status));
    const ldns::Rr rr(raw);
    if (at != end) return malformed("a record's data is longer than its type allows");
    const ldns_rdf *ownerRdf = ldns_rr_owner(raw);
    if (!ownerRdf) return malformed("a record without owner");
    auto owner = nameOf(octetsOf(ownerRdf), place.from);
    if (!owner) return tl::unexpected(owner.error());
    Record record{std::move(*owner), static_cast<Type>(ldns_rr_get_type(raw)),
                  static_cast<quint16>(ldns_rr_get_class(raw)), ldns_rr_ttl(raw), Rdata{ldns::canonicalRdata(raw)}};
    // Names grow when their compression is undone: data that shrank was not read whole.
    if (record.rdata.wire.size() < place.dataLength || record.rdata.wire.size() > 65535)
        return malformed("a record's data is longer than its type allows");
    return record;
}

Result<Name> questionName(const QByteArray &wire, qsizetype end, NameMaker &nameOf)
{
    // Nothing stands before it that a pointer could lead to.
    return nameOf(QByteArrayView(wire).sliced(HeaderSize, end - 4 - HeaderSize), HeaderSize);
}

QByteArray wireOf(const Record &record, std::optional<quint32> ttl)
{
    QByteArray out;
    out.reserve(record.owner.wire().size() + 10 + record.rdata.wire.size());
    out += record.owner.wire();
    appendU16(out, static_cast<quint16>(record.type));
    appendU16(out, record.klass);
    appendU32(out, ttl.value_or(record.ttl));
    appendU16(out, static_cast<quint16>(record.rdata.wire.size()));
    out += record.rdata.wire;
    return out;
}

quint16 flagsOf(const Message &message)
{
    return static_cast<quint16>(quint16(message.qr) << 15 | (message.opcode & 0xf) << 11 | quint16(message.aa) << 10 |
                                quint16(message.tc) << 9 | quint16(message.rd) << 8 | quint16(message.ra) << 7 |
                                quint16(message.ad) << 5 | quint16(message.cd) << 4 |
                                (static_cast<quint16>(message.rcode) & 0xf));
}

void appendQuestion(QByteArray &out, const Question &question)
{
    out += question.name.wire();
    appendU16(out, static_cast<quint16>(question.type));
    appendU16(out, question.klass);
}

void appendOpt(QByteArray &out, const Edns &edns, quint8 extendedRcode)
{
    out += '\0';
    appendU16(out, OptType);
    appendU16(out, edns.udpSize);
    out += static_cast<char>(extendedRcode);
    out += static_cast<char>(edns.version);
    appendU16(out, edns.dnssecOk ? 0x8000 : 0);
    appendU16(out, static_cast<quint16>(edns.options.size()));
    out += edns.options;
}

void setCount(QByteArray &wire, qsizetype at, size_t count)
{
    qToBigEndian(static_cast<quint16>(count), wire.data() + at);
}

} // namespace

Result<Message> parseMessage(const QByteArray &wire, const Name *expected)
{
    auto outline = outlineOf(wire);
    if (!outline) return tl::unexpected(outline.error());

    Message message;
    const quint16 flags = u16At(wire, 2);
    message.id = u16At(wire, 0);
    message.qr = flags & 0x8000;
    message.opcode = static_cast<quint8>(flags >> 11 & 0xf);
    message.aa = flags & 0x400;
    message.tc = flags & 0x200;
    message.rd = flags & 0x100;
    message.ra = flags & 0x80;
    message.ad = flags & 0x20;
    message.cd = flags & 0x10;
    message.rcode = static_cast<Rcode>((flags & 0xf) | outline->extendedRcode << 4);
    message.edns = std::move(outline->edns);

    NameMaker nameOf(wire, expected);
    if (outline->questionEnd > HeaderSize) {
        auto name = questionName(wire, outline->questionEnd, nameOf);
        if (!name) return tl::unexpected(name.error());
        message.question = Question{std::move(*name), static_cast<Type>(u16At(wire, outline->questionEnd - 4)),
                                    u16At(wire, outline->questionEnd - 2)};
    }
    std::vector<Record> *sections[] = {&message.answer, &message.authority, &message.additional};
    for (size_t i = 0; i < std::size(sections); ++i)
        sections[i]->reserve(outline->counts[i]);
    for (const Place &place : outline->records) {
        auto record = recordAt(wire, place, nameOf);
        if (!record) return tl::unexpected(record.error());
        sections[place.section]->push_back(std::move(*record));
    }
    return message;
}

Result<QByteArray> buildMessage(const Message &message, int limit)
{
    const auto rcode = static_cast<quint16>(message.rcode);
    if (rcode > 0xfff || (rcode > 0xf && !message.edns)) return malformed("a response code that needs EDNS");
    if (message.opcode > 0xf) return malformed("an opcode above 15");
    if (message.edns && message.edns->options.size() > 65535) return malformed("EDNS options too long");
    const std::array<const std::vector<Record> *, 3> sections{&message.answer, &message.authority, &message.additional};

    QByteArray plain(HeaderSize, '\0');
    qToBigEndian(message.id, plain.data());
    qToBigEndian(flagsOf(message), plain.data() + 2);
    if (message.question) {
        setCount(plain, 4, 1);
        appendQuestion(plain, *message.question);
    }
    const qsizetype questionEnd = plain.size();
    for (size_t i = 0; i < sections.size(); ++i) {
        if (sections[i]->size() > 65534) return malformed("more records than a message can count");
        setCount(plain, 6 + 2 * qsizetype(i), sections[i]->size());
        for (const Record &record : *sections[i]) {
            if (record.type == Type::OPT || record.rdata.wire.size() > 65535)
                return malformed("a record that cannot stand in a section");
            plain += wireOf(record, {});
        }
        // Names shrink by compression, but not without bound: what is far above cannot fit.
        if (plain.size() > qsizetype(16) * 65535) return malformed("more data than a message can hold");
    }

    ldns_pkt *raw = nullptr;
    ldns_status status =
        ldns_wire2pkt(&raw, reinterpret_cast<const uint8_t *>(plain.constData()), static_cast<size_t>(plain.size()));
    if (status != LDNS_STATUS_OK) return malformed(ldns_get_errorstr_by_id(status));
    const ldns::Packet packet(raw);
    uint8_t *bytes = nullptr;
    size_t size = 0;
    status = ldns_pkt2wire(&bytes, raw, &size);
    const ldns::Bytes<uint8_t> owned(bytes);
    if (status != LDNS_STATUS_OK) return malformed(ldns_get_errorstr_by_id(status));

    QByteArray out(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
    const qsizetype optSize = message.edns ? 11 + message.edns->options.size() : 0;
    if (out.size() + optSize > std::min(limit, 65535)) {
        out = plain.first(questionEnd);
        out[2] = static_cast<char>(out.at(2) | 0x02);
        for (qsizetype count : {6, 8, 10})
            setCount(out, count, 0);
        if (out.size() + optSize > 65535) return malformed("EDNS options too long");
    }
    // ldns keeps what it read of the flags, except for the bit that RFC 1035 reserved.
    if (message.edns) {
        appendOpt(out, *message.edns, static_cast<quint8>(rcode >> 4));
        setCount(out, 10, u16At(out, 10) + size_t(1));
    }
    return out;
}

void echoQuestion(QByteArray &reply, const QByteArray &query)
{
    if (query.size() < HeaderSize || reply.size() < HeaderSize || u16At(query, 4) != 1 || u16At(reply, 4) != 1) return;
    const qsizetype end = skipName(query, HeaderSize);
    if (end < 0 || end != skipName(reply, HeaderSize)) return;
    std::copy(query.cbegin() + HeaderSize, query.cbegin() + end, reply.begin() + HeaderSize);
}

QByteArray buildQuery(quint16 id, QByteArrayView nameWire, Type type, bool recursionDesired,
                      const std::optional<Edns> &edns)
{
    QByteArray out;
    out.reserve(HeaderSize + nameWire.size() + 4 + (edns ? 11 + edns->options.size() : 0));
    appendU16(out, id);
    appendU16(out, recursionDesired ? 0x0100 : 0);
    appendU16(out, 1);
    appendU16(out, 0);
    appendU16(out, 0);
    appendU16(out, edns ? 1 : 0);
    out.append(nameWire);
    appendU16(out, static_cast<quint16>(type));
    appendU16(out, 1);
    if (edns) appendOpt(out, *edns, 0);
    return out;
}

QByteArray canonicalAnswerHash(const Message &message, bool countsDown)
{
    QByteArray out;
    out.reserve(512);
    appendU16(out, 0);
    appendU16(out, flagsOf(message));
    // The rcode in full, because OPT, which carries its upper part, is not hashed.
    appendU16(out, static_cast<quint16>(message.rcode));
    appendU16(out, message.question ? 1 : 0);
    if (message.question) appendQuestion(out, *message.question);
    std::vector<QByteArray> lines;
    for (const auto *section : {&message.answer, &message.authority, &message.additional}) {
        lines.clear();
        for (const Record &record : *section)
            lines.push_back(wireOf(record, countsDown ? std::optional<quint32>(0) : std::nullopt));
        std::sort(lines.begin(), lines.end());
        appendU16(out, static_cast<quint16>(lines.size()));
        for (const QByteArray &line : lines)
            out += line;
    }
    return QCryptographicHash::hash(out, QCryptographicHash::Sha256).toHex();
}

} // namespace hinoban::dns
