// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Sweeper.h"

#include <algorithm>
#include <utility>

namespace hinoban::watch {

namespace {

constexpr Duration LookAfterTurn = std::chrono::seconds(1);
// What waits for a server's pace already, before no more full looks are added to it; and when that is asked again.
constexpr Duration MostBehind = std::chrono::seconds(5);
constexpr Duration HoldUp = std::chrono::milliseconds(500);
constexpr double Noticeably = 1.5; // slower than the cadence

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
        slot->second.lastDelegation = slot->second.lastFull = now;
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
    slot.queuedSince = std::min(*slot.queued, slot.nextFull);
    m_due.insert({*slot.queued, slot.queuedSince, slot.place, &slot});
}

void Sweeper::unqueue(Slot &slot)
{
    if (slot.queued) m_due.erase({*slot.queued, slot.queuedSince, slot.place, &slot});
    slot.queued.reset();
}

void Sweeper::setResolvers(std::vector<Resolver> resolvers) { m_resolvers = std::move(resolvers); }

void Sweeper::setRegistration(Duration every)
{
    m_cadence.registration = every;
    const Instant now = m_instruments.clock.now();
    for (auto &[name, slot] : m_slots)
        slot.nextRegistration = std::min(slot.nextRegistration, now + jittered(every));
}

void Sweeper::catchUp(std::vector<Instant> turns, Instant until, Duration coarse)
{
    m_turns = std::move(turns);
    m_catchUpUntil = until;
    m_coarse = coarse;
}

void Sweeper::start()
{
    m_running = true;
    const Instant now = m_instruments.clock.now();
    for (auto &[name, slot] : m_slots)
        slot.lastDelegation = slot.lastFull = now;
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
    slot->second.atOnce = slot->second.isUrgent = true;
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
    bool isHeldUp = now < m_fullNotBefore || isBehind();
    // The longest overdue first; the rest stretches.
    while (!m_due.empty() && m_due.begin()->at <= now && m_looker.open() < m_cadence.domainsAtOnce) {
        Slot &slot = *m_due.begin()->slot;
        const bool full = slot.wantsFull(now);
        if (!full || !isHeldUp || slot.atOnce) {
            begin(slot, full);
            if (full && !isHeldUp) isHeldUp = isBehind();
            continue;
        }
        // All come back at one instant, so that the one that has waited longest is the next again.
        if (m_fullNotBefore <= now) m_fullNotBefore = now + HoldUp;
        slot.fullNotBefore = m_fullNotBefore;
        if (slot.nextDelegation <= now)
            begin(slot, false);
        else
            queue(slot);
    }
    arm();
}

bool Sweeper::isBehind() const { return m_instruments.engine.load().behind > MostBehind; }

void Sweeper::begin(Slot &slot, bool full)
{
    const Instant now = m_instruments.clock.now();
    // A look for the cache tail's sake alone leaves the cadence as it is.
    const bool extra =
        slot.extra && *slot.extra <= now && !slot.atOnce && std::min(slot.nextDelegation, slot.nextFull) > now;
    const auto took = [&](Instant &last, Duration &every) {
        every = last >= m_catchUpUntil ? now - last : Duration(0);
        last = now;
    };
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
        extras.registrationWish = {slot.isUrgent, m_cadence.waitsForRegistry};
        extras.path = slot.atOnce || slot.nextPath <= now;
        if (extras.registration) slot.nextRegistration = now + jittered(m_cadence.registration);
        if (extras.path) extras.pathWish = slot.pathWish;
        if (extras.path) slot.nextPath = now + jittered(m_cadence.path);
        slot.nextFull = now + jittered(m_cadence.full);
        took(slot.lastFull, slot.fullEvery);
    }
    if (!extra) {
        slot.nextDelegation = now + jittered(m_cadence.delegation);
        took(slot.lastDelegation, slot.delegationEvery);
    }
    if (const auto next = afterCatchUp(now)) {
        slot.nextDelegation = slot.nextFull = *next;
        slot.nextRegistration = slot.nextPath = *next;
    }
    slot.atOnce = slot.isUrgent = false;
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

bool Sweeper::Slot::wantsFull(Instant now) const { return atOnce || nextFull <= now || (extra && *extra <= now); }

Instant Sweeper::Slot::due() const
{
    const Instant full = extra ? std::min(nextFull, *extra) : nextFull;
    return std::min(nextDelegation, std::max(full, fullNotBefore));
}

std::optional<Duration> Sweeper::longest(Instant Slot::*last, Duration Slot::*every, Duration wanted) const
{
    const Instant now = m_instruments.clock.now();
    if (!m_running || now < m_catchUpUntil) return {};
    Duration longest{};
    for (const auto &[name, slot] : m_slots)
        longest = std::max({longest, slot.*every, now - slot.*last});
    const bool isKept = static_cast<double>(longest.count()) <= Noticeably * static_cast<double>(wanted.count());
    return isKept ? std::nullopt : std::optional(longest);
}

std::optional<Duration> Sweeper::realDelegation() const
{
    return longest(&Slot::lastDelegation, &Slot::delegationEvery, m_cadence.delegation);
}

std::optional<Duration> Sweeper::realFull() const { return longest(&Slot::lastFull, &Slot::fullEvery, m_cadence.full); }

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

void Sweeper::setPathWish(const dns::Name &domain, PathWish wish)
{
    if (const auto slot = m_slots.find(domain); slot != m_slots.end()) slot->second.pathWish = std::move(wish);
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
