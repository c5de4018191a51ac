// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"

#include <QPointer>

#include <map>

namespace hinoban::fuzz {

// A clock without an event loop: step() runs what is due next, and it is then that late. Single-threaded.
class StepClock final : public Clock {
public:
    explicit StepClock(Instant start)
        : m_now(start)
    {
    }

    [[nodiscard]] Instant now() const override { return m_now; }
    TimerId after(Duration delay, QObject *context, std::function<void()> action) override
    {
        const TimerId id = ++m_last;
        const Instant when = m_now + std::max(delay, Duration(0));
        m_timers.emplace(std::pair(when, id), Timer{context, context != nullptr, std::move(action)});
        m_when.emplace(id, when);
        return id;
    }
    void cancel(TimerId timer) override
    {
        const auto known = m_when.find(timer);
        if (known == m_when.end()) return;
        m_timers.erase({known->second, timer});
        m_when.erase(known);
    }

    // False: nothing is left to do.
    bool step()
    {
        if (m_timers.empty()) return false;
        const auto node = m_timers.extract(m_timers.begin());
        m_when.erase(node.key().second);
        m_now = node.key().first;
        const Timer &timer = node.mapped();
        if (!timer.hasContext || timer.context) timer.action();
        return true;
    }
    void pass(Duration time) { m_now += time; }

private:
    struct Timer {
        QPointer<QObject> context;
        bool hasContext;
        std::function<void()> action;
    };
    Instant m_now;
    TimerId m_last = 0;
    std::map<std::pair<Instant, TimerId>, Timer> m_timers;
    std::map<TimerId, Instant> m_when;
};

} // namespace hinoban::fuzz
