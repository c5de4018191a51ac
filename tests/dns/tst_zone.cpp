// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Zone.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;

namespace {

Name name(const char *text) { return Name::fromText(text).value(); }
Result<Zone> read(const QByteArray &text, bool needSoa = false)
{
    return readZoneText(text, QStringLiteral("zones/example.zone"), {name("example.jp"), needSoa});
}

} // namespace

class ZoneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatPeopleWrite()
    {
        const auto zone = read("; a zone\n"
                               "$TTL 1h30m\n"
                               "@ IN SOA ns1 hostmaster (\n"
                               "   2020053001 ; serial\n"
                               "   7200 900 1209600\n"
                               "   86400 )\n"
                               "\tNS ns1\n"
                               "        NS  NS2.Other.ORG. ; outside\n"
                               "ns1 300 IN A 192.0.2.1\r\n"
                               "    IN 301 AAAA 2001:db8::1\n"
                               "txt TXT \"a ; b ( c\" plain\\;x\n"
                               "$ORIGIN sub.example.jp.\n"
                               "@ MX 10 mail\n"
                               "\\@ 5 TXT at\n"
                               "$ORIGIN deep\n"
                               "x.y CNAME @\n"
                               "odd\\.dot TYPE65280 \\# 2 ABCD",
                               true);
        QVERIFY2(zone, zone ? "" : qPrintable(zone.error().where + zone.error().detail));
        QByteArray lines;
        for (const Record &record : zone->records)
            lines += recordText(record).replace('\t', ' ') + '\n';
        QCOMPARE(lines, QByteArray("example.jp. 5400 IN SOA ns1.example.jp. hostmaster.example.jp. 2020053001 7200 900 "
                                   "1209600 86400\n"
                                   "example.jp. 5400 IN NS ns1.example.jp.\n"
                                   "example.jp. 5400 IN NS ns2.other.org.\n"
                                   "ns1.example.jp. 300 IN A 192.0.2.1\n"
                                   "ns1.example.jp. 301 IN AAAA 2001:db8::1\n"
                                   "txt.example.jp. 5400 IN TXT \"a ; b ( c\" \"plain;x\"\n"
                                   "sub.example.jp. 5400 IN MX 10 mail.sub.example.jp.\n"
                                   "\\@.sub.example.jp. 5 IN TXT \"at\"\n"
                                   "x.y.deep.sub.example.jp. 5400 IN CNAME deep.sub.example.jp.\n"
                                   "odd\\.dot.deep.sub.example.jp. 5400 IN TYPE65280 \\# 2 abcd\n"));
        QCOMPARE(zone->apex, name("example.jp"));
        QCOMPARE(zone->rrset(name("example.jp"), Type::NS)->rdatas.size(), size_t(2));
        QCOMPARE(zone->keys().size(), size_t(9));
        QCOMPARE(zone->keys().front(), (std::pair{name("example.jp"), Type::NS}));
    }

    void timesToLive_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<quint32>("ttl");
        QTest::newRow("stated") << QByteArray("a 7 A 192.0.2.1") << 7u;
        QTest::newRow("after the class") << QByteArray("a IN 7 A 192.0.2.1") << 7u;
        QTest::newRow("$TTL") << QByteArray("$TTL 9\na A 192.0.2.1") << 9u;
        QTest::newRow("of the record before") << QByteArray("a 8 A 192.0.2.2\nb A 192.0.2.1") << 8u;
        QTest::newRow("$TTL before that of the record before")
            << QByteArray("$TTL 9\na 8 A 192.0.2.2\nb A 192.0.2.1") << 9u;
        QTest::newRow("the SOA's minimum") << QByteArray("@ SOA a b 1 2 3 4 77\nb A 192.0.2.1") << 77u;
        QTest::newRow("units") << QByteArray("a 1w2D3h4m5s A 192.0.2.1") << 788645u;
        QTest::newRow("above 2^31") << QByteArray("a 4294967295 A 192.0.2.1") << 4294967295u;
    }
    void timesToLive()
    {
        QFETCH(QByteArray, text);
        QFETCH(quint32, ttl);
        const auto zone = read(text);
        QVERIFY2(zone, zone ? "" : qPrintable(zone.error().detail));
        QCOMPARE(zone->records.back().ttl, ttl);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *tag, const QByteArray &text, int line, const char *reason) {
            QTest::newRow(tag) << text << line << QString::fromLatin1(reason);
        };
        row("unknown type", "a 1 A 192.0.2.1\nb 1 FOO bar\n", 2, "unknown type \"FOO\"");
        row("bad address", "\n\na 1 A 192.0.2.999\n", 3, "A record");
        row("outside the zone", "a 1 A 192.0.2.1\nexample.com. 1 A 192.0.2.1", 2, "outside the zone");
        row("include", "$INCLUDE /etc/passwd\n", 1, "$INCLUDE");
        row("include in small letters", "$include other.zone\n", 1, "$INCLUDE");
        row("generate", "$GENERATE 1-10 a$ A 192.0.2.$\n", 1, "directive");
        row("origin with two names", "$ORIGIN a. b.\n", 1, "directive");
        row("bad origin", "$ORIGIN a..b.\n", 1, "empty label");
        row("bad TTL", "$TTL soon\n", 1, "$TTL");
        row("TTL above 32 bits", "$TTL 4294967296\n", 1, "$TTL");
        row("no TTL", "a A 192.0.2.1", 1, "no TTL");
        row("no owner", "  1 A 192.0.2.1", 1, "without owner");
        row("no type", "a 1 IN\n", 1, "without type");
        row("no data", "a 1 A\n", 1, "without data");
        row("open parenthesis", "a 1 TXT (\n\"x\"\n", 1, "not closed");
        row("closing parenthesis", "a 1 TXT x )\n", 1, "without its opening");
        row("nested parentheses", "a 1 TXT ( (\n", 1, "inside");
        row("open quote", "a 1 TXT \"x\nb 1 TXT y\n", 1, "quoted string");
        row("NUL", QByteArray("a 1 TXT x\0y\n", 12), 1, "NUL");
        row("escape character", "a 1 TXT \x1b[31m\n", 1, "control character");
        row("backslash at the end", "a 1 TXT x\\\n", 1, "backslash");
        row("class CH", "a 1 CH TXT x\n", 1, "class");
        row("type ANY", "a 1 ANY \\# 0\n", 1, "no zone can hold");
        row("label of 64", QByteArray(64, 'a') + " 1 A 192.0.2.1\n", 1, "63 octets");
        row("name of 256", (QByteArray(62, 'a') + '.').repeated(4) + "x 1 A 192.0.2.1\n", 1, "255 octets");
        row("second SOA", "@ 1 SOA a b 1 2 3 4 5\n@ 1 SOA a b 1 2 3 4 6\n", 2, "second SOA");
        row("SOA below the apex", "x 1 SOA a b 1 2 3 4 5\n", 1, "below");
        row("MX without host", "@ 1 MX 10\n", 1, "MX record");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(QString, reason);
        const auto zone = read(text);
        QVERIFY(!zone);
        QCOMPARE(zone.error().code, ErrorCode::BadInput);
        QCOMPARE(zone.error().where, QStringLiteral("zones/example.zone:%1").arg(line));
        QVERIFY2(zone.error().detail.contains(reason), qPrintable(zone.error().detail));
    }

    void wantsASoa()
    {
        QVERIFY(read("a 1 A 192.0.2.1\n"));
        const auto zone = read("a 1 A 192.0.2.1\n", true);
        QVERIFY(!zone);
        QVERIFY(zone.error().detail.contains(QStringLiteral("no SOA")));
        QVERIFY(read("").value().records.empty());
    }

    void anEntryHasABound()
    {
        const auto zone = read("a 1 TXT (\n" + QByteArray("\"x\"\n").repeated(100000) + ")\n");
        QVERIFY(!zone);
        QVERIFY(zone.error().detail.contains(QStringLiteral("too long")));
    }

    void files()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &path, const QByteArray &text) {
            QFile file(folder.filePath(path));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write");
            return file.fileName();
        };
        const QString good =
            write(QStringLiteral("good.zone"), "$TTL 5\n$ORIGIN example.jp.\n@ SOA a b 1 2 3 4 5\n@ NS a\n");
        const auto zone = readZoneFile(good, {name("example.jp"), true});
        QVERIFY(zone);
        QCOMPARE(zone->records.size(), size_t(2));
        QCOMPARE(apexOfZoneFile(good), name("example.jp"));

        const auto missing = readZoneFile(folder.filePath(QStringLiteral("none.zone")), {name("example.jp"), true});
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        QCOMPARE(readZoneFile(folder.path(), {name("example.jp"), true}).error().code, ErrorCode::NotPermitted);

        const QString relative = write(QStringLiteral("relative.zone"), "@ 5 SOA a b 1 2 3 4 5\n");
        const auto apex = apexOfZoneFile(relative);
        QVERIFY(!apex);
        QCOMPARE(apex.error().where, relative + QStringLiteral(":1"));
        QVERIFY(!apexOfZoneFile(write(QStringLiteral("none"), "a.jp. 5 A 192.0.2.1\n")));
        QCOMPARE(apexOfZoneFile(write(QStringLiteral("late"), "a.b.jp. 5 A 192.0.2.1\nb.jp. 5 SOA a b 1 2 3 4 5\n")),
                 name("b.jp"));
    }
};

QTEST_GUILESS_MAIN(ZoneTest)
#include "tst_zone.moc"
