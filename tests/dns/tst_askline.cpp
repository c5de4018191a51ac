// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/AskLine.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;

class AskLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("normal");
        const auto row = [](const char *line, const char *normal) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(normal);
        };
        row("example.jp", "example.jp A");
        row("  Example.JP.\tns ", "example.jp NS");
        row("@192.0.2.53 example.jp MX", "@192.0.2.53 example.jp MX");
        row("mx example.jp @192.0.2.53", "@192.0.2.53 example.jp MX");
        row("+tcp @192.0.2.53#5353 +dnssec example.jp", "@192.0.2.53#5353 example.jp A +tcp +dnssec");
        row("@2001:db8::53#5353 example.jp", "@2001:db8::53#5353 example.jp A");
        row("@[2001:DB8:0::53] example.jp", "@2001:db8::53 example.jp A");
        row("@NS1.example.jp. example.jp", "@ns1.example.jp example.jp A");
        row("-p 5353 @192.0.2.53 example.jp", "@192.0.2.53#5353 example.jp A");
        row("-p 5353 @192.0.2.53#54 example.jp", "@192.0.2.53#54 example.jp A");
        row("-p 5353 example.jp", "-p 5353 example.jp A"); // of whoever is asked
        row("-x 192.0.2.1", "1.2.0.192.in-addr.arpa PTR");
        row("-x192.0.2.1 ANY", "1.2.0.192.in-addr.arpa ANY");
        row("-x 2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR");
        row("-t caa -q mx -c in", "mx. CAA");
        row("mx.", "mx. A");
        row("NS", ". NS");
        row(". DNSKEY +dnssec +cd", ". DNSKEY +dnssec +cd");
        row("CH TXT version.bind @192.0.2.1 +norec", "@192.0.2.1 version.bind TXT CH +norec");
        row("version.bind chaos-is-no-class TXT", "");
        row("example.jp TYPE65280 CLASS254", "example.jp TYPE65280 CLASS254");
        row("example.jp +nsid +norecurse +nocd +cdflag", "example.jp A +cd +norec +nsid");
        row("example.jp +norec +rec +tcp +notcp +do +nodo", "example.jp A");
        row("example.jp +tls +notcp", "example.jp A +tls");
        row("@9.9.9.9 example.jp +tls +tls-hostname=dns.quad9.net",
            "@9.9.9.9 example.jp A +tls +tls-hostname=dns.quad9.net");
        row("@dns.quad9.net example.jp +https", "@dns.quad9.net example.jp A +https");
        row("@dns.quad9.net example.jp +https=/other-Path", "@dns.quad9.net example.jp A +https=/other-Path");
        row("@9.9.9.9 example.jp +tls-hostname=dns.quad9.net", "@9.9.9.9 example.jp A"); // without TLS it says nothing
        row("日本.example MX", "xn--wgv71a.example MX");
        row("a\\.b.example TXT", "a\\.b.example TXT");
        row("-q -odd.example", "-q -odd.example A");
        row("-q +odd", "-q +odd. A");
    }
    void reads()
    {
        QFETCH(QString, line);
        QFETCH(QString, normal);
        const auto read = AskLine::fromText(line);
        if (normal.isEmpty()) {
            QVERIFY(!read);
            return;
        }
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->text(), normal);
        const auto again = AskLine::fromText(normal);
        QVERIFY(again.has_value());
        QVERIFY(*again == *read);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *line, const char *where, const char *why) {
            QTest::newRow(*line ? line : "nothing")
                << QString::fromUtf8(line) << QString::fromUtf8(where) << QString::fromUtf8(why);
        };
        row("", "", "which name");
        row("@192.0.2.1 +tcp", "", "which name");
        row("@ example.jp", "@", "no server");
        row("@192.0.2.1#0 example.jp", "@192.0.2.1#0", "port");
        row("@192.0.2.1#70000 example.jp", "@192.0.2.1#70000", "port");
        row("@192.0.2.1#+53 example.jp", "@192.0.2.1#+53", "port");
        row("@192.0.2.999 example.jp", "@192.0.2.999", "neither an address nor a name");
        row("@2001:db8:::1 example.jp", "@2001:db8:::1", "neither an address nor a name");
        row("@192.0.2.1 @192.0.2.2 example.jp", "@192.0.2.2", "second server");
        row("example.jp example.com", "example.com", "second name");
        row("example.jp MX NS", "NS", "second name");
        row("-x 192.0.2.1 example.jp", "example.jp", "second name");
        row("example.jp -x 192.0.2.1", "192.0.2.1", "second name");
        row("-x example.jp", "example.jp", "-x takes an address");
        row("example.jp -x", "-x", "nothing stands behind it");
        row("example.jp -t", "-t", "nothing stands behind it");
        row("example.jp -t nonsense", "nonsense", "not a record type");
        row("example.jp -c nonsense", "nonsense", "not a class");
        row("example.jp -p 0", "0", "port");
        row("example.jp -", "-", "not understood");
        row("example.jp -4", "-4", "not understood");
        row("example.jp +short", "+short", "+tcp +tls");
        row("example.jp +", "+", "not understood");
        row("example.jp +https=path", "+https=path", "slash");
        row("example.jp +tls-hostname=", "+tls-hostname=", "not the name");
        row("example.jp AXFR", "AXFR", "one answer");
        row("example.jp -t OPT", "OPT", "one answer");
        row("a..b", "", "");
        row("-x \x01", "", "control character");
    }
    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(QString, where);
        QFETCH(QString, why);
        const auto read = AskLine::fromText(line);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadInput);
        QVERIFY2(read.error().detail.contains(why), qPrintable(read.error().detail));
        if (!where.isEmpty()) QCOMPARE(read.error().where, where);
    }

    void isBounded()
    {
        QVERIFY(!AskLine::fromText(QString(5000, u'a')));
        QVERIFY(!AskLine::fromText(QStringLiteral("+tcp ").repeated(200) + QStringLiteral("a.jp")));
    }

    void makesTheQuery()
    {
        const auto line =
            AskLine::fromText(QStringLiteral("@dns.example +https=/q ch txt id.server +dnssec +cd +nsid"));
        QVERIFY(line.has_value());
        QCOMPARE(line->serverName.display(), QStringLiteral("dns.example"));
        QCOMPARE(line->authenticationName, QStringLiteral("dns.example"));
        QCOMPARE(line->path, QStringLiteral("/q"));
        Server server;
        server.address = QHostAddress(QStringLiteral("192.0.2.1"));
        const Query query = line->query(server);
        QCOMPARE(query.vantage, Vantage::Resolver);
        QCOMPARE(query.server, server);
        QCOMPARE(query.question.klass, quint16(3));
        QCOMPARE(query.question.type, Type::TXT);
        QCOMPARE(query.transport, Transport::Https);
        QVERIFY(query.recursionDesired && query.dnssecOk && query.checkingDisabled && query.nsid);
        const auto plain = AskLine::fromText(QStringLiteral("a.jp +norec"));
        QCOMPARE(plain->query(server).vantage, Vantage::Authoritative);
        QVERIFY(!plain->query(server).recursionDesired);
    }
};

QTEST_GUILESS_MAIN(AskLineTest)
#include "tst_askline.moc"
