// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Capture.h"
#include "tests/dns/PcapBytes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;

namespace {

constexpr qint64 Second = 1000000;
constexpr qint64 Start = 1590851498 * Second + 250000; // 2020-05-30T15:11:38.25Z

const Side Client = side("192.0.2.10", 40000), Resolver = side("192.0.2.53", 53);

QByteArray query(quint16 id, const char *name = "example.jp", Type type = Type::NS, bool recursive = true)
{
    return buildQuery(id, Name::fromText(name).value().wire(), type, recursive, Edns{});
}

QByteArray reply(quint16 id, const char *data = "ns1.example.jp.", const char *name = "example.jp",
                 Type type = Type::NS)
{
    Message message;
    message.id = id;
    message.qr = message.rd = message.ra = true;
    message.question = Question{Name::fromText(name).value(), type, 1};
    message.answer.push_back({message.question->name, type, 1, 300, rdataFromText(type, data).value()});
    return buildMessage(message).value();
}

Capture read(const QByteArray &bytes, const CaptureLimits &limits = {})
{
    auto capture = captureFromBytes(bytes, QStringLiteral("test.pcap"), limits);
    if (!capture) qFatal("%s", qPrintable(capture.error().detail));
    return std::move(*capture);
}

void compareOne(const Capture &capture)
{
    QCOMPARE(capture.problems, QStringList());
    QCOMPARE(capture.packets, quint64(2));
    QCOMPARE(capture.messages, quint64(2));
    QCOMPARE(int(capture.exchanges.size()), 1);
    const Exchange &exchange = *capture.exchanges.front();
    QCOMPARE(exchange.question.type, Type::NS);
    QCOMPARE(exchange.server.address, Resolver.address);
    QCOMPARE(exchange.server.port, quint16(53));
    QCOMPARE(exchange.vantage, Vantage::Resolver);
    QVERIFY(exchange.recursionDesired && exchange.answered());
    QCOMPARE(toUnixMicroseconds(exchange.sentAt), Start);
    QCOMPARE(exchange.rtt.count(), 12345);
    QCOMPARE(exchange.query, query(77));
    QCOMPARE(exchange.reply, reply(77));
    QCOMPARE(capture.queriesAlone + capture.repliesAlone + capture.notUnderstood, quint64(0));
    QCOMPARE(toUnixMicroseconds(*capture.first), Start);
    QCOMPARE(toUnixMicroseconds(*capture.last), Start + 12345);
    // As evidence it can be written down and read again.
    QVERIFY(exchangeFromJson(toJson(exchange)).has_value());
}

QByteArray wrapped(quint32 link, const QByteArray &packet)
{
    switch (link) {
    case 0:
        return QByteArray("\2\0\0\0", 4) + packet;
    case 108:
        return QByteArray("\0\0\0\2", 4) + packet;
    case 1:
        return ethernet(packet);
    case 113:
        return QByteArray("\0\0\0\1\0\6\2\0\0\0\0\1\0\0\x08\0", 16) + packet;
    case 276:
        return QByteArray("\x08\0\0\0\0\0\0\1\0\1\0\6\2\0\0\0\0\1\0\0", 20) + packet;
    default:
        return packet;
    }
}

} // namespace

class CaptureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLink_data()
    {
        QTest::addColumn<quint32>("link");
        for (const quint32 link : {0U, 1U, 12U, 101U, 108U, 113U, 228U, 276U})
            QTest::addRow("%u", link) << link;
    }
    void everyLink()
    {
        QFETCH(quint32, link);
        PcapBytes file(link);
        file.add(wrapped(link, datagram(Client, Resolver, query(77))), Start);
        file.add(wrapped(link, datagram(Resolver, Client, reply(77))), Start + 12345);
        compareOne(read(file.bytes()));
    }

    void everyFormat()
    {
        for (const bool swapped : {false, true})
            for (const bool nano : {false, true}) {
                PcapBytes file(1, swapped, nano);
                file.add(ethernet(datagram(Client, Resolver, query(77))), Start);
                file.add(ethernet(datagram(Resolver, Client, reply(77))), Start + 12345);
                compareOne(read(file.bytes()));
                QVERIFY(looksLikeCapture(file.bytes()));
            }
        PcapngBytes file;
        file.add(ethernet(datagram(Client, Resolver, query(77))), Start);
        file.add(ethernet(datagram(Resolver, Client, reply(77))), Start + 12345);
        QVERIFY(looksLikeCapture(file.bytes()));
        compareOne(read(file.bytes()));
        QVERIFY(!looksLikeCapture("{\"hinobanRecord\":1}"));
        QVERIFY(!looksLikeCapture(""));
    }

    void vlanTagsAndIpv6()
    {
        const Side client = side("2001:db8::10", 40000), server = side("2001:db8::53", 53);
        const QByteArray hop = QByteArray("\x11\0\1\4\0\0\0\0", 8); // hop-by-hop options before UDP
        const QByteArray atomic = QByteArray("\x11\0\0\0\0\0\0\7", 8);
        PcapBytes file;
        file.add(ethernet(datagram(client, server, query(1)), QByteArray("\x88\xa8\0\1\x81\0\0\2", 8)), Start);
        file.add(ethernet(ip(server.address, client.address, 0, hop + udp(53, 40000, reply(1)))), Start + 1);
        file.add(ethernet(datagram(client, server, query(2))), Start + 2);
        file.add(ethernet(ip(server.address, client.address, 44, atomic + udp(53, 40000, reply(2)))), Start + 3);
        const Capture capture = read(file.bytes());
        QCOMPARE(capture.problems, QStringList());
        QCOMPARE(int(capture.exchanges.size()), 2);
        QCOMPARE(capture.exchanges.front()->server.address, server.address);
    }

    void overTcpInPieces()
    {
        const QByteArray asked = framed(query(5)) + framed(query(6, "example.jp", Type::A));
        const QByteArray told = framed(reply(6, "192.0.2.1", "example.jp", Type::A)) + framed(reply(5));
        PcapBytes file;
        qint64 at = Start;
        const auto send = [&](const Side &from, const Side &to, quint32 sequence, quint8 flags,
                              const QByteArray &data) {
            file.add(ethernet(segment(from, to, sequence, flags, data)), at);
            at += 1000;
        };
        send(Client, Resolver, 0xfffffff0, Syn, {}); // the numbers wrap
        send(Resolver, Client, 1000, Syn | Ack, {});
        send(Client, Resolver, 0xfffffff1, Ack, asked.first(1));
        send(Client, Resolver, 0xfffffff2, Ack, asked.mid(1, 20));
        send(Client, Resolver, 0xfffffff2, Ack, asked.mid(1, 20)); // sent again
        send(Client, Resolver, 0xfffffff1, Ack, asked);            // and all of it once more, with the rest
        send(Resolver, Client, 1001, Ack, told.first(30));
        send(Resolver, Client, 1031, Ack | Fin, told.mid(30));
        send(Client, Resolver, quint32(0xfffffff1 + asked.size()), Rst, {});
        const Capture capture = read(file.bytes());
        QCOMPARE(capture.problems, QStringList());
        QCOMPARE(int(capture.exchanges.size()), 2);
        for (const auto &exchange : capture.exchanges) {
            QCOMPARE(exchange->transport, Transport::Tcp);
            QVERIFY(exchange->answered());
        }
    }

    void aHoleInTcpMakesUpNothing()
    {
        PcapBytes file;
        file.add(ethernet(segment(Client, Resolver, 0, Syn, {})), Start);
        file.add(ethernet(segment(Client, Resolver, 1, Ack, framed(query(1)).first(10))), Start);
        file.add(ethernet(segment(Client, Resolver, 21, Ack, framed(query(2)))), Start); // ten octets are missing
        file.add(ethernet(segment(Client, Resolver, 200, Ack, framed(query(3)))), Start);
        file.add(ethernet(segment(Resolver, Client, 9, Ack, framed(reply(9)).first(12))), Start);
        const Capture capture = read(file.bytes());
        QCOMPARE(int(capture.exchanges.size()), 0);
        QCOMPARE(capture.messages, quint64(0));
        QCOMPARE(capture.notUnderstood, quint64(2));
        QVERIFY(capture.problems.at(0).startsWith(QStringLiteral("packet 3: a segment is missing")));
        QCOMPARE(capture.problems.at(1), QStringLiteral("1 connections end in the middle of a message"));
    }

    void whoBelongsTogether()
    {
        const Side other = side("192.0.2.11", 40000), port = side("192.0.2.10", 40001);
        PcapBytes file;
        const auto add = [&](const Side &from, const Side &to, const QByteArray &data, int after) {
            file.add(ethernet(datagram(from, to, data)), Start + after);
        };
        add(Client, Resolver, query(1), 0);
        add(Resolver, other, reply(1), 1);                                      // another client
        add(Resolver, port, reply(1), 2);                                       // another port
        add(side("192.0.2.54", 53), Client, reply(1), 3);                       // another server
        add(Resolver, Client, reply(2), 4);                                     // another id
        add(Resolver, Client, reply(1, "192.0.2.1", "example.jp", Type::A), 5); // another question
        add(Client, Resolver, query(1), 2000000);                               // asked again
        add(Resolver, Client, reply(1), 2000050);                               // the answer
        add(Resolver, Client, reply(1), 2000060);                               // twice
        add(Resolver, Client, reply(1, "ns.attacker.example."), 2000070);       // and another one
        add(Client, Resolver, query(3), 3000000);                               // never answered
        const Capture capture = read(file.bytes());
        QCOMPARE(int(capture.exchanges.size()), 1);
        const Exchange &exchange = *capture.exchanges.front();
        QCOMPARE(exchange.attempts, quint32(2));
        QCOMPARE(exchange.rtt.count(), 50);
        QCOMPARE(exchange.strays, quint32(2));
        QCOMPARE(capture.repliesAlone, quint64(5));
        QCOMPARE(capture.queriesAlone, quint64(1));
        QCOMPARE(capture.problems,
                 (QStringList{QStringLiteral("packet 9: the same reply again to the query of packet 1"),
                              QStringLiteral("packet 10: a second, different reply to the query of packet 1")}));
    }

    void aReplyComesTooLate()
    {
        PcapBytes file;
        file.add(ethernet(datagram(Client, Resolver, query(1))), Start);
        file.add(ethernet(datagram(Resolver, Client, reply(1))), Start + 31 * Second);
        const Capture capture = read(file.bytes());
        QCOMPARE(int(capture.exchanges.size()), 0);
        QCOMPARE(capture.queriesAlone, quint64(1));
        QCOMPARE(capture.repliesAlone, quint64(1));
    }

    void vantages()
    {
        Message referral;
        referral.id = 1;
        referral.qr = true;
        referral.question = Question{Name::fromText("example.jp").value(), Type::NS, 1};
        referral.authority.push_back(
            {referral.question->name, Type::NS, 1, 300, rdataFromText(Type::NS, "ns1.example.jp.").value()});
        PcapBytes file;
        file.add(ethernet(datagram(Client, Resolver, query(1, "example.jp", Type::NS, false))), Start);
        file.add(ethernet(datagram(Resolver, Client, buildMessage(referral).value())), Start);
        file.add(ethernet(datagram(Client, Resolver, query(2, "example.jp", Type::NS, false))), Start);
        referral.id = 2;
        referral.aa = true;
        std::swap(referral.answer, referral.authority);
        file.add(ethernet(datagram(Resolver, Client, buildMessage(referral).value())), Start);
        const Capture capture = read(file.bytes());
        QCOMPARE(int(capture.exchanges.size()), 2);
        QCOMPARE(capture.exchanges.at(0)->vantage, Vantage::Parent);
        QCOMPARE(capture.exchanges.at(1)->vantage, Vantage::Authoritative);
    }

    void whatIsNotUnderstoodIsSaid_data()
    {
        QTest::addColumn<QByteArray>("packet");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *said, const QByteArray &packet) {
            QTest::newRow(said) << packet << QString::fromLatin1(said);
        };
        const QByteArray good = ethernet(datagram(Client, Resolver, query(1)));
        row("an Ethernet header that is cut", good.first(13));
        row("an IPv4 header that is cut", good.first(14 + 19));
        row("a UDP header that is cut", good.first(14 + 20 + 7));
        row("the capture kept only a part of this datagram", good.first(good.size() - 1));
        row("a broken IPv4 header", QByteArray(good).replace(14, 1, "\x44"));
        row("an IPv4 length shorter than its header", QByteArray(good).replace(16, 2, QByteArray("\0\x13", 2)));
        row("a UDP length that does not fit its packet", QByteArray(good).replace(14 + 24, 2, "\xff\xff"));
        row("the first fragment of a datagram",
            ethernet(ip(Client.address, Resolver.address, 17, udp(40000, 53, query(1)), 0x2000)));
        row("a later fragment of a datagram", ethernet(ip(Client.address, Resolver.address, 17, "abcdefgh", 1)));
        row("more than 4 VLAN tags",
            ethernet(datagram(Client, Resolver, query(1)), QByteArray("\x81\0\0\1", 4).repeated(5)));
        row("a VLAN tag that is cut",
            ethernet(datagram(Client, Resolver, query(1)), QByteArray("\x81\0\0\1", 4)).first(17));
        row("shorter than the header of a DNS message", ethernet(datagram(Client, Resolver, "short")));
        row("a DNS message of opcode 4",
            ethernet(datagram(Client, Resolver, QByteArray(query(1)).replace(2, 1, "\x20"))));
        row("a query that is malformed", ethernet(datagram(Client, Resolver, query(1) + "more")));
        row("a query without a question", ethernet(datagram(Client, Resolver, QByteArray(12, '\0'))));
        row("a query that is not sent to port 53", ethernet(datagram(Resolver, Client, query(1))));
        row("a reply that does not come from port 53", ethernet(datagram(Client, Resolver, reply(1))));
        row("a reply that is malformed", ethernet(datagram(Resolver, Client, reply(1) + "more")));
        row("a TCP header that is cut", ethernet(segment(Client, Resolver, 1, Ack, query(1))).first(14 + 20 + 19));
        row("a TCP header length that does not fit",
            QByteArray(ethernet(segment(Client, Resolver, 1, Ack, "x"))).replace(14 + 20 + 12, 1, "\xf0"));
        row("the capture kept only a part of this segment", [] {
            const QByteArray whole = ethernet(segment(Client, Resolver, 1, Ack, framed(query(1))));
            return whole.first(whole.size() - 5);
        }());
        const Side six = side("2001:db8::1", 4000), seven = side("2001:db8::2", 53);
        const QByteArray good6 = ethernet(datagram(six, seven, query(1)));
        row("an IPv6 header that is cut", good6.first(14 + 39));
        row("an IPv6 extension header that is cut",
            ethernet(ip(six.address, seven.address, 60, QByteArray("\x11\7\0\0\0\0\0\0", 8))));
        row("more than 8 IPv6 extension headers",
            ethernet(ip(six.address, seven.address, 60, QByteArray("\x3c\0\0\0\0\0\0\0", 8).repeated(12))));
        row("a fragment of a datagram", ethernet(ip(six.address, seven.address, 44,
                                                    QByteArray("\x11\0\0\1\0\0\0\0", 8) + udp(4000, 53, query(1)))));
    }
    void whatIsNotUnderstoodIsSaid()
    {
        QFETCH(QByteArray, packet);
        QFETCH(QString, said);
        PcapBytes file;
        file.add(ethernet(datagram(side("192.0.2.1", 80), side("192.0.2.2", 8080), "web")), Start);
        // A cut packet was longer on the wire.
        QByteArray bytes = file.bytes();
        bytes +=
            big(quint32(1)) + big(quint32(0)) + big(quint32(packet.size())) + big(quint32(packet.size() + 40)) + packet;
        const Capture capture = read(bytes);
        QCOMPARE(capture.others, quint64(1));
        QVERIFY2(capture.problems.size() >= 1, "nothing is said");
        QVERIFY2(capture.problems.first().startsWith(QStringLiteral("packet 2: ") + said),
                 qPrintable(capture.problems.first()));
        QVERIFY(capture.notUnderstood >= 1);
        QVERIFY(capture.exchanges.empty());
    }

    void filesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("why");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
        QTest::newRow("text") << QByteArray("this is no capture at all, is it?") << QStringLiteral("not a capture");
        QTest::newRow("cut header") << PcapBytes().bytes().first(20) << QStringLiteral("not a capture");
        QTest::newRow("Wi-Fi") << PcapBytes(105).bytes() << QStringLiteral("link type is 105 (IEEE802_11)");
    }
    void filesThatAreNone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, why);
        const auto capture = captureFromBytes(bytes, QStringLiteral("evil.pcap"));
        QVERIFY(!capture);
        QCOMPARE(capture.error().code, ErrorCode::BadInput);
        QCOMPARE(capture.error().where, QStringLiteral("evil.pcap"));
        QVERIFY2(capture.error().detail.contains(why), qPrintable(capture.error().detail));
    }

    void aFileThatBreaksOff()
    {
        PcapBytes file;
        file.add(ethernet(datagram(Client, Resolver, query(77))), Start);
        file.add(ethernet(datagram(Resolver, Client, reply(77))), Start + 1);
        file.add(ethernet(datagram(Client, Resolver, query(78))), Start + 2);
        const Capture capture = read(file.bytes().chopped(7));
        QCOMPARE(int(capture.exchanges.size()), 1);
        QVERIFY2(capture.problems.first().startsWith(QStringLiteral("after packet 2: the file cannot be read further")),
                 qPrintable(capture.problems.first()));
    }

    void everyLimit()
    {
        PcapBytes file;
        for (int i = 0; i < 100; ++i) {
            file.add(ethernet(datagram(Client, Resolver, query(quint16(i)))), Start + i);
            file.add(ethernet(datagram(Resolver, Client, reply(quint16(i)))), Start + i);
        }
        CaptureLimits limits;
        limits.packets = 10;
        QVERIFY(read(file.bytes(), limits).problems.first().contains(QStringLiteral("more than 10 packets")));
        QCOMPARE(read(file.bytes(), limits).packets, quint64(10));
        limits = {};
        limits.exchanges = 7;
        QCOMPARE(int(read(file.bytes(), limits).exchanges.size()), 7);
        QVERIFY(read(file.bytes(), limits).problems.first().contains(QStringLiteral("more than 7 exchanges")));

        PcapBytes waiting;
        for (int i = 0; i < 50; ++i)
            waiting.add(ethernet(datagram(Client, Resolver, query(quint16(i)))), Start);
        for (int i = 0; i < 50; ++i)
            waiting.add(ethernet(datagram(Resolver, Client, reply(quint16(i)))), Start);
        limits = {};
        limits.openQuestions = 20;
        const Capture capture = read(waiting.bytes(), limits);
        QCOMPARE(int(capture.exchanges.size()), 20);
        QCOMPARE(capture.queriesAlone, quint64(30));
        QCOMPARE(capture.repliesAlone, quint64(30));

        PcapBytes streams;
        for (quint16 i = 0; i < 30; ++i)
            streams.add(ethernet(segment(side("192.0.2.10", 4000 + i), Resolver, 1, Ack, framed(query(i)).first(9))),
                        Start);
        limits = {};
        limits.streams = 5;
        limits.problems = 3;
        const Capture cut = read(streams.bytes(), limits);
        QCOMPARE(cut.notUnderstood, quint64(30));
        QCOMPARE(int(cut.problems.size()), 3);
        QVERIFY(cut.problems.first().contains(QStringLiteral("too many connections")));
    }

    void timesThatNobodyHas()
    {
        QByteArray bytes = PcapBytes().bytes();
        const QByteArray packet = ethernet(datagram(Client, Resolver, query(1)));
        bytes += big(quint32(1)) + big(quint32(0xffffffff)) + big(quint32(packet.size())) +
                 big(quint32(packet.size())) + packet;
        const Capture capture = read(bytes);
        QCOMPARE(capture.notUnderstood, quint64(1));
        QVERIFY(!capture.first);
    }

    void fromAFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("office.pcap"));
        PcapBytes file;
        file.add(ethernet(datagram(Client, Resolver, query(77))), Start);
        file.add(ethernet(datagram(Resolver, Client, reply(77))), Start + 12345);
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(file.bytes()) == file.bytes().size());
        out.close();
        const auto capture = readCapture(path);
        QVERIFY(capture.has_value());
        compareOne(*capture);
        const auto missing = readCapture(folder.filePath(QStringLiteral("none.pcap")));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(CaptureTest)
#include "tst_capture.moc"
