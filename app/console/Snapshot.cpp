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

DomainViewPtr DomainViews::find(const dns::Name &name) const
{
    const auto found =
        std::find_if(m_views.begin(), m_views.end(), [&](const auto &view) { return view->name == name; });
    return found == m_views.end() ? nullptr : *found;
}

DomainView &DomainViews::operator[](size_t at)
{
    // What nobody else holds is ours to change.
    if (m_views[at].use_count() > 1) m_views[at] = std::make_shared<DomainView>(*m_views[at]);
    return const_cast<DomainView &>(*m_views[at]);
}

void DomainViews::push_back(DomainView view) { m_views.push_back(std::make_shared<DomainView>(std::move(view))); }

} // namespace hinoban::console
