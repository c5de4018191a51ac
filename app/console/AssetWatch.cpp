// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/AssetWatch.h"

#include <algorithm>
#include <utility>

namespace hinoban::console {

namespace {

constexpr std::chrono::hours Sparse{1};

} // namespace

AssetWatch::AssetWatch(Clock &clock, dns::QueryEngine &engine, DomainNamed domainNamed, AssetCadence cadence,
                       QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_probe(clock, engine)
    , m_domainNamed(std::move(domainNamed))
    , m_cadence(cadence)
{
}

AssetWatch::~AssetWatch() { m_clock.cancel(m_timer); }

void AssetWatch::setAssets(const std::vector<respond::HostileAsset> &assets)
{
    const Instant now = m_clock.now();
    std::map<respond::AssetKey, Slot> slots;
    for (const auto &asset : assets) {
        if (asset.dismissed() || slots.size() >= m_cadence.most || !questionFor(asset)) continue;
        const auto known = m_slots.find(asset.key);
        Slot slot;
        if (known != m_slots.end()) {
            slot = std::move(known->second);
            // Another address to ask: that is news.
            if (slot.asset.addresses != asset.addresses) slot.due = std::min(slot.due, now);
        } else {
            slot.memory = memoryOf(asset.history);
            slot.interviewed = asset.questioned.has_value();
            slot.due = now;
            slot.quickUntil = now + m_cadence.quickFor;
            // What was long dead before a restart is no news after it.
            if (isDead(slot.memory.state)) slot.quickUntil = now;
        }
        slot.asset = asset;
        slots.emplace(asset.key, std::move(slot));
    }
    m_slots = std::move(slots);
    arm();
}

void AssetWatch::start()
{
    m_running = true;
    arm();
}

void AssetWatch::stop()
{
    m_running = false;
    m_clock.cancel(m_timer);
    m_timer = 0;
}

AssetWatch::Times AssetWatch::timesOf(const respond::AssetKey &key) const
{
    const auto known = m_slots.find(key);
    if (known == m_slots.end()) return {};
    const Slot &slot = known->second;
    return {slot.askedAt, slot.open ? std::nullopt : std::optional(slot.due)};
}

Duration AssetWatch::pauseOf(const Slot &slot, Instant now) const
{
    Duration pause = m_cadence.steady;
    if (slot.memory.confirmed >= m_cadence.confirmations)
        pause = m_cadence.dead;
    else if (now < slot.quickUntil || slot.memory.missing > 0)
        pause = m_cadence.quick;
    return m_sparse ? std::max<Duration>(pause, Sparse) : pause;
}

void AssetWatch::arm()
{
    m_clock.cancel(m_timer);
    m_timer = 0;
    if (!m_running || m_open >= m_cadence.atOnce) return;
    std::optional<Instant> next;
    for (const auto &[key, slot] : m_slots)
        if (!slot.open) next = std::min(next.value_or(slot.due), slot.due);
    if (!next) return;
    const Instant now = m_clock.now();
    m_timer = m_clock.after(std::max<Duration>(*next - now, Duration::zero()), this, [this] { fire(); });
}

void AssetWatch::fire()
{
    m_timer = 0;
    const Instant now = m_clock.now();
    while (m_running && m_open < m_cadence.atOnce) {
        auto next = m_slots.end();
        for (auto at = m_slots.begin(); at != m_slots.end(); ++at)
            if (!at->second.open && at->second.due <= now &&
                (next == m_slots.end() || at->second.due < next->second.due))
                next = at;
        if (next == m_slots.end()) break;
        auto question = questionFor(next->second.asset);
        if (!question) {
            m_slots.erase(next);
            continue;
        }
        next->second.open = true;
        ++m_open;
        m_probe.ask(std::move(*question), this,
                    [this, key = next->first](const watch::HostAnswer &answer) { answered(key, answer); });
    }
    arm();
}

void AssetWatch::answered(const respond::AssetKey &key, const watch::HostAnswer &answer)
{
    --m_open;
    const auto known = m_slots.find(key);
    if (known == m_slots.end()) return arm(); // dismissed meanwhile
    Slot &slot = known->second;
    slot.open = false;
    if (!m_running) return;
    slot.askedAt = answer.at;
    const Instant now = m_clock.now();
    const auto before = slot.memory.state;
    const auto turn = judgeAsset(key.kind, answer, slot.memory);
    if (turn) slot.quickUntil = now + m_cadence.quickFor;
    slot.due = now + pauseOf(slot, now);
    if (m_running && !slot.interviewed && key.kind == respond::AssetKind::Nameserver && !isDead(slot.memory.state))
        interview(slot, answer);
    const dns::Name domain = slot.asset.domains.empty() ? dns::Name() : slot.asset.domains.front();
    // The last of it: whoever hears it may tell of other assets.
    if (turn) Q_EMIT turned(key, domain, before, *turn, answer.evidence);
    arm();
}

void AssetWatch::interview(Slot &slot, const watch::HostAnswer &answer)
{
    const auto alive = std::find_if(answer.served.begin(), answer.served.end(),
                                    [](const auto &served) { return served.fate == watch::ServerFate::Answers; });
    const auto name = dns::Name::fromText(slot.asset.key.name.toUtf8());
    if (alive == answer.served.end() || !name) return;
    slot.interviewed = true;
    dns::Server server;
    server.name = *name;
    server.address = alive->address;
    size_t asked = 0;
    for (const auto &domain : slot.asset.domains) {
        const auto *watched = m_domainNamed(domain);
        if (!watched || ++asked > watch::HostProbe::MostDomains) continue;
        m_probe.askAll(server, watch::questionsBeforeCleanup(*watched), this,
                       [this, key = slot.asset.key, domain](const std::vector<dns::ExchangePtr> &exchanges) {
                           if (m_running) Q_EMIT questioned(key, domain, exchanges);
                       });
    }
}

} // namespace hinoban::console
