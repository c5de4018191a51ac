// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Zone.h"

#include <QHash>

#include <memory>

namespace hinoban::drill {

// An RRset of which a server shows only a part that changes with time, as the load balancing of a CDN does.
struct Rotation {
    dns::Name owner;
    dns::Type type = dns::Type::A;
    int show = 1;
    Duration every{};
};

// What a server says to one question.
struct Reply {
    dns::Rcode rcode = dns::Rcode::NoError;
    bool aa = false;
    std::vector<dns::Record> answer, authority, additional;
};

// One version of a zone, indexed for answering by RFC 1034, 4.3.2: referral with glue, CNAME, wildcard (RFC 4592),
// NXDOMAIN and NODATA with the SOA (RFC 2308). Positive answers carry the zone's NS set, as most servers' do.
// Immutable; any thread.
class ZoneIndex {
public:
    ZoneIndex(dns::Zone zone, std::vector<Rotation> rotations);

    [[nodiscard]] const dns::Name &apex() const { return m_zone.apex; }
    [[nodiscard]] const dns::Zone &zone() const { return m_zone; }
    [[nodiscard]] const dns::RRset *find(const dns::Name &owner, dns::Type type) const;
    // All delegations of the zone and its own NS set.
    [[nodiscard]] std::vector<dns::RRset> nsSets() const;

    // `name` is in this zone or below it. At a cut, DS is answered here (RFC 4035, 3.1.4.1).
    [[nodiscard]] Reply answer(const dns::Name &name, dns::Type type, Instant at) const;
    // Equal for instants between which no rotating RRset moves.
    [[nodiscard]] qint64 phase(Instant at) const;

private:
    using Node = std::vector<dns::RRset>;
    [[nodiscard]] const Node *node(const dns::Name &owner) const;
    [[nodiscard]] static const dns::RRset *in(const Node &node, dns::Type type);
    void put(std::vector<dns::Record> &records, const dns::RRset &set, const dns::Name &owner, Instant at) const;
    void putGlue(Reply &reply, const dns::RRset &ns) const;
    void putSoa(Reply &reply) const;
    void answerFrom(Reply &reply, const Node &node, const dns::Name &owner, dns::Type type, Instant at) const;

    dns::Zone m_zone;
    std::vector<Rotation> m_rotations;
    QHash<dns::Name, Node> m_nodes; // empty non-terminals included
};

// All that one server serves, deepest zone first.
class ServedZones {
public:
    ServedZones() = default;
    explicit ServedZones(std::vector<std::shared_ptr<const ZoneIndex>> zones);

    [[nodiscard]] const std::vector<std::shared_ptr<const ZoneIndex>> &zones() const { return m_zones; }
    // REFUSED for a name of no zone here. CNAMEs are followed inside the server's own zones.
    [[nodiscard]] Reply answer(const dns::Name &name, dns::Type type, Instant at) const;
    [[nodiscard]] qint64 phase(Instant at) const;
    friend bool operator==(const ServedZones &, const ServedZones &) = default;

private:
    [[nodiscard]] bool hasParentOf(const dns::Name &name) const;

    std::vector<std::shared_ptr<const ZoneIndex>> m_zones;
};

} // namespace hinoban::drill
