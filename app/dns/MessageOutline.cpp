// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/MessageOutline.h"

namespace hinoban::dns {
namespace {

constexpr quint16 OptType = 41;

// The OPT record whose TYPE stands at `at`.
Edns ednsAt(const QByteArray &wire, qsizetype at, qsizetype length)
{
    const quint32 ttl = u32At(wire, at + 4);
    return {u16At(wire, at + 2), static_cast<quint8>(ttl >> 16 & 0xff), (ttl & 0x8000) != 0, wire.mid(at + 10, length)};
}

} // namespace

tl::unexpected<Error> malformedMessage(const char *why)
{
    return failure(ErrorCode::BadInput, QStringLiteral("DNS message"), QString::fromLatin1(why));
}

qsizetype skipName(const QByteArray &wire, qsizetype at)
{
    const char *const octets = wire.constData();
    qsizetype after = -1;
    qsizetype lowest = at;
    qsizetype spelled = 0;
    while (at < wire.size()) {
        const auto length = static_cast<quint8>(octets[at]);
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

Result<MessageOutline> outlineOf(const QByteArray &wire)
{
    if (wire.size() < HeaderSize) return malformedMessage("shorter than a header");
    if (wire.size() > 65535) return malformedMessage("longer than 65535 octets");
    if (u16At(wire, 4) > 1) return malformedMessage("more than one question");
    Result<MessageOutline> result;
    MessageOutline &outline = *result;
    qsizetype at = HeaderSize;
    if (u16At(wire, 4) == 1) {
        at = skipName(wire, at);
        if (at < 0 || at + 4 > wire.size()) return malformedMessage("the question does not fit");
        at += 4;
        outline.questionEnd = at;
    }
    for (int section = 0; section < 3; ++section) {
        const int count = u16At(wire, 6 + 2 * section);
        for (int i = 0; i < count; ++i) {
            const qsizetype owner = at;
            at = skipName(wire, at);
            if (at < 0 || at + 10 > wire.size()) return malformedMessage("a record does not fit");
            const quint16 type = u16At(wire, at);
            const qsizetype length = u16At(wire, at + 8);
            const qsizetype end = at + 10 + length;
            if (end > wire.size()) return malformedMessage("a record's data does not fit");
            if (type == OptType) {
                if (section != 2 || outline.edns || wire.at(owner) != 0)
                    return malformedMessage("an OPT record out of place");
                outline.edns = ednsAt(wire, at, length);
                outline.extendedRcode = static_cast<quint8>(wire.at(at + 4));
            } else {
                outline.records.push_back({section, owner, at, end});
                ++outline.counts[static_cast<size_t>(section)];
            }
            at = end;
        }
    }
    if (at != wire.size()) return malformedMessage("octets after the last record");
    return result;
}

} // namespace hinoban::dns
