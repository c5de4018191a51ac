// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/OwnResolver.h"
#include "app/watch/ResolverJson.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::console;
using dns::Transport;
using Field = ResolverField;
using Problem = ResolverProblem;

namespace {

TypedResolver plain(const char *place)
{
    return {QStringLiteral("Office"), QString::fromLatin1(place), Transport::Udp, {}, {}};
}

} // namespace

class OwnResolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<int>("transport");
        QTest::addColumn<QString>("address"); // empty: refused
        QTest::addColumn<int>("port");        // or the problem
        QTest::addColumn<QString>("path");
        const auto row = [](const char *place, Transport transport, const char *address, int port,
                            const char *path = "") {
            QTest::addRow("%s %s", dns::transportText(transport).constData(), place)
                << QString::fromLatin1(place) << int(transport) << QString::fromLatin1(address) << port
                << QString::fromLatin1(path);
        };
        const auto refused = [&](const char *place, Transport transport, Problem problem) {
            row(place, transport, "", int(problem));
        };
        row("192.0.2.53", Transport::Udp, "192.0.2.53", 53);
        row(" 10.0.0.53#5353 ", Transport::Udp, "10.0.0.53", 5353);
        row("2001:db8::53", Transport::Tls, "2001:db8::53", 53);
        row("2001:db8::53#853", Transport::Tls, "2001:db8::53", 853);
        row("tls://192.0.2.53", Transport::Tls, "192.0.2.53", 53);
        row("tls://[2001:db8::53]:8853", Transport::Tls, "2001:db8::53", 8853);
        row("192.0.2.53", Transport::Https, "192.0.2.53", 53, "/dns-query");
        row("https://192.0.2.53/", Transport::Https, "192.0.2.53", 53, "/dns-query");
        row("HTTPS://192.0.2.53:8443/q/x", Transport::Https, "192.0.2.53", 8443, "/q/x");
        refused("", Transport::Udp, Problem::Missing);
        refused("  ", Transport::Https, Problem::Missing);
        refused("192.0.2", Transport::Udp, Problem::NotAnAddress);
        refused("192.0.2.53:53", Transport::Udp, Problem::NotAnAddress);
        refused("192.0.2.53, 192.0.2.54", Transport::Udp, Problem::NotAnAddress);
        refused("fe80::1%eth0", Transport::Udp, Problem::NotAnAddress);
        refused("dns.example", Transport::Udp, Problem::HostInsteadOfIt);
        refused("https://dns.example/dns-query", Transport::Https, Problem::HostInsteadOfIt);
        refused("192.0.2.53#0", Transport::Udp, Problem::BadPort);
        refused("192.0.2.53#65536", Transport::Udp, Problem::BadPort);
        refused("192.0.2.53#", Transport::Udp, Problem::BadPort);
        refused("https://192.0.2.53/dns-query", Transport::Udp, Problem::OtherProtocol);
        refused("tls://192.0.2.53", Transport::Https, Problem::OtherProtocol);
        refused("quic://192.0.2.53", Transport::Tls, Problem::OtherProtocol);
        refused("https://192.0.2.53/q?dns=1", Transport::Https, Problem::BadPath);
        refused("tls://192.0.2.53/dns-query", Transport::Tls, Problem::BadPath);
        refused("https://user@192.0.2.53/", Transport::Https, Problem::NotAnAddress);
        for (const char *place : {"0.0.0.0", "255.255.255.255", "224.0.0.251", "ff02::fb", "::"})
            refused(place, Transport::Udp, Problem::NotOfOneServer);
        QTest::newRow("endless") << QString(5000, u'1') << int(Transport::Udp) << QString() << int(Problem::TooLong)
                                 << QString();
    }
    void places()
    {
        QFETCH(QString, place);
        QFETCH(int, transport);
        QFETCH(QString, address);
        QFETCH(int, port);
        QFETCH(QString, path);
        const auto read = ownResolver({QStringLiteral("Office"), place, Transport(transport), {}, {}}, {});
        if (address.isEmpty()) {
            QVERIFY(!read);
            QVERIFY(read.error() == (std::vector<RefusedField>{{Field::Place, Problem(port)}}));
            return;
        }
        QVERIFY(read.has_value());
        QCOMPARE(read->server.address.toString(), address);
        QCOMPARE(int(read->server.port), port);
        QCOMPARE(read->server.path, path);
        QCOMPARE(read->server.label, QStringLiteral("Office"));
        QVERIFY(read->isOwn);
        QVERIFY(read->transports.front() == Transport(transport));
        // What is edited again is what was typed, and the workspace keeps all of it.
        const auto again = ownResolver(typedFrom(*read), {});
        QVERIFY(again.has_value());
        QCOMPARE(watch::toJson(*again), watch::toJson(*read));
        const auto kept = watch::resolverFromJson(watch::toJson(*read));
        QVERIFY(kept.has_value());
        QCOMPARE(watch::toJson(*kept), watch::toJson(*read));
        QVERIFY(kept->isOwn);
    }

    void otherFields()
    {
        auto typed = plain("192.0.2.53");
        typed.perSecond = QStringLiteral(" 5 ");
        QCOMPARE(ownResolver(typed, {})->questionsPerSecond, 5U);
        for (const char *wrong : {"0", "-1", "1001", "2.5", "many"}) {
            typed.perSecond = QString::fromLatin1(wrong);
            QVERIFY(ownResolver(typed, {}).error() ==
                    (std::vector<RefusedField>{{Field::PerSecond, Problem::NotAWholeNumber}}));
        }
        typed = plain("192.0.2.53");
        typed.certificateName = QStringLiteral("dns.example");
        QVERIFY(ownResolver(typed, {}).error() ==
                (std::vector<RefusedField>{{Field::CertificateName, Problem::NotWithPlain}}));
        typed.transport = Transport::Tls;
        QCOMPARE(ownResolver(typed, {})->server.authenticationName, QStringLiteral("dns.example"));
        typed.certificateName = QStringLiteral("dns example\r\nX: y");
        QVERIFY(ownResolver(typed, {}).error() ==
                (std::vector<RefusedField>{{Field::CertificateName, Problem::NotAHostName}}));
    }

    void everyWrongFieldIsTold()
    {
        const TypedResolver typed{{}, QStringLiteral("x y"), Transport::Udp, QStringLiteral("n"), QStringLiteral("q")};
        QVERIFY(ownResolver(typed, {}).error() ==
                (std::vector<RefusedField>{{Field::Name, Problem::Missing},
                                           {Field::Place, Problem::NotAnAddress},
                                           {Field::CertificateName, Problem::NotWithPlain},
                                           {Field::PerSecond, Problem::NotAWholeNumber}}));
    }

    void nobodyIsAskedTwice()
    {
        const auto first = ownResolver(plain("192.0.2.53"), {}).value();
        auto second = plain("192.0.2.53");
        second.name = QStringLiteral("OFFICE");
        QVERIFY(ownResolver(second, {first}).error() ==
                (std::vector<RefusedField>{{Field::Name, Problem::NameTaken}, {Field::Place, Problem::PlaceTaken}}));
        second.name = QStringLiteral("Office, encrypted");
        second.transport = Transport::Tls; // another protocol is another vantage
        QVERIFY(ownResolver(second, {first}).has_value());
    }

    void aNameIsPlainText()
    {
        auto typed = plain("192.0.2.53");
        typed.name = QStringLiteral("evil\u202etxt");
        QCOMPARE(ownResolver(typed, {})->server.label, QStringLiteral("evil\\u202etxt"));
        typed.name = QString(61, u'x');
        QVERIFY(ownResolver(typed, {}).error() == (std::vector<RefusedField>{{Field::Name, Problem::TooLong}}));
    }

    void line()
    {
        auto typed = plain("10.0.0.53#5353");
        typed.perSecond = QStringLiteral("5");
        QCOMPARE(resolverLine(*ownResolver(typed, {})), QStringLiteral("Office (udp 10.0.0.53#5353, 5/s)"));
        typed = {QStringLiteral("ISP"),
                 QStringLiteral("https://192.0.2.53/q"),
                 Transport::Https,
                 QStringLiteral("dns.example"),
                 {}};
        QCOMPARE(resolverLine(*ownResolver(typed, {})), QStringLiteral("ISP (https 192.0.2.53 dns.example/q)"));
    }
};

QTEST_GUILESS_MAIN(OwnResolverTest)
#include "tst_ownresolver.moc"
