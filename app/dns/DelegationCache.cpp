// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/DelegationCache.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr size_t MostEntries = 200000;
constexpr std::chrono::seconds SilentFor{60};

// Whoever fills a cache with names must not fill the memory; what is dropped is asked again.
template <class Map>
void bound(Map &map)
{
    if (size_t(map.size()) >= MostEntries) map.clear();
}

Instant end(Instant now, quint32 ttl, std::chrono::seconds longest)
{
    return now + std::min(std::chrono::seconds(ttl), longest);
}

} // namespace

void DelegationCache::clear()
{
    m_cuts.clear();
    m_noCuts.clear();
    m_hosts.clear();
    m_silent.clear();
}

void DelegationCache::keepCut(const CutPtr &cut, Instant now)
{
    bound(m_cuts);
    m_cuts[cut->zone] = {cut, end(now, cut->ttl, Longest)};
    m_noCuts.erase(cut->zone);
    // Glue that was seen now speaks louder than what was learned of these hosts before.
    for (const NameServer &server : cut->servers)
        if (!server.addresses.empty()) keepHost(server, cut->ttl, now);
}

void DelegationCache::dropCut(const Name &zone) { m_cuts.erase(zone); }

CutPtr DelegationCache::cut(const Name &zone, Instant now) const
{
    const auto found = m_cuts.find(zone);
    return found != m_cuts.end() && found->second.until > now ? found->second.value : nullptr;
}

CutPtr DelegationCache::nearestCut(Name name, Instant now) const
{
    for (;; name = name.parent()) {
        if (auto found = cut(name, now)) return found;
        if (name.isRoot()) return {};
    }
}

void DelegationCache::keepNoCut(const Name &name, quint32 ttl, Instant now)
{
    bound(m_noCuts);
    m_noCuts[name] = end(now, ttl, LongestDenial);
}

bool DelegationCache::noCut(const Name &name, Instant now) const
{
    const auto found = m_noCuts.find(name);
    return found != m_noCuts.end() && found->second > now;
}

void DelegationCache::keepHost(const NameServer &host, quint32 ttl, Instant now)
{
    bound(m_hosts);
    m_hosts[host.name] = {host, end(now, ttl, host.addresses.empty() ? LongestDenial : Longest)};
}

std::optional<NameServer> DelegationCache::host(const Name &name, Instant now) const
{
    const auto found = m_hosts.find(name);
    if (found == m_hosts.end() || found->second.until <= now) return std::nullopt;
    return found->second.value;
}

void DelegationCache::keepSilent(const QHostAddress &server, Instant now)
{
    bound(m_silent);
    m_silent.insert(server, now + SilentFor);
}

bool DelegationCache::silent(const QHostAddress &server, Instant now) const
{
    const auto found = m_silent.constFind(server);
    return found != m_silent.cend() && *found > now;
}

} // namespace hinoban::dns
