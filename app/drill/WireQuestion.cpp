// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/WireQuestion.h"

#include <QtEndian>

namespace hinoban::drill {

namespace {

constexpr qsizetype HeaderSize = 12;
constexpr qsizetype LongestName = 255;
constexpr quint16 OptType = 41;

quint16 u16(QByteArrayView wire, qsizetype at) { return qFromBigEndian<quint16>(wire.data() + at); }

} // namespace

WireQuestion parseQuestion(QByteArrayView wire)
{
    using Kind = WireQuestion::Kind;
    WireQuestion question;
    if (wire.size() < HeaderSize || (quint8(wire[2]) & 0x80)) return question; // a reply is never answered
    question.id = u16(wire, 0);
    question.opcode = (quint8(wire[2]) >> 3) & 0x0f;
    question.recursionDesired = quint8(wire[2]) & 0x01;
    question.kind = Kind::FormErr;
    if (question.opcode != 0) {
        question.kind = Kind::NotImp;
        return question;
    }
    if (u16(wire, 4) != 1 || u16(wire, 6) != 0 || u16(wire, 8) != 0) return question;

    qsizetype at = HeaderSize;
    while (true) {
        if (at >= wire.size()) return question;
        const quint8 length = quint8(wire[at]);
        if (length > 63) return question; // a question has nothing to point at
        at += 1 + length;
        if (at > wire.size() || at - HeaderSize > LongestName) return question;
        if (length == 0) break;
    }
    if (at + 4 > wire.size()) return question;
    question.asked = wire.sliced(HeaderSize, at - HeaderSize).toByteArray();
    question.folded = question.asked;
    for (char &octet : question.folded) // lengths are below 'A'
        if (octet >= 'A' && octet <= 'Z') octet = char(octet | 0x20);
    question.type = dns::Type(u16(wire, at));
    question.klass = u16(wire, at + 2);
    at += 4;

    question.kind = Kind::Question;
    if (u16(wire, 10) == 0) return question;
    if (at + 11 > wire.size() || wire[at] != 0 || u16(wire, at + 1) != OptType) return question;
    const quint8 version = quint8(wire[at + 6]);
    if (at + 11 + u16(wire, at + 9) > wire.size()) {
        question.kind = Kind::FormErr;
        return question;
    }
    question.edns = true;
    question.udpSize = std::max<quint16>(512, u16(wire, at + 3));
    question.dnssecOk = quint8(wire[at + 7]) & 0x80;
    if (version != 0) question.kind = Kind::BadVersion;
    return question;
}

QByteArray addressedTo(const WireQuestion &question, QByteArray reply)
{
    char *data = reply.data();
    qToBigEndian(question.id, data);
    if (question.recursionDesired) data[2] = char(data[2] | 0x01);
    if (reply.size() >= HeaderSize + question.asked.size() && u16(reply, 4) == 1)
        std::copy(question.asked.cbegin(), question.asked.cend(), data + HeaderSize);
    return reply;
}

QByteArray bareReply(const WireQuestion &question, dns::Rcode rcode)
{
    QByteArray reply(HeaderSize, '\0');
    reply[2] = char(0x80 | (question.opcode << 3));
    reply[3] = char(quint16(rcode) & 0x0f);
    if (!question.asked.isEmpty()) {
        reply[5] = 1;
        reply += question.asked;
        const quint16 tail[] = {qToBigEndian(quint16(question.type)), qToBigEndian(question.klass)};
        reply.append(reinterpret_cast<const char *>(tail), sizeof tail);
    }
    if (question.edns) {
        QByteArray opt(11, '\0');
        opt[2] = char(OptType);
        qToBigEndian<quint16>(1232, opt.data() + 3);
        opt[5] = char(quint16(rcode) >> 4);
        if (question.dnssecOk) opt[7] = char(0x80);
        reply[11] = 1;
        reply += opt;
    }
    return addressedTo(question, std::move(reply));
}

} // namespace hinoban::drill
