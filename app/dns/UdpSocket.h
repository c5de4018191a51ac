// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: one socket of UdpPool.
#include "app/base/Instant.h"
#include "app/dns/IdTable.h"
#include "app/dns/SocketAddress.h"

#include <QByteArray>

#include <vector>

namespace hinoban::dns {

class UdpSocket {
public:
    // On a random port of the family; null if there are no sockets of it here.
    [[nodiscard]] static std::unique_ptr<UdpSocket> open(bool ipv6, class Dice &dice);
    ~UdpSocket();
    UdpSocket(const UdpSocket &) = delete;
    UdpSocket &operator=(const UdpSocket &) = delete;

    struct Outgoing {
        SocketAddress to;
        QByteArray bytes;
    };
    const int fd;
    IdTable ids;
    std::vector<Outgoing> outgoing;
    bool blocked = false; // the kernel's send buffer is full
    bool dirty = false;   // in UdpPool::m_dirty
    int uses = 0;
    Instant retiredUntil{};

private:
    explicit UdpSocket(int descriptor)
        : fd(descriptor)
    {
    }
};

} // namespace hinoban::dns
