// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: when which question must be looked at again.
#include "app/dns/OpenQuestion.h"

#include <functional>
#include <queue>

namespace hinoban::dns {

// One timer of the clock for all questions: at a hundred thousand questions a second, one each is too dear.
// Thread and owner: the engine's; its timer ends with `context`.
class Deadlines {
public:
    // `expired` is called for each question whose time has come, then once `done`, which may destroy this.
    Deadlines(Clock &clock, QObject &context, OpenQuestions &questions, std::function<void(OpenQuestion &)> expired,
              std::function<void()> done);
    ~Deadlines();

    void set(OpenQuestion &question, Instant when);
    // Nothing waits: no timer may make a story's clock go on.
    void clear();

private:
    struct Due {
        Instant when;
        quint64 ticket;
        friend bool operator>(const Due &a, const Due &b) { return a.when > b.when; }
    };
    void arm(Instant when);
    void expire();
    [[nodiscard]] OpenQuestion *questionOf(const Due &due) const;

    Clock &m_clock;
    QObject &m_context;
    OpenQuestions &m_questions;
    std::function<void(OpenQuestion &)> m_expired;
    std::function<void()> m_done;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_dues; // stale entries are skipped when they come up
    Clock::TimerId m_timer = 0;
    Instant m_timerAt{};
};

} // namespace hinoban::dns
