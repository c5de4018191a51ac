// SPDX-License-Identifier: GPL-3.0-or-later
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

// The names of a message. Most are one that has been seen in it, or the one that was asked about: these are shared
// instead of copied. One that is spelled by a pointer alone is known by where the pointer leads.
class Names {
public:
    Names(const QByteArray &message, const Name *expected)
        : m_message(message)
        , m_last(expected ? *expected : Name())
    {
    }

    Result<Name> at(qsizetype at)
    {
        const quint16 pointer = u16At(m_message, at);
        const bool isPointer = pointer >= 0xc000;
        if (isPointer && pointer == m_lastPointer) return m_last;
        if (isPointer)
            for (const Target &target : m_targets)
                if (target.pointer == pointer) return keep(Name::fromWire(target.wire), pointer);
        const quint16 leadsHere = isPointer ? pointer : at < 0x4000 ? static_cast<quint16>(0xc000 | at) : quint16(0);
        const Spelling spelling(m_message, at);
        const QByteArray &last = m_last.wire();
        if (spelling.view() != QByteArrayView(last)) return keep(Name::fromWire(spelling.view()), leadsHere);
        m_lastPointer = leadsHere;
        return m_last;
    }
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
    Result<Name> keep(Result<Name> name, quint16 pointer)
    {
        if (!name) return name;
        m_last = *name;
        m_lastPointer = pointer;
        return name;
    }

    const QByteArray &m_message;
    Name m_last;
    quint16 m_lastPointer = 0; // that leads to it
    std::array<Target, 4> m_targets;
    size_t m_next = 0;
};

// Has ldns read the data of one record after the other, into one ldns_rr: making a new one for each, with an owner
// that is known already, would take as long as the reading.
class DataReader {
public:
    explicit DataReader(const QByteArray &message)
        : m_message(message)
        , m_rr(ldns_rr_new())
    {
    }

    // Canonical; read to exactly where it ends.
    Result<Rdata> operator()(const Place &place, ldns_rr_type type, ldns_rr_class klass)
    {
        clear();
        ldns_rr_set_type(m_rr.get(), type);
        ldns_rr_set_class(m_rr.get(), klass);
        auto at = static_cast<size_t>(place.data() - 2); // from its length on
        const auto end = static_cast<size_t>(place.end);
        const ldns_status status =
            ldns_wire2rdf(m_rr.get(), reinterpret_cast<const uint8_t *>(m_message.constData()), end, &at);
        if (status != LDNS_STATUS_OK) return malformedMessage(ldns_get_errorstr_by_id(status));
        Rdata rdata{ldns::canonicalRdata(m_rr.get())};
        // Names grow when their compression is undone: data that shrank was not read whole.
        if (at != end || rdata.wire.size() < place.end - place.data() || rdata.wire.size() > 65535)
            return malformedMessage("a record's data is longer than its type allows");
        return rdata;
    }

private:
    void clear()
    {
        for (size_t i = 0; i < ldns_rr_rd_count(m_rr.get()); ++i)
            ldns_rdf_deep_free(ldns_rr_rdf(m_rr.get(), i));
        ldns_rr_set_rd_count(m_rr.get(), 0);
    }

    const QByteArray &m_message;
    ldns::Rr m_rr;
};

bool isName(Type type) { return type == Type::NS || type == Type::CNAME; }

Result<Record> recordAt(const QByteArray &wire, const Place &place, Names &names, DataReader &dataOf)
{
    auto owner = names.at(place.owner);
    if (!owner) return tl::unexpected(owner.error());
    const quint16 type = u16At(wire, place.type);
    const quint16 klass = u16At(wire, place.type + 2);
    auto rdata = dataOf(place, static_cast<ldns_rr_type>(type), static_cast<ldns_rr_class>(klass));
    if (!rdata) return tl::unexpected(rdata.error());
    // Data of no octets is no name: a pointer to where it stands leads to the next owner.
    if (isName(static_cast<Type>(type)) && !rdata->wire.isEmpty()) names.remember(place.data(), rdata->wire);
    return Record{std::move(*owner), static_cast<Type>(type), klass, u32At(wire, place.type + 4), std::move(*rdata)};
}

} // namespace

Result<Message> parseMessage(const QByteArray &wire, const Name *expected)
{
    auto outline = outlineOf(wire);
    if (!outline) return tl::unexpected(outline.error());

    Result<Message> result;
    Message &message = *result;
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
        auto name = names.at(HeaderSize);
        if (!name) return tl::unexpected(name.error());
        message.question = Question{std::move(*name), static_cast<Type>(u16At(wire, outline->questionEnd - 4)),
                                    u16At(wire, outline->questionEnd - 2)};
    }
    const std::array sections{&message.answer, &message.authority, &message.additional};
    for (size_t i = 0; i < sections.size(); ++i)
        sections[i]->reserve(outline->counts[i]);
    if (outline->records.isEmpty()) return result;
    DataReader dataOf(wire);
    for (const Place &place : outline->records) {
        auto record = recordAt(wire, place, names, dataOf);
        if (!record) return tl::unexpected(record.error());
        sections[static_cast<size_t>(place.section)]->push_back(std::move(*record));
    }
    return result;
}

} // namespace hinoban::dns
