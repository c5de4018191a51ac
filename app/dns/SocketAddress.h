// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include "app/base/Internet.h"

#include <netinet/in.h>

#include <cstring>

namespace hinoban::dns {

// An endpoint as the kernel takes it, compared by family, address and port. Of a size that is copied in whole words:
// it is copied for every datagram.
struct alignas(16) SocketAddress {
    union {
        sockaddr any;
        sockaddr_in v4;
        sockaddr_in6 v6;
    };
    SocketAddress() { std::memset(&v6, 0, sizeof v6); }
    // An IPv4-mapped IPv6 address is taken for the IPv4 address in it.
    explicit SocketAddress(const Endpoint &endpoint);

    [[nodiscard]] bool isIpv6() const { return any.sa_family == AF_INET6; }
    [[nodiscard]] socklen_t size() const { return isIpv6() ? sizeof v6 : sizeof v4; }

    friend bool operator==(const SocketAddress &a, const SocketAddress &b)
    {
        if (a.any.sa_family != b.any.sa_family) return false;
        if (a.isIpv6())
            return a.v6.sin6_port == b.v6.sin6_port &&
                   std::memcmp(&a.v6.sin6_addr, &b.v6.sin6_addr, sizeof a.v6.sin6_addr) == 0;
        return a.v4.sin_port == b.v4.sin_port && a.v4.sin_addr.s_addr == b.v4.sin_addr.s_addr;
    }
};

} // namespace hinoban::dns
