// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/registry/NetworkBootstrap.h"
#include "app/registry/RegistryClient.h"
#include "tests/registry/NetworkSamples.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace hinoban::registry::test;
using namespace Qt::StringLiterals;

class TestNetworks : public QObject {
    Q_OBJECT

    static NetworkBootstrap shipped()
    {
        NetworkBootstrap bootstrap;
        for (const char *name : {"ipv4", "ipv6", "asn"}) {
            QFile file(QStringLiteral(HINOBAN_SOURCE_DIR "/resources/rdap/%1.json").arg(QLatin1String(name)));
            if (!file.open(QIODevice::ReadOnly)) qFatal("no file");
            const auto added = bootstrap.add(file.readAll());
            if (!added) qFatal("%s", qPrintable(sentence(added.error())));
        }
        return bootstrap;
    }

    NetworkLookupPtr look(RegistryClient &client, const QString &address)
    {
        NetworkLookupPtr answer;
        client.lookNetwork(QHostAddress(address), this, [&](const NetworkLookupPtr &lookup) { answer = lookup; });
        if (answer) return nullptr; // never within the call
        if (!QTest::qWaitFor([&] { return answer != nullptr; }, 60000)) return nullptr;
        return answer;
    }

private Q_SLOTS:
    void theShippedFiles_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("host"); // empty: nobody's
        QTest::newRow("ARIN") << QByteArray("ip/45.77.9.110") << u"rdap.arin.net"_s;
        QTest::newRow("RIPE") << QByteArray("ip/82.221.139.210") << u"rdap.db.ripe.net"_s;
        QTest::newRow("APNIC") << QByteArray("ip/202.12.27.33") << u"rdap.apnic.net"_s;
        QTest::newRow("LACNIC") << QByteArray("ip/200.1.2.3") << u"rdap.lacnic.net"_s;
        QTest::newRow("AFRINIC") << QByteArray("ip/196.1.2.3") << u"rdap.afrinic.net"_s;
        QTest::newRow("private") << QByteArray("ip/10.0.0.1") << QString();
        QTest::newRow("loopback") << QByteArray("ip/127.0.0.1") << QString();
        QTest::newRow("multicast") << QByteArray("ip/224.0.0.1") << QString();
        QTest::newRow("IPv6, APNIC") << QByteArray("ip/2001:200::1") << u"rdap.apnic.net"_s;
        QTest::newRow("IPv6, RIPE") << QByteArray("ip/2a00:1450::1") << u"rdap.db.ripe.net"_s;
        QTest::newRow("IPv6, link") << QByteArray("ip/fe80::1") << QString();
        QTest::newRow("AS, of two octets") << QByteArray("autnum/20473") << u"rdap.arin.net"_s;
        QTest::newRow("AS, APNIC") << QByteArray("autnum/131072") << u"rdap.apnic.net"_s;
        QTest::newRow("AS, nobody's") << QByteArray("autnum/4200000000") << QString();
        for (const char *bad : {"ip/", "ip/x", "autnum/", "autnum/-1", "autnum/99999999999", "com", "entity/x"})
            QTest::newRow(bad) << QByteArray(bad) << QString();
    }
    void theShippedFiles()
    {
        QFETCH(QByteArray, key);
        static const NetworkBootstrap bootstrap = shipped();
        const auto base = bootstrap.baseOfKey(key);
        QTEST(base ? base->host() : QString(), "host");
        if (base) QVERIFY(base->scheme() == u"https"_s && base->path().endsWith(u'/'));
    }

    void theNarrowestWins()
    {
        NetworkBootstrap bootstrap;
        QVERIFY(bootstrap.add("{\"services\":[[[\"198.0.0.0/8\",\"1-100\"],[\"https://wide.example/\"]],"
                              "[[\"198.51.100.0/24\",\"7-7\"],[\"http://plain.example/\",\"https://b.example/x\"]],"
                              "[[\"203.0.113.0/24\"],[\"http://plain.example/\"]]]}"));
        QCOMPARE(bootstrap.base(QHostAddress(u"198.51.100.1"_s)), QUrl(u"https://b.example/x/"_s));
        QCOMPARE(bootstrap.base(QHostAddress(u"198.1.1.1"_s)), QUrl(u"https://wide.example/"_s));
        QVERIFY(!bootstrap.base(QHostAddress(u"203.0.113.1"_s)));
        QCOMPARE(bootstrap.base(7u), QUrl(u"https://b.example/x/"_s));
        QCOMPARE(bootstrap.base(8u), QUrl(u"https://wide.example/"_s));
        for (const char *bad :
             {"[]", "{\"services\":7}", "{\"services\":[[[\"300.0.0.0/8\"],[\"https://a.example\"]]]}",
              "{\"services\":[[[\"9-8\"],[\"https://a.example\"]]]}",
              "{\"services\":[[[\"com\"],[\"https://a.example\"]]]}"})
            QVERIFY2(!NetworkBootstrap().add(bad), bad);
    }

    void readsWhatRegionalRegistriesSend_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("said");
        QTest::newRow("ARIN: the contact below the holder")
            << NetworkArin << u"192.0.2.77"_s
            << u"NET-192-0-2-0-1|EXAMPLE-NET|192.0.2.0 – 192.0.2.255||Example Hosting, LLC|abuse@host.example|+1-555-0100"_s;
        QTest::newRow("RIPE: the contact beside it")
            << NetworkRipe << u"198.51.100.9"_s
            << u"198.51.100.0 - 198.51.100.255|EX-NET|198.51.100.0 – 198.51.100.255|IS|Example ehf.|abuse@host.example|"_s;
        QTest::newRow("IPv6") << NetworkIpv6 << u"2001:db8::7"_s
                              << u"2001:db8::/32|EX6|2001:db8:: – 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff|JP|||"_s;
    }
    void readsWhatRegionalRegistriesSend()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, address);
        const auto read = networkFromRdap(json, QHostAddress(address));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        const QString said = QStringList{read->handle, read->name,       read->range(),   read->country,
                                         read->holder, read->abuseEmail, read->abusePhone}
                                 .join(u'|');
        QTEST(said, "said");
        QCOMPARE(read->raw, json);
    }

    void readsAutonomousSystems()
    {
        const auto read = autonomousSystemFromRdap(AutonomousSystem, 64496);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        QCOMPARE(read->range(), u"AS64496"_s);
        QCOMPARE(read->abuseEmail, u"noc@host.example"_s);
        QVERIFY(!autonomousSystemFromRdap(AutonomousSystem, 64497));
        QVERIFY(!autonomousSystemFromRdap(NetworkArin, 64496));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        const auto changed = [](const char *before, const char *after) {
            return QByteArray(NetworkArin).replace(before, after);
        };
        QTest::newRow("another network") << changed("192.0.2.", "203.0.113.");
        QTest::newRow("ends before it starts") << changed("192.0.2.255", "192.0.2.1");
        QTest::newRow("half of it") << NetworkArin.first(NetworkArin.size() / 2);
        QTest::newRow("a domain") << changed("ip network", "domain");
        QTest::newRow("no address") << changed("192.0.2.0", "everything");
        QTest::newRow("of two families") << changed("\"192.0.2.0\"", "\"::\"");
        QTest::newRow("entities are a text") << changed("\"entities\":[", "\"entities\":\"\",\"x\":[");
        QTest::newRow("deep") << QByteArray(50'000, '[');
        QTest::newRow("nothing") << QByteArray();
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        const auto read = networkFromRdap(json, QHostAddress(u"192.0.2.77"_s));
        QVERIFY(!read);
        QVERIFY(read.error().code == ErrorCode::BadInput && !read.error().detail.isEmpty());
    }

    // A contact is text of somebody else's, and becomes the addressee of a letter.
    void onlyPlainContacts()
    {
        const auto read = networkFromRdap(QByteArray(NetworkArin)
                                              .replace("abuse@host.example", "a@b.example\\r\\nBcc: all@x.example")
                                              .replace("Example Hosting", "Example\\u202eHosting"),
                                          QHostAddress(u"192.0.2.77"_s));
        QVERIFY(read.has_value());
        QCOMPARE(read->abuseEmail, QString());
        QVERIFY2(!read->holder.contains(QChar(0x202e)), qPrintable(read->holder));
    }

    void asks()
    {
        QTcpServer server;
        QByteArray request, answer = NetworkArin;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            while (QTcpSocket *socket = server.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
                    request = socket->readAll();
                    socket->write((answer.isEmpty() ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK") +
                                  QByteArray("\r\nConnection: close\r\n\r\n") + answer);
                    socket->disconnectFromHost();
                });
        });
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.rdap = [&](const QByteArray &key) -> std::optional<QUrl> {
            if (!key.startsWith("ip/192.0.2.") && !key.startsWith("autnum/")) return std::nullopt;
            return QUrl(u"http://127.0.0.1:%1/registry"_s.arg(server.serverPort()));
        };
        StoryClock clock(instantFromUnixMicroseconds(1590851498000000));
        RegistryClient client(clock, Internet(parts));
        const auto found = look(client, u"192.0.2.77"_s);
        QVERIFY(found);
        QVERIFY2(found->network.has_value(), qPrintable(found->problem));
        QVERIFY(request.startsWith("GET /registry/ip/192.0.2.77 HTTP/1.1\r\n"));
        QCOMPARE(found->subject, u"192.0.2.77"_s);
        QCOMPARE(found->raw, NetworkArin);
        QCOMPARE(found->rawSha256.size(), 64);
        QVERIFY(look(client, u"203.0.113.1"_s)->problem.contains(u"No registration server"_s));
        answer.clear();
        QVERIFY(look(client, u"192.0.2.78"_s)->problem.contains(u"does not know this network"_s));
        answer = AutonomousSystem;
        NetworkLookupPtr system;
        client.lookAutonomousSystem(64496, this, [&](const NetworkLookupPtr &lookup) { system = lookup; });
        QTRY_VERIFY_WITH_TIMEOUT(system, 60000);
        QVERIFY2(system->network.has_value(), qPrintable(system->problem));
        QVERIFY(request.startsWith("GET /registry/autnum/64496 "));
    }
};

QTEST_GUILESS_MAIN(TestNetworks)
#include "tst_networks.moc"
