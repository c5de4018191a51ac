// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ViewShelf.h"

#include <algorithm>
#include <array>

namespace hinoban::console {

namespace {

constexpr std::array WorstFirst{DomainState::Mismatch, DomainState::Suspicion, DomainState::Unknown,
                                DomainState::Match};

} // namespace

void ViewShelf::setDomains(const std::vector<watch::Domain> &domains)
{
    std::vector<Slot> fresh;
    fresh.reserve(domains.size());
    for (const auto &domain : domains) {
        Slot slot{&domain, nullptr, DomainState::Unknown};
        // What did not change keeps its view.
        if (const auto known = m_places.find(domain.name); known != m_places.end()) {
            auto &old = m_slots[known->second];
            if (old.view && old.view->domain == domain) {
                slot.view = std::move(old.view);
                slot.state = old.state;
            }
        }
        fresh.push_back(std::move(slot));
    }
    std::sort(fresh.begin(), fresh.end(), [](const Slot &a, const Slot &b) { return a.domain->name < b.domain->name; });
    m_slots = std::move(fresh);
    m_places.clear();
    auto names = std::make_shared<std::vector<dns::Name>>();
    names->reserve(m_slots.size());
    for (const auto &slot : m_slots)
        names->push_back(slot.domain->name);
    // The same domains as before: whoever compares two moments sees it by the pointer.
    if (!m_names || *m_names != *names) m_names = std::move(names);
    for (size_t place = 0; place < m_slots.size(); ++place)
        m_places.emplace(m_slots[place].domain->name, place);
}

void ViewShelf::changed(const dns::Name &domain)
{
    if (const auto place = m_places.find(domain); place != m_places.end()) m_slots[place->second].view.reset();
}

DomainViews ViewShelf::views(const Maker &maker)
{
    std::vector<DomainViewPtr> ordered;
    ordered.reserve(m_slots.size());
    auto index = std::make_shared<DomainsIndex>();
    index->names = m_names ? m_names : std::make_shared<const std::vector<dns::Name>>();
    index->places.resize(m_slots.size());
    for (auto &slot : m_slots) {
        if (!slot.view || maker.moves(slot.domain->name)) {
            slot.view = std::make_shared<DomainView>(maker.make(*slot.domain));
            slot.state = slot.view->state;
        }
        index->summary.add(*slot.view);
    }
    // There are four states: going through them all is less than to sort.
    for (const auto state : WorstFirst) {
        for (size_t slot = 0; slot < m_slots.size(); ++slot) {
            if (m_slots[slot].state != state) continue;
            index->places[slot] = static_cast<quint32>(ordered.size());
            ordered.push_back(m_slots[slot].view);
        }
    }
    return DomainViews(std::move(ordered), std::move(index));
}

} // namespace hinoban::console
