// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/MessageRead.h"

#include "app/dns/Ldns.h"
#include "app/dns/MessageOutline.h"

#include <algorithm>
#include <cstring>

namespace hinoban::dns {
namespace {

using Place = MessageOutline::Place;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// The name at `at`, which skipName() has found good, uncompressed and in lower case.
class Spelling {
public:
    Spelling(const QByteArray &message, qsizetype at)
    {
        const char *const octets = message.constData();
        while (true) {
            const auto length = static_cast<quint8>(octets[at]);
            if (length >= 0xc0) {
                at = u16At(message, at) & 0x3fff;
                continue;
            }
            // A length octet is below 'A': it folds to itself.
            std::transform(octets + at, octets + at + length + 1, m_octets.data() + m_size, folded);
            m_size += length + 1;
            at += length + 1;
            if (length == 0) return;
        }
    }
    [[nodiscard]] QByteArrayView view() const { return {m_octets.data(), m_size}; }

private:
    std::array<char, 256> m_octets;
    qsizetype m_size = 0;
};

// Whether the name at `at`, which skipName() has found good, is that one, whatever its letters' case.
bool spells(const QByteArray &message, qsizetype at, const QByteArray &name)
{
    const char *const octets = message.constData();
    const char *wanted = name.constData();
    const char *const end = wanted + name.size();
    while (true) {
        const auto length = static_cast<quint8>(octets[at]);
        if (length >= 0xc0) {
            at = u16At(message, at) & 0x3fff;
            continue;
        }
        if (end - wanted <= length) return false;
        for (int i = 0; i <= length; ++i)
            if (folded(octets[at + i]) != wanted[i]) return false;
        at += length + 1;
        wanted += length + 1;
        if (length == 0) return wanted == end;
    }
}

// The names of a message. Most are one that has been seen in it, or the one that was asked about: these are shared
// instead of copied. One that is spelled by a pointer alone is known by where the pointer leads.
class Names {
public:
    Names(const QByteArray &message, const Name *expected)
        : m_message(message)
        , m_last(expected ? *expected : Name())
    {
    }

    // Null if it is no name: error() says why.
    const Name *at(qsizetype at)
    {
        const quint16 pointer = u16At(m_message, at);
        const bool isPointer = pointer >= 0xc000;
        if (isPointer && pointer == m_lastPointer) return &m_last;
        if (isPointer)
            for (const Target &target : m_targets)
                if (target.pointer == pointer) return keep(Name::fromWire(target.wire), pointer);
        const quint16 leadsHere = isPointer ? pointer : at < 0x4000 ? static_cast<quint16>(0xc000 | at) : quint16(0);
        if (!spells(m_message, at, m_last.wire()))
            return keep(Name::fromWire(Spelling(m_message, at).view()), leadsHere);
        m_lastPointer = leadsHere;
        return &m_last;
    }
    [[nodiscard]] const Error &error() const { return m_error; }
    // The data of a record, from `at` on, is a name, in canonical form: glue has it for its owner.
    void remember(qsizetype at, const QByteArray &canonical)
    {
        if (at >= 0x4000) return;
        m_targets[m_next] = {static_cast<quint16>(0xc000 | at), canonical};
        m_next = (m_next + 1) % m_targets.size();
    }

private:
    struct Target {
        quint16 pointer = 0;
        QByteArray wire;
    };
    const Name *keep(Result<Name> name, quint16 pointer)
    {
        if (!name) {
            m_error = std::move(name.error());
            return nullptr;
        }
        m_last = std::move(*name);
        m_lastPointer = pointer;
        return &m_last;
    }

    const QByteArray &m_message;
    Name m_last;
    quint16 m_lastPointer = 0; // that leads to it
    std::array<Target, 4> m_targets;
    size_t m_next = 0;
    Error m_error;
};

// Has ldns read the data of records, into one ldns_rr: making a new one for each, with an owner that is known already,
// would take as long as the reading. Some are read before the first is taken: a processor waits for what it has only
// just written in pieces.
class DataReader {
public:
    static constexpr size_t Most = 16;

    // Of this thread.
    static DataReader &instance()
    {
        thread_local DataReader reader;
        return reader;
    }

