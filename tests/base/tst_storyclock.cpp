// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"

#include <QPointer>
#include <QSignalSpy>
#include <QThread>
#include <QtTest>
#include <QUdpSocket>

#include <atomic>
#include <thread>

using namespace hinoban;
using namespace std::chrono_literals;

namespace {

const Instant Start = std::chrono::sys_days(std::chrono::year(2020) / 5 / 29);

// Posted calls, each posting the next: the way work goes through an event loop.
void postChain(QObject *context, int length, std::function<void()> last)
{
    QMetaObject::invokeMethod(
        context,
        [=] {
            if (length <= 1)
                last();
            else
                postChain(context, length - 1, last);
        },
        Qt::QueuedConnection);
}

} // namespace

class TestStoryClock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void yearsPassAtOnce()
    {
        StoryClock clock(Start);
        QObject context;
        std::vector<Instant> seen;
        clock.after(24h * 365, &context, [&] { seen.push_back(clock.now()); });
        clock.after(1us, &context, [&] { seen.push_back(clock.now()); });
        QCOMPARE(clock.pending(), 2);
        QTRY_COMPARE(seen.size(), size_t(2));
        QVERIFY(seen[0] == Start + 1us);
        QVERIFY(seen[1] == Start + 24h * 365);
        QVERIFY(clock.now() == seen[1]);
        QCOMPARE(clock.pending(), 0);
    }

    void sameInstantKeepsTheOrderOfSetting()
    {
        StoryClock clock(Start);
        QObject context;
        QByteArray order;
        for (char c = 'a'; c <= 'z'; ++c)
            clock.after(5s, &context, [&, c] { order += c; });
        clock.after(4s, &context, [&] { order += '0'; });
        QTRY_COMPARE(order, QByteArray("0abcdefghijklmnopqrstuvwxyz"));
    }

    void neverWithinTheCallAndNeverBackward()
    {
        StoryClock clock(Start);
        QObject context;
        QByteArray order;
        clock.after(-1h, &context, [&] {
            order += 'a';
            QVERIFY(clock.now() == Start);
            clock.after(0s, &context, [&] {
                order += 'c';
                QVERIFY(clock.now() == Start);
            });
            order += 'b';
        });
        QVERIFY(order.isEmpty());
        QTRY_COMPARE(order, QByteArray("abc"));
    }

    // A timer for "now" waits for a turn of the loop, so that two of them cannot starve everybody else.
    void aTimerForNowLetsTheLoopTurn()
    {
        StoryClock clock(Start);
        QObject context;
        int turns = 0;
        bool posted = false;
        std::function<void()> again = [&] {
            if (++turns == 1)
                QMetaObject::invokeMethod(
                    &context, [&] { posted = true; }, Qt::QueuedConnection);
            if (turns < 100000 && !posted) clock.after(0s, &context, again);
        };
        clock.after(0s, &context, again);
        QTRY_VERIFY(posted);
        QVERIFY(turns < 100);
    }

    void cancels()
    {
        StoryClock clock(Start);
        QObject context;
        QByteArray ran;
        const auto first = clock.after(1s, &context, [&] { ran += 'x'; });
        const auto second = clock.after(2s, &context, [&] { ran += 'y'; });
        clock.after(1500ms, &context, [&] {
            ran += 'a';
            clock.cancel(second);
        });
        clock.cancel(first);
        clock.cancel(first);
        clock.cancel(0);
        clock.after(3s, &context, [&] { ran += 'b'; });
        QCOMPARE(clock.pending(), 3);
        QTRY_COMPARE(ran, QByteArray("ab"));
    }

    // Deadlines are nearly always cancelled: they must not stay in memory, nor change the order of the rest.
    void manyCancelledTimers()
    {
        StoryClock clock(Start);
        QObject context;
        std::vector<int> ran;
        for (int i = 0; i < 100000; ++i) {
            const auto deadline = clock.after(1h + std::chrono::microseconds(i), &context, [&] { ran.push_back(-1); });
            if (i % 10000 == 0) clock.after(2h - std::chrono::microseconds(i), &context, [&, i] { ran.push_back(i); });
            clock.cancel(deadline);
        }
        QCOMPARE(clock.pending(), 10);
        QTRY_COMPARE(ran.size(), size_t(10));
        QVERIFY(std::is_sorted(ran.rbegin(), ran.rend()));
    }

    void timersOfADeadContextNeitherRunNorMoveTime()
    {
        StoryClock clock(Start);
        QObject context;
        auto orphan = std::make_unique<QObject>();
        bool done = false;
        clock.after(1h, orphan.get(), [&] { QFAIL("ran without its context"); });
        clock.after(1s, &context, [&] {
            orphan.reset();
            clock.after(1s, &context, [&] { done = true; });
        });
        QTRY_VERIFY(done);
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QVERIFY(clock.now() == Start + 2s);
    }

    void nothingMovesWhilePacketsAreInFlight()
    {
        StoryClock clock(Start);
        QObject context;
        bool ran = false;
        clock.enter();
        clock.enter();
        clock.after(1s, &context, [&] { ran = true; });
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY(!ran);
        clock.leave();
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY(!ran);
        QVERIFY(clock.now() == Start);
        clock.leave();
        QTRY_VERIFY(ran);
        QCOMPARE(clock.lost(), quint64(0));
    }

    // What is due now costs no time, so that it need not wait: a hold may depend on it.
    void whatIsDueNowRunsWhilePacketsAreInFlight()
    {
        StoryClock clock(Start);
        QObject context;
        bool ran = false;
        Clock::Hold hold(clock);
        clock.after(0s, &context, [&] {
            ran = true;
            hold.release();
        });
        QTRY_VERIFY(ran);
        QCOMPARE(clock.lost(), quint64(0));
    }

    void leavingTooOftenIsForgiven()
    {
        StoryClock clock(Start);
        QObject context;
        clock.leave();
        clock.leave();
        bool ran = false;
        clock.enter();
        clock.after(1s, &context, [&] { ran = true; });
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY(!ran);
        clock.leave();
        QTRY_VERIFY(ran);
    }

    // Queued calls are delivered before time moves on.
    void postedCallsComeFirst()
    {
        StoryClock clock(Start);
        QObject context;
        std::vector<Instant> seen;
        for (int i = 1; i <= 100; ++i)
            clock.after(i * 1s, &context, [&] { postChain(&context, 2, [&] { seen.push_back(clock.now()); }); });
        QTRY_COMPARE(seen.size(), size_t(100));
        for (int i = 1; i <= 100; ++i)
            QVERIFY(seen[size_t(i) - 1] == Start + i * 1s);
    }

    // The drill in small: a question over a real socket, a round trip that the world chose, an answer.
    void aRoundTripIsWhatTheWorldSays()
    {
        StoryClock clock(Start);
        QUdpSocket asker, server;
        QVERIFY(asker.bind(QHostAddress(QHostAddress::LocalHost), 0));
        QVERIFY(server.bind(QHostAddress(QHostAddress::LocalHost), 0));
        std::vector<Duration> trips;
        Instant asked{};
        QEventLoop loop; // as a program runs it; QTRY_ sleeps between its turns

        const auto ask = [&] {
            asked = clock.now();
            clock.enter();
            asker.writeDatagram("?", QHostAddress(QHostAddress::LocalHost), server.localPort());
        };
        connect(&server, &QUdpSocket::readyRead, this, [&] {
            char byte;
            while (server.readDatagram(&byte, 1) >= 0) {
                clock.leave();
                clock.after(23456us, &server, [&] {
                    clock.enter();
                    server.writeDatagram("!", QHostAddress(QHostAddress::LocalHost), asker.localPort());
                });
            }
        });
        connect(&asker, &QUdpSocket::readyRead, this, [&] {
            char byte;
            while (asker.readDatagram(&byte, 1) >= 0) {
                clock.leave();
                trips.push_back(clock.now() - asked);
                if (trips.size() < 300)
                    clock.after(1s, &asker, ask);
                else
                    loop.quit();
            }
        });
        // A deadline that is due soon must not overtake the packets.
        std::function<void()> noise = [&] { clock.after(1ms, &asker, noise); };
        noise();
        ask();
        loop.exec();
        QCOMPARE(trips.size(), size_t(300));
        for (const auto trip : trips)
            QCOMPARE(trip.count(), Duration(23456).count());
        QCOMPARE(clock.lost(), quint64(0));
    }

    void lostPacketsAreCountedAndForgotten()
    {
        StoryClock clock(Start);
        QObject context;
        bool ran = false;
        clock.enter();
        clock.enter();
        clock.after(1s, &context, [&] { ran = true; });
        QTRY_VERIFY_WITH_TIMEOUT(ran, 60000);
        QCOMPARE(clock.lost(), quint64(2));
        // A packet that comes after all must not make the count wrong for the others.
        clock.leave();
        clock.leave();
        ran = false;
        clock.enter();
        clock.after(1s, &context, [&] { ran = true; });
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QVERIFY(!ran);
        clock.leave();
        QTRY_VERIFY(ran);
    }

    void stopsAtTheEnd()
    {
        StoryClock clock(Start);
        QObject context;
        QSignalSpy reached(&clock, &StoryClock::reached);
        QByteArray ran;
        clock.after(10s, &context, [&] {
            ran += 'a';
            QCOMPARE(reached.count(), 0);
            clock.after(0s, &context, [&] {
                ran += 'b';
                QCOMPARE(reached.count(), 0);
            });
        });
        clock.after(10s + 1us, &context, [&] { ran += 'x'; });
        clock.setEnd(Start + 10s);
        QTRY_COMPARE(reached.count(), 1);
        QCOMPARE(ran, QByteArray("ab"));
        QVERIFY(clock.now() == Start + 10s);
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(reached.count(), 1);
        QCOMPARE(ran, QByteArray("ab"));

        clock.setEnd(Start + 1h);
        QTRY_COMPARE(reached.count(), 2);
        QCOMPARE(ran, QByteArray("abx"));
        QVERIFY(clock.now() == Start + 1h);
    }

    void anEndWithoutTimersIsReached()
    {
        StoryClock clock(Start);
        QSignalSpy reached(&clock, &StoryClock::reached);
        clock.setEnd(Start + 24h);
        QTRY_COMPARE(reached.count(), 1);
        QVERIFY(clock.now() == Start + 24h);
    }

    void anEndInThePastIsReachedAtOnce()
    {
        StoryClock clock(Start);
        QSignalSpy reached(&clock, &StoryClock::reached);
        clock.setEnd(Start - 24h);
        QTRY_COMPARE(reached.count(), 1);
        QVERIFY(clock.now() == Start);
    }

    void aPauseHoldsEverything()
    {
        StoryClock clock(Start);
        QObject context;
        QByteArray ran;
        clock.setPaused(true);
        QVERIFY(clock.paused());
        clock.after(0s, &context, [&] { ran += 'a'; });
        clock.after(1s, &context, [&] {
            ran += 'b';
            clock.setPaused(true);
        });
        clock.after(1s, &context, [&] { ran += 'c'; });
        const auto spin = [] {
            for (int i = 0; i < 20; ++i)
                QCoreApplication::processEvents();
        };
        spin();
        QCOMPARE(ran, QByteArray());
        clock.setPaused(false);
        QTRY_COMPARE(ran, QByteArray("ab"));
        spin();
        QCOMPARE(ran, QByteArray("ab"));
        clock.setPaused(false);
        QTRY_COMPARE(ran, QByteArray("abc"));
    }

    void aPacedStoryRunsItsTimersAtTheirInstants()
    {
        StoryClock clock(Start, 600);
        QCOMPARE(clock.speed(), 600.0);
        QObject context;
        std::vector<Instant> seen;
        Instant last = Start;
        bool backward = false;
        for (int i = 1; i <= 30; ++i)
            clock.after(i * 2s, &context, [&] { seen.push_back(clock.now()); });
        while (seen.size() < 30) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            backward = backward || clock.now() < last;
            last = clock.now();
        }
        QVERIFY(!backward);
        for (int i = 1; i <= 30; ++i)
            QVERIFY(seen[size_t(i) - 1] == Start + i * 2s);
    }

    // Between timers a paced clock follows the wall, so that an entry of a person gets its minute.
    void aPacedClockGoesOnBetweenTimers()
    {
        StoryClock clock(Start, 600);
        QObject context;
        clock.after(24h, &context, [] {});
        QTRY_VERIFY(clock.now() > Start + 30s);
        QVERIFY(clock.now() < Start + 24h);
        clock.enter();
        const auto stands = clock.now();
        QTest::qWait(150);
        QVERIFY(clock.now() == stands);
        clock.leave();
        QTRY_VERIFY(clock.now() > stands);
    }

    void speedsChange()
    {
        StoryClock clock(Start, 1);
        QObject context;
        bool ran = false;
        clock.after(24h, &context, [&] { ran = true; });
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        QVERIFY(!ran);
        clock.setSpeed(0.1);
        QCOMPARE(clock.speed(), 1.0);
        clock.setSpeed(StoryClock::Max);
        QTRY_VERIFY(ran);
    }

    void packetsAreToldFromOtherThreads()
    {
        StoryClock clock(Start);
        QObject context;
        std::atomic<int> open{0};
        std::atomic<bool> done{false};
        std::atomic<bool> movedWhileOpen{false};
        int ticks = 0;
        std::function<void()> tick = [&] {
            if (open.load() > 0) movedWhileOpen = true;
            ++ticks;
            if (!done) clock.after(1s, &context, tick);
        };
        std::vector<std::thread> workers;
        clock.enter();
        clock.after(1s, &context, tick);
        for (int i = 0; i < 3; ++i) {
            workers.emplace_back([&] {
                Instant last{};
                for (int n = 0; n < 2000; ++n) {
                    // The hold is told before and after the work, so that `open` is never seen without it.
                    const Clock::Hold hold(clock);
                    const auto now = clock.now();
                    if (now < last) movedWhileOpen = true;
                    last = now;
                }
            });
        }
        for (auto &worker : workers)
            worker.join();
        std::thread last([&] {
            open = 1;
            QThread::msleep(20);
            open = 0;
            clock.leave();
            done = true;
        });
        QTRY_VERIFY(done && ticks > 0);
        last.join();
        QVERIFY(!movedWhileOpen);
        QTRY_COMPARE(clock.pending(), 0);
    }

    void livesInAThread()
    {
        QThread thread;
        QObject inThread;
        inThread.moveToThread(&thread);
        thread.start();
        std::atomic<bool> ran{false};
        QMetaObject::invokeMethod(
            &inThread,
            [&] {
                auto *clock = new StoryClock(Start, StoryClock::Max, &inThread);
                clock->after(1h, &inThread, [&ran, clock] {
                    ran = true;
                    clock->deleteLater();
                });
            },
            Qt::QueuedConnection);
        QTRY_VERIFY(ran);
        thread.quit();
        QVERIFY(thread.wait(60000));
    }

    void timersMayBeLeftBehind()
    {
        QObject context;
        {
            StoryClock clock(Start);
            clock.after(1s, &context, [] { QFAIL("ran after its clock"); });
        }
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestStoryClock)
#include "tst_storyclock.moc"
