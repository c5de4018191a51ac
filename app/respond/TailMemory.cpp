// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/TailMemory.h"

#include "app/watch/Plan.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

using dns::Vantage;
using watch::Observation;
using watch::State;

// More than any look asks; a forged file or a hostile zone must not make this grow.
constexpr size_t MostServers = 64;
constexpr size_t MostAddresses = 16;

std::set<dns::Name> expectedServers(const watch::Domain &domain)
{
    std::set<dns::Name> hosts;
    if (const auto *expectation = domain.find(domain.name, dns::Type::NS)) {
        for (const auto &rdata : expectation->rdatas)
            if (auto host = dns::nameOf(dns::Type::NS, rdata)) hosts.insert(std::move(*host));
    }
    return hosts;
}

void raise(quint32 &largest, quint32 seen) { largest = std::max(largest, seen); }

// What a resolver that asked there may keep.
void learnTtl(TailMemory &memory, const Observation &observation)
{
    if (observation.state == State::Unknown) return;
    // Nobody goes astray by a SOA record: it says only how long a denial is kept, and that is denialTtl. Where it is
    // expected to be another, resolvers are held against it, and keep it as long as any other record.
    if (observation.type == dns::Type::SOA && observation.seen && !observation.expected) return;
    const bool isNs = observation.type == dns::Type::NS && observation.owner == observation.domain;
    if (!observation.seen)
        raise(memory.denialTtl, ttlOf(observation));
    else if (isNs)
        raise(observation.vantage() == Vantage::Parent ? memory.parentTtl : memory.childTtl, observation.seen->ttl);
    else
        raise(memory.otherTtl, observation.seen->ttl);
}

void addServer(TailMemory &memory, const dns::Name &name, const QHostAddress &address)
{
    if (name.isRoot() || (memory.servers.size() >= MostServers && !memory.servers.contains(name))) return;
    auto &known = memory.servers[name];
    if (address.isNull() || known.size() >= MostAddresses) return;
    if (std::find(known.begin(), known.end(), address) == known.end()) known.push_back(address);
}

class Remembering {
public:
    Remembering(TailMemory &memory, const watch::Look &look, const std::vector<Observation> &latest)
        : m_memory(memory)
        , m_look(look)
        , m_latest(latest)
        , m_expected(watch::isPlanned(look.domain, look.endedAt)
                         ? expectedServers(watch::withPlans(look.domain, look.endedAt))
                         : expectedServers(look.domain))
    {
    }

    std::vector<Turn> run()
    {
        dropWhatIsAccepted();
        for (const auto &observation : m_look.observations) {
            if (observation.vantage() == Vantage::Resolver || !observation.exchange->answered()) continue;
            const bool stranger = isStranger(observation);
            if (stranger || (observation.expected && observation.state == State::Mismatch)) takeFalse(observation);
        }
        const bool stillWrong = settleSources();
        takeFormerServers();
        if (m_memory.falseSince && !m_memory.repairedAt && !stillWrong && m_newestRight)
            m_memory.repairedAt = m_newestRight;
        return takeResolvers();
    }

private:
    [[nodiscard]] bool isStranger(const Observation &observation) const
    {
        return observation.vantage() == Vantage::Authoritative && !m_expected.empty() &&
               !m_expected.contains(observation.exchange->server.name);
    }

    // A person has accepted the name servers that seemed false: then nothing of it was.
    void dropWhatIsAccepted()
    {
        const bool accepted = std::any_of(m_memory.servers.begin(), m_memory.servers.end(),
                                          [&](const auto &server) { return m_expected.contains(server.first); });
        if (accepted) m_memory = {};
    }

