// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"
#include "app/dns/Rdata.h"
#include "app/path/Origin.h"

#include <QHostAddress>

#include <optional>
#include <vector>

namespace hinoban::path {

// Whose an address is, as Team Cymru tells it over DNS (https://www.team-cymru.com/ip-asn-mapping): a TXT question for
// the address backwards below a zone for each family, answered by "64500 | 198.51.100.0/24 | JP | apnic | 2004-02-09".
// Pure; any thread.
inline constexpr QLatin1String OriginAnswerSource{"Team Cymru, DNS"};

// Octets of an IPv4 address below origin.asn.cymru.com, nibbles of an IPv6 address below origin6.asn.cymru.com; nothing
// for what is no address.
[[nodiscard]] std::optional<dns::Name> originQuestion(const QHostAddress &address);

// One record. BadInput: too long, not of that form, about a prefix without the address, AS 0. Where several systems
// announce the prefix, nobody is *the* origin: `as` is 0 then. `source` and `at` are left to the caller.
struct OriginAnswer {
    Origin origin;
    int length = 0; // of the prefix: the longest says most
};
[[nodiscard]] Result<OriginAnswer> originFromText(const QByteArray &text, const QHostAddress &address);

// Of all records of an answer, the readable one about the narrowest prefix; where two of one prefix name different
// systems, none does. Nothing: no record says anything.
[[nodiscard]] std::optional<Origin> originFromRecords(const std::vector<dns::Rdata> &records,
                                                      const QHostAddress &address);

} // namespace hinoban::path
