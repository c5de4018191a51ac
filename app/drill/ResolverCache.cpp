// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/ResolverCache.h"

#include "app/drill/Chance.h"

#include <algorithm>

namespace hinoban::drill {

using dns::Name;
using dns::RRset;
using dns::Type;

namespace {

constexpr quint32 WildcardTtl = 60; // of what a resolver makes up for names that do not exist
constexpr int MostUpstream = 100;   // questions for one answer
constexpr int MostDepth = 8;        // look-ups inside look-ups
constexpr int MostSteps = 24;       // referrals
constexpr int MostCnames = 8;
constexpr qsizetype MostEntries = 50'000;
// What a silent server costs a resolver that knows it to be slow, and the most that a question waits for such.
constexpr Duration SilentCost = std::chrono::milliseconds(150);
constexpr Duration MostCost = std::chrono::milliseconds(600);

std::vector<RRset> setsOf(const std::vector<dns::Record> &records)
{
    std::vector<RRset> sets;
    for (const dns::Record &record : records) {
        auto set = std::ranges::find_if(
            sets, [&](const RRset &known) { return known.type == record.type && known.owner == record.owner; });
        if (set == sets.end()) set = sets.insert(sets.end(), RRset{record.owner, record.type, record.ttl, {}});
        set->ttl = std::min(set->ttl, record.ttl);
        set->rdatas.push_back(record.rdata);
    }
    return sets;
}

std::vector<Name> hostsOf(const RRset &ns)
{
    std::vector<Name> hosts;
    for (const dns::Rdata &rdata : ns.rdatas)
        if (auto host = dns::nameOf(Type::NS, rdata)) hosts.push_back(std::move(*host));
    return hosts;
}

} // namespace

struct ResolverCache::Work {
    int upstream = MostUpstream;
    int depth = 0;
    Duration cost{};
};

ResolverCache::ResolverCache(std::shared_ptr<const Scenario> scenario, const ResolverSpec &spec)
    : m_scenario(std::move(scenario))
    , m_spec(spec)
    , m_seed(chance(spec.watched.server.address.toString().toLatin1()))
{
    const State &first = m_scenario->states.front();
    for (size_t i = 0; i < m_scenario->servers.size(); ++i) {
        const ServerSpec &server = m_scenario->servers[i];
        for (const QHostAddress &address : server.addresses)
            m_servers.insert(address, i);
        const auto &zones = first.servers[i].zones->zones();
        if (std::ranges::any_of(zones, [](const auto &zone) { return zone->apex().isRoot(); })) {
            m_rootHosts.push_back(server.name);
            m_rootAddresses.insert(server.name, server.addresses);
        }
    }
    for (const Users &users : m_spec.users)
        m_nextAsk.push_back(users.since);
}

void ResolverCache::catchUp(Instant at)
{
    // Earliest first, across all users: what one asks is there for the next.
    while (true) {
        const auto next = std::ranges::min_element(m_nextAsk);
        if (next == m_nextAsk.end() || *next > at) return;
        const Users &users = m_spec.users[size_t(next - m_nextAsk.begin())];
        const Instant when = *next;
        *next += users.every;
        for (const Type type : users.types) {
            Work work;
            (void)look(users.name, type, when, &work);
        }
    }
}

ResolverCache::Answer ResolverCache::resolve(const Name &name, Type type, Instant at)
{
    catchUp(at);
    Work work;
    for (const Lie &lie : m_spec.lies) {
        if (at < lie.from || at >= lie.until || lie.set.owner != name || lie.set.type != type) continue;
        Answer told;
        for (const dns::Rdata &rdata : lie.set.rdatas)
            told.answer.push_back({name, type, 1, lie.set.ttl, rdata});
        return told;
    }
    Answer answer = look(name, type, at, &work);
    answer.cost = std::min(work.cost, MostCost);
    if (m_spec.wildcard && type == Type::A && answer.rcode == dns::Rcode::NXDomain) {
        Answer told;
        told.cost = answer.cost;
        if (auto rdata = dns::rdataFromText(Type::A, m_spec.wildcard->toString().toLatin1()))
            told.answer.push_back({name, type, 1, WildcardTtl, std::move(*rdata)});
        return told;
    }
    return answer;
}

ResolverCache::Answer ResolverCache::recall(const Name &name, Type type, Instant at)
{
    catchUp(at);
    return look(name, type, at, nullptr);
}

const ResolverCache::Entry *ResolverCache::known(const Name &name, Type type, Instant at, Rank least) const
{
    const auto found = m_cache.constFind({name, quint16(type)});
    if (found == m_cache.cend() || found->rank < least) return nullptr;
    // What was fetched at this very instant counts even with a TTL of zero.
    return at < found->expires || at == found->fetched ? &*found : nullptr;
}

ResolverCache::Answer ResolverCache::look(const Name &name, Type type, Instant at, Work *work)
{
    Answer result;
    const auto left = [&](const Entry &entry) {
        return quint32(std::max<qint64>(0, (entry.expires - at) / std::chrono::seconds(1)));
    };
    Name wanted = name;
    for (int hop = 0; hop <= MostCnames; ++hop) {
        const Entry *entry = known(wanted, type, at, Rank::Authoritative);
        const Entry *alias = entry ? nullptr : known(wanted, Type::CNAME, at, Rank::Authoritative);
        if (alias && alias->set.rdatas.empty()) alias = nullptr;
        if (!entry && !alias) {
            if (!work) {
                result.rcode = hop == 0 ? dns::Rcode::Refused : dns::Rcode::NoError;
                return result;
            }
            if (!iterate(wanted, type, at, *work)) {
                result.rcode = dns::Rcode::ServFail;
                result.answer.clear();
                return result;
            }
            entry = known(wanted, type, at, Rank::Authoritative);
            alias = entry ? nullptr : known(wanted, Type::CNAME, at, Rank::Authoritative);
        }
        if (const Entry *use = entry ? entry : alias) {
            result.rcode = use->rcode;
            for (const dns::Rdata &rdata : use->set.rdatas)
                result.answer.push_back({wanted, use->set.type, 1, left(*use), rdata});
            if (use->soa) {
                result.authority.push_back(*use->soa);
                result.authority.back().ttl = left(*use);
            }
        }
        if (!alias || alias->set.rdatas.empty() || type == Type::CNAME) return result;
        const auto target = dns::nameOf(Type::CNAME, alias->set.rdatas.front());
        if (!target) return result;
        wanted = *target;
    }
    result.rcode = dns::Rcode::ServFail;
    result.answer.clear();
    return result;
}

bool ResolverCache::iterate(const Name &name, Type type, Instant at, Work &work)
{
    if (work.depth >= MostDepth || work.upstream-- <= 0) return false;
    ++work.depth;
    bool answered = false;
    for (int step = 0; step < MostSteps; ++step) {
        // The deepest delegation that is known. The DS of a name is asked above it.
        Name zone = type == Type::DS && !name.isRoot() ? name.parent() : name;
        const Entry *cut = nullptr;
        while (!(cut = known(zone, Type::NS, at, Rank::Referral)) || cut->set.rdatas.empty()) {
            if (zone.isRoot()) break;
            zone = zone.parent();
        }
        const bool fromHints = !cut || cut->set.rdatas.empty();
        const auto reply = askZone(zone, fromHints ? m_rootHosts : hostsOf(cut->set), name, type, at, work);
        if (!reply) break;
        keepReply(zone, name, type, *reply, at);
        if (reply->aa) {
            answered = true;
            break;
        }
        // A referral has to lead further down, or this goes round for ever.
        const auto deeper = std::ranges::find_if(reply->authority, [&](const dns::Record &record) {
            return record.type == Type::NS && record.owner != zone && record.owner.isSubdomainOf(zone) &&
                   name.isSubdomainOf(record.owner);
        });
        if (deeper == reply->authority.end()) break;
    }
    --work.depth;
    return answered;
}

std::optional<Reply> ResolverCache::askZone(const Name &zone, const std::vector<Name> &hosts, const Name &name,
                                            Type type, Instant at, Work &work)
{
    const auto seconds = at.time_since_epoch() / std::chrono::seconds(1);
    const size_t first = chance(zone.wire(), m_seed + size_t(seconds));
    for (size_t i = 0; i < hosts.size(); ++i) {
        const Name &host = hosts[(first + i) % hosts.size()];
        for (const QHostAddress &address : addressesOf(host, at, work))
            if (auto reply = askServer(address, name, type, at, work)) return reply;
    }
    return std::nullopt;
}

std::vector<QHostAddress> ResolverCache::addressesOf(const Name &host, Instant at, Work &work)
{
    const Entry *entry = known(host, Type::A, at, Rank::Additional);
    if (!entry) {
        if (const auto root = m_rootAddresses.constFind(host); root != m_rootAddresses.cend()) return *root;
        (void)iterate(host, Type::A, at, work);
        entry = known(host, Type::A, at, Rank::Additional);
    }
    std::vector<QHostAddress> addresses;
    if (entry)
        for (const dns::Rdata &rdata : entry->set.rdatas)
            if (const auto address = dns::addressOf(Type::A, rdata)) addresses.push_back(*address);
    return addresses;
}

std::optional<Reply> ResolverCache::askServer(const QHostAddress &address, const Name &name, Type type, Instant at,
                                              Work &work)
{
    if (work.upstream-- <= 0) return std::nullopt;
    const auto server = m_servers.constFind(address);
    if (server == m_servers.cend()) {
        work.cost += SilentCost;
        return std::nullopt;
    }
    const State::Serving &serving = m_scenario->at(at).servers[*server];
    if (serving.condition == Condition::Down) {
        work.cost += SilentCost;
        return std::nullopt;
    }
    // Truncated over UDP means once more over TCP, which opens with a round trip of its own.
    work.cost += m_scenario->servers[*server].roundTrip * (serving.condition == Condition::Truncating ? 3 : 1);
    if (serving.condition != Condition::Up && serving.condition != Condition::Truncating) return std::nullopt;
    Reply reply = serving.zones->answer(name, type, at);
    if (reply.rcode != dns::Rcode::NoError && reply.rcode != dns::Rcode::NXDomain) return std::nullopt;
    return reply;
}

void ResolverCache::keep(const RRset &set, Rank rank, Instant at)
{
    const Key key{set.owner, quint16(set.type)};
    const auto old = m_cache.constFind(key);
    if (old != m_cache.cend() && at < old->expires) {
        const bool renewed = m_spec.renews && set.type == Type::NS && rank == Rank::Authoritative;
        // What was learned later from an equal source does not prolong what is known (against "ghost" domains).
        if (rank <= old->rank && !renewed) return;
    }
    if (m_cache.size() >= MostEntries) m_cache.removeIf([&](const auto &entry) { return entry.value().expires <= at; });
    if (m_cache.size() >= MostEntries) m_cache.clear();
    const quint32 ttl = std::min(set.ttl, m_spec.watched.ttlCap.value_or(set.ttl));
    m_cache.insert(key, {rank, at, at + std::chrono::seconds(ttl), dns::Rcode::NoError, set, {}});
}

void ResolverCache::keepDenial(const Name &name, Type type, const Reply &reply, Instant at)
{
    Entry entry;
    entry.rank = Rank::Authoritative;
    entry.fetched = entry.expires = at;
    entry.rcode = reply.rcode;
    entry.set = {name, type, 0, {}};
    for (const dns::Record &record : reply.authority) {
        if (record.type != Type::SOA) continue;
        entry.expires = at + std::chrono::seconds(std::min(record.ttl, m_spec.negativeCap));
        entry.soa = record;
    }
    m_cache.insert({name, quint16(type)}, entry);
}

void ResolverCache::keepReply(const Name &zone, const Name &name, Type type, const Reply &reply, Instant at)
{
    // Only what the asked zone may speak for (RFC 5452, 6).
    const auto speaksFor = [&](const Name &owner) { return owner.isSubdomainOf(zone); };
    bool answered = false;
    for (const RRset &set : setsOf(reply.answer)) {
        if (!speaksFor(set.owner)) continue;
        if (set.owner == name && (set.type == type || set.type == Type::CNAME)) answered = true;
        keep(set, Rank::Authoritative, at);
    }
    if (reply.aa && !answered) keepDenial(name, type, reply, at);
    for (const RRset &set : setsOf(reply.authority))
        if (set.type == Type::NS && speaksFor(set.owner) && name.isSubdomainOf(set.owner))
            keep(set, reply.aa ? Rank::Authoritative : Rank::Referral, at);
    for (const RRset &set : setsOf(reply.additional))
        if ((set.type == Type::A || set.type == Type::AAAA) && speaksFor(set.owner)) keep(set, Rank::Additional, at);
}

} // namespace hinoban::drill
