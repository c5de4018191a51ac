// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Message.h"

#include "app/dns/Ldns.h"
#include "app/dns/MessageOutline.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace hinoban::dns {
namespace {

constexpr quint16 OptType = 41;
constexpr quint16 TsigType = 250; // RFC 8945: ldns keeps it apart from the sections, and we sign nothing

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

Result<QByteArray> buildMessage(const Message &message, int limit)
{
    const auto rcode = static_cast<quint16>(message.rcode);
    if (rcode > 0xfff || (rcode > 0xf && !message.edns)) return malformedMessage("a response code that needs EDNS");
    if (message.opcode > 0xf) return malformedMessage("an opcode above 15");
    if (message.edns && message.edns->options.size() > 65535) return malformedMessage("EDNS options too long");
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
        if (sections[i]->size() > 65534) return malformedMessage("more records than a message can count");
        setCount(plain, 6 + 2 * qsizetype(i), sections[i]->size());
        for (const Record &record : *sections[i]) {
            const auto type = static_cast<quint16>(record.type);
            if (type == OptType || type == TsigType || record.rdata.wire.size() > 65535)
                return malformedMessage("a record that cannot stand in a section");
            plain += wireOf(record, {});
        }
        // Names shrink by compression, but not without bound: what is far above cannot fit.
        if (plain.size() > qsizetype(16) * 65535) return malformedMessage("more data than a message can hold");
    }

    ldns_pkt *raw = nullptr;
    ldns_status status =
        ldns_wire2pkt(&raw, reinterpret_cast<const uint8_t *>(plain.constData()), static_cast<size_t>(plain.size()));
    if (status != LDNS_STATUS_OK) return malformedMessage(ldns_get_errorstr_by_id(status));
    const ldns::Packet packet(raw);
    uint8_t *bytes = nullptr;
    size_t size = 0;
    status = ldns_pkt2wire(&bytes, raw, &size);
    const ldns::Bytes<uint8_t> owned(bytes);
    if (status != LDNS_STATUS_OK) return malformedMessage(ldns_get_errorstr_by_id(status));

    QByteArray out(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
    const qsizetype optSize = message.edns ? 11 + message.edns->options.size() : 0;
    if (out.size() + optSize > std::min(limit, 65535)) {
        out = plain.first(questionEnd);
        out[2] = static_cast<char>(out.at(2) | 0x02);
        for (qsizetype count : {6, 8, 10})
            setCount(out, count, 0);
        if (out.size() + optSize > 65535) return malformedMessage("EDNS options too long");
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
