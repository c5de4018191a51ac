// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <functional>
#include <unordered_map>

namespace hinoban::console {

// Keeps the view of each domain between two moments and makes only those anew of which something changed: with ten
// thousand domains under watch a moment must not cost ten thousand views. A value; the session's thread.
class ViewShelf {
public:
    void setDomains(const std::vector<watch::Domain> &domains); // looked up in there until the next call
    void changed(const dns::Name &domain);                      // was looked at, or a person decided about it

    // `make`: the view of a domain as it is now. `moves`: whether a view changes with time or with what happens to
    // others, so that it must be made for every moment.
    struct Maker {
        std::function<DomainView(const watch::Domain &)> make;
        std::function<bool(const dns::Name &)> moves;
    };
    [[nodiscard]] DomainViews views(const Maker &maker); // worst first, then by name

private:
    struct Slot {
        const watch::Domain *domain;
        DomainViewPtr view;                       // null: to be made
        DomainState state = DomainState::Unknown; // of the view: thousands are not looked into for it
    };
    std::vector<Slot> m_slots; // in the order of names
    std::unordered_map<dns::Name, size_t> m_places;
    std::shared_ptr<const std::vector<dns::Name>> m_names; // of the slots, in their order
};

} // namespace hinoban::console
