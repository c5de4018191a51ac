// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ChainMemory.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr size_t MostEntries = 200000;

// Whoever fills a memory with names must not fill the machine's; what is dropped is asked again.
template <class Map>
void bound(Map &map)
{
    if (map.size() >= MostEntries) map.clear();
}

} // namespace

ZoneTrustPtr ChainMemory::trust(const Name &zone, Instant now) const
{
    const auto found = m_trusts.find(zone);
    return found != m_trusts.end() && found->second->until > now ? found->second : nullptr;
}

void ChainMemory::keep(const ZoneTrustPtr &trust)
{
    bound(m_trusts);
    m_trusts[trust->zone] = trust;
    m_noCuts.erase(trust->zone);
}

bool ChainMemory::noCut(const Name &name, Instant now) const
{
    const auto found = m_noCuts.find(name);
    return found != m_noCuts.end() && found->second > now;
}

void ChainMemory::keepNoCut(const Name &name, quint32 ttl, Instant now)
{
    bound(m_noCuts);
    m_noCuts[name] = now + std::min(std::chrono::seconds(ttl), Longest);
    m_trusts.erase(name);
}

void ChainMemory::forget(const Name &zone)
{
    std::erase_if(m_trusts, [&](const auto &one) { return one.first.isSubdomainOf(zone); });
    std::erase_if(m_noCuts, [&](const auto &one) { return one.first.isSubdomainOf(zone); });
}

bool ChainMemory::wait(const Name &zone, Waiter waiter)
{
    auto &waiting = m_waiting[zone];
    waiting.push_back(std::move(waiter));
    return waiting.size() == 1;
}

void ChainMemory::answer(const Name &zone, const ZoneTrustPtr &trust)
{
    auto node = m_waiting.extract(zone);
    if (node.empty()) return;
    for (const auto &waiter : node.mapped())
        waiter(trust);
}

} // namespace hinoban::dns
