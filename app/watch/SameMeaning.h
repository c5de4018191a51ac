// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Rdata.h"

namespace hinoban::watch {

// Whether two records say the same to whoever acts on them, though they are written otherwise. Pure; any thread.
//
// TXT: where a text is split into strings means nothing (RFC 7208, 3.3). Of two sender policies neither do further
// spaces between terms, case and the order of neighbouring mechanisms that give the same result (RFC 7208, 4.6.2); of
// two DMARC or DKIM records neither do spaces around tags and values and the order of tags behind the version (RFC
// 7489, 6.3; RFC 6376, 3.2). What would keep a reader from taking the text for such a record at all, a space before it
// first of all, always counts. CAA: tags are read without regard to case (RFC 8659, 4.1). Of other types only equal
// data say the same.
[[nodiscard]] bool sameMeaning(dns::Type type, const dns::Rdata &a, const dns::Rdata &b);

} // namespace hinoban::watch
