// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include "app/base/Internet.h"
#include "app/dns/Exchange.h"

namespace hinoban::dns {

// Whom a stream leads to, and over what. Questions to equal ones share connections.
struct StreamServer {
    Transport transport = Transport::Tcp; // Tcp, Tls or Https
    Endpoint endpoint;
    QString authenticationName; // Tls, Https: what the certificate must bear; empty: the address itself
    QHostAddress nominal;       // the address as DNS or a person gave it
    QString path;               // Https
    friend bool operator==(const StreamServer &, const StreamServer &) = default;

    [[nodiscard]] bool encrypted() const { return transport != Transport::Tcp; }
    // RFC 8310, 8.1; an address counts where no name was given.
    [[nodiscard]] QString peerName() const
    {
        return authenticationName.isEmpty() ? nominal.toString() : authenticationName;
    }
};

inline size_t qHash(const StreamServer &server, size_t seed = 0)
{
    return qHashMulti(seed, int(server.transport), server.endpoint.address, server.endpoint.port,
                      server.authenticationName, server.nominal, server.path);
}

} // namespace hinoban::dns
