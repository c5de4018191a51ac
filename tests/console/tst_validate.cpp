// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"
#include "app/console/Validate.h"
#include "tests/dns/ScriptedServer.h"
#include "tests/dns/ScriptedTlsServer.h"
#include "tests/dns/SignedZones.h"

#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;
using dns::Transport;

class ValidateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // What is validated is what the resolver says over the transport that was named: over another it may be somebody
    // else who answers.
    void asksTheResolverOverItsTransport_data()
    {
        QTest::addColumn<int>("transport");
        QTest::newRow("udp") << int(Transport::Udp);
        QTest::newRow("tcp") << int(Transport::Tcp);
        QTest::newRow("tls") << int(Transport::Tls);
    }
    void asksTheResolverOverItsTransport()
    {
        QFETCH(int, transport);
        const SignedZones zones;
        const auto answer = [&zones](const QByteArray &query) {
            const auto asked = dns::parseMessage(query)->question.value();
            const dns::Zone *zone = &zones.zones.front();
            for (const auto &one : zones.zones)
                if (asked.name.isSubdomainOf(one.apex) && asked != dns::Question{one.apex, dns::Type::DS, 1})
                    zone = &one;
            return replyTo(query, SignedZones::answer(*zone, asked));
        };
        WallClock clock;
        Authority authority;
        int overUdp = 0, overTcp = 0, overTls = 0;
        ScriptedServer plain(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            ++(got.tcp ? overTcp : overUdp);
            self.send(got, answer(got.query), Duration(0));
        });
        DotServer tls(clock, authority.issue(QStringLiteral("DNS:dns.test")),
                      [&](DotServer &self, QSslSocket *socket, const QByteArray &query) {
                          ++overTls;
                          self.send(socket, answer(query), Duration(0));
                      });
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.trustedCertificates = authority.pem();
        const std::array places{plain.endpoint(), tls.endpoint()};
        parts.mapping = [places](const QHostAddress &, Service service) -> std::optional<Endpoint> {
            return places[service == Service::DnsTls ? 1 : 0];
        };
        dns::Server resolver;
        resolver.address = QHostAddress(QStringLiteral("192.0.2.53"));
        resolver.authenticationName = QStringLiteral("dns.test");
        console::Validate run({Internet(parts),
                               SignedZones::anchors(),
                               {{name("www.test"), dns::Type::A, 1}},
                               resolver,
                               Transport(transport)});
        QSignalSpy ended(&run, &console::Validate::ended);
        run.start();
        QVERIFY(ended.wait(60000));
        const auto &validation = *run.results().front();
        QVERIFY(validation.exchanges.size() >= 2);
        for (const auto &exchange : validation.exchanges) {
            QVERIFY2(exchange->answered(), qPrintable(exchange->detail));
            QVERIFY(int(exchange->transport) == transport || exchange->transport == Transport::Tcp); // truncated
        }
        QCOMPARE(overUdp > 0, Transport(transport) == Transport::Udp);
        QCOMPARE(overTls > 0, Transport(transport) == Transport::Tls);
        QVERIFY(overTcp > 0 || Transport(transport) != Transport::Tcp);
    }
};

QTEST_GUILESS_MAIN(ValidateTest)
#include "tst_validate.moc"
