// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the COOKIE option of EDNS (RFC 7873, 4).
#include <QByteArray>

#include <optional>

namespace hinoban::dns {

constexpr quint16 CookieOption = 10;
constexpr qsizetype ClientCookieSize = 8;
constexpr quint16 BadCookie = 23; // the rcode

// What a reply brought, of the raw options of its OPT record.
struct ReplyCookie {
    QByteArrayView client; // eight octets; empty if the option is not well-formed
    QByteArrayView server; // eight to thirty-two
};
// Nothing without the option.
[[nodiscard]] std::optional<ReplyCookie> cookieIn(QByteArrayView options);

} // namespace hinoban::dns
