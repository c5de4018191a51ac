// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/console/NetworkDesks.h"
#include "tests/registry/NetworkSamples.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::console;
using namespace hinoban::registry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestNetworkDesks : public QObject {
    Q_OBJECT

    const dns::Name m_domain = *dns::Name::fromText("owner.example");

    // A regional registry that knows 192.0.2.0/24.
    struct Rig {
        Rig()
        {
            if (!server.listen(QHostAddress::LocalHost)) qFatal("cannot listen");
            connect(&server, &QTcpServer::newConnection, &server, [this] {
                while (QTcpSocket *socket = server.nextPendingConnection())
                    connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                        const QByteArray path = socket->readAll().split(' ').value(1);
                        asked.append(path);
                        const bool known = isUp && path.startsWith("/ip/192.0.2.");
                        socket->write((known ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found") +
                                      QByteArray("\r\nConnection: close\r\n\r\n") + (known ? NetworkArin : "{}"));
                        socket->disconnectFromHost();
                    });
            });
        }
        Internet internet()
        {
            Internet::Parts parts;
            parts.guard = Internet::Guard::LoopbackOnly;
            parts.rdap = [this](const QByteArray &) {
                return QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()));
            };
            return Internet(parts);
        }
        void goOn(Duration span)
        {
            bool there = false;
            clock.after(span, &server, [&] { there = true; });
            if (!QTest::qWaitFor([&] { return there; }, 60000)) qFatal("the clock stands");
        }
        QTcpServer server;
        QList<QByteArray> asked;
        bool isUp = true;
        StoryClock clock{instantFromUnixMicroseconds(1590851498000000)};
        registry::RegistryClient client{clock, internet()};
        NetworkDesks desks{clock, client};
    };

private Q_SLOTS:
    void eachAddressOnceADay()
    {
        Rig rig;
        QSignalSpy learned(&rig.desks, &NetworkDesks::learned);
        const QHostAddress known(u"192.0.2.77"_s), unknown(u"198.51.100.1"_s);
        for (int i = 0; i < 3; ++i)
            rig.desks.want(m_domain, {known, unknown});
        QVERIFY(!rig.desks.find(known));
        QTRY_VERIFY_WITH_TIMEOUT(rig.desks.find(known) && rig.desks.find(unknown), 60000);
        QCOMPARE(rig.asked.size(), 2);
        QVERIFY(rig.desks.find(known)->network.has_value());
        QVERIFY(!rig.desks.find(unknown)->network);
        QCOMPARE(learned.size(), 1);
        QCOMPARE(learned[0][0].value<dns::Name>(), m_domain);
        rig.goOn(31min);
        rig.desks.want(m_domain, {known, unknown});
        rig.goOn(1min);
        QCOMPARE(rig.asked.size(), 3);
        rig.isUp = false;
        rig.goOn(24h);
        rig.desks.want(m_domain, {known});
        rig.goOn(1min);
        QCOMPARE(rig.asked.size(), 4);
        QVERIFY(rig.desks.find(known)->network.has_value()); // what was known stays
    }

    // The attacker chooses the addresses.
    void theirNumberIsBounded()
    {
        Rig rig;
        std::vector<QHostAddress> many;
        for (quint32 i = 0; i < 2000; ++i)
            many.emplace_back(0xc6336400U + i);
        rig.desks.want(m_domain, many);
        rig.goOn(1h);
        QVERIFY2(rig.asked.size() <= NetworkDesks::MostAddresses, qPrintable(QString::number(rig.asked.size())));
    }

    void aHostGetsItsDesk()
    {
        auto lookup = std::make_shared<registry::NetworkLookup>();
        lookup->source = u"RDAP https://rdap.example/ip/192.0.2.77"_s;
        lookup->network = *registry::networkFromRdap(NetworkArin, QHostAddress(u"192.0.2.77"_s));
        respond::Contact host;
        host.role = u"hosting"_s;
        completeHost(host, lookup, {});
        QCOMPARE(host.organisation, u"Example Hosting, LLC"_s);
        QCOMPARE(host.channels.size(), size_t(2));
        QCOMPARE(host.channels[0].address, u"+1-555-0100"_s);
        QCOMPARE(host.channels[1].address, u"abuse@host.example"_s);
        QVERIFY(host.advice.contains(u"192.0.2.0 – 192.0.2.255"_s));
        QCOMPARE(host.source, lookup->source);
        // Who is in the directory stays as the directory says.
        respond::Contact known = host;
        known.organisation = u"Known"_s;
        known.channels.clear();
        completeHost(known, lookup, {});
        QVERIFY(known.channels.empty());
        respond::Contact registrar;
        registrar.role = u"registrar"_s;
        completeHost(registrar, lookup, {});
        QVERIFY(registrar.organisation.isEmpty());
        // Nothing is known: nothing is said.
        respond::Contact open;
        open.role = u"hosting"_s;
        completeHost(open, nullptr, {});
        completeHost(open, std::make_shared<registry::NetworkLookup>(), {});
        QVERIFY(open.organisation.isEmpty() && open.channels.empty());
    }

    void mailThatTheAttackerReadsIsLeftOut()
    {
        auto lookup = std::make_shared<registry::NetworkLookup>();
        lookup->network =
            *registry::networkFromRdap(QByteArray(NetworkArin).replace("abuse@host.example", "abuse@owner.example"),
                                       QHostAddress(u"192.0.2.77"_s));
        respond::Incident incident;
        incident.state = respond::IncidentState::Hijack;
        incident.domains = {m_domain};
        incident.mailLost = true;
        respond::Contact host;
        host.role = u"hosting"_s;
        completeHost(host, lookup, incident);
        QCOMPARE(host.channels.size(), size_t(1));
        QVERIFY(host.channels[0].kind == respond::Channel::Kind::Phone);
    }
};

QTEST_GUILESS_MAIN(TestNetworkDesks)
#include "tst_networkdesks.moc"
