// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/base/WallClock.h"
#include "tests/dns/EngineTest.h"

#include <QTest>

#include <map>
#include <optional>
#include <set>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

class QueryEngineTest : public EngineTest {
    Q_OBJECT
private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<int>("transport");
        QTest::newRow("over UDP") << int(Transport::Udp);
        QTest::newRow("over TCP") << int(Transport::Tcp);
    }
    void answers()
    {
        QFETCH(int, transport);
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query(Transport(transport)));
        QVERIFY(exchange);
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(int(exchange->transport), transport);
        QCOMPARE(exchange->rtt, Duration(milliseconds(20)));
        QCOMPARE(exchange->sentAt, start());
        QCOMPARE(exchange->attempts, 1u);
        QCOMPARE(exchange->strays, 0u);
        QVERIFY(exchange->message);
        QCOMPARE(exchange->message->answer.size(), size_t(1));
        QCOMPARE(exchange->query, server.got().front().query);
        QCOMPARE(exchange->server.address, Nominal);
        QCOMPARE(exchange->replySha256().size(), 64);
        QCOMPARE(exchange->canonical(), canonicalAnswerHash(*exchange->message, false));
        QCOMPARE(engine.open(), 0);
        QCOMPARE(clock.lost(), quint64(0));
    }

    void asksOverIpv6()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest, QHostAddress(QHostAddress::LocalHostIPv6));
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
    }

    void asksWithWhatWasOrdered()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        QueryEngine engine(clock, onlyServer(server));
        Query what = query();
        what.dnssecOk = true;
        what.recursionDesired = true;
        (void)run(engine, what);
        const auto asked = parseMessage(server.got().front().query);
        QVERIFY(asked->rd);
        QVERIFY(asked->edns.has_value());
        QVERIFY(asked->edns->dnssecOk);
        QCOMPARE(int(asked->edns->udpSize), 1232);
    }

    void isUnpredictable()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        QueryEngine engine(clock, onlyServer(server));
        int left = 300;
        for (int i = 0; i < 300; ++i)
            engine.ask(query(), this, [&](ExchangePtr) { --left; });
        QTRY_COMPARE(left, 0);
        std::set<quint16> ids;
        std::set<quint16> ports;
        std::set<QByteArray> spellings;
        for (const auto &got : server.got()) {
            ids.insert(quint16(quint8(got.query.at(0)) << 8 | quint8(got.query.at(1))));
            ports.insert(got.port);
            spellings.insert(got.query.mid(12, 12));
        }
        QVERIFY(ids.size() > 280);
        QCOMPARE(ports.size(), size_t(16));
        QVERIFY(spellings.size() > 100);
    }

    void unreachableWithoutAPacket_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("ipv6");
        QTest::newRow("nobody lives there") << QStringLiteral("198.51.100.1") << true;
        QTest::newRow("no IPv6 here") << QStringLiteral("2001:db8::1") << false;
        QTest::newRow("the guard refuses") << QStringLiteral("203.0.113.9") << true;
    }
    void unreachableWithoutAPacket()
    {
        QFETCH(QString, address);
        QFETCH(bool, ipv6);
        StoryClock clock(start());
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.hasIpv6 = ipv6;
        parts.mapping = [](const QHostAddress &nominal, Service) -> std::optional<Endpoint> {
            if (nominal == QHostAddress(QStringLiteral("203.0.113.9"))) return Endpoint{nominal, 53};
            return std::nullopt;
        };
        QueryEngine engine(clock, Internet(parts));
        for (Transport transport : {Transport::Udp, Transport::Tcp}) {
            Query what = query(transport);
            what.server.address = QHostAddress(address);
            const auto exchange = run(engine, what);
            QCOMPARE(exchange->outcome, Outcome::Unreachable);
            QVERIFY(!exchange->detail.isEmpty());
            QCOMPARE(exchange->attempts, 0u);
            QCOMPARE(exchange->transport, transport);
        }
    }

    void aNamedPortIsKeptWhereNothingIsMapped()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        QueryEngine engine(clock, Internet(parts));
        for (Transport transport : {Transport::Udp, Transport::Tcp}) {
            Query what = query(transport);
            what.server.address = QHostAddress(QHostAddress::LocalHost);
            what.server.port = server.port();
            const auto exchange = run(engine, what);
            QCOMPARE(exchange->outcome, Outcome::Answered);
        }
    }

    void aSlowServerDelaysNobodyElse()
    {
        StoryClock clock(start());
        ScriptedServer quick(clock, honest);
        ScriptedServer silent(clock, [](ScriptedServer &, const ScriptedServer::Got &) {});
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        const std::map<quint32, Endpoint> map{{Nominal.toIPv4Address(), quick.endpoint()},
                                              {Nominal.toIPv4Address() + 1, silent.endpoint()}};
        parts.mapping = [map](const QHostAddress &nominal, Service) -> std::optional<Endpoint> {
            return map.at(nominal.toIPv4Address());
        };
        EngineOptions options;
        options.window = 40;
        options.windowPerServer = 20;
        QueryEngine engine(clock, Internet(parts), options);
        int quickLeft = 50;
        int silentLeft = 30;
        Instant quickDone{};
        for (int i = 0; i < 30; ++i) {
            Query what = query();
            what.server.address = QHostAddress(Nominal.toIPv4Address() + 1);
            engine.ask(what, this, [&](ExchangePtr exchange) {
                QCOMPARE(exchange->outcome, Outcome::TimedOut);
                --silentLeft;
            });
        }
        for (int i = 0; i < 50; ++i)
            engine.ask(query(), this, [&](ExchangePtr exchange) {
                QCOMPARE(exchange->outcome, Outcome::Answered);
                quickDone = clock.now();
                --quickLeft;
            });
        QTRY_COMPARE(quickLeft, 0);
        QVERIFY(quickDone <= start() + milliseconds(100));
        QTRY_COMPARE(silentLeft, 0);
        QVERIFY(clock.now() <= start() + seconds(3));
        QCOMPARE(engine.open(), 0);
    }

    // What the kernel refuses to send while answers are being delivered ends by itself: nothing else may come after
    // which somebody would look. What waited for its place is asked at once.
    void whatCannotBeSentEndsToo_data()
    {
        QTest::addColumn<bool>("another");
        QTest::newRow("the last one") << false;
        QTest::newRow("and another waits for its place") << true;
    }
    void whatCannotBeSentEndsToo()
    {
        QFETCH(bool, another);
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        const QHostAddress Refused(QStringLiteral("192.0.2.54")), Nobody(QStringLiteral("192.0.2.55"));
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.mapping = [&, endpoint = server.endpoint()](const QHostAddress &nominal,
                                                          Service) -> std::optional<Endpoint> {
            if (nominal == Nobody) return std::nullopt;
            if (nominal == Refused) return Endpoint{endpoint.address, 0}; // no datagram goes to port 0
            return endpoint;
        };
        EngineOptions options;
        options.window = 1;
        QueryEngine engine(clock, Internet(parts), options);
        const auto at = [](const QHostAddress &address) {
            Query one = query();
            one.server.address = address;
            return one;
        };
        std::vector<Outcome> outcomes;
        engine.ask(at(Nobody), this, [&](const ExchangePtr &first) {
            outcomes.push_back(first->outcome);
            const auto keep = [&](const ExchangePtr &exchange) { outcomes.push_back(exchange->outcome); };
            engine.ask(at(Refused), this, keep);
            if (another) engine.ask(at(Nominal), this, keep);
        });
        std::vector<Outcome> expected{Outcome::Unreachable, Outcome::Unreachable};
        if (another) expected.push_back(Outcome::Answered);
        QTRY_COMPARE(outcomes, expected);
        QCOMPARE(engine.open(), 0);
        QVERIFY(clock.now() <= start() + milliseconds(50));
        QCOMPARE(clock.lost(), quint64(0));
    }

    void theAnswerIsDroppedWithItsContext()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        QueryEngine engine(clock, onlyServer(server));
        auto context = std::make_unique<QObject>();
        bool called = false;
        engine.ask(query(), context.get(), [&](ExchangePtr) { called = true; });
        context.reset();
        (void)run(engine, query());
        QTRY_COMPARE(engine.open(), 0);
        QVERIFY(!called);
    }

    void anAnswerMayDestroyTheEngine_data() { answers_data(); }
    void anAnswerMayDestroyTheEngine()
    {
        QFETCH(int, transport);
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        auto engine = std::make_unique<QueryEngine>(clock, onlyServer(server));
        int answers = 0;
        for (int i = 0; i < 20; ++i)
            engine->ask(query(Transport(transport)), this, [&](ExchangePtr) {
                ++answers;
                engine.reset();
            });
        QTRY_COMPARE(answers, 1);
        QCoreApplication::processEvents();
        QCOMPARE(answers, 1);
    }

    void destroyingDropsOpenQuestions()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        {
            QueryEngine engine(clock, onlyServer(server));
            for (int i = 0; i < 50; ++i)
                engine.ask(query(i % 2 ? Transport::Tcp : Transport::Udp), this,
                           [](ExchangePtr) { qFatal("answered after the end"); });
            QCoreApplication::processEvents();
        }
        QCoreApplication::processEvents();
        QCOMPARE(clock.pending() >= 0, true);
    }

    void portsChangeWithUse()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        EngineOptions options;
        options.udpSockets = 1;
        options.windowPerServer = 50;
        QueryEngine engine(clock, onlyServer(server), options);
        int left = 9000;
        for (int i = 0; i < 9000; ++i)
            engine.ask(query(), this, [&](ExchangePtr exchange) {
                QCOMPARE(exchange->outcome, Outcome::Answered);
                --left;
            });
        QTRY_COMPARE_WITH_TIMEOUT(left, 0, 60000);
        std::set<quint16> ports;
        for (const auto &got : server.got())
            ports.insert(got.port);
        QCOMPARE(ports.size(), size_t(3));
    }

    void underAWallClock()
    {
        WallClock clock;
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (self.got().size() > 1) honest(self, got); // the first one is lost
        });
        EngineOptions options;
        options.firstTimeout = milliseconds(50);
        QueryEngine engine(clock, onlyServer(server), options);
        const auto exchange = run(engine, query());
        QVERIFY(exchange);
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QVERIFY(exchange->attempts >= 2);
        QVERIFY(exchange->rtt >= milliseconds(20));
    }
};

QTEST_GUILESS_MAIN(QueryEngineTest)
#include "tst_queryengine.moc"
