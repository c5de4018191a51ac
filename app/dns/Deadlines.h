// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: when which question must be looked at again.
#include "app/dns/OpenQuestion.h"

namespace hinoban::dns {

// A timer wheel: one timer of the clock for all questions, and setting or clearing a deadline costs a few pointers; at
// a hundred thousand questions a second anything else is too dear. Deadlines are kept to the microsecond, and those of
// one instant expire in the order in which they were set.
// Thread and owner: the engine's; its timer ends with `context`.
class Deadlines {
public:
    class Host {
    public:
        virtual void timedOut(OpenQuestion &question) = 0;
        virtual void settle() = 0; // after them; may destroy this

    protected:
        ~Host() = default;
    };
    Deadlines(Clock &clock, QObject &context, OpenQuestions &questions, Host &host);
    ~Deadlines();

    void set(OpenQuestion &question, Instant when); // instead of what was set before
    void clear(OpenQuestion &question);
    // No question is open: no timer may make a story's clock go on.
    void stop();

private:
    static constexpr Duration Tick{2048};
    static constexpr int Slots = 4096; // what lies further ahead than all of them comes round again
    struct Slot {
        OpenQuestion *first = nullptr, *last = nullptr;
    };
    struct Due {
        quint64 ticket;
        Instant when;
    };
    void arm(Instant when);
    void expire();
    [[nodiscard]] std::optional<Instant> earliest() const;
    void takeDue(int slot, Instant now);

    Clock &m_clock;
    QObject &m_context;
    OpenQuestions &m_questions;
    Host &m_host;
    std::vector<Slot> m_slots;
    std::array<quint64, Slots / 64> m_taken{}; // a bit for each slot that is not empty
    qint64 m_tick = 0;                         // all before it is done
    std::vector<Due> m_due;
    Clock::TimerId m_timer = 0;
    Instant m_timerAt{};
};

} // namespace hinoban::dns
