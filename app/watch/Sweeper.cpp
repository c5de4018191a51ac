// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Sweeper.h"

#include <algorithm>
#include <utility>

namespace hinoban::watch {

namespace {

constexpr Duration LookAfterTurn = std::chrono::seconds(1);

} // namespace

Sweeper::Sweeper(Instruments instruments, Cadence cadence, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_instruments(instruments)
    , m_cadence(cadence)
    , m_looker(instruments)
    , m_random(seed)
{
}

Sweeper::~Sweeper() = default;

void Sweeper::setDomains(const std::vector<Domain> &domains)
{
    std::set<dns::Name> kept;
    const Instant now = m_instruments.clock.now();
    for (const auto &domain : domains) {
        kept.insert(domain.name);
        auto [slot, isNew] = m_slots.try_emplace(domain.name);
        slot->second.domain = domain;
        if (!isNew) continue;
        slot->second.nextDelegation = slot->second.nextFull = now;
        slot->second.nextRegistration = slot->second.nextPath = now;
    }
    m_due.clear();
    std::erase_if(m_slots, [&](const auto &slot) { return !kept.contains(slot.first); });
    int place = 0;
    for (auto &[name, slot] : m_slots) {
        slot.place = place++;
        slot.queued.reset();
        queue(slot);
    }
    if (m_running) arm();
}

void Sweeper::queue(Slot &slot)
{
    unqueue(slot);
    if (slot.looking) return;
    slot.queued = slot.atOnce ? Instant::min() : slot.due();
    m_due.insert({*slot.queued, slot.place, &slot});
}

void Sweeper::unqueue(Slot &slot)
{
    if (slot.queued) m_due.erase({*slot.queued, slot.place, &slot});
    slot.queued.reset();
}

void Sweeper::setResolvers(std::vector<Resolver> resolvers) { m_resolvers = std::move(resolvers); }

void Sweeper::catchUp(std::vector<Instant> turns, Instant until, Duration coarse)
{
    m_turns = std::move(turns);
    m_catchUpUntil = until;
    m_coarse = coarse;
}

void Sweeper::start()
{
    m_running = true;
    arm();
}

void Sweeper::stop()
{
    m_running = false;
    m_instruments.clock.cancel(m_timer);
    m_timer = 0;
}

void Sweeper::setHeld(bool held)
{
    if (std::exchange(m_held, held) != held) arm();
}

void Sweeper::lookNow(const dns::Name &domain)
{
    const auto slot = m_slots.find(domain);
    if (slot == m_slots.end()) return;
    slot->second.atOnce = true;
    queue(slot->second);
    arm();
}

void Sweeper::lookNow()
{
    for (auto &[name, slot] : m_slots) {
        slot.atOnce = true;
        queue(slot);
    }
    arm();
}

std::optional<Instant> Sweeper::nextLook() const
{
    if (m_due.empty()) return {};
    const Due &first = *m_due.begin();
    return first.slot->atOnce ? m_instruments.clock.now() : first.at;
}

void Sweeper::arm()
{
    if (!m_running) return;
    m_instruments.clock.cancel(m_timer);
    m_timer = 0;
    if (m_held) return;
    if (m_looker.open() >= m_cadence.domainsAtOnce) return; // the next finish() arms again
    if (const auto next = nextLook())
        m_timer = m_instruments.clock.after(*next - m_instruments.clock.now(), this, [this] { fire(); });
}

void Sweeper::fire()
{
    m_timer = 0;
    const Instant now = m_instruments.clock.now();
    // The longest overdue first; the rest stretches.
    while (!m_due.empty() && m_due.begin()->at <= now && m_looker.open() < m_cadence.domainsAtOnce)
        begin(*m_due.begin()->slot);
    arm();
}

void Sweeper::begin(Slot &slot)
{
    const Instant now = m_instruments.clock.now();
    // A look for the cache tail's sake alone leaves the cadence as it is.
    const bool extra =
        slot.extra && *slot.extra <= now && !slot.atOnce && std::min(slot.nextDelegation, slot.nextFull) > now;
    const bool full = slot.atOnce || slot.nextFull <= now || (slot.extra && *slot.extra <= now);
    LookExtras extras;
    if (full) {
        extras.formerServers = slot.formerServers;
        if (slot.extra && *slot.extra <= now) {
            slot.extra.reset();
            slot.lastExtra = now;
        }
    }
    if (full && !extra) {
        extras.registration = slot.atOnce || slot.nextRegistration <= now;
        extras.path = slot.atOnce || slot.nextPath <= now;
        if (extras.registration) slot.nextRegistration = now + jittered(m_cadence.registration);
        if (extras.path) slot.nextPath = now + jittered(m_cadence.path);
        slot.nextFull = now + jittered(m_cadence.full);
    }
    if (!extra) slot.nextDelegation = now + jittered(m_cadence.delegation);
    if (const auto next = afterCatchUp(now)) {
        slot.nextDelegation = slot.nextFull = *next;
        slot.nextRegistration = slot.nextPath = *next;
    }
    slot.atOnce = false;
    slot.looking = true;
    unqueue(slot);
    m_looker.look(slot.domain, full ? Depth::Full : Depth::Delegation, extras, m_resolvers,
                  [this, name = slot.domain.name](const LookPtr &look) { finish(name, look); });
}

void Sweeper::finish(const dns::Name &name, const LookPtr &look)
{
    if (const auto slot = m_slots.find(name); slot != m_slots.end()) {
        slot->second.looking = false;
        queue(slot->second);
    }
    if (!m_running) return;
    Q_EMIT looked(look);
    arm();
}

Instant Sweeper::Slot::due() const
{
    const Instant cadence = std::min(nextDelegation, nextFull);
    return extra ? std::min(cadence, *extra) : cadence;
}

void Sweeper::follow(const dns::Name &domain, std::optional<Instant> lookAt, std::vector<dns::NameServer> formerServers)
{
    const auto found = m_slots.find(domain);
    if (found == m_slots.end()) return;
    auto &slot = found->second;
    slot.formerServers = std::move(formerServers);
    if (m_instruments.clock.now() < m_catchUpUntil) lookAt.reset();
    if (lookAt) {
        // A little later, each time by another bit: the resolver's clock is not ours, and nobody is to be met by all.
        const Duration spread = m_cadence.jitter > 0 ? jittered(LookAfterTurn) : Duration{};
        lookAt = std::max(*lookAt + spread, slot.lastExtra + m_cadence.delegation);
    }
    const bool sooner = lookAt && (!slot.extra || *lookAt < *slot.extra);
    // The same wish again must not move it about.
    if (!lookAt || sooner || !slot.extra || *slot.extra < m_instruments.clock.now()) slot.extra = lookAt;
    queue(slot);
    if (sooner && !slot.looking) arm();
}

Duration Sweeper::jittered(Duration interval)
{
    if (m_cadence.jitter <= 0) return interval;
    std::uniform_real_distribution<double> spread(1.0 - m_cadence.jitter, 1.0 + m_cadence.jitter);
    return Duration(static_cast<Duration::rep>(static_cast<double>(interval.count()) * spread(m_random)));
}

std::optional<Instant> Sweeper::afterCatchUp(Instant now) const
{
    if (now >= m_catchUpUntil) return {};
    Instant next = std::min(now + m_coarse, m_catchUpUntil);
    // A change is seen where the ordinary cadence would have seen it: at the first slot after it.
    const auto turn = std::upper_bound(m_turns.begin(), m_turns.end(), now);
    if (turn != m_turns.end()) {
        const auto slots = (*turn - now + m_cadence.delegation - Duration(1)) / m_cadence.delegation;
        next = std::min(next, now + slots * m_cadence.delegation);
    }
    return next;
}

} // namespace hinoban::watch
