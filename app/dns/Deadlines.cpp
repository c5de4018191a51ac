// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Deadlines.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

template <class Tick>
qint64 tickOf(Instant when, Tick tick)
{
    return when.time_since_epoch() / tick;
}

} // namespace

Deadlines::Deadlines(Clock &clock, QObject &context, OpenQuestions &questions, Host &host)
    : m_clock(clock)
    , m_context(context)
    , m_questions(questions)
    , m_host(host)
    , m_slots(Slots)
    , m_tick(tickOf(clock.now(), Tick))
{
}

Deadlines::~Deadlines() { stop(); }

void Deadlines::stop()
{
    if (m_timer != 0) m_clock.cancel(m_timer);
    m_timer = 0;
}

void Deadlines::set(OpenQuestion &question, Instant when)
{
    clear(question);
    const auto index = static_cast<int>(std::max(tickOf(when, Tick), m_tick) & (Slots - 1));
    Slot &slot = m_slots[static_cast<size_t>(index)];
    question.due = when;
    question.dueSlot = index;
    question.dueBefore = slot.last;
    question.dueAfter = nullptr;
    (slot.last ? slot.last->dueAfter : slot.first) = &question;
    slot.last = &question;
    m_taken[static_cast<size_t>(index) / 64] |= quint64(1) << (index % 64);
    if (m_timer == 0 || when < m_timerAt) arm(when);
}

void Deadlines::clear(OpenQuestion &question)
{
    if (question.dueSlot < 0) return;
    Slot &slot = m_slots[static_cast<size_t>(question.dueSlot)];
    (question.dueBefore ? question.dueBefore->dueAfter : slot.first) = question.dueAfter;
    (question.dueAfter ? question.dueAfter->dueBefore : slot.last) = question.dueBefore;
    if (!slot.first) m_taken[static_cast<size_t>(question.dueSlot) / 64] &= ~(quint64(1) << (question.dueSlot % 64));
    question.dueSlot = -1;
}

void Deadlines::arm(Instant when)
{
    if (m_timer != 0) m_clock.cancel(m_timer);
    m_timerAt = when;
    m_timer = m_clock.after(std::max(when - m_clock.now(), Duration(1)), &m_context, [this] {
        m_timer = 0;
        expire();
        m_host.settle();
    });
}

void Deadlines::takeDue(int slot, Instant now)
{
    for (OpenQuestion *question = m_slots[static_cast<size_t>(slot)].first; question;) {
        OpenQuestion *next = question->dueAfter;
        if (question->due <= now) {
            m_due.push_back({question->ticket, question->due});
            clear(*question);
        }
        question = next;
    }
}

void Deadlines::expire()
{
    const Instant now = m_clock.now();
    const qint64 last = tickOf(now, Tick);
    m_due.clear();
    for (qint64 tick = std::max(m_tick, last - Slots + 1); tick <= last; ++tick)
        takeDue(static_cast<int>(tick & (Slots - 1)), now);
    m_tick = last;
    // Those of one slot may be out of order by less than a tick.
    std::stable_sort(m_due.begin(), m_due.end(), [](const Due &a, const Due &b) { return a.when < b.when; });
    std::vector<Due> due;
    due.swap(m_due);
    for (const Due &one : due) {
        OpenQuestion *question = m_questions.find(one.ticket);
        if (question && question->dueSlot < 0 && question->due == one.when) m_host.timedOut(*question);
    }
    m_due = std::move(due);
    // What was asked again just now has set the timer for itself; others may be due before it.
    const auto next = earliest();
    if (next && (m_timer == 0 || *next < m_timerAt)) arm(*next);
}

std::optional<Instant> Deadlines::earliest() const
{
    std::optional<Instant> best;
    for (qint64 tick = m_tick; tick < m_tick + Slots; ++tick) {
        const auto index = static_cast<int>(tick & (Slots - 1));
        if (index % 64 == 0 && m_taken[static_cast<size_t>(index) / 64] == 0) {
            tick += 63;
            continue;
        }
        for (const OpenQuestion *question = m_slots[static_cast<size_t>(index)].first; question;
             question = question->dueAfter)
            if (!best || question->due < *best) best = question->due;
        // Anything in a later slot of this round is later.
        if (best && tickOf(*best, Tick) <= tick) return best;
    }
    return best;
}

} // namespace hinoban::dns