    // To exactly where it ends. What is wrong, or null.
    const char *read(const QByteArray &message, const Place &place)
    {
        const auto type = static_cast<ldns_rr_type>(u16At(message, place.type));
        ldns_rr *const rr = m_rr.get();
        ldns_rr_set_type(rr, type);
        ldns_rr_set_class(rr, static_cast<ldns_rr_class>(u16At(message, place.type + 2)));
        const size_t first = rr->_rd_count;
        auto at = static_cast<size_t>(place.data() - 2); // from its length on
        const auto end = static_cast<size_t>(place.end);
        const ldns_status status = ldns_wire2rdf(rr, reinterpret_cast<const uint8_t *>(message.constData()), end, &at);
        m_read[m_count++] = {type, first, rr->_rd_count - first, place.end - place.data()};
        if (status != LDNS_STATUS_OK) return ldns_get_errorstr_by_id(status);
        return at == end ? nullptr : TooLong;
    }
    // Canonical, of the `index`th that was read. What is wrong, or null.
    const char *take(size_t index, QByteArray &out) const
    {
        const Read &read = m_read[index];
        out = ldns::canonicalRdata(read.type, m_rr->_rdata_fields + read.first, read.count);
        // Names grow when their compression is undone: data that shrank was not read whole.
        return out.size() < read.size || out.size() > 65535 ? TooLong : nullptr;
    }
    void clear()
    {
        ldns_rr *const rr = m_rr.get();
        for (size_t i = 0; i < rr->_rd_count; ++i)
            ldns_rdf_deep_free(rr->_rdata_fields[i]);
        ldns_rr_set_rd_count(rr, 0);
        m_count = 0;
    }

private:
    static constexpr const char *TooLong = "a record's data is longer than its type allows";
    struct Read {
        ldns_rr_type type;
        size_t first, count;
        qsizetype size; // on the wire
    };
    DataReader()
        : m_rr(ldns_rr_new())
    {
    }

    ldns::Rr m_rr;
    std::array<Read, Most> m_read{};
    size_t m_count = 0;
};

bool isName(Type type) { return type == Type::NS || type == Type::CNAME; }

struct Sections {
    std::array<std::vector<Record> *, 3> of;
};

// At most DataReader::Most records.
std::optional<Error> readRecords(const QByteArray &wire, const Place *places, size_t count, Names &names,
                                 DataReader &data, const Sections &sections)
{
    for (size_t i = 0; i < count; ++i)
        if (const char *why = data.read(wire, places[i])) return malformedMessage(why).value();
    for (size_t i = 0; i < count; ++i) {
        const Place &place = places[i];
        const Name *owner = names.at(place.owner);
        if (!owner) return names.error();
        Record &record = sections.of[static_cast<size_t>(place.section)]->emplace_back();
        record.owner = *owner;
        record.type = static_cast<Type>(u16At(wire, place.type));
        record.klass = u16At(wire, place.type + 2);
        record.ttl = u32At(wire, place.type + 4);
        if (const char *why = data.take(i, record.rdata.wire)) return malformedMessage(why).value();
        // Data of no octets is no name: a pointer to where it stands leads to the next owner.
        if (isName(record.type) && !record.rdata.wire.isEmpty()) names.remember(place.data(), record.rdata.wire);
    }
    return std::nullopt;
}

std::optional<Error> readMessage(const QByteArray &wire, const Name *expected, Message &message)
{
    auto outline = outlineOf(wire);
    if (!outline) return outline.error();

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

    Names names(wire, expected);
    if (outline->questionEnd > HeaderSize) {
        // Nothing stands before it that a pointer could lead to.
        const Name *name = names.at(HeaderSize);
        if (!name) return names.error();
        message.question = Question{*name, static_cast<Type>(u16At(wire, outline->questionEnd - 4)),
                                    u16At(wire, outline->questionEnd - 2)};
    }
    const Sections sections{{&message.answer, &message.authority, &message.additional}};
    for (size_t i = 0; i < sections.of.size(); ++i)
        sections.of[i]->reserve(outline->counts[i]);
    DataReader &data = DataReader::instance();
    const auto total = static_cast<size_t>(outline->records.size());
    for (size_t at = 0; at < total; at += DataReader::Most) {
        const size_t count = std::min(total - at, DataReader::Most);
        auto error = readRecords(wire, outline->records.constData() + at, count, names, data, sections);
        data.clear();
        if (error) return error;
    }
    return std::nullopt;
}

} // namespace

Result<Message> parseMessage(const QByteArray &wire, const Name *expected)
{
    Result<Message> result;
    if (auto error = readMessage(wire, expected, *result)) return tl::unexpected(std::move(*error));
    return result;
}

Result<std::shared_ptr<const Message>> parseShared(const QByteArray &wire, const Name *expected)
{
    auto message = std::make_shared<Message>();
    if (auto error = readMessage(wire, expected, *message)) return tl::unexpected(std::move(*error));
    return message;
}

} // namespace hinoban::dns
