// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/EdnsOptions.h"
#include "app/dns/ExchangeText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;

namespace {

Exchange exchange()
{
    Message reply;
    reply.id = 0x4142;
    reply.qr = reply.aa = true;
    reply.question = Question{Name::fromText("example.jp").value(), Type::NS, 1};
    reply.answer.push_back(
        {reply.question->name, Type::NS, 1, 86400, rdataFromText(Type::NS, "ns1.example.jp.").value()});
    reply.additional.push_back({Name::fromText("ns1.example.jp").value(), Type::A, 1, 4294967295U,
                                rdataFromText(Type::A, "192.0.2.1").value()});
    reply.edns = Edns{1232, 0, true, QByteArray("\0\3\0\2s\"\0\x0f\0\x08\0\x12n\xc3\xb6 \\!", 18)};
    Exchange out;
    out.server.address = QHostAddress(QStringLiteral("192.0.2.1"));
    out.question = *reply.question;
    out.query = buildQuery(0x4142, out.question.name.wire(), Type::NS, false, Edns{});
    out.reply = buildMessage(reply).value();
    out.message = std::make_shared<const Message>(parseMessage(out.reply).value());
    out.outcome = Outcome::Answered;
    out.sentAt = instantFromRfc3339(u"2020-05-30T15:11:38.25Z").value();
    out.rtt = Duration(12345);
    out.attempts = 1;
    return out;
}

} // namespace

class ExchangeTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstLineAsksAgain()
    {
        Exchange one = exchange();
        Edns edns;
        edns.dnssecOk = true;
        edns.options = QByteArray::fromHex("00030000");
        one.query = buildQuery(1, one.question.name.wire(), Type::NS, true, edns);
        one.query[3] = static_cast<char>(one.query.at(3) | 0x10);
        one.recursionDesired = true;
        one.transport = Transport::Tls;
        QVERIFY(digText(one).startsWith("; <<>> Hinoban <<>> @192.0.2.1 example.jp NS +tls +dnssec +cd +nsid\n"));
        one.query.clear();
        QVERIFY(digText(one).startsWith("; <<>> Hinoban <<>> @192.0.2.1 example.jp NS +tls\n"));
    }

    void asDigPrintsIt()
    {
        const Exchange one = exchange();
        QCOMPARE(QString::fromLatin1(digText(one)),
                 QString::fromLatin1("; <<>> Hinoban <<>> @192.0.2.1 example.jp NS +norec\n"
                                     ";; Got answer:\n"
                                     ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 16706\n"
                                     ";; flags: qr aa; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 2\n"
                                     "\n;; OPT PSEUDOSECTION:\n"
                                     "; EDNS: version: 0, flags: do; udp: 1232\n"
                                     "; NSID: 73 22 (\"s\\\"\")\n"
                                     "; EDE: 18 (Prohibited): \"n\\195\\182 \\\\!\"\n"
                                     "\n;; QUESTION SECTION:\n;example.jp.\t\tIN\tNS\n"
                                     "\n;; ANSWER SECTION:\nexample.jp.\t86400\tIN\tNS\tns1.example.jp.\n"
                                     "\n;; ADDITIONAL SECTION:\nns1.example.jp.\t4294967295\tIN\tA\t192.0.2.1\n"
                                     "\n;; Query time: 12 msec\n"
                                     ";; SERVER: 192.0.2.1#53(192.0.2.1) (UDP)\n"
                                     ";; WHEN: 2020-05-30T15:11:38.250Z\n"
                                     ";; MSG SIZE  rcvd: ") +
                     QString::number(one.reply.size()) + u'\n');
    }

    void withoutAnAnswer()
    {
        Exchange one = exchange();
        one.outcome = Outcome::TimedOut;
        one.message.reset();
        one.reply.clear();
        one.attempts = 3;
        one.strays = 7;
        one.detail = QStringLiteral("a\nb\u202e\u00e9");
        const QByteArray text = digText(one);
        QVERIFY(text.contains(";; no answer: timed-out, a\\nb\\u202e?, 3 attempts\n"));
        QVERIFY(text.contains("ignored while waiting: 7\n"));
        QVERIFY(!text.contains("Query time"));
        QVERIFY(hexText(one).isEmpty());
        const QJsonObject json = dnsJson(one);
        QCOMPARE(json.value(QStringLiteral("responseMessage")).toObject().keys(),
                 QStringList{QStringLiteral("comment")});
    }

    void optionsInWords()
    {
        const auto text = [](const char *hex) {
            return QString::fromLatin1(ednsOptionsText(QByteArray::fromHex(hex))).trimmed();
        };
        QCOMPARE(text(""), QString());
        QCOMPARE(text("000300026e73"), QStringLiteral("; NSID: 6e 73 (\"ns\")"));
        QCOMPARE(text("00080007000118 00c63364"), QStringLiteral("; CLIENT-SUBNET: 198.51.100.0/24/0"));
        QCOMPARE(text("0008000800023800 20010db8"), QStringLiteral("; CLIENT-SUBNET: 2001:db8::/56/0"));
        QCOMPARE(text("00080002ffff"), QStringLiteral("; CLIENT-SUBNET: ff ff"));
        QCOMPARE(text("000a00080102030405060708"), QStringLiteral("; COOKIE: 0102030405060708"));
        QCOMPARE(text("000c000200 00"), QStringLiteral("; PADDING: 2 octets"));
        QCOMPARE(text("000f00020006"), QStringLiteral("; EDE: 6 (DNSSEC Bogus)"));
        QCOMPARE(text("000f0002fffe"), QStringLiteral("; EDE: 65534"));
        QCOMPARE(text("000f000106"), QStringLiteral("; EDE: 06"));
        QCOMPARE(text("fde90001aa"), QStringLiteral("; OPT=65001: aa"));
        QCOMPARE(text("0003000aaa"), QStringLiteral("; OPTIONS: 0003000aaa")); // cut: shown as it is
    }

    void asRfc8427()
    {
        const Exchange one = exchange();
        const QJsonObject json = dnsJson(one);
        const QJsonObject query = json.value(QStringLiteral("queryMessage")).toObject();
        const QJsonObject reply = json.value(QStringLiteral("responseMessage")).toObject();
        const auto at = [](const QJsonObject &object, const char *key) { return object.value(QLatin1String(key)); };
        QCOMPARE(at(query, "dateString").toString(), QStringLiteral("2020-05-30T15:11:38.250Z"));
        QCOMPARE(at(query, "dateSeconds").toDouble(), 1590851498.25);
        QCOMPARE(at(query, "QR").toInt(-1), 0);
        QCOMPARE(at(query, "messageOctetsHEX").toString(), QString::fromLatin1(one.query.toHex().toUpper()));
        QCOMPARE(at(reply, "dateSeconds").toDouble(), 1590851498.262345);
        QCOMPARE(at(reply, "ID").toInt(), 0x4142);
        QCOMPARE(at(reply, "QR").toInt(), 1);
        QCOMPARE(at(reply, "AA").toInt(), 1);
        QCOMPARE(at(reply, "RCODE").toInt(-1), 0);
        QCOMPARE(at(reply, "QNAME").toString(), QStringLiteral("example.jp."));
        QCOMPARE(at(reply, "QTYPEname").toString(), QStringLiteral("NS"));
        QCOMPARE(at(reply, "QCLASSname").toString(), QStringLiteral("IN"));
        QCOMPARE(at(reply, "ARCOUNT").toInt(), 2);
        const QJsonObject ns = at(reply, "answerRRs").toArray().at(0).toObject();
        QCOMPARE(at(ns, "NAME").toString(), QStringLiteral("example.jp."));
        QCOMPARE(at(ns, "TYPE").toInt(), 2);
        QCOMPARE(at(ns, "TTL").toInt(), 86400);
        QCOMPARE(at(ns, "RDLENGTH").toInt(), 16);
        QCOMPARE(at(ns, "RDATAHEX").toString(), QStringLiteral("036E7331076578616D706C65026A7000"));
        QCOMPARE(at(ns, "rdataNS").toString(), QStringLiteral("ns1.example.jp."));
        const QJsonArray additional = at(reply, "additionalRRs").toArray();
        QCOMPARE(additional.size(), 2);
        QCOMPARE(at(additional.at(0).toObject(), "TTL").toInteger(), qint64(4294967295)); // as it was sent
        QCOMPARE(at(additional.at(0).toObject(), "rdataA").toString(), QStringLiteral("192.0.2.1"));
        QCOMPARE(at(additional.at(1).toObject(), "TYPE").toInt(), 41);
        QCOMPARE(at(additional.at(1).toObject(), "CLASS").toInt(), 1232);
        QCOMPARE(at(additional.at(1).toObject(), "TTL").toInt(), 0x8000);
        QCOMPARE(QByteArray::fromHex(at(reply, "messageOctetsHEX").toString().toLatin1()), one.reply);
        QVERIFY(at(reply, "comment").toString().contains(QStringLiteral("192.0.2.1#53 over udp")));
        QVERIFY(QJsonDocument::fromJson(dnsJsonText(one)).isObject());
    }

    void octetsOfAnUnknownType()
    {
        Exchange one = exchange();
        Message reply = *one.message;
        reply.answer = {{reply.question->name, static_cast<Type>(65280), 1, 1, Rdata{QByteArray("\xc0\0\2\1", 4)}}};
        one.message = std::make_shared<const Message>(reply);
        const QJsonObject record = dnsJson(one)
                                       .value(QStringLiteral("responseMessage"))
                                       .toObject()
                                       .value(QStringLiteral("answerRRs"))
                                       .toArray()
                                       .at(0)
                                       .toObject();
        QCOMPARE(record.value(QStringLiteral("RDATAHEX")).toString(), QStringLiteral("C0000201"));
        for (const QString &key : record.keys())
            QVERIFY2(!key.startsWith(QStringLiteral("rdata")), qPrintable(key));
    }
};

QTEST_GUILESS_MAIN(ExchangeTextTest)
#include "tst_exchangetext.moc"
