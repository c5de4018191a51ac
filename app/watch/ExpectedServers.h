// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/DelegationWalk.h"
#include "app/watch/Expectation.h"

#include <set>

namespace hinoban::watch {

// The name servers that a domain should have. Pure; any thread.
[[nodiscard]] std::set<dns::Name> expectedServers(const Domain &domain);

// Where the server was found, and where it should be by the domain's own expectations: a name in the domain itself
// resolves no more when the domain is taken.
[[nodiscard]] std::vector<QHostAddress> withExpected(const dns::NameServer &server, const Domain &domain);

} // namespace hinoban::watch
