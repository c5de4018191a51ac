// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/TimerQueue.h"

#include <algorithm>

namespace hinoban {

Clock::TimerId TimerQueue::add(Instant due, QObject *context, std::function<void()> action)
{
    const Clock::TimerId id = m_nextId++;
    m_entries.emplace(id, Entry{context, context != nullptr, std::move(action)});
    m_heap.push_back({due, id});
    std::push_heap(m_heap.begin(), m_heap.end(), later);
    return id;
}

void TimerQueue::cancel(Clock::TimerId timer)
{
    if (m_entries.erase(timer) == 0) return;
    // The key stays in the heap until it comes up; a deadline that is nearly always cancelled must not fill memory.
    if (m_heap.size() > 64 && m_heap.size() > 2 * m_entries.size()) compact();
}

std::optional<Instant> TimerQueue::nextDue()
{
    dropDead();
    if (m_heap.empty()) return std::nullopt;
    return m_heap.front().due;
}

std::optional<std::function<void()>> TimerQueue::take(Instant now, Clock::TimerId fence)
{
    dropDead();
    if (m_heap.empty() || m_heap.front().due > now || m_heap.front().id >= fence) return std::nullopt;
    const auto found = m_entries.find(m_heap.front().id);
    auto action = std::move(found->second.action);
    m_entries.erase(found);
    pop();
    return action;
}

void TimerQueue::pop()
{
    std::pop_heap(m_heap.begin(), m_heap.end(), later);
    m_heap.pop_back();
}

// Removes from the top what was cancelled and what has lost its context: neither may move time.
void TimerQueue::dropDead()
{
    while (!m_heap.empty()) {
        const auto found = m_entries.find(m_heap.front().id);
        if (found != m_entries.end()) {
            if (found->second.alive()) return;
            m_entries.erase(found);
        }
        pop();
    }
}

void TimerQueue::compact()
{
    std::erase_if(m_heap, [this](const Key &key) { return !m_entries.contains(key.id); });
    std::make_heap(m_heap.begin(), m_heap.end(), later);
}

} // namespace hinoban
