// SPDX-License-Identifier: GPL-3.0-or-later
// Denial by NSEC, and the choice between the two kinds.
#include "app/dns/Denial.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

Name suffixOf(Name name, int labels)
{
    while (name.labelCount() > labels)
        name = name.parent();
    return name;
}

// The deepest name that both are below.
Name commonAncestor(Name a, Name b)
{
    const int labels = std::min(a.labelCount(), b.labelCount());
    a = suffixOf(std::move(a), labels);
    b = suffixOf(std::move(b), labels);
    while (a != b) {
        a = a.parent();
        b = b.parent();
    }
    return a;
}

// A record from above a cut says nothing of what lies below it, nor does one beside a DNAME (RFC 6840, 4.1).
bool speaksAbove(const Nsec &nsec, const Name &name)
{
    if (nsec.owner == name || !name.isSubdomainOf(nsec.owner)) return false;
    return (nsec.types.has(Type::NS) && !nsec.types.has(Type::SOA)) || nsec.types.has(Type::DNAME);
}

bool covers(const Nsec &nsec, const Name &name)
{
    if (!(nsec.owner < name)) return false;
    // The last one of a zone leads back to its apex.
    return name < nsec.next || !(nsec.owner < nsec.next);
}

// The closest name that exists above `name`, as the record that covers `name` shows it.
Name closestEncloser(const Nsec &covering, const Name &name)
{
    Name byOwner = commonAncestor(covering.owner, name);
    Name byNext = commonAncestor(covering.next, name);
    return byOwner.labelCount() >= byNext.labelCount() ? byOwner : byNext;
}

} // namespace

Denial::Denial(Name zone, std::vector<Nsec> nsecs, std::vector<Nsec3> nsec3s)
    : m_zone(std::move(zone))
    , m_nsecs(std::move(nsecs))
    , m_nsec3s(std::move(nsec3s))
{
    std::erase_if(m_nsecs, [this](const Nsec &one) {
        return !one.owner.isSubdomainOf(m_zone) || !one.next.isSubdomainOf(m_zone);
    });
    // Unknown hashes and flags are as if they were not there (RFC 5155, 8.1, 8.2); nor do two chains mix.
    std::erase_if(m_nsec3s, [this](const Nsec3 &one) {
        return one.hash != 1 || (one.flags & 0xfe) != 0 || one.owner.parent() != m_zone;
    });
    if (!m_nsec3s.empty()) {
        const QByteArray salt = m_nsec3s.front().salt;
        const quint16 count = m_nsec3s.front().iterations;
        std::erase_if(m_nsec3s, [&](const Nsec3 &one) { return one.salt != salt || one.iterations != count; });
        m_tooCostly = count > MostIterations;
    }
}

const Nsec *Denial::matching(const Name &name) const
{
    const auto found = std::find_if(m_nsecs.begin(), m_nsecs.end(), [&](const Nsec &one) { return one.owner == name; });
    return found == m_nsecs.end() ? nullptr : &*found;
}

const Nsec *Denial::covering(const Name &name) const
{
    const auto found = std::find_if(m_nsecs.begin(), m_nsecs.end(),
                                    [&](const Nsec &one) { return covers(one, name) && !speaksAbove(one, name); });
    return found == m_nsecs.end() ? nullptr : &*found;
}

Denied Denial::name(const Name &name) const
{
    if (!name.isSubdomainOf(m_zone)) return Denied::Nothing;
    if (m_nsecs.empty()) return name3(name);
    const Nsec *cover = covering(name);
    if (!cover || cover->next.isSubdomainOf(name)) return Denied::Nothing; // names below it: it exists
    const auto wildcard = closestEncloser(*cover, name).prepended("*");
    if (!wildcard) return Denied::Proven; // no name of that length can exist
    return covering(*wildcard) ? Denied::Proven : Denied::Nothing;
}

Denied Denial::type(const Name &name, Type type) const
{
    if (!name.isSubdomainOf(m_zone)) return Denied::Nothing;
    if (m_nsecs.empty()) return type3(name, type);
    const auto lacks = [&](const Nsec &one) {
        const bool fromAbove = one.types.has(Type::NS) && !one.types.has(Type::SOA);
        return !one.types.has(type) && !one.types.has(Type::CNAME) && !fromAbove;
    };
    if (const Nsec *match = matching(name)) return lacks(*match) ? Denied::Proven : Denied::Nothing;
    const Nsec *cover = covering(name);
    if (!cover) return Denied::Nothing;
    if (cover->next.isSubdomainOf(name)) return Denied::Proven; // an empty non-terminal
    const auto wildcard = closestEncloser(*cover, name).prepended("*");
    const Nsec *made = wildcard ? matching(*wildcard) : nullptr;
    return made && lacks(*made) ? Denied::Proven : Denied::Nothing;
}

Denied Denial::delegation(const Name &name) const
{
    if (!name.isSubdomainOf(m_zone) || name == m_zone) return Denied::Nothing;
    if (m_nsecs.empty()) return delegation3(name);
    if (const Nsec *match = matching(name)) {
        // With SOA it is the child's own record, which knows nothing of the parent's DS.
        if (match->types.has(Type::DS) || match->types.has(Type::SOA)) return Denied::Nothing;
        return match->types.has(Type::NS) ? Denied::Unsigned : Denied::Proven;
    }
    if (!covering(name)) return Denied::Nothing;
    // The name does not exist, or only names below it do: there is no cut here. A wildcard makes no delegation.
    return Denied::Proven;
}

Denied Denial::closerName(const Name &name, int labels) const
{
    if (!name.isSubdomainOf(m_zone) || labels >= name.labelCount()) return Denied::Nothing;
    if (m_nsecs.empty()) return closerName3(name, labels);
    const Nsec *cover = covering(name);
    if (!cover || cover->next.isSubdomainOf(name)) return Denied::Nothing;
    return closestEncloser(*cover, name).labelCount() == labels ? Denied::Proven : Denied::Nothing;
}

quint16 Denial::iterations() const { return m_nsec3s.empty() ? quint16(0) : m_nsec3s.front().iterations; }

} // namespace hinoban::dns
