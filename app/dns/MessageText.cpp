// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/EdnsOptions.h"
#include "app/dns/Message.h"
#include "app/dns/RecordClass.h"

namespace hinoban::dns {
namespace {

QByteArray questionLine(const Question &question)
{
    QByteArray name = question.name.text();
    if (!question.name.isRoot()) name += '.';
    return ';' + name + "\t\t" + classText(question.klass) + '\t' + typeText(question.type);
}

QByteArray opcodeText(quint8 opcode)
{
    switch (opcode) {
    case 0:
        return QByteArrayLiteral("QUERY");
    case 1:
        return QByteArrayLiteral("IQUERY");
    case 2:
        return QByteArrayLiteral("STATUS");
    case 4:
        return QByteArrayLiteral("NOTIFY");
    case 5:
        return QByteArrayLiteral("UPDATE");
    default:
        return "OPCODE" + QByteArray::number(opcode);
    }
}

} // namespace

QByteArray questionText(const Question &question) { return question.name.text() + ' ' + typeText(question.type); }

QByteArray rcodeText(Rcode rcode)
{
    switch (rcode) {
    case Rcode::NoError:
        return QByteArrayLiteral("NOERROR");
    case Rcode::FormErr:
        return QByteArrayLiteral("FORMERR");
    case Rcode::ServFail:
        return QByteArrayLiteral("SERVFAIL");
    case Rcode::NXDomain:
        return QByteArrayLiteral("NXDOMAIN");
    case Rcode::NotImp:
        return QByteArrayLiteral("NOTIMP");
    case Rcode::Refused:
        return QByteArrayLiteral("REFUSED");
    }
    if (static_cast<quint16>(rcode) == 16) return QByteArrayLiteral("BADVERS");
    return "RCODE" + QByteArray::number(static_cast<quint16>(rcode));
}

QByteArray messageText(const Message &message)
{
    QByteArray out = ";; ->>HEADER<<- opcode: " + opcodeText(message.opcode) + ", status: " + rcodeText(message.rcode) +
                     ", id: " + QByteArray::number(message.id) + "\n;; flags:";
    const std::pair<bool, const char *> flags[] = {{message.qr, " qr"}, {message.aa, " aa"}, {message.tc, " tc"},
                                                   {message.rd, " rd"}, {message.ra, " ra"}, {message.ad, " ad"},
                                                   {message.cd, " cd"}};
    for (const auto &[set, text] : flags)
        if (set) out += text;
    out += "; QUERY: " + QByteArray::number(message.question ? 1 : 0) +
           ", ANSWER: " + QByteArray::number(qsizetype(message.answer.size())) +
           ", AUTHORITY: " + QByteArray::number(qsizetype(message.authority.size())) +
           ", ADDITIONAL: " + QByteArray::number(qsizetype(message.additional.size()) + (message.edns ? 1 : 0)) + '\n';
    if (message.edns) {
        out += "\n;; OPT PSEUDOSECTION:\n; EDNS: version: " + QByteArray::number(message.edns->version) +
               ", flags:" + (message.edns->dnssecOk ? " do" : "") +
               "; udp: " + QByteArray::number(message.edns->udpSize) + '\n';
        out += ednsOptionsText(message.edns->options);
    }
    if (message.question) out += "\n;; QUESTION SECTION:\n" + questionLine(*message.question) + '\n';
    const std::pair<const char *, const std::vector<Record> *> sections[] = {
        {"ANSWER", &message.answer}, {"AUTHORITY", &message.authority}, {"ADDITIONAL", &message.additional}};
    for (const auto &[title, records] : sections) {
        if (records->empty()) continue;
        out += "\n;; " + QByteArray(title) + " SECTION:\n";
        for (const Record &record : *records)
            out += recordText(record) + '\n';
    }
    return out;
}

} // namespace hinoban::dns
