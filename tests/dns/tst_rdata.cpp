// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Rdata.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;

namespace {

Name name(const char *text) { return Name::fromText(text).value(); }
Rdata rdata(Type type, const char *text) { return rdataFromText(type, text).value(); }

} // namespace

class RdataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void text_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("again");
        const auto row = [](const char *tag, Type type, const char *text, const char *again = nullptr) {
            QTest::newRow(tag) << int(type) << QByteArray(text) << QByteArray(again ? again : text);
        };
        row("A", Type::A, "192.0.2.1");
        row("AAAA", Type::AAAA, "2001:DB8:0::1", "2001:db8::1");
        row("NS", Type::NS, "NS-1515.AWSDNS-061.org", "ns-1515.awsdns-061.org.");
        row("CNAME", Type::CNAME, "a\\032b.example.", "a\\032b.example.");
        row("SOA", Type::SOA, "ns1.example.jp. Host.example.jp. 1 2 3 4 4294967295",
            "ns1.example.jp. host.example.jp. 1 2 3 4 4294967295");
        row("MX", Type::MX, "10 mail.coincheck.com.");
        row("null MX", Type::MX, "0 .");
        row("TXT", Type::TXT, "\"v=spf1 -all\" \"b\"");
        row("TXT with quote and octets", Type::TXT, "\"a\\\"b\\000\\255\"");
        row("empty TXT", Type::TXT, "\"\"");
        row("CAA", Type::CAA, "128 issue \"letsencrypt.org\"");
        row("DS", Type::DS, "60485 8 2 d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a");
        row("SRV", Type::SRV, "1 2 443 host.example.");
        row("unknown type", static_cast<Type>(65280), "\\# 3 0A0b0c", "\\# 3 0a0b0c");
        row("unknown type, empty", static_cast<Type>(65280), "\\# 0");
        row("TXT with a tab", Type::TXT, "\"a\\009b\"");
        row("CERT, in RFC 3597 form only", static_cast<Type>(37), "\\# 5 0001000108");
        row("known type in RFC 3597 form", Type::A, "\\# 4 C0000201", "192.0.2.1");
    }
    void text()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, again);
        const auto read = rdataFromText(static_cast<Type>(type), text);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(rdataText(static_cast<Type>(type), *read), again);
        QCOMPARE(rdataFromText(static_cast<Type>(type), again), read);
    }

    void refuses_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("A with five parts") << int(Type::A) << QByteArray("192.0.2.1.1");
        QTest::newRow("A as a name") << int(Type::A) << QByteArray("host.example.");
        QTest::newRow("A, nothing") << int(Type::A) << QByteArray("");
        QTest::newRow("A, generic of three octets") << int(Type::A) << QByteArray("\\# 3 c00002");
        QTest::newRow("generic, length lies") << 65280 << QByteArray("\\# 4 c00002");
        QTest::newRow("generic, no hex") << 65280 << QByteArray("\\# 2 zz00");
        QTest::newRow("generic, length 70000") << 65280 << QByteArray("\\# 70000 00");
        QTest::newRow("a form that is not trusted") << 45 << QByteArray("10 1 2 192.0.2.1 AAAA");
        QTest::newRow("MX without preference") << int(Type::MX) << QByteArray("mail.example.");
        QTest::newRow("line end") << int(Type::TXT) << QByteArray("\"a\nb\"");
        QTest::newRow("not ASCII") << int(Type::TXT) << QByteArray("\"\xe3\x81\x82\"");
        QTest::newRow("label too long") << int(Type::NS) << QByteArray(64, 'a') + ".jp.";
        QTest::newRow("TXT string too long") << int(Type::TXT) << '"' + QByteArray(256, 'a') + '"';
    }
    void refuses()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, text);
        const auto read = rdataFromText(static_cast<Type>(type), text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadInput);
    }

    void dataThatIsNoneOfItsTypeIsShownAsOctets()
    {
        QCOMPARE(rdataText(Type::A, {QByteArray("abc")}), QByteArray("\\# 3 616263"));
        QCOMPARE(rdataText(Type::NS, {QByteArray("\5abc")}), QByteArray("\\# 4 05616263"));
        QCOMPARE(rdataText(Type::A, {}), QByteArray("\\# 0"));
    }

    void shownTextIsPrintable()
    {
        QByteArray octets(1, char(255));
        for (int i = 0; i < 255; ++i)
            octets += char(i);
        for (Type type : {Type::TXT, Type::CAA, Type::NS, static_cast<Type>(65280), Type::SVCB, Type::NSEC3}) {
            const QByteArray shown = rdataText(type, {octets});
            QVERIFY(!shown.isEmpty());
            for (char c : shown)
                QVERIFY(c >= 0x20 && c < 0x7f);
        }
    }

    void typeNames()
    {
        QCOMPARE(typeText(Type::NS), QByteArray("NS"));
        QCOMPARE(typeText(Type::HTTPS), QByteArray("HTTPS"));
        QCOMPARE(typeText(static_cast<Type>(65280)), QByteArray("TYPE65280"));
        for (int number = 1; number < 300; ++number) {
            const auto type = static_cast<Type>(number);
            QCOMPARE(typeFromText(typeText(type)), std::optional(type));
        }
        QCOMPARE(typeFromText("ns"), std::optional(Type::NS));
        QCOMPARE(typeFromText("TYPE2"), std::optional(Type::NS));
        for (const char *wrong : {"", "FOO", "TYPE", "TYPE65536", "TYPE-1", "TYPE+1", "N S", "TYPE1x"})
            QVERIFY2(!typeFromText(wrong), wrong);
    }

    void values()
    {
        QCOMPARE(nameOf(Type::NS, rdata(Type::NS, "NS1.example.jp.")), name("ns1.example.jp"));
        QCOMPARE(nameOf(Type::MX, rdata(Type::MX, "5 mail.example.")), name("mail.example"));
        QCOMPARE(nameOf(Type::SRV, rdata(Type::SRV, "1 2 3 h.example.")), name("h.example"));
        QVERIFY(!nameOf(Type::A, rdata(Type::A, "192.0.2.1")));
        QVERIFY(!nameOf(Type::NS, {QByteArray("\1a\0x", 4)}));
        QCOMPARE(addressOf(Type::A, rdata(Type::A, "192.0.2.1")), QHostAddress(QStringLiteral("192.0.2.1")));
        QCOMPARE(addressOf(Type::AAAA, rdata(Type::AAAA, "2001:db8::1")), QHostAddress(QStringLiteral("2001:db8::1")));
        QVERIFY(!addressOf(Type::A, {QByteArray("abc")}));
        QVERIFY(!addressOf(Type::AAAA, rdata(Type::A, "192.0.2.1")));
        const auto soa = soaOf(rdata(Type::SOA, "m. r.x. 4294967295 2 3 4 5"));
        QCOMPARE(soa->serial, 4294967295u);
        QCOMPARE(soa->rname, name("r.x"));
        QCOMPARE(soa->minimum, 5u);
        QVERIFY(!soaOf({QByteArray(10, '\0')}));
        QCOMPARE(int(mxOf(rdata(Type::MX, "10 m.jp."))->preference), 10);
        const auto caa = caaOf(rdata(Type::CAA, "128 iodef \"mailto:a@b\""));
        QCOMPARE(caa->tag, QByteArray("iodef"));
        QCOMPARE(caa->value, QByteArray("mailto:a@b"));
        QCOMPARE(int(caa->flags), 128);
        QVERIFY(!caaOf({QByteArray("\0\0x", 3)}));
        QVERIFY(!caaOf({QByteArray("\0\x09x", 3)}));
        QCOMPARE(txtOf(rdata(Type::TXT, "\"v=spf1 \" \"-all\"")), QByteArray("v=spf1 -all"));
        QVERIFY(!txtOf({QByteArray("\5ab")}));
        QVERIFY(!txtOf({}));
    }

    void makers()
    {
        QCOMPARE(addressRdata(QHostAddress(QStringLiteral("192.0.2.1"))), rdata(Type::A, "192.0.2.1"));
        QCOMPARE(addressRdata(QHostAddress(QStringLiteral("2001:db8::1"))), rdata(Type::AAAA, "2001:db8::1"));
        QCOMPARE(nameRdata(name("a.jp")), rdata(Type::NS, "A.jp."));
    }

    void rrsets()
    {
        const Name owner = name("example.jp");
        const std::vector<Record> records{{owner, Type::NS, 1, 300, rdata(Type::NS, "b.jp.")},
                                          {owner, Type::NS, 1, 200, rdata(Type::NS, "a.jp.")},
                                          {owner, Type::NS, 1, 400, rdata(Type::NS, "A.jp.")},
                                          {owner, Type::NS, 3, 1, rdata(Type::NS, "chaos.jp.")},
                                          {name("x.jp"), Type::NS, 1, 1, rdata(Type::NS, "c.jp.")},
                                          {owner, Type::A, 1, 1, rdata(Type::A, "192.0.2.1")}};
        const auto set = rrsetOf(records, owner, Type::NS);
        QVERIFY(set);
        QCOMPARE(set->ttl, 200u);
        QCOMPARE(set->rdatas, (std::vector{rdata(Type::NS, "a.jp."), rdata(Type::NS, "b.jp.")}));
        QVERIFY(!rrsetOf(records, owner, Type::MX));
    }

    void recordLines()
    {
        QCOMPARE(recordText({name("example.jp"), Type::NS, 1, 4294967295u, rdata(Type::NS, "a.jp.")}),
                 QByteArray("example.jp.\t4294967295\tIN\tNS\ta.jp."));
        QCOMPARE(recordText({Name(), Type::A, 3, 0, rdata(Type::A, "192.0.2.1")}),
                 QByteArray(".\t0\tCH\tA\t192.0.2.1"));
    }

    // RFC 4034, 6.2 with RFC 6840, 5.1: names are folded in old types only.
    void namesAreFoldedWhereTheyCanonicallyAre()
    {
        QCOMPARE(rdata(Type::NS, "A.JP."), rdata(Type::NS, "a.jp."));
        QCOMPARE(rdata(Type::SOA, "A. B. 1 2 3 4 5"), rdata(Type::SOA, "a. b. 1 2 3 4 5"));
        QVERIFY(!(rdata(Type::TXT, "\"A\"") == rdata(Type::TXT, "\"a\"")));
        QVERIFY(!(rdata(Type::NSEC, "A.jp. A") == rdata(Type::NSEC, "a.jp. A")));
    }
};

QTEST_GUILESS_MAIN(RdataTest)
#include "tst_rdata.moc"
