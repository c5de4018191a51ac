// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

namespace hinoban::dns {

// An exchange as people hand it on. All of it is ASCII; what a server wrote is escaped.

// As `dig` prints it: the question as it was asked, the message, then time, server and size. Without an answer it says
// why. Ends with a line end.
[[nodiscard]] QByteArray digText(const Exchange &exchange);

// The reply as it came, in hex on one line; empty without one.
[[nodiscard]] QByteArray hexText(const Exchange &exchange);

// "DNS in JSON" (RFC 8427): {"queryMessage":{…},"responseMessage":{…}} with dateString and dateSeconds of sending and
// of arrival, all sections as RRs, the data as RDATAHEX and, where it has a text, as rdata<TYPE>, and the octets as
// messageOctetsHEX. Without an answer `responseMessage` has only a comment that says why. Flags are 0 and 1, as in the
// examples of the RFC and as kdig writes them. Server and transport, for which it has no member, are in `comment`.
[[nodiscard]] QJsonObject dnsJson(const Exchange &exchange);
[[nodiscard]] QByteArray dnsJsonText(const Exchange &exchange); // indented; ends with a line end

} // namespace hinoban::dns
