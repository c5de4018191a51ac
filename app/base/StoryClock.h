// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"

#include <memory>

namespace hinoban {

// The clock of a drill, of a replay and of tests: time moves in steps of the event loop, never within a handler and
// never while packets are in flight (Clock::enter), so that a round trip is what the world says it is and not what
// loopback needs. What is due now runs in any case: it costs no time.
//
// Speed: `Max` goes from timer to timer as soon as nothing is in flight and the event loop has delivered what was
// posted. A factor of at least 1 paces the timers against the wall (60 = a minute a second); between two timers now()
// then follows the wall, up to the next. setPaused() holds everything.
// If packets stay in flight for `Patience` of wall time (a datagram lost on loopback), the clock goes on without
// them, and lost() counts them.
//
// Thread and owner: see Clock. now(), speed() and paused() may be read from any thread; the setters are slots,
// called in the clock's thread.
class StoryClock final : public QObject, public Clock {
    Q_OBJECT
public:
    static constexpr double Max = 0;
    static constexpr std::chrono::milliseconds Patience{1500};

    explicit StoryClock(Instant start, double speed = Max, QObject *parent = nullptr);
    ~StoryClock() override;

    [[nodiscard]] Instant now() const override;
    TimerId after(Duration delay, QObject *context, std::function<void()> action) override;
    void cancel(TimerId timer) override;
    void enter() noexcept override;
    void leave() noexcept override;

    [[nodiscard]] double speed() const;
    [[nodiscard]] bool paused() const;
    [[nodiscard]] quint64 lost() const;
    // Timers that are set and have not run, for tests and for "the story is over".
    [[nodiscard]] int pending() const;

public Q_SLOTS:
    void setSpeed(double factor);
    void setPaused(bool paused);
    // The clock stands still at this instant and emits reached() when it gets there. Timers due at it have run.
    void setEnd(hinoban::Instant end);

Q_SIGNALS:
    void reached(); // the end of setEnd()

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban
