// SPDX-License-Identifier: GPL-3.0-or-later
// Denial by NSEC3 (RFC 5155, 8). The count of iterations is bounded, and each name is hashed once an answer.
#include "app/dns/Denial.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

// A longer name is of nobody's zone; its hashes are not worth their time (CVE-2023-50868).
constexpr int MostLabels = 40;

bool isCutFromAbove(const Nsec3 &one) { return one.types.has(Type::NS) && !one.types.has(Type::SOA); }

Denied unlessOptedOut(const Nsec3 &covering) { return covering.isOptOut() ? Denied::OptedOut : Denied::Proven; }

} // namespace

QByteArray Denial::hashed(const Name &name) const
{
    const auto known =
        std::find_if(m_hashes.begin(), m_hashes.end(), [&](const auto &one) { return one.first == name; });
    if (known != m_hashes.end()) return known->second;
    QByteArray hash = nsec3Hash(name, m_nsec3s.front().salt, m_nsec3s.front().iterations);
    m_hashes.emplace_back(name, hash);
    return hash;
}

const Nsec3 *Denial::matching3(const Name &name) const
{
    const QByteArray hash = hashed(name);
    const auto found =
        std::find_if(m_nsec3s.begin(), m_nsec3s.end(), [&](const Nsec3 &one) { return one.ownerHash == hash; });
    return found == m_nsec3s.end() ? nullptr : &*found;
}

const Nsec3 *Denial::covering3(const Name &name) const
{
    const QByteArray hash = hashed(name);
    const auto found = std::find_if(m_nsec3s.begin(), m_nsec3s.end(), [&](const Nsec3 &one) {
        if (one.ownerHash.compare(one.nextHash) < 0)
            return one.ownerHash.compare(hash) < 0 && hash.compare(one.nextHash) < 0;
        // The last one leads back to the first; the only one of a zone covers all but itself.
        return hash != one.ownerHash && (one.ownerHash.compare(hash) < 0 || hash.compare(one.nextHash) < 0);
    });
    return found == m_nsec3s.end() ? nullptr : &*found;
}

// RFC 5155, 8.3.
std::optional<Denial::Encloser> Denial::encloser3(const Name &name) const
{
    Encloser out;
    out.nextCloser = name;
    for (Name at = name; at.isSubdomainOf(m_zone); at = at.parent()) {
        if (const Nsec3 *match = matching3(at)) {
            if (at == name) return {}; // it exists
            // What lies above a cut or beside a DNAME says nothing of names below.
            if (match->types.has(Type::DNAME) || isCutFromAbove(*match)) return {};
            out.closest = at;
            out.matching = match;
            out.covering = covering3(out.nextCloser);
            if (!out.covering) return {};
            return out;
        }
        out.nextCloser = at;
        if (at.isRoot()) break;
    }
    return {};
}

Denied Denial::name3(const Name &name) const
{
    if (m_nsec3s.empty() || name.labelCount() > MostLabels) return Denied::Nothing;
    if (m_tooCostly) return Denied::TooCostly;
    const auto encloser = encloser3(name);
    if (!encloser) return Denied::Nothing;
    const auto wildcard = encloser->closest.prepended("*");
    if (wildcard && !covering3(*wildcard)) return Denied::Nothing;
    return unlessOptedOut(*encloser->covering);
}

Denied Denial::type3(const Name &name, Type type) const
{
    if (m_nsec3s.empty() || name.labelCount() > MostLabels) return Denied::Nothing;
    if (m_tooCostly) return Denied::TooCostly;
    const auto lacks = [&](const Nsec3 &one) {
        return !one.types.has(type) && !one.types.has(Type::CNAME) && !isCutFromAbove(one);
    };
    if (const Nsec3 *match = matching3(name)) return lacks(*match) ? Denied::Proven : Denied::Nothing;
    const auto encloser = encloser3(name);
    if (!encloser) return Denied::Nothing;
    const auto wildcard = encloser->closest.prepended("*");
    const Nsec3 *made = wildcard ? matching3(*wildcard) : nullptr;
    if (made) return lacks(*made) ? unlessOptedOut(*encloser->covering) : Denied::Nothing;
    // Nothing is known to be there, and opt-out leaves room for an unsigned delegation or a name above one.
    return encloser->covering->isOptOut() ? Denied::OptedOut : Denied::Nothing;
}

Denied Denial::delegation3(const Name &name) const
{
    if (m_nsec3s.empty() || name.labelCount() > MostLabels) return Denied::Nothing;
    if (m_tooCostly) return Denied::TooCostly;
    if (const Nsec3 *match = matching3(name)) {
        if (match->types.has(Type::DS) || match->types.has(Type::SOA)) return Denied::Nothing;
        return match->types.has(Type::NS) ? Denied::Unsigned : Denied::Proven;
    }
    const auto encloser = encloser3(name);
    if (!encloser) return Denied::Nothing;
    return unlessOptedOut(*encloser->covering);
}

Denied Denial::closerName3(const Name &name, int labels) const
{
    if (m_nsec3s.empty() || name.labelCount() > MostLabels) return Denied::Nothing;
    if (m_tooCostly) return Denied::TooCostly;
    // The wildcard's parent need not be shown: the signature of the answer proves that it exists (RFC 5155, 8.8).
    Name nextCloser = name;
    while (nextCloser.labelCount() > labels + 1)
        nextCloser = nextCloser.parent();
    const Nsec3 *cover = covering3(nextCloser);
    return cover ? unlessOptedOut(*cover) : Denied::Nothing;
}

} // namespace hinoban::dns
