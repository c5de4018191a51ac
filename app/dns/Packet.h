// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: one captured packet taken apart, from the link to what UDP or TCP carries.
#include "app/base/Internet.h"

#include <optional>

namespace hinoban {

[[nodiscard]] inline size_t qHash(const Endpoint &end, size_t seed = 0) noexcept
{
    return qHashMulti(seed, end.address, end.port);
}

} // namespace hinoban

namespace hinoban::dns {

// Link types as libpcap numbers them (pcap-linktype(7)).
enum class Link {
    Null = 0,
    Ethernet = 1,
    Raw = 12,
    RawOther = 14,
    LinuxCooked = 113,
    Loop = 108,
    LinuxCooked2 = 276,
    RawIp = 101,
    Ipv4 = 228,
    Ipv6 = 229
};
[[nodiscard]] bool isKnownLink(int type);

struct Packet {
    Endpoint from, to;
    bool tcp = false;
    // TCP only.
    quint32 sequence = 0;
    bool syn = false, fin = false, rst = false;
    QByteArrayView data; // what UDP or TCP carries
    bool cut = false;    // the capture kept less of it than was sent
};

// Nothing: no UDP or TCP over IP, or neither port is 53. An error says what of a packet that could carry DNS is not
// understood: a broken length, a fragment, a header that is cut.
[[nodiscard]] Result<std::optional<Packet>> packetOf(Link link, QByteArrayView bytes);

} // namespace hinoban::dns
