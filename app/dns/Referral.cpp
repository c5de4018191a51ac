// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Referral.h"

#include <algorithm>
#include <set>

namespace hinoban::dns {
namespace {

constexpr size_t MostServers = 40;
constexpr size_t MostAddresses = 16;
constexpr quint32 NoSoaTtl = 60;

NameServer withGlue(const Name &host, const std::vector<Record> &additional, quint32 &ttl)
{
    NameServer server{host, {}, {}};
    for (const Record &record : additional) {
        if (record.klass != 1 || record.owner != host || server.addresses.size() >= MostAddresses) continue;
        const auto address = addressOf(record.type, record.rdata);
        if (!address || std::find(server.addresses.begin(), server.addresses.end(), *address) != server.addresses.end())
            continue;
        server.addresses.push_back(*address);
        ttl = std::min(ttl, record.ttl);
    }
    return server;
}

Cut cutOf(const Name &owner, const std::vector<Record> &section, const std::vector<Record> &additional,
          const Name &zone)
{
    Cut cut{owner, {}, {}, 0xffffffff};
    std::vector<std::pair<Name, quint32>> hosts;
    for (const Record &record : section) {
        if (record.type != Type::NS || record.klass != 1 || record.owner != owner) continue;
        if (auto host = nameOf(Type::NS, record.rdata)) hosts.emplace_back(std::move(*host), record.ttl);
    }
    // Of too many, those that have addresses: the others are perhaps there to be asked about only (NXNS).
    if (hosts.size() > MostServers) {
        std::set<Name> glued;
        for (const Record &record : additional)
            if (record.type == Type::A || record.type == Type::AAAA) glued.insert(record.owner);
        std::stable_partition(hosts.begin(), hosts.end(), [&](const auto &one) { return glued.contains(one.first); });
    }
    for (const auto &[host, ttl] : hosts) {
        const bool known = std::any_of(cut.servers.begin(), cut.servers.end(),
                                       [&host = host](const NameServer &server) { return server.name == host; });
        if (known || cut.servers.size() >= MostServers) continue;
        cut.ttl = std::min(cut.ttl, ttl);
        if (host.isSubdomainOf(owner)) {
            cut.servers.push_back(withGlue(host, additional, cut.ttl));
            continue;
        }
        cut.servers.push_back({host, {}, {}});
        quint32 unused = cut.ttl;
        if (host.isSubdomainOf(zone))
            if (auto sibling = withGlue(host, additional, unused); !sibling.addresses.empty())
                cut.siblings.push_back(std::move(sibling));
    }
    return cut;
}

// RFC 2308, 5: the smaller of the SOA's TTL and its minimum.
quint32 negativeTtl(const std::vector<Record> &authority, const Name &zone)
{
    for (const Record &record : authority) {
        if (record.type != Type::SOA || !record.owner.isSubdomainOf(zone)) continue;
        if (const auto soa = soaOf(record.rdata)) return std::min(record.ttl, soa->minimum);
    }
    return NoSoaTtl;
}

} // namespace

Verdict verdictOf(const Message &reply, const Question &asked, const Name &zone)
{
    Verdict verdict;
    if (!asked.name.isSubdomainOf(zone)) return verdict;
    if (reply.rcode != Rcode::NoError && reply.rcode != Rcode::NXDomain) return verdict;

    if (reply.aa)
        if (const auto alias = rrsetOf(reply.answer, asked.name, Type::CNAME); alias && asked.type != Type::CNAME)
            if (const auto target = nameOf(Type::CNAME, alias->rdatas.front())) {
                verdict.kind = Verdict::Kind::Alias;
                verdict.alias = *target;
                verdict.ttl = alias->ttl;
                return verdict;
            }
    if (reply.rcode == Rcode::NXDomain) {
        if (!reply.aa) return verdict;
        verdict.kind = Verdict::Kind::Denied;
        verdict.ttl = negativeTtl(reply.authority, zone);
        return verdict;
    }

    if (const auto set = rrsetOf(reply.answer, asked.name, asked.type)) {
        // Old parents put a delegation into the answer section; a cache (RA) does so, too, and is no parent.
        if (!reply.aa && (asked.type != Type::NS || reply.ra)) return verdict;
        verdict.ttl = set->ttl;
        if (asked.type != Type::NS) {
            verdict.kind = Verdict::Kind::Answered;
            std::copy_if(reply.answer.begin(), reply.answer.end(), std::back_inserter(verdict.records),
                         [&](const Record &record) {
                             return record.owner == asked.name && record.type == asked.type && record.klass == 1;
                         });
            return verdict;
        }
        verdict.cut = cutOf(asked.name, reply.answer, reply.additional, zone);
        if (asked.name != zone && !verdict.cut.servers.empty()) verdict.kind = Verdict::Kind::Delegated;
        return verdict;
    }

    bool soa = false;
    std::optional<Name> below;
    for (const Record &record : reply.authority) {
        soa = soa || record.type == Type::SOA;
        if (record.type == Type::NS && record.owner != zone && record.owner.isSubdomainOf(zone) &&
            asked.name.isSubdomainOf(record.owner))
            below = record.owner;
    }
    if (below && !soa && reply.answer.empty()) {
        verdict.cut = cutOf(*below, reply.authority, reply.additional, zone);
        if (!verdict.cut.servers.empty()) verdict.kind = Verdict::Kind::Delegated;
        return verdict;
    }
    if (reply.aa && reply.answer.empty()) {
        verdict.kind = Verdict::Kind::NoData;
        verdict.ttl = negativeTtl(reply.authority, zone);
    }
    return verdict;
}

} // namespace hinoban::dns
