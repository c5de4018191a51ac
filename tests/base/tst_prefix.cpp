// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Prefix.h"

#include <QtTest>

using namespace hinoban;
using namespace Qt::StringLiterals;

class TestPrefix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contains_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("inside");
        const auto row = [](const char *prefix, const char *address, bool inside) {
            QTest::addRow("%s %s %s", address, inside ? "in" : "not in", prefix)
                << QString::fromLatin1(prefix) << QString::fromLatin1(address) << inside;
        };
        row("203.0.113.0/24", "203.0.113.0", true);
        row("203.0.113.0/24", "203.0.113.255", true);
        row("203.0.113.0/24", "203.0.112.255", false);
        row("203.0.113.0/24", "203.0.114.0", false);
        row("203.0.113.0/24", "::ffff:203.0.113.9", true);
        row("203.0.113.0/24", "2001:db8::1", false);
        row("45.77.24.250", "45.77.24.250", true);
        row("45.77.24.250", "45.77.24.251", false);
        row("0.0.0.0/0", "255.255.255.255", true);
        row("0.0.0.0/0", "::1", false);
        row("128.0.0.0/1", "127.255.255.255", false);
        row("10.0.0.0/31", "10.0.0.1", true);
        row("2001:db8::/32", "2001:db8:ffff::1", true);
        row("2001:db8::/32", "2001:db9::", false);
        row("2001:db8::/33", "2001:db8:7fff::", true);
        row("2001:db8::/33", "2001:db8:8000::", false);
        row("::/0", "2001:db8::", true);
        row("::/0", "192.0.2.1", false);
        row("::1", "::1", true);
        row("::1/128", "::2", false);
    }
    void contains()
    {
        QFETCH(QString, prefix);
        QFETCH(QString, address);
        QFETCH(bool, inside);
        const auto parsed = Prefix::fromText(prefix);
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().detail));
        QCOMPARE(parsed->contains(QHostAddress(address)), inside);
        const auto again = Prefix::fromText(parsed->text());
        QVERIFY(again.has_value());
        QVERIFY(*again == *parsed);
    }

    void anEmptyPrefixOrAddressContainsNothing()
    {
        QVERIFY(!Prefix().contains(QHostAddress(u"192.0.2.1"_s)));
        QVERIFY(!Prefix().contains(QHostAddress()));
        QVERIFY(!Prefix::fromText(u"0.0.0.0/0"_s)->contains(QHostAddress()));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 "/",
                                 "/24",
                                 "203.0.113.0/",
                                 "203.0.113.0/33",
                                 "203.0.113.0/-1",
                                 "203.0.113.0/+8",
                                 "203.0.113.0/024",
                                 "203.0.113.1/24",
                                 "203.0.113/24",
                                 "127.1",
                                 "0x7f.0.0.1",
                                 "010.0.0.0/8",
                                 "256.0.0.0/8",
                                 "1.2.3.4.5",
                                 " 10.0.0.0/8",
                                 "10.0.0.0/8 ",
                                 "10.0.0.0/8/8",
                                 "2001:db8::/129",
                                 "2001:db8::1/64",
                                 "fe80::1%eth0",
                                 "::ffff:10.0.0.0/104",
                                 "example.com",
                                 "2001:db8:::/32"})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto parsed = Prefix::fromText(text);
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().code, ErrorCode::BadInput);
    }

    void routable_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("routable");
        const auto row = [](const char *what, const char *address, bool routable) {
            QTest::addRow("%s %s", what, address) << QString::fromLatin1(address) << routable;
        };
        row("public", "45.77.24.250", true);
        row("public", "2600:9000:5300::1", true);
        row("this host", "0.0.0.0", false);
        row("this network", "0.1.2.3", false);
        row("private", "10.255.255.255", false);
        row("after private", "11.0.0.0", true);
        row("before shared", "100.63.255.255", true);
        row("shared", "100.64.0.1", false);
        row("shared", "100.127.255.255", false);
        row("after shared", "100.128.0.0", true);
        row("loopback", "127.255.0.1", false);
        row("link-local", "169.254.169.254", false);
        row("private", "172.31.255.255", false);
        row("after private", "172.32.0.0", true);
        row("protocol assignments", "192.0.0.170", false);
        row("documentation", "192.0.2.1", false);
        row("6to4 relay", "192.88.99.1", false);
        row("private", "192.168.1.1", false);
        row("benchmark", "198.19.255.255", false);
        row("documentation", "198.51.100.7", false);
        row("documentation", "203.0.113.7", false);
        row("multicast", "224.0.0.251", false);
        row("reserved", "240.0.0.1", false);
        row("broadcast", "255.255.255.255", false);
        row("unspecified", "::", false);
        row("loopback", "::1", false);
        row("IPv4-compatible", "::8.8.8.8", false);
        row("mapped public", "::ffff:45.77.24.250", true);
        row("mapped private", "::ffff:10.0.0.1", false);
        row("NAT64 of public", "64:ff9b::2d4d:18fa", true);
        row("NAT64 of loopback", "64:ff9b::7f00:1", false);
        row("NAT64 of private", "64:ff9b::a00:1", false);
        row("local NAT64", "64:ff9b:1::808:808", false);
        row("discard", "100::1", false);
        row("Teredo", "2001::1", false);
        row("benchmark", "2001:2::1", false);
        row("ORCHIDv2", "2001:20::1", false);
        row("after the assignments", "2001:200::1", true);
        row("documentation", "2001:db8::1", false);
        row("6to4 of public", "2002:2d4d:18fa::1", true);
        row("6to4 of private", "2002:c0a8:101::1", false);
        row("6to4 of loopback", "2002:7f00:1::", false);
        row("documentation", "3fff:fff::1", false);
        row("after documentation", "3fff:1000::1", true);
        row("segment routing", "5f00::1", false);
        row("unique local", "fd00::1", false);
        row("link-local", "fe80::1", false);
        row("old site-local", "fec0::1", false);
        row("multicast", "ff02::fb", false);
    }
    void routable()
    {
        QFETCH(QString, address);
        QFETCH(bool, routable);
        const QHostAddress parsed(address);
        QVERIFY(!parsed.isNull());
        QCOMPARE(isGloballyRoutable(parsed), routable);
    }

    void nothingIsNotRoutable()
    {
        QVERIFY(!isGloballyRoutable(QHostAddress()));
        QHostAddress scoped(u"2600:9000:5300::1"_s);
        scoped.setScopeId(u"eth0"_s);
        QVERIFY(!isGloballyRoutable(scoped));
    }
};

QTEST_GUILESS_MAIN(TestPrefix)
#include "tst_prefix.moc"
