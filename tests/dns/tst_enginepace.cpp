// SPDX-License-Identifier: GPL-3.0-or-later
// How the engine treats each server: timers by its round trips, a window by what it bears, a limit on how often it is
// asked, and none of its patience for the dead.
#include "app/base/StoryClock.h"
#include "app/dns/ServerState.h"
#include "tests/dns/EngineTest.h"

#include <QTest>

#include <map>
#include <random>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

class EnginePaceTest : public EngineTest {
    Q_OBJECT
private Q_SLOTS:
    void roundTripsAreLearned()
    {
        RoundTrips trips;
        QVERIFY(!trips.known());
        trips.add(milliseconds(100));
        QCOMPARE(trips.timeout(), Duration(milliseconds(300))); // RFC 6298, 2.2
        for (int i = 0; i < 100; ++i)
            trips.add(milliseconds(100));
        QVERIFY(trips.timeout() < milliseconds(110));
        for (int i = 0; i < 100; ++i)
            trips.add(Duration(100));
        QCOMPARE(trips.timeout(), Duration(RoundTrips::Floor));
        for (int i = 0; i < 100; ++i)
            trips.add(seconds(4));
        QCOMPARE(trips.timeout(), Duration(RoundTrips::Cap));
        QCOMPARE(trips.least(), Duration(100));
    }

    void theWindowFollowsTheServer()
    {
        SendWindow window(100, 4096);
        Instant now = start();
        const auto rounds = [&](int count, Duration rtt, double loss) {
            std::mt19937 random(1); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same run every time
            std::bernoulli_distribution lost(loss);
            for (int i = 0; i < count * 4096; ++i) {
                now += milliseconds(1);
                if (lost(random))
                    window.lost(now - rtt, now);
                else
                    window.answered(now - rtt, rtt, milliseconds(10));
            }
        };
        rounds(3, milliseconds(35), 0.1);
        QCOMPARE(window.size(), 4096); // losses of the line are not the server's
        rounds(8, milliseconds(200), 0);
        QVERIFY2(window.size() < 2000, "a queue that grows is");
        rounds(60, milliseconds(10), 0);
        QCOMPARE(window.size(), 4096);
        rounds(4, milliseconds(10), 0.5);
        QVERIFY(window.size() <= 64);
        QVERIFY(window.size() >= 1);
    }

    void aFlightThatWasLostShrinksTheWindowOnce()
    {
        SendWindow window(1024, 4096);
        const Instant sent = start();
        for (int i = 0; i < 5000; ++i)
            window.lost(sent, sent + milliseconds(100 + i));
        QCOMPARE(window.size(), 512);
        const Instant later = sent + seconds(10);
        for (int i = 0; i < 512; ++i)
            window.lost(later, later + milliseconds(200));
        QCOMPARE(window.size(), 256);
        // What it bore before, it may soon bear again; beyond that it feels its way.
        window.shrinkToProbe();
        const auto answered = [&](int count) {
            for (int i = 0; i < count; ++i)
                window.answered(later + seconds(1), milliseconds(10), milliseconds(10));
        };
        answered(32 + 32 + 32 + 64 + 128);
        QCOMPARE(window.size(), 256);
        answered(256);
        QCOMPARE(window.size(), 272);
    }

