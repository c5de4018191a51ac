// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/SignedReply.h"

#include <QtEndian>

#include <algorithm>

namespace hinoban::drill {

using dns::Name;
using dns::Rdata;
using dns::Record;
using dns::RRset;
using dns::Type;

namespace {

// What the signature covers stands in its first two octets (RFC 4034, 3.1).
bool covers(const Rdata &signature, Type type)
{
    return signature.wire.size() > 18 && qFromBigEndian<quint16>(signature.wire.constData()) == quint16(type);
}

void addSignatures(std::vector<Record> &records, const ZoneIndex &zone)
{
    std::vector<std::pair<Name, Type>> sets;
    for (const Record &record : records)
        if (record.type != Type::RRSIG && std::ranges::find(sets, std::pair(record.owner, record.type)) == sets.end())
            sets.emplace_back(record.owner, record.type);
    for (const auto &[owner, type] : sets) {
        const RRset *signatures = zone.find(owner, Type::RRSIG);
        if (!signatures) continue;
        for (const Rdata &one : signatures->rdatas)
            if (covers(one, type)) records.push_back({owner, Type::RRSIG, 1, signatures->ttl, one});
    }
}

void addSet(std::vector<Record> &records, const ZoneIndex &zone, const Name &owner, Type type)
{
    const RRset *set = zone.find(owner, type);
    const bool isThere = std::ranges::any_of(
        records, [&](const Record &record) { return record.owner == owner && record.type == type; });
    if (!set || isThere) return;
    for (const Rdata &rdata : set->rdatas)
        records.push_back({owner, type, 1, set->ttl, rdata});
}

// The NSEC record of that name, or of the last one before it.
void addDenial(std::vector<Record> &records, const ZoneIndex &zone, const Name &name)
{
    const Name *before = nullptr;
    for (const Record &record : zone.zone().records)
        if (record.type == Type::NSEC && !(name < record.owner) && (!before || *before < record.owner))
            before = &record.owner;
    if (before) addSet(records, zone, *before, Type::NSEC);
}

// The deepest zone that answers; of a DS, the one above.
const ZoneIndex *zoneOf(const ServedZones &zones, const Name &name, Type type)
{
    for (const auto &zone : zones.zones()) {
        if (!name.isSubdomainOf(zone->apex())) continue;
        const bool isOwnDs = type == Type::DS && name == zone->apex() && !name.isRoot();
        const bool hasParent = std::ranges::any_of(zones.zones(), [&](const auto &other) {
            return other->apex() != name && name.isSubdomainOf(other->apex());
        });
        if (!isOwnDs || !hasParent) return zone.get();
    }
    return nullptr;
}

} // namespace

void addSecurity(Reply &reply, const ServedZones &zones, const Name &name, Type type)
{
    const ZoneIndex *zone = zoneOf(zones, name, type);
    if (!zone || !zone->find(zone->apex(), Type::RRSIG)) return;
    if (!reply.aa) {
        const auto cut =
            std::ranges::find_if(reply.authority, [](const Record &record) { return record.type == Type::NS; });
        if (cut == reply.authority.end()) return;
        const Name owner = cut->owner;
        addSet(reply.authority, *zone, owner, zone->find(owner, Type::DS) ? Type::DS : Type::NSEC);
    } else if (reply.answer.empty()) {
        addDenial(reply.authority, *zone, name);
        if (reply.rcode == dns::Rcode::NXDomain) {
            Name encloser = name;
            while (encloser != zone->apex() && std::ranges::none_of(zone->zone().records, [&](const Record &record) {
                       return record.owner.isSubdomainOf(encloser);
                   }))
                encloser = encloser.parent();
            if (const auto star = encloser.prepended("*")) addDenial(reply.authority, *zone, *star);
        }
    }
    addSignatures(reply.answer, *zone);
    addSignatures(reply.authority, *zone);
}

} // namespace hinoban::drill
