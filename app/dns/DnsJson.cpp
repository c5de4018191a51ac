// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ExchangeText.h"
#include "app/dns/RecordClass.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

namespace hinoban::dns {
namespace {

using namespace Qt::StringLiterals;

QString latin1(const QByteArray &text) { return QString::fromLatin1(text); }
QString base16(const QByteArray &octets) { return latin1(octets.toHex().toUpper()); } // RFC 4648, 8

QString fullName(const Name &name) { return name.isRoot() ? u"."_s : name.display() + u'.'; }

QJsonObject recordJson(const Record &record)
{
    const QByteArray type = typeText(record.type);
    QJsonObject object{{u"NAME"_s, fullName(record.owner)},
                       {u"TYPE"_s, static_cast<int>(record.type)},
                       {u"TYPEname"_s, latin1(type)},
                       {u"CLASS"_s, record.klass},
                       {u"CLASSname"_s, latin1(classText(record.klass))},
                       {u"TTL"_s, static_cast<qint64>(record.ttl)},
                       {u"RDLENGTH"_s, record.rdata.wire.size()},
                       {u"RDATAHEX"_s, base16(record.rdata.wire)}};
    // A type without a name, or data without a text, is told by its octets alone.
    const QByteArray text = rdataText(record.type, record.rdata);
    if (!type.startsWith("TYPE") && !text.startsWith("\\#")) object.insert(u"rdata"_s + latin1(type), latin1(text));
    return object;
}

// OPT is a record like the others here; its class and TTL carry what RFC 6891, 6.1.3 puts there.
QJsonObject optJson(const Edns &edns, quint16 rcode)
{
    const quint32 ttl = quint32(rcode >> 4) << 24 | quint32(edns.version) << 16 | (edns.dnssecOk ? 0x8000U : 0U);
    return {{u"NAME"_s, u"."_s},
            {u"TYPE"_s, static_cast<int>(Type::OPT)},
            {u"TYPEname"_s, u"OPT"_s},
            {u"CLASS"_s, edns.udpSize},
            {u"TTL"_s, static_cast<qint64>(ttl)},
            {u"RDLENGTH"_s, edns.options.size()},
            {u"RDATAHEX"_s, base16(edns.options)}};
}

QJsonArray sectionJson(const std::vector<Record> &records)
{
    QJsonArray out;
    for (const Record &record : records)
        out.append(recordJson(record));
    return out;
}

void addTime(QJsonObject &object, Instant at)
{
    object.insert(u"dateString"_s, toRfc3339(at));
    object.insert(u"dateSeconds"_s, static_cast<double>(toUnixMicroseconds(at)) / 1e6);
}

QJsonObject messageJson(const Message &message, const QByteArray &octets, Instant at)
{
    QJsonObject object;
    addTime(object, at);
    object.insert(u"ID"_s, message.id);
    object.insert(u"QR"_s, int(message.qr));
    object.insert(u"Opcode"_s, message.opcode);
    object.insert(u"AA"_s, int(message.aa));
    object.insert(u"TC"_s, int(message.tc));
    object.insert(u"RD"_s, int(message.rd));
    object.insert(u"RA"_s, int(message.ra));
    object.insert(u"AD"_s, int(message.ad));
    object.insert(u"CD"_s, int(message.cd));
    object.insert(u"RCODE"_s, static_cast<quint16>(message.rcode) & 0xf);
    object.insert(u"QDCOUNT"_s, message.question ? 1 : 0);
    object.insert(u"ANCOUNT"_s, static_cast<qint64>(message.answer.size()));
    object.insert(u"NSCOUNT"_s, static_cast<qint64>(message.authority.size()));
    object.insert(u"ARCOUNT"_s, static_cast<qint64>(message.additional.size()) + (message.edns ? 1 : 0));
    if (message.question) {
        object.insert(u"QNAME"_s, fullName(message.question->name));
        object.insert(u"QTYPE"_s, static_cast<int>(message.question->type));
        object.insert(u"QTYPEname"_s, latin1(typeText(message.question->type)));
        object.insert(u"QCLASS"_s, message.question->klass);
        object.insert(u"QCLASSname"_s, latin1(classText(message.question->klass)));
    }
    if (!message.answer.empty()) object.insert(u"answerRRs"_s, sectionJson(message.answer));
    if (!message.authority.empty()) object.insert(u"authorityRRs"_s, sectionJson(message.authority));
    QJsonArray additional = sectionJson(message.additional);
    if (message.edns) additional.append(optJson(*message.edns, static_cast<quint16>(message.rcode)));
    if (!additional.isEmpty()) object.insert(u"additionalRRs"_s, additional);
    object.insert(u"messageOctetsHEX"_s, base16(octets));
    return object;
}

QString serverText(const Exchange &exchange)
{
    return u"%1#%2 over %3"_s.arg(exchange.server.address.toString())
        .arg(exchange.server.port)
        .arg(latin1(transportText(exchange.transport)));
}

} // namespace

QJsonObject dnsJson(const Exchange &exchange)
{
    QJsonObject query;
    if (const auto parsed = parseMessage(exchange.query)) {
        query = messageJson(*parsed, exchange.query, exchange.sentAt);
    } else {
        // Nothing was sent, or what a capture kept of it is no whole message: at least what was asked.
        addTime(query, exchange.sentAt);
        query.insert(u"QR"_s, 0);
        query.insert(u"QNAME"_s, fullName(exchange.question.name));
        query.insert(u"QTYPE"_s, static_cast<int>(exchange.question.type));
        query.insert(u"QCLASS"_s, exchange.question.klass);
        if (!exchange.query.isEmpty()) query.insert(u"messageOctetsHEX"_s, base16(exchange.query));
    }
    query.insert(u"comment"_s, u"to "_s + serverText(exchange));

    QJsonObject response;
    if (exchange.message) {
        response = messageJson(*exchange.message, exchange.reply, exchange.sentAt + exchange.rtt);
        response.insert(u"comment"_s, u"from %1, round trip %2 microseconds"_s.arg(serverText(exchange))
                                          .arg(static_cast<qint64>(exchange.rtt.count())));
    } else {
        QString why = latin1(outcomeText(exchange.outcome));
        if (!exchange.detail.isEmpty()) why += u": "_s + exchange.detail;
        response.insert(u"comment"_s, why);
        if (!exchange.reply.isEmpty()) response.insert(u"messageOctetsHEX"_s, base16(exchange.reply));
    }
    return {{u"queryMessage"_s, query}, {u"responseMessage"_s, response}};
}

QByteArray dnsJsonText(const Exchange &exchange)
{
    return QJsonDocument(dnsJson(exchange)).toJson(QJsonDocument::Indented);
}

} // namespace hinoban::dns