    void aLossIsMendedInTheTimeOfTheServer()
    {
        StoryClock clock(start());
        bool lose = false;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (std::exchange(lose, false)) return;
            honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        for (int i = 0; i < 20; ++i)
            (void)run(engine, query());
        lose = true;
        const Instant before = clock.now();
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->attempts, 2u);
        QVERIFY(clock.now() - before <= milliseconds(100));
    }

    // Each is asked again when it is its own time, not when the first that was asked again is overdue once more.
    void everyLossIsMendedInItsOwnTime()
    {
        StoryClock clock(start());
        std::map<Type, int> asked;
        int number = 0;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            // The first is answered, so that the round trip is known; the others are lost once.
            if (number++ == 0 || asked[got.question.type]++ > 0) honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        run(engine, query());
        const Instant begun = clock.now();
        QEventLoop loop;
        int left = 20, late = 0;
        for (int i = 0; i < 20; ++i)
            clock.after(milliseconds(2 * i), this, [&, i] {
                Query what = query();
                what.question.type = static_cast<Type>(1000 + i);
                engine.ask(what, this, [&, i](ExchangePtr exchange) {
                    if (exchange->sentAt - begun > milliseconds(2 * i + 75)) ++late;
                    if (--left == 0) loop.quit();
                });
            });
        loop.exec();
        QCOMPARE(late, 0);
    }

    void aFixedTimerStaysFixed()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (self.got().size() == 4) honest(self, got);
        });
        EngineOptions options;
        options.adaptive = false;
        options.firstTimeout = milliseconds(500);
        QueryEngine engine(clock, onlyServer(server), options);
        QCOMPARE(run(engine, query())->sentAt, start() + milliseconds(1500));
    }

    void theDeadAreLeftAlone()
    {
        StoryClock clock(start());
        bool alive = false;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (alive) honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchanges = runMany(engine, query(), 500);
        QVERIFY2(clock.now() <= start() + seconds(3), "declared dead within three seconds, for all that wait");
        for (const auto &exchange : exchanges) {
            QCOMPARE(exchange->outcome, Outcome::TimedOut);
            QVERIFY2(exchange->detail.contains(QStringLiteral("answered nothing since")), qPrintable(exchange->detail));
        }
        QCOMPARE(engine.load().deadServers, 1);
        QCOMPARE(engine.open(), 0);

        const size_t asked = server.got().size();
        const Instant refusedAt = clock.now();
        const auto refused = run(engine, query());
        QCOMPARE(refused->outcome, Outcome::TimedOut);
        QCOMPARE(refused->attempts, 0u);
        QCOMPARE(clock.now(), refusedAt);
        QCOMPARE(server.got().size(), asked);

        // Back after the pause.
        alive = true;
        QEventLoop loop;
        clock.after(seconds(11), this, [&] { loop.quit(); });
        loop.exec();
        QCOMPARE(engine.load().deadServers, 0);
        for (const auto &exchange : runMany(engine, query(), 50))
            QCOMPARE(exchange->outcome, Outcome::Answered);
    }

    void aFewUnansweredQuestionsKillNobody()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &, const ScriptedServer::Got &) {});
        QueryEngine engine(clock, onlyServer(server));
        for (const auto &exchange : runMany(engine, query(), 8))
            QVERIFY(exchange->detail.isEmpty());
        QCOMPARE(clock.now(), start() + seconds(5));
        QCOMPARE(engine.load().deadServers, 0);
    }

    void resolversAreAskedSlowly()
    {
        StoryClock clock(start());
        std::vector<Instant> asked;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            asked.push_back(clock.now());
            honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        Query what = query();
        what.vantage = Vantage::Resolver;
        QEventLoop loop;
        int left = 100;
        for (int i = 0; i < 100; ++i)
            engine.ask(what, this, [&](ExchangePtr exchange) {
                QCOMPARE(exchange->outcome, Outcome::Answered);
                QCOMPARE(exchange->rtt, Duration(milliseconds(20)));
                if (--left == 0) loop.quit();
            });
        QVERIFY(engine.load().behind > milliseconds(4500));
        loop.exec();
        for (size_t i = 20; i < asked.size(); ++i)
            QVERIFY2(asked[i] - asked[i - 20] >= seconds(1), "more than twenty in a second");
        QVERIFY(clock.now() < start() + milliseconds(5100));
        QCOMPARE(engine.load().behind, Duration(0));
    }

    void aResolverMayHaveARateOfItsOwn()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        QueryEngine engine(clock, onlyServer(server));
        engine.setResolverRates({{Nominal, 5.0}});
        Query what = query();
        what.vantage = Vantage::Resolver;
        (void)runMany(engine, what, 26);
        QVERIFY2(clock.now() >= start() + seconds(4), "more than five in a second");
        QVERIFY(clock.now() < start() + milliseconds(5500));
        const Instant before = clock.now();
        engine.setResolverRates({}); // as every other again
        clock.after(seconds(2), this, [] {});
        (void)runMany(engine, what, 41);
        QVERIFY(clock.now() < before + milliseconds(2500));
    }

    void whatMayBeAskedCanChange()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        Internet::Parts parts;
        parts.mapping = [endpoint = server.endpoint()](const QHostAddress &, Service) { return endpoint; };
        const Internet before(parts); // of the real world: loopback is not in it
        QueryEngine engine(clock, before);
        QCOMPARE(run(engine, query())->outcome, Outcome::Unreachable);
        engine.setInternet(before.withPermitted({server.endpoint().address}));
        QCOMPARE(run(engine, query())->outcome, Outcome::Answered);
        engine.setInternet(before);
        QCOMPARE(run(engine, query())->outcome, Outcome::Unreachable);
    }

    void othersAreNotSlowedByIt()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.mapping = [endpoint = server.endpoint()](const QHostAddress &, Service) { return endpoint; };
        QueryEngine engine(clock, Internet(parts));
        Query resolver = query();
        resolver.vantage = Vantage::Resolver;
        for (int i = 0; i < 100; ++i)
            engine.ask(resolver, this, [](const ExchangePtr &) {});
        Query other = query();
        other.server.address = QHostAddress(Nominal.toIPv4Address() + 1);
        QCOMPARE(run(engine, other)->outcome, Outcome::Answered);
        QCOMPARE(clock.now(), start() + milliseconds(20));
    }

    void theRateCanBeLifted()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        EngineOptions options;
        options.resolverRate = 0;
        QueryEngine engine(clock, onlyServer(server), options);
        Query what = query();
        what.vantage = Vantage::Resolver;
        (void)runMany(engine, what, 100);
        QCOMPARE(clock.now(), start() + milliseconds(20));
    }
};

QTEST_GUILESS_MAIN(EnginePaceTest)
#include "tst_enginepace.moc"
