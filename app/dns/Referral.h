// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: what a server's reply means to a walk that believes it to serve `zone`. Pure functions.
#include "app/dns/DelegationWalk.h"

namespace hinoban::dns {

// A zone cut as a server stated it.
struct Cut {
    Name zone;
    // Addresses here are glue for hosts in the zone itself, which nobody but its parent can give.
    std::vector<NameServer> servers;
    // Addresses of other hosts that the parent zone may speak of (RFC 9471, sibling glue): the last resort only.
    std::vector<NameServer> siblings;
    quint32 ttl = 0; // the smallest of all that is in it
};

struct Verdict {
    enum class Kind {
        Delegated, // a cut at or above the name, from the parent's side or (same server) from the child's
        Answered,  // `records` of the type asked
        Alias,     // a CNAME leads to `alias`
        NoData,    // the name exists, or names below it do, without such a record
        Denied,    // NXDOMAIN
        Lame, // the server does not speak for the zone: refused, failed, referred up or sideways, not authoritative
    };
    Kind kind = Kind::Lame;
    Cut cut;
    std::vector<Record> records;
    Name alias;
    quint32 ttl = 0; // how long a denial or an answer may be kept
};

// Nothing is taken from outside `zone`, and no cut that does not lead from it towards the name asked.
[[nodiscard]] Verdict verdictOf(const Message &reply, const Question &asked, const Name &zone);

} // namespace hinoban::dns
