// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ServerState.h"

#include <algorithm>
#include <cmath>

namespace hinoban::dns {
namespace {

using namespace std::chrono_literals;

constexpr size_t MostServers = 8192;

constexpr int SmallestWindow = 8;
constexpr int SmallestRound = 32;
constexpr int SmallestQueue = 200;      // a window of this size is no server's trouble
constexpr Duration QueueLeeway = 500us; // of the RTT, beyond which a server's queue has grown
constexpr int QueueFactor = 5;          // times the least RTT ever seen

constexpr int UnheardUntilDead = 32;
constexpr int UnheardUntilDeadAgain = 8;
constexpr Duration FirstPause = 10s;
constexpr Duration LongestPause = 60s;

} // namespace

void RoundTrips::add(Duration rtt, int underWay)
{
    rtt = std::max(rtt, Duration(1));
    const auto sample = static_cast<double>(rtt.count());
    if (!known()) {
        m_least = rtt;
        m_smoothed = sample;
        m_variation = sample / 2;
        return;
    }
    m_least = std::min(m_least, rtt);
    const double share = 1.0 / std::max(underWay / 2, 1);
    m_variation += (std::abs(m_smoothed - sample) - m_variation) * share / 4;
    m_smoothed += (sample - m_smoothed) * share / 8;
}

Duration RoundTrips::timeout() const
{
    const Duration wait(static_cast<Duration::rep>(m_smoothed + 4 * m_variation));
    return std::clamp<Duration>(wait, Floor, Cap);
}

void SendWindow::answered(Instant sentAt, Duration rtt, Duration least)
{
    if (sentAt < m_shrunk) return;
    m_least = least;
    m_sum += rtt;
    ++m_answered;
    round(sentAt + rtt);
}

void SendWindow::lost(Instant sentAt, Instant now)
{
    if (sentAt < m_shrunk) return;
    ++m_lost;
    round(now);
}

void SendWindow::round(Instant now)
{
    const int seen = m_answered + m_lost;
    if (seen < std::max(m_size, SmallestRound)) return;
    const Duration mean = m_answered > 0 ? m_sum / m_answered : Duration(0);
    if (m_lost * 3 > seen)
        shrinkTo(m_size / 2, now);
    else if (mean > QueueFactor * m_least + QueueLeeway)
        // Our own process may be what is late: a queue alone is no reason to ask for hardly anything.
        shrinkTo(std::max(m_size - m_size / 8, std::min(m_size, SmallestQueue)), now);
    else
        grow();
    m_answered = m_lost = 0;
    m_sum = {};
}

void SendWindow::shrinkTo(int size, Instant now)
{
    m_size = m_careful = std::max(size, std::min(SmallestWindow, m_most));
    m_shrunk = now;
}

void SendWindow::grow()
{
    if (m_careful == 0)
        m_size *= 2;
    else if (m_size < m_careful)
        m_size = std::min(m_size * 2, m_careful);
    else
        m_size += std::max(m_size / 16, 1);
    m_size = std::min(m_size, m_most);
}

void Breaker::sent(Instant now)
{
    if (m_unheard++ == 0) m_silentSince = now;
}

void Breaker::heard()
{
    m_unheard = 0;
    m_dead = false;
    m_pause = {};
}

bool Breaker::trips(Instant now)
{
    if (isOpen(now) || m_unheard < (m_dead ? UnheardUntilDeadAgain : UnheardUntilDead)) return false;
    if (now - m_silentSince < Silence) return false;
    m_dead = true;
    m_pause = std::clamp<Duration>(m_pause * 2, FirstPause, LongestPause);
    m_retryAt = now + m_pause;
    m_unheard = 0;
    return true;
}

ServerState &ServerStates::of(const Server &server, Instant now)
{
    if (!m_last || m_last->key.port != server.port || m_last->key.address != server.address) {
        const ServerKey key{server.address, server.port};
        if (m_states.size() >= MostServers && !m_states.contains(key)) dropOldest();
        const int most = m_options.adaptive ? m_options.window : m_options.windowPerServer;
        m_last = &m_states.try_emplace(key, key, m_options.windowPerServer, most).first->second;
    }
    m_last->lastUsed = now;
    return *m_last;
}

// Half of those that nothing is asked of; the others are bounded by the questions themselves.
void ServerStates::dropOldest()
{
    std::vector<Instant> used;
    for (const auto &[key, state] : m_states)
        if (state.isIdle()) used.push_back(state.lastUsed);
    if (used.empty()) return;
    const auto middle = used.begin() + static_cast<std::ptrdiff_t>(used.size() / 2);
    std::nth_element(used.begin(), middle, used.end());
    const Instant limit = *middle;
    m_last = nullptr;
    std::erase_if(m_states,
                  [limit](const auto &entry) { return entry.second.isIdle() && entry.second.lastUsed <= limit; });
}

} // namespace hinoban::dns
