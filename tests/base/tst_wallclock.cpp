// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"

#include <QtTest>

using namespace hinoban;
using namespace std::chrono_literals;

class TestWallClock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nearTheSystemsClock()
    {
        const WallClock clock;
        const auto before = clock.now();
        const auto after = clock.now();
        QVERIFY(after >= before);
        // Nobody set the clock during this test; a minute is a wide margin for a slow machine.
        QVERIFY(std::chrono::abs(clock.stepped()) < 60s);
        QVERIFY(std::chrono::abs(clock.now() - std::chrono::system_clock::now()) < 60s);
    }

    void timersRunInOrder()
    {
        WallClock clock;
        QObject context;
        QByteArray order;
        clock.after(30ms, &context, [&] { order += 'd'; });
        clock.after(10ms, &context, [&] { order += 'c'; });
        clock.after(0ms, &context, [&] { order += 'a'; });
        clock.after(-5s, &context, [&] { order += 'b'; });
        QVERIFY(order.isEmpty()); // never within after()
        QTRY_COMPARE(order, QByteArray("abcd"));
    }

    void noTimerIsEarly()
    {
        WallClock clock;
        QObject context;
        bool done = false;
        const auto due = clock.now() + 15ms;
        Instant ran{};
        clock.after(15ms, &context, [&] {
            ran = clock.now();
            done = true;
        });
        QTRY_VERIFY(done);
        QVERIFY(ran >= due);
    }

    void cancelledAndOrphanedTimersDoNotRun()
    {
        WallClock clock;
        QObject context;
        auto orphan = std::make_unique<QObject>();
        QByteArray ran;
        const auto cancelled = clock.after(1ms, &context, [&] { ran += 'x'; });
        clock.after(1ms, orphan.get(), [&] { ran += 'y'; });
        clock.after(20ms, &context, [&] { ran += 'z'; });
        clock.cancel(cancelled);
        clock.cancel(0);
        clock.cancel(4711);
        orphan.reset();
        QTRY_COMPARE(ran, QByteArray("z"));
    }

    void aTimerMaySetAndCancelTimers()
    {
        WallClock clock;
        QObject context;
        QByteArray ran;
        Clock::TimerId victim = 0;
        clock.after(0ms, &context, [&] {
            ran += 'a';
            clock.cancel(victim);
            clock.after(0ms, &context, [&] { ran += 'c'; });
        });
        victim = clock.after(0ms, &context, [&] { ran += 'x'; });
        clock.after(0ms, &context, [&] { ran += 'b'; });
        QTRY_COMPARE(ran, QByteArray("abc"));
    }

    void aTimerWithoutContextRuns()
    {
        WallClock clock;
        bool ran = false;
        clock.after(0ms, nullptr, [&] { ran = true; });
        QTRY_VERIFY(ran);
    }
};

QTEST_GUILESS_MAIN(TestWallClock)
#include "tst_wallclock.moc"