    void takeFalse(const Observation &observation)
    {
        const bool stranger = isStranger(observation);
        if (stranger) {
            // Whether it is asked by anybody is the parent's to say: alone it falsifies nothing.
            addServer(m_memory, observation.exchange->server.name, observation.exchange->server.address);
            learnTtl(m_memory, observation);
            return;
        }
        if (observation.vantage() == Vantage::Parent && observation.type == dns::Type::NS) {
            m_memory.delegation = true;
            if (observation.seen)
                for (const auto &rdata : observation.seen->rdatas)
                    if (const auto host = dns::nameOf(dns::Type::NS, rdata); host && !m_expected.contains(*host))
                        addServer(m_memory, *host, {});
        }
        learnTtl(m_memory, observation);
        const Instant at = answeredAt(*observation.exchange);
        m_memory.falseSince = std::min(m_memory.falseSince.value_or(at), at);
        // What stands behind the right name servers does not hold up the repair of the delegation itself.
        if (m_memory.delegation && observation.vantage() != Vantage::Parent) return;
        m_memory.repairedAt.reset();
        m_memory.wrong.insert(observation.exchange->server.address.toString());
    }

    // Which of the servers that were wrong are so no longer, and when the last of them was seen right.
    bool settleSources()
    {
        if (!m_memory.falseSince) return false;
        std::map<QString, bool> right; // by address: nothing wrong among its newest answers
        for (const auto &observation : m_latest) {
            if (observation.vantage() == Vantage::Resolver || isStranger(observation) || !observation.expected ||
                observation.state == State::Unknown)
                continue;
            if (m_memory.delegation && observation.vantage() != Vantage::Parent) continue;
            const QString address = observation.exchange->server.address.toString();
            const bool match = observation.state == State::Match;
            const auto [known, isNew] = right.try_emplace(address, match);
            if (!isNew) known->second = known->second && match;
            if (match) {
                const Instant at = answeredAt(*observation.exchange);
                m_newestRight = std::max(m_newestRight.value_or(at), at);
            }
        }
        std::set<QString> asked;
        for (const auto *hosts : {&m_look.delegation.parentServers, &m_look.servers})
            for (const auto &host : *hosts)
                for (const auto &address : host.addresses)
                    asked.insert(address.toString());
        // A server that is none of the domain's any more has no say; while nobody tells who is, all keep it.
        const bool known = !m_look.delegation.parentServers.empty() && !m_look.servers.empty();
        std::erase_if(m_memory.wrong, [&](const QString &address) {
            const auto found = right.find(address);
            return (found != right.end() && found->second) || (known && !asked.contains(address));
        });
        return !m_memory.wrong.empty();
    }

    // Servers that the delegation no longer names, and a cache may: asked apart, they are no vantage of the domain's.
    void takeFormerServers()
    {
        bool asked = false, answers = false;
        for (const auto &observation : m_look.formerServers) {
            asked = true;
            addServer(m_memory, observation.exchange->server.name, observation.exchange->server.address);
            if (observation.state == State::Unknown) continue;
            answers = true;
            learnTtl(m_memory, observation);
        }
        for (const auto &observation : m_look.observations) {
            if (!isStranger(observation)) continue;
            asked = true;
            answers = answers || observation.state != State::Unknown;
        }
        // Where nobody answers at all it is the network, and says nothing of them.
        const bool connected = std::any_of(m_look.observations.begin(), m_look.observations.end(),
                                           [](const Observation &one) { return one.exchange->answered(); });
        // Not asked in a full look: none has an address any more.
        if (answers || (connected && (asked || m_look.depth == watch::Depth::Full))) m_memory.serversAnswer = answers;
    }

    std::vector<Turn> takeResolvers()
    {
        struct Said {
            const dns::Server *server = nullptr;
            bool anyFalse = false, anyTrue = false, anyUnknown = false, falseDelegation = false;
            std::optional<Instant> delegationUntil, dataUntil;
            Instant at{};
        };
        const bool atSource = m_memory.falseSince.has_value();
        std::map<QString, Said> said;
        for (const auto &observation : m_look.observations) {
            if (observation.vantage() != Vantage::Resolver || !observation.expected) continue;
            auto &one = said[resolverKey(observation.exchange->server)];
            one.server = &observation.exchange->server;
            const Instant at = answeredAt(*observation.exchange);
            one.at = std::max(one.at, at);
            one.anyUnknown = one.anyUnknown || observation.state == State::Unknown;
            one.anyTrue = one.anyTrue || observation.state == State::Match;
            if (observation.state != State::Mismatch) continue;
            one.anyFalse = true;
            const bool isNs = observation.type == dns::Type::NS && observation.owner == observation.domain;
            // What the false servers gave is known: more is left of nothing. A resolver that serves stale data gives it
            // a TTL of its own making (RFC 8767, 4), which says nothing of its end.
            const quint32 given = isNs ? m_memory.childTtl : std::max(m_memory.otherTtl, m_memory.denialTtl);
            quint32 left = longestTtl(ttlOf(observation));
            if (atSource && !isNs && given > 0) left = std::min(left, longestTtl(given));
            const Instant until = at + std::chrono::seconds(left) + TtlGrain;
            auto &end = isNs ? one.delegationUntil : one.dataUntil;
            end = std::max(end.value_or(until), until);
            // What is left of a TTL is a lower bound of what it was.
            if (!atSource || given == 0) learnTtl(m_memory, observation);
        }

        std::vector<Turn> turns;
        for (const auto &[key, now] : said) {
            const auto known = m_memory.resolvers.find(key);
            if (now.anyFalse) {
                auto &resolver = m_memory.resolvers[key];
                resolver.falseAt = now.at;
                // Another cache behind the same address may have held it longer.
                const auto keep = [&](std::optional<Instant> &old, const std::optional<Instant> &fresh) {
                    if (fresh) old = old && *old > now.at ? std::max(*old, *fresh) : fresh;
                };
                keep(resolver.delegationUntil, now.delegationUntil);
                keep(resolver.dataUntil, now.dataUntil);
                resolver.trueSince.reset();
                resolver.trueLooks = 0;
                if (!resolver.toldTrue) continue;
                resolver.toldTrue = false;
                ++resolver.relapses;
                turns.push_back({*now.server, now.at, false});
                continue;
            }
            if (!now.anyTrue || now.anyUnknown) continue; // not wholly known: neither the one nor the other
            if (known == m_memory.resolvers.end() && !m_memory.falseSince) continue;
            auto &resolver = m_memory.resolvers[key];
            if (!resolver.trueSince) resolver.trueSince = now.at;
            if (m_memory.repairedAt || !m_memory.falseSince) ++resolver.trueLooks;
            const bool believed = resolver.trueLooks >= LooksToBelieve * (resolver.relapses + 1);
            if (!resolver.falseAt || resolver.toldTrue || !believed) continue;
            resolver.toldTrue = true;
            turns.push_back({*now.server, *resolver.trueSince, true});
        }
        return turns;
    }

    TailMemory &m_memory;
    const watch::Look &m_look;
    const std::vector<Observation> &m_latest;
    std::set<dns::Name> m_expected;
    std::optional<Instant> m_newestRight;
};

bool isQuiet(const watch::Look &look)
{
    return look.formerServers.empty() &&
           std::none_of(look.observations.begin(), look.observations.end(), [](const Observation &observation) {
               return observation.expected && observation.state == State::Mismatch;
           });
}

} // namespace

QString resolverKey(const dns::Server &server)
{
    const QString address = server.address.toString();
    return server.port == 53 ? address : QStringLiteral("%1#%2").arg(address).arg(server.port);
}

quint32 ttlOf(const Observation &observation)
{
    if (observation.seen) return observation.seen->ttl;
    if (!observation.exchange->message) return 0;
    quint32 ttl = 0;
    for (const auto &record : observation.exchange->message->authority) {
        if (record.type != dns::Type::SOA) continue;
        const auto soa = dns::soaOf(record.rdata);
        ttl = std::max(ttl, soa ? std::min(record.ttl, soa->minimum) : record.ttl);
    }
    return ttl;
}

Instant answeredAt(const dns::Exchange &exchange) { return exchange.sentAt + exchange.rtt; }

quint32 longestTtl(quint32 raw) { return std::min(raw, 0x7fffffffU); }

std::vector<Turn> remember(TailMemory &memory, const watch::Look &look, const std::vector<Observation> &latest)
{
    // Nearly every look of a portfolio is like that.
    if (memory.isEmpty() && isQuiet(look)) return {};
    auto turns = Remembering(memory, look, latest).run();
    // A stranger among the name servers that nothing else speaks for is no memory worth keeping.
    if (memory.isEmpty()) memory = {};
    return turns;
}

} // namespace hinoban::respond
