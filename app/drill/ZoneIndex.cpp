// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/ZoneIndex.h"

#include <algorithm>

namespace hinoban::drill {

using dns::Name;
using dns::RRset;
using dns::Type;

namespace {

constexpr int MostCnames = 8;

qint64 slot(const Rotation &rotation, Instant at) { return at.time_since_epoch() / rotation.every; }

} // namespace

ZoneIndex::ZoneIndex(dns::Zone zone, std::vector<Rotation> rotations)
    : m_zone(std::move(zone))
    , m_rotations(std::move(rotations))
{
    m_nodes[m_zone.apex];
    for (const dns::Record &record : m_zone.records) {
        Node &node = m_nodes[record.owner];
        auto set = std::ranges::find(node, record.type, &RRset::type);
        if (set == node.end()) {
            node.push_back({record.owner, record.type, record.ttl, {}});
            set = std::prev(node.end());
        }
        set->ttl = std::min(set->ttl, record.ttl);
        set->rdatas.push_back(record.rdata);
        for (Name above = record.owner; above != m_zone.apex && !above.isRoot();) {
            above = above.parent();
            m_nodes[above];
        }
    }
    for (Node &node : m_nodes) {
        for (RRset &set : node) {
            std::ranges::sort(set.rdatas);
            const auto repeated = std::ranges::unique(set.rdatas);
            set.rdatas.erase(repeated.begin(), repeated.end());
        }
    }
}

const ZoneIndex::Node *ZoneIndex::node(const Name &owner) const
{
    const auto found = m_nodes.constFind(owner);
    return found == m_nodes.cend() ? nullptr : &*found;
}

const RRset *ZoneIndex::in(const Node &node, Type type)
{
    const auto found = std::ranges::find(node, type, &RRset::type);
    return found == node.end() ? nullptr : &*found;
}

const RRset *ZoneIndex::find(const Name &owner, Type type) const
{
    const Node *found = node(owner);
    return found ? in(*found, type) : nullptr;
}

std::vector<RRset> ZoneIndex::nsSets() const
{
    std::vector<RRset> sets;
    for (const Node &node : m_nodes)
        if (const RRset *ns = in(node, Type::NS)) sets.push_back(*ns);
    std::ranges::sort(sets, [](const RRset &a, const RRset &b) { return a.owner < b.owner; });
    return sets;
}

void ZoneIndex::put(std::vector<dns::Record> &records, const RRset &set, const Name &owner, Instant at) const
{
    const auto rotation = std::ranges::find_if(m_rotations, [&](const Rotation &candidate) {
        return candidate.owner == set.owner && candidate.type == set.type;
    });
    const size_t size = set.rdatas.size();
    size_t first = 0;
    size_t count = size;
    if (rotation != m_rotations.end()) {
        count = std::min(size, size_t(rotation->show));
        first = size_t(slot(*rotation, at)) * count % size;
    }
    for (size_t i = 0; i < count; ++i)
        records.push_back({owner, set.type, 1, set.ttl, set.rdatas[(first + i) % size]});
}

void ZoneIndex::putGlue(Reply &reply, const RRset &ns) const
{
    for (const dns::Rdata &rdata : ns.rdatas) {
        const auto host = dns::nameOf(Type::NS, rdata);
        if (!host) continue;
        for (const Type type : {Type::A, Type::AAAA})
            if (const RRset *glue = find(*host, type)) put(reply.additional, *glue, *host, {});
    }
}

void ZoneIndex::putSoa(Reply &reply) const
{
    const RRset *set = find(m_zone.apex, Type::SOA);
    if (!set || set->rdatas.empty()) return;
    const auto soa = dns::soaOf(set->rdatas.front());
    // RFC 2308, 3: a denial may be kept for the smaller of the two.
    const quint32 ttl = soa ? std::min(set->ttl, soa->minimum) : set->ttl;
    reply.authority.push_back({m_zone.apex, Type::SOA, 1, ttl, set->rdatas.front()});
}

void ZoneIndex::answerFrom(Reply &reply, const Node &node, const Name &owner, Type type, Instant at) const
{
    if (type == Type::ANY) {
        for (const RRset &set : node)
            put(reply.answer, set, owner, at);
    } else if (const RRset *set = in(node, type)) {
        put(reply.answer, *set, owner, at);
    } else if (const RRset *alias = in(node, Type::CNAME)) {
        put(reply.answer, *alias, owner, at);
        return;
    }
    if (reply.answer.empty()) {
        putSoa(reply);
        return;
    }
    if (type == Type::NS && owner == m_zone.apex) {
        if (const RRset *ns = in(node, Type::NS)) putGlue(reply, *ns);
    } else if (const RRset *ns = find(m_zone.apex, Type::NS)) {
        put(reply.authority, *ns, m_zone.apex, at);
    }
    if (type == Type::MX) {
        for (const dns::Record &record : std::vector(reply.answer)) {
            const auto host = dns::nameOf(Type::MX, record.rdata);
            if (!host) continue;
            for (const Type family : {Type::A, Type::AAAA})
                if (const RRset *set = find(*host, family)) put(reply.additional, *set, *host, at);
        }
    }
}

Reply ZoneIndex::answer(const Name &name, Type type, Instant at) const
{
    Reply reply;
    // From the apex down, so that a cut hides everything below it.
    std::vector<Name> path;
    for (Name above = name; above != m_zone.apex; above = above.parent())
        path.push_back(above);
    const Name *encloser = &m_zone.apex;
    for (auto below = path.crbegin(); below != path.crend(); ++below) {
        const Node *here = node(*below);
        if (!here) break;
        encloser = &*below;
        const RRset *ns = in(*here, Type::NS);
        if (ns && !(*below == name && type == Type::DS)) {
            put(reply.authority, *ns, *below, at);
            putGlue(reply, *ns);
            return reply;
        }
    }

    reply.aa = true;
    if (const Node *exact = node(name)) {
        answerFrom(reply, *exact, name, type, at);
        return reply;
    }
    if (const auto star = encloser->prepended("*")) {
        if (const Node *wildcard = node(*star)) {
            answerFrom(reply, *wildcard, name, type, at);
            return reply;
        }
    }
    reply.rcode = dns::Rcode::NXDomain;
    putSoa(reply);
    return reply;
}

qint64 ZoneIndex::phase(Instant at) const
{
    qint64 sum = 0;
    for (const Rotation &rotation : m_rotations)
        sum = sum * 1'000'003 + slot(rotation, at);
    return sum;
}

ServedZones::ServedZones(std::vector<std::shared_ptr<const ZoneIndex>> zones)
    : m_zones(std::move(zones))
{
    std::ranges::stable_sort(
        m_zones, [](const auto &a, const auto &b) { return a->apex().labelCount() > b->apex().labelCount(); });
}

Reply ServedZones::answer(const Name &name, Type type, Instant at) const
{
    Reply whole;
    Name wanted = name;
    for (int hop = 0; hop <= MostCnames; ++hop) {
        const auto zone = std::ranges::find_if(m_zones, [&](const auto &candidate) {
            // The DS of an apex is its parent's.
            return wanted.isSubdomainOf(candidate->apex()) &&
                   !(type == Type::DS && wanted == candidate->apex() && !wanted.isRoot() && hasParentOf(wanted));
        });
        if (zone == m_zones.end()) {
            if (hop == 0) whole.rcode = dns::Rcode::Refused;
            return whole;
        }
        Reply part = (*zone)->answer(wanted, type, at);
        if (hop == 0) whole.aa = part.aa;
        whole.rcode = part.rcode;
        whole.answer.insert(whole.answer.end(), part.answer.begin(), part.answer.end());
        whole.authority = std::move(part.authority);
        whole.additional = std::move(part.additional);
        if (type == Type::CNAME || type == Type::ANY || part.answer.size() != 1 ||
            part.answer.front().type != Type::CNAME)
            return whole;
        const auto target = dns::nameOf(Type::CNAME, part.answer.front().rdata);
        if (!target) return whole;
        wanted = *target;
    }
    return whole;
}

bool ServedZones::hasParentOf(const Name &name) const
{
    return std::ranges::any_of(
        m_zones, [&](const auto &zone) { return zone->apex() != name && name.isSubdomainOf(zone->apex()); });
}

qint64 ServedZones::phase(Instant at) const
{
    qint64 sum = 0;
    for (const auto &zone : m_zones)
        sum = sum * 1'000'003 + zone->phase(at);
    return sum;
}

} // namespace hinoban::drill
