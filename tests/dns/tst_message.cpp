// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Message.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;

namespace {

Name name(const char *text) { return Name::fromText(text).value(); }
Record record(const char *owner, Type type, const char *data, quint32 ttl = 3600)
{
    return {name(owner), type, 1, ttl, rdataFromText(type, data).value()};
}

Message sample()
{
    Message message;
    message.id = 0x1234;
    message.qr = message.aa = message.rd = message.ad = true;
    message.question = Question{name("coincheck.com"), Type::NS};
    message.answer = {record("coincheck.com", Type::NS, "ns-1515.awsdns-061.org."),
                      record("coincheck.com", Type::NS, "ns-405.awsdns-50.com.")};
    message.authority = {record("com", Type::SOA, "a.gtld. b. 1 2 3 4 5")};
    message.additional = {record("ns-405.awsdns-50.com", Type::A, "192.0.2.1", 0xffffffff)};
    message.edns = Edns{4096, 0, true, QByteArray("\0\3\0\4abcd", 8)};
    return message;
}

bool equal(const Message &a, const Message &b)
{
    return a.id == b.id && a.qr == b.qr && a.aa == b.aa && a.tc == b.tc && a.rd == b.rd && a.ra == b.ra &&
           a.ad == b.ad && a.cd == b.cd && a.opcode == b.opcode && a.rcode == b.rcode && a.question == b.question &&
           a.answer == b.answer && a.authority == b.authority && a.additional == b.additional && a.edns == b.edns;
}

// A header with these counts and what follows.
QByteArray raw(quint8 qd, quint8 an, quint8 ns, quint8 ar, const QByteArray &rest)
{
    QByteArray wire("\x12\x34\x84\x00", 4);
    for (quint8 count : {qd, an, ns, ar}) {
        wire += '\0';
        wire += char(count);
    }
    return wire + rest;
}
const QByteArray Question1("\7example\2jp\0\0\1\0\1", 16);

} // namespace

class MessageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundTrip()
    {
        const Message message = sample();
        const auto wire = buildMessage(message);
        QVERIFY(wire);
        const auto parsed = parseMessage(*wire);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
        QVERIFY(equal(*parsed, message));
        QVERIFY(wire->size() < 250); // compressed
        QCOMPARE(parsed->additional.front().ttl, 0xffffffffu);
    }

    void everyFlagAndCode_data()
    {
        QTest::addColumn<int>("bit");
        for (int bit = 0; bit < 8; ++bit)
            QTest::newRow(qPrintable(QStringLiteral("flag %1").arg(bit))) << bit;
    }
    void everyFlagAndCode()
    {
        QFETCH(int, bit);
        Message message;
        message.question = Question{name("a.jp"), Type::A};
        bool *flags[] = {&message.qr, &message.aa, &message.tc, &message.rd, &message.ra, &message.ad, &message.cd};
        if (bit < 7) *flags[bit] = true;
        message.opcode = static_cast<quint8>(bit == 7 ? 4 : 0);
        message.rcode = static_cast<Rcode>(bit);
        const auto parsed = parseMessage(buildMessage(message).value());
        QVERIFY(parsed);
        QVERIFY(equal(*parsed, message));
    }

    void extendedRcode()
    {
        Message message;
        message.rcode = static_cast<Rcode>(16);
        QVERIFY(!buildMessage(message));
        message.edns = Edns{};
        const auto parsed = parseMessage(buildMessage(message).value());
        QCOMPARE(int(parsed->rcode), 16);
        QCOMPARE(rcodeText(parsed->rcode), QByteArray("BADVERS"));
    }

    void cutsToTheLimit()
    {
        Message message = sample();
        for (int i = 0; i < 100; ++i)
            message.answer.push_back(
                {message.question->name, Type::A, 1, 60, addressRdata(QHostAddress(0xc0000200u + quint32(i)))});
        QVERIFY(buildMessage(message)->size() > 512);
        const auto wire = buildMessage(message, 512);
        QVERIFY(wire->size() <= 512);
        const auto parsed = parseMessage(*wire);
        QVERIFY(parsed->tc);
        QVERIFY(parsed->answer.empty() && parsed->additional.empty());
        QCOMPARE(parsed->question, message.question);
        QCOMPARE(parsed->edns, message.edns);
        QVERIFY(!parseMessage(*buildMessage(message))->tc);
    }

    void aFullMessage()
    {
        Message message;
        message.question = Question{name("a.jp"), Type::A};
        for (int i = 0; i < 4000; ++i)
            message.answer.push_back({name("a.jp"), Type::A, 1, 60, addressRdata(QHostAddress(quint32(i)))});
        const auto parsed = parseMessage(buildMessage(message).value());
        QVERIFY(parsed);
        QCOMPARE(parsed->answer.size(), size_t(4000));
        for (int i = 0; i < 4000; ++i)
            message.answer.push_back({name("a.jp"), Type::A, 1, 60, addressRdata(QHostAddress(quint32(i)))});
        QVERIFY(parseMessage(buildMessage(message).value())->tc);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("wire");
        const QByteArray a("\xc0\x0c\0\1\0\1\0\0\0\1\0\4\xc0\0\2\1", 16);
        const QByteArray opt("\0\0\x29\x04\xd0\0\0\0\0\0\0", 11);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("eleven octets") << QByteArray(11, '\0');
        QTest::newRow("octets behind the end") << raw(1, 0, 0, 0, Question1 + "x");
        QTest::newRow("too few questions") << raw(1, 0, 0, 0, {});
        QTest::newRow("two questions") << raw(2, 0, 0, 0, Question1 + Question1);
        QTest::newRow("too few answers") << raw(1, 2, 0, 0, Question1 + a);
        QTest::newRow("an answer more than counted") << raw(1, 0, 0, 0, Question1 + a);
        QTest::newRow("cut in the data") << raw(1, 1, 0, 0, Question1 + a.chopped(1));
        QTest::newRow("data length over the end")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x0c\0\1\0\1\0\0\0\1\xff\xff\xc0\0\2\1", 16));
        QTest::newRow("A of three octets")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x0c\0\1\0\1\0\0\0\1\0\3\xc0\0\2", 15));
        QTest::newRow("A of five octets")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x0c\0\1\0\1\0\0\0\1\0\5\xc0\0\2\1\1", 17));
        QTest::newRow("NS with octets behind the name")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x0c\0\2\0\1\0\0\0\1\0\4\xc0\x0c\1\1", 16));
        QTest::newRow("pointer to itself")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x1c\0\1\0\1\0\0\0\1\0\4\xc0\0\2\1", 16));
        QTest::newRow("pointer forwards")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x2c\0\1\0\1\0\0\0\1\0\4\xc0\0\2\1", 16));
        QTest::newRow("pointer into the header")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\0\0\1\0\1\0\0\0\1\0\4\xc0\0\2\1", 16));
        QTest::newRow("pointer in a circle")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\1a\xc0\x1c\0\1\0\1\0\0\0\1\0\4\xc0\0\2\1", 18));
        QTest::newRow("pointer to itself in the data")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x0c\0\2\0\1\0\0\0\1\0\2\xc0\x28", 14));
        QTest::newRow("name over the data's end")
            << raw(1, 1, 0, 0, Question1 + QByteArray("\xc0\x0c\0\2\0\1\0\0\0\1\0\2\5a", 14));
        QTest::newRow("label type 01") << raw(1, 0, 0, 0, QByteArray("\x41\0\0\1\0\1", 6));
        QTest::newRow("OPT in the answer") << raw(1, 1, 0, 0, Question1 + opt);
        QTest::newRow("two OPT records") << raw(1, 0, 0, 2, Question1 + opt + opt);
        QTest::newRow("OPT of a name") << raw(1, 0, 0, 1, Question1 + QByteArray("\xc0\x0c") + opt.mid(1));
        QTest::newRow("70000 octets") << raw(1, 0, 0, 0, Question1 + QByteArray(70000, '\0'));
        QByteArray longName;
        for (int i = 0; i < 5; ++i)
            longName += char(60) + QByteArray(60, 'a');
        QTest::newRow("name of 305 octets") << raw(1, 0, 0, 0, longName + QByteArray("\0\0\1\0\1", 5));
    }
    void refuses()
    {
        QFETCH(QByteArray, wire);
        const auto parsed = parseMessage(wire);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::BadInput);
        QVERIFY(!parsed.error().detail.isEmpty());
    }

    void everyShorterMessageIsRefused()
    {
        const QByteArray wire = buildMessage(sample()).value();
        for (qsizetype size = 0; size < wire.size(); ++size)
            QVERIFY2(!parseMessage(wire.first(size)), qPrintable(QString::number(size)));
        QVERIFY(parseMessage(wire));
    }

    void withoutQuestion()
    {
        const auto parsed = parseMessage(raw(0, 0, 0, 0, {}));
        QVERIFY(parsed);
        QVERIFY(!parsed->question);
    }

    void oddNames()
    {
        Message message;
        const QByteArray label(63, 'x');
        for (const QByteArray &text : {label + '.' + label + '.' + label + '.' + QByteArray(61, 'y'),
                                       QByteArray("a\\000b\\032\\.c.jp"), QByteArray("xn--eckgyn5en74a.jp")}) {
            message.question = Question{Name::fromText(text).value(), Type::A};
            message.answer = {{message.question->name, Type::CNAME, 1, 1, nameRdata(message.question->name)}};
            const auto parsed = parseMessage(buildMessage(message).value());
            QVERIFY(parsed);
            QVERIFY(equal(*parsed, message));
        }
    }

    void queries()
    {
        const QByteArray mixed("\7ExAmPlE\2jP\0", 12);
        const QByteArray wire = buildQuery(0xbeef, mixed, Type::DS, true, Edns{1232, 0, true, {}});
        QVERIFY(wire.contains(mixed));
        const auto parsed = parseMessage(wire);
        QVERIFY(parsed);
        QCOMPARE(int(parsed->id), 0xbeef);
        QVERIFY(parsed->rd && !parsed->qr);
        QCOMPARE(parsed->question, (Question{name("example.jp"), Type::DS}));
        QCOMPARE(int(parsed->edns->udpSize), 1232);
        QVERIFY(parsed->edns->dnssecOk);
        QVERIFY(!parseMessage(buildQuery(1, mixed, Type::A, false, {}))->edns);
    }

    void repliesEchoTheQuestionAsItWasAsked()
    {
        const QByteArray query = buildQuery(7, QByteArray("\7ExAmPlE\2jP\0", 12), Type::A, false, {});
        Message message;
        message.question = Question{name("example.jp"), Type::A};
        message.answer = {record("example.jp", Type::A, "192.0.2.1")};
        QByteArray reply = buildMessage(message).value();
        echoQuestion(reply, query);
        QCOMPARE(reply.mid(12, 16), query.mid(12, 16));
        QCOMPARE(parseMessage(reply)->answer, message.answer);
        const QByteArray other = buildQuery(7, QByteArray("\3Foo\0", 5), Type::A, false, {});
        const QByteArray before = reply;
        echoQuestion(reply, other);
        QCOMPARE(reply, before);
        echoQuestion(reply, "short");
        QCOMPARE(reply, before);
    }

    void canonicalHashes_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("same");
        QTest::newRow("another id") << QStringLiteral("id") << true;
        QTest::newRow("without OPT") << QStringLiteral("opt") << true;
        QTest::newRow("records in another order") << QStringLiteral("order") << true;
        QTest::newRow("another TTL") << QStringLiteral("ttl") << false;
        QTest::newRow("another record") << QStringLiteral("record") << false;
        QTest::newRow("a record less") << QStringLiteral("less") << false;
        QTest::newRow("a record in another section") << QStringLiteral("section") << false;
        QTest::newRow("another code") << QStringLiteral("rcode") << false;
        QTest::newRow("not authoritative") << QStringLiteral("aa") << false;
        QTest::newRow("another question") << QStringLiteral("question") << false;
    }
    void canonicalHashes()
    {
        QFETCH(QString, change);
        QFETCH(bool, same);
        const Message before = sample();
        Message after = before;
        if (change == QLatin1String("id")) after.id = 1;
        if (change == QLatin1String("opt")) after.edns.reset();
        if (change == QLatin1String("order")) std::swap(after.answer[0], after.answer[1]);
        if (change == QLatin1String("ttl")) after.answer[0].ttl = 1;
        if (change == QLatin1String("record")) after.answer[0].rdata = nameRdata(name("other.jp"));
        if (change == QLatin1String("less")) after.answer.pop_back();
        if (change == QLatin1String("section")) std::swap(after.additional, after.authority);
        if (change == QLatin1String("rcode")) after.rcode = Rcode::ServFail;
        if (change == QLatin1String("aa")) after.aa = false;
        if (change == QLatin1String("question")) after.question->type = Type::A;
        QCOMPARE(canonicalAnswerHash(before, false).size(), 64);
        QCOMPARE(canonicalAnswerHash(before, false) == canonicalAnswerHash(after, false), same);
        const bool countsDownSame = same || change == QLatin1String("ttl");
        QCOMPARE(canonicalAnswerHash(before, true) == canonicalAnswerHash(after, true), countsDownSame);
    }

    void text()
    {
        const QByteArray text = messageText(sample());
        for (const char *line : {";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4660",
                                 ";; flags: qr aa rd ad; QUERY: 1, ANSWER: 2, AUTHORITY: 1, ADDITIONAL: 2",
                                 "; EDNS: version: 0, flags: do; udp: 4096", ";coincheck.com.\t\tIN\tNS",
                                 "coincheck.com.\t3600\tIN\tNS\tns-1515.awsdns-061.org.", ";; ADDITIONAL SECTION:"})
            QVERIFY2(text.contains(line), line);
        for (char c : text)
            QVERIFY(c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f));
        QCOMPARE(questionText({name("coincheck.com"), Type::NS}), QByteArray("coincheck.com NS"));
    }
};

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"
