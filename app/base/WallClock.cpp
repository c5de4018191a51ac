// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"

#include "app/base/TimerQueue.h"

#include <QBasicTimer>
#include <QTimerEvent>

#include <algorithm>
#include <limits>

#ifdef Q_OS_LINUX
#include <time.h>
#endif

namespace hinoban {

namespace {

// Monotonic, and counting while the machine sleeps where the system can say: a laptop that was closed for a night
// must not stamp the morning's evidence with the evening's time.
Duration monotonic()
{
#ifdef Q_OS_LINUX
    timespec time{};
    if (clock_gettime(CLOCK_BOOTTIME, &time) == 0)
        return std::chrono::seconds(time.tv_sec) +
               std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(time.tv_nsec));
#endif
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

Instant systemNow() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

// The system's timers may not count while the machine sleeps, so that none is trusted for longer than this.
constexpr std::chrono::milliseconds LongestSleep{20000};

} // namespace

struct WallClock::Private final : public QObject {
    Instant startWall = systemNow();
    Duration startMonotonic = monotonic();
    TimerQueue queue;
    QBasicTimer wake;
    std::optional<Instant> wakeAt;

    [[nodiscard]] Instant now() const { return startWall + (monotonic() - startMonotonic); }

    void schedule()
    {
        const auto due = queue.nextDue();
        if (!due) {
            wake.stop();
            wakeAt.reset();
            return;
        }
        if (wakeAt && *wakeAt <= *due && wake.isActive()) return;
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - now());
        const auto bounded = std::clamp(wait, std::chrono::milliseconds(0), LongestSleep);
        wakeAt = due;
        wake.start(int(bounded.count()), Qt::PreciseTimer, this);
    }

    void timerEvent(QTimerEvent *event) override
    {
        if (event->timerId() != wake.timerId()) return;
        wake.stop();
        wakeAt.reset();
        const auto fence = queue.fence();
        const auto instant = now();
        while (auto action = queue.take(instant, fence))
            (*action)();
        schedule();
    }
};

WallClock::WallClock(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->setParent(this);
}

WallClock::~WallClock() { d->setParent(nullptr); }

Instant WallClock::now() const { return d->now(); }

Clock::TimerId WallClock::after(Duration delay, QObject *context, std::function<void()> action)
{
    const auto id = d->queue.add(d->now() + std::max(delay, Duration::zero()), context, std::move(action));
    d->schedule();
    return id;
}

void WallClock::cancel(TimerId timer) { d->queue.cancel(timer); }

Duration WallClock::stepped() const { return systemNow() - d->now(); }

} // namespace hinoban
