// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/FlowWalk.h"

#include <algorithm>

namespace hinoban::path {

const FlowWalk::Asked &FlowWalk::at(int ttl) const
{
    static const Asked never;
    return size_t(ttl) <= m_asked.size() ? m_asked[size_t(ttl) - 1] : never;
}

FlowWalk::Asked &FlowWalk::at(int ttl)
{
    if (m_asked.size() < size_t(ttl)) m_asked.resize(size_t(ttl));
    return m_asked[size_t(ttl) - 1];
}

int FlowWalk::forward() const
{
    int ttl = m_rules.first;
    while (at(ttl).tries > 0)
        ++ttl;
    return ttl;
}

int FlowWalk::lastReply() const
{
    int last = int(m_asked.size());
    while (last > 0 && !at(last).replied)
        --last;
    return last;
}

bool FlowWalk::gaveUp() const
{
    int silent = 0;
    for (int ttl = forward() - 1; ttl >= m_rules.first && !at(ttl).replied; --ttl)
        if (at(ttl).out == 0) ++silent;
    return silent >= m_rules.giveUp;
}

std::optional<int> FlowWalk::next() const
{
    if (m_out >= (m_oneByOne ? 1 : m_rules.window)) return std::nullopt;
    // Forward, to the target.
    const int farthest = end().value_or(m_rules.longest);
    if (const int ahead = forward(); ahead <= farthest && !gaveUp()) return ahead;
    // Who was silent while somebody behind was not may have lost the probe, or counts its replies.
    const int last = std::min(lastReply(), farthest);
    for (int ttl = 1; ttl <= last; ++ttl)
        if (isSilent(ttl) && at(ttl).tries < m_rules.tries) return ttl;
    // Backward, one at a time: the next hop may be known already.
    for (int ttl = std::min(m_rules.first, m_rules.longest + 1) - 1; ttl >= m_sharedBelow; --ttl) {
        if (at(ttl).tries > 0) continue;
        if (at(ttl + 1).out > 0) return std::nullopt;
        return ttl;
    }
    return std::nullopt;
}

size_t FlowWalk::sent(int ttl, Instant at, ReplyKind kind)
{
    Probe probe;
    probe.result.ttl = ttl;
    probe.result.flow = m_flow;
    probe.result.sent = at;
    probe.result.kind = kind;
    probe.isOut = kind == ReplyKind::Silent;
    Asked &asked = this->at(ttl);
    ++asked.tries;
    if (probe.isOut) {
        ++asked.out;
        ++m_out;
    }
    m_probes.push_back(std::move(probe));
    return m_probes.size() - 1;
}

bool FlowWalk::replied(size_t number, const WireReply &reply, Duration rtt, bool kernelStamp,
                       std::optional<int> replyTtl)
{
    Probe &probe = m_probes[number];
    if (probe.isVoid || probe.result.kind != ReplyKind::Silent) {
        ++probe.result.duplicates;
        return false;
    }
    expire(number);
    probe.result.kind = reply.kind;
    probe.result.address = reply.by;
    probe.result.code = reply.code;
    probe.result.labels = reply.labels;
    probe.result.rtt = rtt;
    probe.result.kernelStamp = kernelStamp;
    probe.result.replyTtl = replyTtl;
    at(probe.result.ttl).replied = true;
    m_longestRtt = std::max(m_longestRtt, rtt);
    if (reply.kind == ReplyKind::Hop) return true;
    auto &end = reply.kind == ReplyKind::Reached ? m_reachedAt : m_refusedAt;
    end = std::min(end.value_or(probe.result.ttl), probe.result.ttl);
    return true;
}

void FlowWalk::expire(size_t number)
{
    Probe &probe = m_probes[number];
    if (!probe.isOut) return;
    probe.isOut = false;
    --m_out;
    --at(probe.result.ttl).out;
    if (probe.isVoid) --at(probe.result.ttl).tries;
}

void FlowWalk::shareBelow(int ttl) { m_sharedBelow = std::max(m_sharedBelow, ttl); }

void FlowWalk::goOneByOne()
{
    m_oneByOne = true;
    for (Probe &probe : m_probes)
        if (probe.isOut) probe.isVoid = true;
}

bool FlowWalk::isOver() const { return m_out == 0 && !next(); }

std::optional<size_t> FlowWalk::onlyOut() const
{
    if (m_out != 1) return std::nullopt;
    for (size_t i = 0; i < m_probes.size(); ++i)
        if (m_probes[i].isOut) return i;
    return std::nullopt;
}

const ProbeResult *FlowWalk::replyAt(int ttl) const
{
    for (const Probe &probe : m_probes)
        if (probe.result.ttl == ttl && !probe.result.address.isNull()) return &probe.result;
    return nullptr;
}

} // namespace hinoban::path
