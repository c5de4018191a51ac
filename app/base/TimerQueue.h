// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"

#include <QPointer>

#include <optional>
#include <unordered_map>
#include <vector>

namespace hinoban {

// The timers of one clock, in order of (due, sequence). A heap of plain keys beside a table of actions, so that a
// cancel costs one look-up and a drill can run millions of timers.
// Thread: the clock's. Owner: the clock.
class TimerQueue {
public:
    Clock::TimerId add(Instant due, QObject *context, std::function<void()> action);
    void cancel(Clock::TimerId timer);

    // When the next timer is due whose context is still alive.
    [[nodiscard]] std::optional<Instant> nextDue();
    // The id that the next timer will get: a batch stops there, so that a timer set by an action waits for the next
    // turn of the event loop even when it is due at once.
    [[nodiscard]] Clock::TimerId fence() const { return m_nextId; }
    // Takes the next timer that is due by `now` and was set before `fence`; nothing if there is none.
    [[nodiscard]] std::optional<std::function<void()>> take(Instant now, Clock::TimerId fence);

    [[nodiscard]] int size() const { return int(m_entries.size()); }

private:
    struct Key {
        Instant due;
        Clock::TimerId id;
    };
    struct Entry {
        QPointer<QObject> context;
        bool guarded;
        std::function<void()> action;
        [[nodiscard]] bool alive() const { return !guarded || context; }
    };
    static bool later(const Key &a, const Key &b) { return a.due != b.due ? a.due > b.due : a.id > b.id; }
    void pop();
    void dropDead();
    void compact();

    std::vector<Key> m_heap;
    std::unordered_map<Clock::TimerId, Entry> m_entries;
    Clock::TimerId m_nextId = 1;
};

} // namespace hinoban
