// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Deadlines.h"

#include <algorithm>

namespace hinoban::dns {

Deadlines::Deadlines(Clock &clock, QObject &context, OpenQuestions &questions,
                     std::function<void(OpenQuestion &)> expired, std::function<void()> done)
    : m_clock(clock)
    , m_context(context)
    , m_questions(questions)
    , m_expired(std::move(expired))
    , m_done(std::move(done))
{
}

Deadlines::~Deadlines() { clear(); }

void Deadlines::clear()
{
    if (m_timer != 0) m_clock.cancel(m_timer);
    m_timer = 0;
    m_dues = {};
}

void Deadlines::set(OpenQuestion &question, Instant when)
{
    question.due = when;
    m_dues.push({when, question.ticket});
    if (m_timer == 0 || when < m_timerAt) arm(when);
}

void Deadlines::arm(Instant when)
{
    if (m_timer != 0) m_clock.cancel(m_timer);
    m_timerAt = when;
    m_timer = m_clock.after(std::max(when - m_clock.now(), Duration(1)), &m_context, [this] {
        m_timer = 0;
        expire();
        m_done();
    });
}

OpenQuestion *Deadlines::questionOf(const Due &due) const
{
    OpenQuestion *question = m_questions.find(due.ticket);
    return question && question->phase != OpenQuestion::Phase::Queued && question->due == due.when ? question : nullptr;
}

void Deadlines::expire()
{
    while (!m_dues.empty()) {
        const Due due = m_dues.top();
        OpenQuestion *question = questionOf(due);
        if (question && due.when > m_clock.now()) break;
        m_dues.pop();
        if (question) m_expired(*question);
    }
    if (!m_dues.empty() && m_timer == 0) arm(m_dues.top().when);
}

} // namespace hinoban::dns
