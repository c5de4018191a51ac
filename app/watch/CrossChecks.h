// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/QueryEngine.h"
#include "app/watch/Resolver.h"

namespace hinoban::watch {

// What a full look asks beside the vantages, to hold servers against themselves and each other; DelegationCheck.h and
// detect/Interception.h read the answers. Pure; any thread.

// The zone's SOA at one of its servers over TCP, as it was asked over UDP.
[[nodiscard]] dns::Query overTcp(const dns::Server &server, const dns::Name &zone);

// At a server that is not asked as a vantage.
[[nodiscard]] dns::Query beside(const dns::Server &server, const dns::Name &zone, dns::Type type);

// Who the server is: version.bind in the CHAOS class, and its NSID (RFC 5001).
[[nodiscard]] dns::Query identityOf(const dns::Server &server);

// The zone's NS over TLS or HTTPS at a resolver that is asked over port 53 and can do either.
[[nodiscard]] std::optional<dns::Query> encrypted(const Resolver &resolver, const dns::Name &zone);

// To where nobody is (VacantAddress.h): whoever answers does so in everybody's place.
[[nodiscard]] dns::Query toNobody();

} // namespace hinoban::watch
