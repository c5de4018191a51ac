// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/PreparationWatch.h"

#include <algorithm>
#include <tuple>

namespace hinoban::watch {

namespace {

constexpr std::chrono::days Months{60};

} // namespace

PreparationWatch::PreparationWatch(Clock &clock, registry::RegistryClient &registry, PreparationCadence cadence,
                                   QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_registry(registry)
    , m_cadence(cadence)
{
}

PreparationWatch::~PreparationWatch() { m_clock.cancel(m_timer); }

void PreparationWatch::setNames(const std::vector<dns::Name> &names)
{
    std::map<dns::Name, Slot> slots;
    const Instant now = m_clock.now();
    for (size_t place = 0; place < names.size(); ++place) {
        const auto known = m_slots.find(names[place]);
        // One that was never asked for comes before all that are overdue.
        Slot slot = known == m_slots.end() ? Slot{place, Instant::min(), std::nullopt} : known->second;
        if (const auto before = m_before.find(names[place]); before != m_before.end() && !slot.firstAsked) {
            slot.firstAsked = before->second;
            slot.due = std::max(slot.due, now);
        }
        slot.place = place;
        slots.emplace(names[place], slot);
    }
    m_slots = std::move(slots);
    arm();
}

void PreparationWatch::start()
{
    m_running = true;
    arm();
}

void PreparationWatch::stop()
{
    m_running = false;
    m_clock.cancel(m_timer);
    m_timer = 0;
    m_open.reset();
}

std::map<dns::Name, PreparationWatch::Slot>::iterator PreparationWatch::next()
{
    return std::min_element(m_slots.begin(), m_slots.end(), [](const auto &a, const auto &b) {
        return std::tie(a.second.due, a.second.place) < std::tie(b.second.due, b.second.place);
    });
}

void PreparationWatch::arm()
{
    m_clock.cancel(m_timer);
    m_timer = 0;
    if (!m_running || m_open || m_slots.empty()) return;
    const Instant now = m_clock.now();
    m_timer = m_clock.after(std::max({next()->second.due, m_notBefore, now}) - now, this, [this] { ask(); });
}

void PreparationWatch::ask()
{
    m_timer = 0;
    if (m_slots.empty()) return;
    const auto slot = next();
    const Instant now = m_clock.now();
    if (!slot->second.firstAsked) slot->second.firstAsked = now;
    slot->second.due = now + m_cadence.sweep;
    m_notBefore = now + m_cadence.pace;
    m_open = std::make_unique<QObject>();
    m_registry.look(slot->first, m_open.get(), [this](const registry::LookupPtr &lookup) { answered(lookup); });
}

void PreparationWatch::answered(const registry::LookupPtr &lookup)
{
    m_open.release()->deleteLater(); // it is still on the stack below
    const auto slot = m_slots.find(lookup->domain);
    if (slot != m_slots.end()) {
        const auto &registration = lookup->registration;
        const bool isSettled =
            registration && registration->registered && lookup->askedAt - *registration->registered >= Months;
        if (isSettled) slot->second.due = lookup->askedAt + m_cadence.settled;
        const Instant first = slot->second.firstAsked.value_or(lookup->askedAt);
        Q_EMIT looked(lookup, first);
    }
    arm();
}

} // namespace hinoban::watch
