// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/registry/ServerQueues.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestServerQueues : public QObject {
    Q_OBJECT

    using Outcome = ServerQueues::Outcome;
    struct Given {
        Duration at{};
        std::shared_ptr<ServerQueues::Turn> turn;
        std::optional<ServerQueues::Refusal> refusal;
    };
    struct Rig {
        StoryClock clock{Instant{}};
        ServerQueues queues{clock};
        std::vector<Given> given;
        QObject context;
        void enter(const QString &server = u"a:443"_s, Pace pace = {1, 1s, 1})
        {
            queues.enter(server, pace, &context, [this](auto turn, auto refusal) {
                given.push_back({clock.now().time_since_epoch(), std::move(turn), std::move(refusal)});
            });
        }
        // Until `count` were given something.
        bool until(size_t count)
        {
            return QTest::qWaitFor([&] { return given.size() >= count; }, 60000);
        }
        // Asks once, and lets it end so.
        void once(Outcome outcome, std::optional<Duration> wait = {})
        {
            const size_t before = given.size();
            enter();
            if (!until(before + 1)) qFatal("no turn");
            if (given.back().turn) given.back().turn->end(outcome, wait, u"So it was."_s);
        }
        Duration pause() const
        {
            const auto found = queues.pauseOf(u"a:443"_s);
            return found ? found->until - clock.now() : Duration::zero();
        }
        void goTo(Duration at)
        {
            bool there = false;
            clock.after(at - clock.now().time_since_epoch(), &context, [&] { there = true; });
            if (!QTest::qWaitFor([&] { return there; }, 60000)) qFatal("the clock stands");
        }
    };

private Q_SLOTS:
    void oneAfterTheOther()
    {
        Rig rig;
        rig.enter();
        rig.enter();
        rig.enter(u"b:443"_s);
        QVERIFY(rig.given.empty()); // never within the call
        QVERIFY(rig.until(2));
        QCOMPARE(rig.given[0].at, Duration(0));
        QCOMPARE(rig.given[1].at, Duration(0)); // another server's queue is another
        rig.goTo(3s);
        QCOMPARE(rig.given.size(), size_t(2)); // the first is still at it
        rig.given[0].turn->end(Outcome::Answered);
        QVERIFY(rig.until(3));
        QCOMPARE(rig.given[2].at, Duration(3s));
        rig.given[2].turn->end(Outcome::Answered);
        rig.enter();
        QVERIFY(rig.until(4));
        QCOMPARE(rig.given[3].at, Duration(4s)); // a second apart
    }

    void severalAtATime()
    {
        Rig rig;
        for (int i = 0; i < 6; ++i)
            rig.enter(u"a:443"_s, {2, 100ms, 1});
        QVERIFY(rig.until(2));
        rig.goTo(1s);
        QCOMPARE(rig.given.size(), size_t(2));
        QCOMPARE(rig.given[1].at, Duration(100ms));
    }

    void aFewTogetherAfterARest()
    {
        Rig rig;
        for (int i = 0; i < 5; ++i)
            rig.enter(u"a:443"_s, {9, 1s, 3});
        QVERIFY(rig.until(5));
        std::vector<Duration> times;
        for (const Given &given : rig.given)
            times.push_back(given.at);
        QCOMPARE(times, (std::vector<Duration>{0s, 0s, 0s, 1s, 2s}));
        rig.goTo(100s);
        rig.given.clear(); // all at rest again
        for (int i = 0; i < 4; ++i)
            rig.enter(u"a:443"_s, {9, 1s, 3});
        QVERIFY(rig.until(4));
        QCOMPARE(rig.given[2].at, Duration(100s));
        QCOMPARE(rig.given[3].at, Duration(101s));
    }

    void nobodyWaitsForLong()
    {
        Rig rig;
        rig.enter();
        rig.enter();
        QVERIFY(rig.until(2));
        QVERIFY(rig.given[0].turn && !rig.given[1].turn);
        QCOMPARE(rig.given[1].at, ServerQueues::Patience);
        QVERIFY(rig.given[1].refusal && rig.given[1].refusal->why.isEmpty());
    }

    void retryAfterCounts()
    {
        Rig rig;
        rig.enter();
        rig.enter(); // waits
        QVERIFY(rig.until(1));
        rig.given[0].turn->end(Outcome::AskedToWait, 90s, u"Wait."_s);
        QVERIFY(rig.until(2));
        QVERIFY(!rig.given[1].turn);
        QCOMPARE(rig.given[1].refusal->why, u"Wait."_s);
        QCOMPARE(rig.given[1].refusal->until.time_since_epoch(), Duration(90s));
        rig.goTo(89s);
        rig.once(Outcome::Answered);
        QVERIFY(!rig.given.back().turn);
        rig.goTo(91s);
        rig.once(Outcome::Answered);
        QVERIFY(rig.given.back().turn);
        QCOMPARE(rig.pause(), Duration(0));
    }

    void whoSaysNoSpanIsLeftAloneLongerEachTime()
    {
        Rig rig;
        std::vector<Duration> pauses;
        for (int i = 0; i < 9; ++i) {
            rig.once(Outcome::AskedToWait);
            pauses.push_back(rig.pause());
            rig.goTo(rig.clock.now().time_since_epoch() + rig.pause());
        }
        QCOMPARE(pauses[0], Duration(60s));
        QCOMPARE(pauses[1], Duration(120s));
        QCOMPARE(pauses[8], ServerQueues::LongestPause);
        rig.once(Outcome::Answered);
        rig.goTo(rig.clock.now().time_since_epoch() + 1s);
        rig.once(Outcome::AskedToWait);
        QCOMPARE(rig.pause(), Duration(60s)); // forgiven
    }

    void aYearIsTooLong()
    {
        Rig rig;
        rig.once(Outcome::AskedToWait, 24h * 365);
        QCOMPARE(rig.pause(), ServerQueues::LongestPause);
    }

    void theThirdSilenceCounts()
    {
        Rig rig;
        rig.once(Outcome::Silent);
        rig.once(Outcome::Silent);
        QCOMPARE(rig.pause(), Duration(0));
        rig.once(Outcome::Silent);
        QCOMPARE(rig.pause(), ServerQueues::FirstSilence);
        rig.once(Outcome::Answered);
        QVERIFY(!rig.given.back().turn);
        QCOMPARE(rig.given.back().refusal->why, u"So it was."_s);
        for (int i = 0; i < 9; ++i) {
            rig.goTo(rig.clock.now().time_since_epoch() + rig.pause() + 1s);
            rig.once(Outcome::Silent);
        }
        QCOMPARE(rig.pause(), ServerQueues::LongestSilence);
    }

    void whoIsDroppedGivesHisPlaceUp()
    {
        Rig rig;
        auto gone = std::make_unique<QObject>();
        rig.queues.enter(u"a:443"_s, {1, 1s, 1}, gone.get(), [](auto, auto) { QFAIL("nobody is there"); });
        rig.enter();
        rig.enter();
        gone.reset();
        QVERIFY(rig.until(1));
        rig.given[0].turn.reset(); // without a word
        rig.goTo(3s);
        QCOMPARE(rig.given.size(), size_t(2));
        QVERIFY(rig.given[1].turn);
    }
};

QTEST_GUILESS_MAIN(TestServerQueues)
#include "tst_serverqueues.moc"
