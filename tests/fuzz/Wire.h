// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/base/Internet.h"

#include <QByteArray>

namespace hinoban::fuzz {

// What takes the place of the network. Whoever links Wire.cpp gets a query engine whose UdpPool and StreamPool own no
// sockets: what the engine sends goes to the wire that is current, and what that gives back is what arrives. All
// above it, the engine included, is the real thing.
class Wire {
public:
    struct Reply {
        Duration after{};
        QByteArray bytes;
        bool refused = false; // nobody listens there: ICMP, or a reset
    };
    Wire() { current = this; }
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;
    virtual ~Wire() { current = nullptr; }

    // One datagram, or one message on a connection; over a connection only the first reply counts.
    virtual std::vector<Reply> sent(const Endpoint &to, bool stream, const QByteArray &query) = 0;

    static inline Wire *current = nullptr;
};

} // namespace hinoban::fuzz
