// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Resolver.h"

#include <tl/expected.hpp>

namespace hinoban::console {

// A resolver of the team's own, as a person types it into fields.
struct TypedResolver {
    QString name;
    QString place; // "192.0.2.53", "192.0.2.53#5353", "2001:db8::53", "https://192.0.2.53/dns-query",
                   // "tls://192.0.2.53:853"
    dns::Transport transport = dns::Transport::Udp; // Udp, Tls or Https
    QString certificateName;                        // DoT, DoH; empty: the certificate bears the address
    QString perSecond;                              // questions; empty: as of every public resolver
};

enum class ResolverField { Name, Place, CertificateName, PerSecond };

// Why a field is refused. The words are the screen's.
enum class ResolverProblem {
    Missing,
    TooLong,
    NameTaken,       // by another resolver
    PlaceTaken,      // another resolver is asked there, over the same protocol
    NotAnAddress,    // neither an address nor a URL with one
    HostInsteadOfIt, // a name where the address belongs
    NotOfOneServer,  // multicast, broadcast, "any"
    BadPort,         // not 1 to 65535
    OtherProtocol,   // the URL's is not the one chosen
    BadPath,         // of a URL: characters that have no place there, or a query
    NotAHostName,    // the name in the certificate
    NotWithPlain,    // a certificate's name where nothing is encrypted
    NotAWholeNumber, // 1 to watch::MostQuestionsPerSecond
};
struct RefusedField {
    ResolverField field;
    ResolverProblem problem;
    friend bool operator==(const RefusedField &, const RefusedField &) = default;
};

// Every field that is wrong, at most one problem each. `others`: the resolvers beside it. Pure; any thread.
[[nodiscard]] tl::expected<watch::Resolver, std::vector<RefusedField>>
ownResolver(const TypedResolver &typed, const std::vector<watch::Resolver> &others);

// As it would have been typed; what ownResolver() makes of it is the same resolver.
[[nodiscard]] TypedResolver typedFrom(const watch::Resolver &resolver);

// The protocol that a place names by itself: "https://…", "tls://…".
[[nodiscard]] std::optional<dns::Transport> transportOfPlace(const QString &place);

// "Tokyo office (tls 10.0.0.53#853, 5/s)": for the timeline.
[[nodiscard]] QString resolverLine(const watch::Resolver &resolver);

} // namespace hinoban::console
