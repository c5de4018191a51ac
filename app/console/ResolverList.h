// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"
#include "app/watch/Resolver.h"

#include <vector>

namespace hinoban::console {

// Where the resolvers come from at which the domains are looked at. Read once, when a session begins; any thread.

// The shipped public resolvers (resources/resolvers/resolvers.json).
[[nodiscard]] Result<std::vector<watch::Resolver>> shippedResolvers();

// A file of resolvers in the form of the shipped one (resources/resolvers/README.md): the team's own and its
// providers', with their caps. BadInput names the entry and the field.
[[nodiscard]] Result<std::vector<watch::Resolver>> readResolvers(const QString &path);

// One as a person types it: "192.0.2.53", "192.0.2.53#5353", "2001:db8::53#5353", "tcp://192.0.2.53",
// "tls://192.0.2.53#8853/dns.example", "https://192.0.2.53/dns.example/dns-query". Without a name the certificate must
// bear the address; without a path it is /dns-query.
[[nodiscard]] Result<watch::Resolver> resolverFromText(const QString &text);

// The machine's own (resolv.conf(5)), as vantages. They may be in a network of their own: see permitted addresses.
[[nodiscard]] std::vector<watch::Resolver> systemVantages();

} // namespace hinoban::console
