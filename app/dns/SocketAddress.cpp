// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/SocketAddress.h"

namespace hinoban::dns {

SocketAddress::SocketAddress(const Endpoint &endpoint)
    : SocketAddress()
{
    bool embedsIpv4 = false;
    const quint32 ipv4 = endpoint.address.toIPv4Address(&embedsIpv4);
    if (embedsIpv4) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(endpoint.port);
        v4.sin_addr.s_addr = htonl(ipv4);
        return;
    }
    const Q_IPV6ADDR ipv6 = endpoint.address.toIPv6Address();
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(endpoint.port);
    v6.sin6_scope_id = endpoint.address.scopeId().toUInt();
    std::memcpy(&v6.sin6_addr, ipv6.c, sizeof v6.sin6_addr);
}

} // namespace hinoban::dns
