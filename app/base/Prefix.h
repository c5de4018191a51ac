// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QHostAddress>

namespace hinoban {

// A block of addresses, "203.0.113.0/24" or "2001:db8::/32" (RFC 4632, RFC 4291).
class Prefix {
public:
    // A single address is a prefix of full length. Bits outside the mask are refused: they are nearly always a slip.
    [[nodiscard]] static Result<Prefix> fromText(const QString &text);
    [[nodiscard]] bool contains(const QHostAddress &address) const;
    [[nodiscard]] QString text() const;
    friend bool operator==(const Prefix &, const Prefix &) = default;

private:
    QHostAddress m_network;
    int m_length = 0;
};

// Whether the address is meant to be reached from anywhere (IANA special-purpose registries, RFC 6890): false for
// loopback, private, link-local, documentation, benchmark, multicast, shared and unspecified addresses and for the
// IPv6 forms that embed such an IPv4 address.
[[nodiscard]] bool isGloballyRoutable(const QHostAddress &address);

} // namespace hinoban
