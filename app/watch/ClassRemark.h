// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Expectation.h"

namespace hinoban::watch {

// What no record of a zone file can say stands in a remark of it, a line an RRset, which other programs pass over:
//
//   ; expect: www   A     in 198.51.100.0/24 203.0.113.0/24
//   ; expect: shop  CNAME (Some CDN) under cdn.example.
//   ; expect: mail  A     origin AS64500
//   ; expect: old   A     absent
//   ; expect: @     A     exactly 192.0.2.1 192.0.2.2 | in 198.51.100.0/24
//   ; expect: @     MX    (A mail provider) under mail.example.
//
// Names without a final dot belong to the zone, "@" is its apex; "(…)" is what people call the class, and "|" parts
// alternatives. `exactly` is for data that is one word each. Pure; any thread.

// Every remark of the text over `domain`: a remark replaces what records say. BadInput with place.
[[nodiscard]] Result<void> takeRemarks(const QByteArray &zoneText, const QString &path, Domain &domain,
                                       const Approval &approval);
// One of them without its beginning: "www A in 198.51.100.0/24".
[[nodiscard]] Result<Expectation> expectationFromWords(const QByteArray &words, const dns::Name &apex,
                                                       const Approval &approval);
// Such a line without its end, and without what a remark cannot say.
[[nodiscard]] QByteArray remarkOf(const Expectation &expectation);

} // namespace hinoban::watch
