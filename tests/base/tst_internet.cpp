// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Internet.h"

#include <QtTest>

using namespace hinoban;
using namespace Qt::StringLiterals;

class TestInternet : public QObject {
    Q_OBJECT

    static Internet internet(Internet::Guard guard, std::vector<QString> permitted = {})
    {
        Internet::Parts parts;
        parts.guard = guard;
        for (const QString &text : permitted)
            parts.permitted.push_back(*Prefix::fromText(text));
        return Internet(std::move(parts));
    }

private Q_SLOTS:
    void whatAPersonNames()
    {
        const QHostAddress office(u"10.0.0.53"_s), other(u"10.0.0.54"_s), six(u"fd00::53"_s);
        const Internet before = internet(Internet::Guard::GloballyRoutable);
        const Internet after = before.withPermitted({office, six});
        QVERIFY(!before.permit(office)); // a value: nobody else's changes
        QVERIFY(after.permit(office) && after.permit(six));
        QVERIFY(!after.permit(other));
        QVERIFY(!after.withPermitted({}).permit(other));
        // Nothing makes a drill or a test send elsewhere.
        const Internet drill = internet(Internet::Guard::LoopbackOnly).withPermitted({office});
        QVERIFY(!drill.permit(office));
    }

    void guard_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("real");
        QTest::addColumn<bool>("drill");
        QTest::addColumn<bool>("lab"); // a drill's guard and 10.53.0.0/16, fd53::/16
        const auto row = [](const char *what, const char *address, bool real, bool drill, bool lab) {
            QTest::addRow("%s %s", what, address) << QString::fromLatin1(address) << real << drill << lab;
        };
        row("loopback", "127.0.0.1", false, true, true);
        row("loopback", "127.44.5.6", false, true, true);
        row("loopback", "::1", false, true, true);
        row("mapped loopback", "::ffff:127.0.0.1", false, true, true);
        row("unspecified", "0.0.0.0", false, false, false);
        row("unspecified", "::", false, false, false);
        row("public", "45.77.24.250", true, false, false);
        row("public", "2600:9000:5300::1", true, false, false);
        row("mapped public", "::ffff:45.77.24.250", true, false, false);
        row("lab", "10.53.1.1", false, false, true);
        row("mapped lab", "::ffff:10.53.1.1", false, false, true);
        row("lab", "fd53::1", false, false, true);
        row("other private", "10.54.1.1", false, false, false);
        row("metadata service", "169.254.169.254", false, false, false);
        row("documentation", "192.0.2.1", false, false, false);
        row("multicast", "224.0.0.1", false, false, false);
        row("6to4 of lab", "2002:0a35:0101::1", false, false, false);
        row("6to4 of loopback", "2002:7f00:1::1", false, false, false);
        row("NAT64 of loopback", "64:ff9b::7f00:1", false, false, false);
        row("Teredo", "2001:0:7f00:1::", false, false, false);
        row("link-local", "fe80::1", false, false, false);
    }
    void guard()
    {
        QFETCH(QString, address);
        QFETCH(bool, real);
        QFETCH(bool, drill);
        QFETCH(bool, lab);
        const QHostAddress parsed(address);
        const struct {
            Internet world;
            bool allowed;
        } cases[] = {{internet(Internet::Guard::GloballyRoutable), real},
                     {internet(Internet::Guard::LoopbackOnly), drill},
                     {internet(Internet::Guard::LoopbackOnly, {u"10.53.0.0/16"_s, u"fd53::/16"_s}), lab}};
        for (const auto &[world, allowed] : cases) {
            QCOMPARE(world.permit(parsed), allowed);
            const auto reached = world.reach(parsed, Service::DnsUdp);
            QCOMPARE(reached.has_value(), allowed);
            if (!allowed) QCOMPARE(reached.error().code, ErrorCode::NotPermitted);
        }
    }

    void nothingIsPermittedWithoutAnAddress()
    {
        QVERIFY(!internet(Internet::Guard::GloballyRoutable, {u"0.0.0.0/0"_s, u"::/0"_s}).permit(QHostAddress()));
        QCOMPARE(internet(Internet::Guard::LoopbackOnly).reach(QHostAddress(), Service::Smtp).error().code,
                 ErrorCode::BadInput);
    }

    void usualPorts()
    {
        Internet::Parts parts;
        parts.dnsPort = 5300;
        const Internet world(parts);
        const QHostAddress address(u"45.77.24.250"_s);
        QCOMPARE(world.reach(address, Service::DnsUdp)->port, quint16(5300));
        QCOMPARE(world.reach(address, Service::DnsTcp)->port, quint16(5300));
        QCOMPARE(world.reach(address, Service::Whois)->port, quint16(43));
        QCOMPARE(world.reach(address, Service::Rdap)->port, quint16(443));
        QCOMPARE(world.reach(address, Service::Smtp)->port, quint16(25));
        QCOMPARE(world.reach(address, Service::Smtp)->address, address);
        QCOMPARE(world.reach(address, Service::Web)->port, quint16(443));
        QCOMPARE(world.reach(address, Service::Web, 8443)->port, quint16(8443));
    }

    // A mapping names the socket; the guard looks at the socket, never at the story's name for it.
    void theGuardLooksWhereTheBytesGo()
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.mapping = [](const QHostAddress &nominal, Service) -> std::optional<Endpoint> {
            if (nominal == QHostAddress(u"192.0.2.1"_s)) return Endpoint{QHostAddress(u"127.0.0.9"_s), 5301};
            if (nominal == QHostAddress(u"192.0.2.2"_s)) return Endpoint{QHostAddress(u"8.8.8.8"_s), 53};
            return std::nullopt;
        };
        const Internet world(parts);
        const auto mapped = world.reach(QHostAddress(u"192.0.2.1"_s), Service::DnsUdp);
        QVERIFY(mapped.has_value());
        QVERIFY((*mapped == Endpoint{QHostAddress(u"127.0.0.9"_s), 5301}));
        QCOMPARE(world.reach(QHostAddress(u"192.0.2.2"_s), Service::DnsUdp).error().code, ErrorCode::NotPermitted);
        QCOMPARE(world.reach(QHostAddress(u"127.0.0.1"_s), Service::DnsUdp).error().code, ErrorCode::Unreachable);
    }

    void withoutIpv6()
    {
        Internet::Parts parts;
        parts.hasIpv6 = false;
        const Internet world(parts);
        QCOMPARE(world.reach(QHostAddress(u"2600:9000:5300::1"_s), Service::DnsUdp).error().code,
                 ErrorCode::Unreachable);
        QVERIFY(world.reach(QHostAddress(u"45.77.24.250"_s), Service::DnsUdp).has_value());
        QVERIFY(world.reach(QHostAddress(u"::ffff:45.77.24.250"_s), Service::DnsUdp).has_value());
    }

    void rdapIsAskedOfTheParts()
    {
        QVERIFY(!Internet({}).rdapBase("com"));
        Internet::Parts parts;
        parts.rdap = [](const QByteArray &tld) -> std::optional<QUrl> {
            if (tld == "com") return QUrl(u"http://127.0.0.1:8000/"_s);
            return std::nullopt;
        };
        const Internet copy = Internet(parts);
        QCOMPARE(copy.rdapBase("com"), QUrl(u"http://127.0.0.1:8000/"_s));
        QVERIFY(!copy.rdapBase("net"));
        QVERIFY(!copy.pathProber());
        QVERIFY(!copy.webProber());
    }
};

QTEST_GUILESS_MAIN(TestInternet)
#include "tst_internet.moc"
