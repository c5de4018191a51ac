// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Message.h"
#include "app/dns/Rdata.h"

namespace hinoban::dns {

// Whether whoever holds the keys behind the DS records `before` has put the keys behind `added` beside them, as in a
// lawful change of keys (RFC 6781, 4.1.2): in the reply to the question for DNSKEY of `zone`, the RRset is signed by a
// key of `before` and has a key for each of `added`. A mere copy of an old key in it, which anybody can make, is no
// endorsement; a new DS without its key is not covered by one. Pure; any thread.
[[nodiscard]] bool isEndorsed(const Message &reply, const Name &zone, const std::vector<Rdata> &before,
                              const std::vector<Rdata> &added, Instant now);

} // namespace hinoban::dns
