// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Snapshot.h"

#include <algorithm>

namespace hinoban::console {

DomainViews::DomainViews(std::initializer_list<DomainView> views)
{
    m_views.reserve(views.size());
    for (const DomainView &view : views)
        push_back(view);
}

void DomainsSummary::add(const DomainView &view)
{
    needLook += view.state != DomainState::Match;
    anyLooked = anyLooked || view.lookedAt;
    if (!view.mail) return;
    mailKnown = mailKnown || view.mail != watch::State::Unknown;
    mailUnknown = mailUnknown || view.mail == watch::State::Unknown;
    mailDiffers = mailDiffers || view.mail == watch::State::Mismatch;
}

std::optional<size_t> DomainViews::placeOf(const dns::Name &name) const
{
    if (m_index) {
        const auto &names = *m_index->names;
        const auto found = std::lower_bound(names.begin(), names.end(), name);
        if (found == names.end() || *found != name) return {};
        return m_index->places[static_cast<size_t>(found - names.begin())];
    }
    const auto found =
        std::find_if(m_views.begin(), m_views.end(), [&](const auto &view) { return view->name == name; });
    if (found == m_views.end()) return {};
    return static_cast<size_t>(found - m_views.begin());
}

DomainViewPtr DomainViews::find(const dns::Name &name) const
{
    const auto place = placeOf(name);
    return place ? m_views[*place] : nullptr;
}

DomainsSummary DomainViews::summary() const
{
    if (m_index) return m_index->summary;
    DomainsSummary summary;
    for (const auto &view : m_views)
        summary.add(*view);
    return summary;
}

bool DomainViews::hasNamesOf(const DomainViews &other) const
{
    return m_index && other.m_index && m_index->names == other.m_index->names;
}

bool DomainViews::hasOrderOf(const DomainViews &other) const
{
    return hasNamesOf(other) && (m_index == other.m_index || m_index->places == other.m_index->places);
}

DomainView &DomainViews::operator[](size_t at)
{
    m_index.reset();
    // What nobody else holds is ours to change.
    if (m_views[at].use_count() > 1) m_views[at] = std::make_shared<DomainView>(*m_views[at]);
    return const_cast<DomainView &>(*m_views[at]);
}

void DomainViews::push_back(DomainView view)
{
    m_index.reset();
    m_views.push_back(std::make_shared<DomainView>(std::move(view)));
}

void DomainViews::erase(Iterator at)
{
    m_index.reset();
    m_views.erase(m_views.begin() + (at - begin()));
}

} // namespace hinoban::console
