// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/drill/Story.h"

namespace hinoban::drill {

// A caching resolver of the story: it resolves by iteration through the scenario's own servers as they stand at the
// instant of the question, and keeps what it learned for its TTL. A delegation learned from the parent is replaced
// by the child's own NS set and its TTL (RFC 2181, 5.4.1), which then lives until it expires even if the parent has
// long been repaired; that is the cache tail. Denials are kept by RFC 2308. Nothing but the questions, their
// instants and the scenario decides what it answers.
//
// Instants must not go back. Thread: the one of its world.
class ResolverCache {
public:
    ResolverCache(std::shared_ptr<const Scenario> scenario, const ResolverSpec &spec);

    struct Answer {
        dns::Rcode rcode = dns::Rcode::NoError;
        std::vector<dns::Record> answer, authority; // TTLs are what is left
        Duration cost{};                            // of asking others
    };
    [[nodiscard]] Answer resolve(const dns::Name &name, dns::Type type, Instant at);
    // Without recursion: only what is known. REFUSED if nothing is.
    [[nodiscard]] Answer recall(const dns::Name &name, dns::Type type, Instant at);

    // Everything that other users asked up to and at this instant.
    void catchUp(Instant at);

private:
    enum class Rank { Additional, Referral, Authoritative };
    struct Entry {
        Rank rank = Rank::Additional;
        Instant fetched{}, expires{};
        dns::Rcode rcode = dns::Rcode::NoError;
        dns::RRset set;                 // empty data: a denial
        std::optional<dns::Record> soa; // of a denial
    };
    using Key = std::pair<dns::Name, quint16>;
    struct Work; // one question's budget

    [[nodiscard]] const Entry *known(const dns::Name &name, dns::Type type, Instant at, Rank least) const;
    [[nodiscard]] Answer look(const dns::Name &name, dns::Type type, Instant at, Work *work);
    bool iterate(const dns::Name &name, dns::Type type, Instant at, Work &work);
    [[nodiscard]] std::optional<Reply> askZone(const dns::Name &zone, const std::vector<dns::Name> &hosts,
                                               const dns::Name &name, dns::Type type, Instant at, Work &work);
    [[nodiscard]] std::optional<Reply> askServer(const QHostAddress &address, const dns::Name &name, dns::Type type,
                                                 Instant at, Work &work);
    [[nodiscard]] std::vector<QHostAddress> addressesOf(const dns::Name &host, Instant at, Work &work);
    void keep(const dns::RRset &set, Rank rank, Instant at);
    void keepDenial(const dns::Name &name, dns::Type type, const Reply &reply, Instant at);
    void keepReply(const dns::Name &zone, const dns::Name &name, dns::Type type, const Reply &reply, Instant at);

    std::shared_ptr<const Scenario> m_scenario;
    ResolverSpec m_spec;
    std::vector<dns::Name> m_rootHosts;
    QHash<dns::Name, std::vector<QHostAddress>> m_rootAddresses;
    QHash<QHostAddress, size_t> m_servers;
    QHash<Key, Entry> m_cache;
    std::vector<Instant> m_nextAsk; // by index of m_spec.users
    size_t m_seed = 0;
};

} // namespace hinoban::drill
