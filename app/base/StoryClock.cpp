// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"

#include "app/base/TimerQueue.h"

#include <QBasicTimer>
#include <QCoreApplication>
#include <QEvent>
#include <QThread>
#include <QTimerEvent>

#include <algorithm>
#include <atomic>

namespace hinoban {

namespace {

using Wall = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How often a paced clock moves on between timers, so that a screen's clock and a person's entry are not late.
constexpr milliseconds Tick{50};
// A paced clock that is further behind than this (a debugger, a busy machine) does not race to catch up.
constexpr std::chrono::seconds Slack{1};
// Turns of the event loop between two jumps. In the first, what the last timers posted and what the sockets have is
// delivered; in the second, what those posted. Longer chains are told with Clock::enter.
constexpr int QuietTurns = 2;

const QEvent::Type WakeUp = QEvent::Type(QEvent::registerEventType());

} // namespace

// Everything happens in the handlers of one QBasicTimer: within one handler of anybody's, now() never moves.
//   turn     fires at the end of every turn of the event loop while there is something to do;
//   sleep    waits for the wall in a paced story;
//   patience waits for packets in flight.
struct StoryClock::Private final : public QObject {
    Private(StoryClock &clock, Instant start, double factor)
        : owner(clock)
        , story(toUnixMicroseconds(start))
        , speed(factor)
        , baseStory(start)
    {
    }

    StoryClock &owner;
    TimerQueue queue;
    std::optional<Instant> end;
    bool endReached = false;

    std::atomic<qint64> story; // now, in Unix microseconds
    std::atomic<double> speed;
    std::atomic<bool> paused{false};
    std::atomic<qint64> inFlight{0};
    std::atomic<quint64> activity{0}; // every enter and leave
    std::atomic<quint64> lost{0};
    std::atomic<bool> wakePosted{false};

    // A paced story's instant `baseStory` was at the wall's `baseWall`.
    Instant baseStory;
    Wall::time_point baseWall = Wall::now();

    QBasicTimer turn, sleep, patience;
    int quietTurns = 0;
    quint64 seenActivity = 0;
    quint64 patienceActivity = 0;

    [[nodiscard]] Instant now() const { return instantFromUnixMicroseconds(story.load(std::memory_order_acquire)); }
    [[nodiscard]] bool atMax() const { return speed.load(std::memory_order_relaxed) == Max; }

    void moveTo(Instant instant)
    {
        if (instant > now()) story.store(toUnixMicroseconds(instant), std::memory_order_release);
    }

    void rebase(Instant instant)
    {
        baseStory = instant;
        baseWall = Wall::now();
    }

    // Where a paced story should be by now.
    [[nodiscard]] Instant paced()
    {
        const double factor = speed.load(std::memory_order_relaxed);
        const std::chrono::duration<double, std::micro> gone = (Wall::now() - baseWall) * factor;
        return baseStory + std::chrono::duration_cast<Duration>(gone);
    }

    [[nodiscard]] bool overEnd(Instant instant) const { return end && instant > *end; }

    // Looks again at the end of this turn of the event loop. In the clock's thread.
    void wake()
    {
        sleep.stop();
        if (paused || turn.isActive()) return;
        quietTurns = 0;
        turn.start(0, this);
    }

    // The same from any thread.
    void wakeFromAnywhere()
    {
        if (QThread::currentThread() == thread()) return wake();
        if (!wakePosted.exchange(true)) QCoreApplication::postEvent(this, new QEvent(WakeUp));
    }

    bool event(QEvent *given) override
    {
        if (given->type() != WakeUp) return QObject::event(given);
        wakePosted = false;
        wake();
        return true;
    }

    void timerEvent(QTimerEvent *fired) override
    {
        if (fired->timerId() == turn.timerId()) return step();
        if (fired->timerId() == sleep.timerId()) return wake();
        if (fired->timerId() == patience.timerId()) giveUp();
    }

    // Runs what is due now; time does not move. False if there was nothing.
    bool runDue()
    {
        const auto fence = queue.fence();
        const Instant instant = now();
        bool ran = false;
        while (!paused) {
            auto action = queue.take(instant, fence);
            if (!action) break;
            (*action)();
            ran = true;
        }
        if (ran) quietTurns = 0;
        return ran;
    }

