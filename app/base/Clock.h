// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QObject>

#include <functional>
#include <utility>

namespace hinoban {

// The only source of time, timers and deadlines (DESIGN.md, seam 1): nobody below ui/ reads the system's clock or
// makes a timer.
//
// Thread: a clock belongs to the thread that made it. after() and cancel() are called there; now() from any thread.
// Owner: the composition root; whoever is handed a Clock& does not outlive it.
//
// A drill's clock may only jump to the next timer when nothing is under way that the event loop has still to
// deliver. Whoever puts bytes on a wire, or hands work to another thread, says so with enter(); whoever takes it off
// again says leave(). The sum over both ends of a loopback wire is the number of packets in flight. A wall clock
// ignores both.
class Clock {
public:
    using TimerId = quint64; // 0 is no timer

    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() const = 0;

    // Runs `action` once after `delay` in this clock's time, unless cancelled or `context` was destroyed first.
    // A delay of zero or less runs in the next turn of the event loop. Timers due at the same instant run in the
    // order in which they were set.
    virtual TimerId after(Duration delay, QObject *context, std::function<void()> action) = 0;
    virtual void cancel(TimerId timer) = 0;

    virtual void enter() noexcept {}
    virtual void leave() noexcept {}

    // Work handed elsewhere, told for as long as it lives.
    class Hold;
};

class Clock::Hold {
public:
    Hold() = default;
    explicit Hold(Clock &clock)
        : m_clock(&clock)
    {
        m_clock->enter();
    }
    Hold(Hold &&other) noexcept
        : m_clock(std::exchange(other.m_clock, nullptr))
    {
    }
    Hold &operator=(Hold &&other) noexcept
    {
        if (this != &other) {
            release();
            m_clock = std::exchange(other.m_clock, nullptr);
        }
        return *this;
    }
    ~Hold() { release(); }
    void release() noexcept
    {
        if (auto *clock = std::exchange(m_clock, nullptr)) clock->leave();
    }

private:
    Clock *m_clock = nullptr;
};

} // namespace hinoban