    void step()
    {
        if (paused) return turn.stop();
        if (runDue()) return;
        if (inFlight > 0) {
            turn.stop();
            patienceActivity = activity;
            patience.start(int(Patience.count()), this);
            return;
        }
        patience.stop();
        if (const quint64 seen = activity; seen != seenActivity) {
            seenActivity = seen;
            quietTurns = 0;
        }
        if (++quietTurns < QuietTurns) return;

        const auto due = queue.nextDue();
        const bool toEnd = end && (!due || *due > *end);
        if (toEnd && endReached && now() >= *end) return turn.stop(); // stands still at the end
        if (!due && !toEnd && atMax()) return turn.stop();            // nothing to wait for
        const std::optional<Instant> target = toEnd ? end : due;
        if (atMax() || paceReaches(target)) arrive(*target, toEnd);
    }

    // A paced story: whether the wall has come to `target`. If not, goes on to where it is and sleeps.
    bool paceReaches(std::optional<Instant> target)
    {
        const Instant where = paced();
        if (target && where >= *target) {
            const std::chrono::duration<double> behind = (where - *target) / std::max(1.0, speed.load());
            if (behind > Slack) rebase(*target);
            return true;
        }
        moveTo(where);
        turn.stop();
        milliseconds wait = Tick;
        if (target) {
            const std::chrono::duration<double, std::milli> left = (*target - where) / std::max(1.0, speed.load());
            wait = std::min(wait, std::chrono::ceil<milliseconds>(left));
        }
        sleep.start(int(std::max(wait, milliseconds(1)).count()), Qt::PreciseTimer, this);
        return false;
    }

    void arrive(Instant target, bool atEnd)
    {
        moveTo(target);
        if (!atEnd) {
            runDue();
            return;
        }
        turn.stop();
        endReached = true;
        Q_EMIT owner.reached();
    }

    // A datagram was lost on loopback, or somebody forgot to say leave(). The story cannot wait for ever.
    void giveUp()
    {
        patience.stop();
        if (inFlight > 0 && activity == patienceActivity) {
            lost += quint64(std::max<qint64>(inFlight.exchange(0), 0));
        }
        wake();
    }
};

StoryClock::StoryClock(Instant start, double speed, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, start, speed == Max ? Max : std::max(1.0, speed)))
{
    d->setParent(this); // goes with the clock when that is moved to its thread
}

StoryClock::~StoryClock() { d->setParent(nullptr); }

Instant StoryClock::now() const { return d->now(); }

Clock::TimerId StoryClock::after(Duration delay, QObject *context, std::function<void()> action)
{
    const auto id = d->queue.add(d->now() + std::max(delay, Duration::zero()), context, std::move(action));
    d->wake();
    return id;
}

void StoryClock::cancel(TimerId timer) { d->queue.cancel(timer); }

void StoryClock::enter() noexcept
{
    d->activity.fetch_add(1);
    d->inFlight.fetch_add(1);
}

void StoryClock::leave() noexcept
{
    qint64 open = d->inFlight.load();
    // Below zero is possible after the clock has given up on a packet that then came.
    while (open > 0 && !d->inFlight.compare_exchange_weak(open, open - 1)) {
    }
    d->activity.fetch_add(1);
    if (open == 1) d->wakeFromAnywhere();
}

double StoryClock::speed() const { return d->speed; }

bool StoryClock::paused() const { return d->paused; }

quint64 StoryClock::lost() const { return d->lost; }

int StoryClock::pending() const { return d->queue.size(); }

void StoryClock::setSpeed(double factor)
{
    d->speed = factor == Max ? Max : std::max(1.0, factor);
    d->rebase(now());
    d->wake();
}

void StoryClock::setPaused(bool paused)
{
    if (d->paused.exchange(paused) == paused) return;
    d->rebase(now());
    if (paused) {
        d->turn.stop();
        d->sleep.stop();
        d->patience.stop();
    } else {
        d->wake();
    }
}

void StoryClock::setEnd(Instant end)
{
    d->end = end;
    d->endReached = false;
    d->rebase(now());
    d->wake();
}

} // namespace hinoban
