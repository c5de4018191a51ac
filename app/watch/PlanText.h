// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Expectation.h"

#include <utility>

namespace hinoban::watch {

// What shall be, as a person types it, a line a record, as a zone file has them; and what no record can say, in the
// words of a remark (ClassRemark.h) without its beginning:
//
//   www    A      203.0.113.9
//   @      NS     ns1.example.net.
//   shop   CNAME  under cdn.example.
//   old    A      absent
//
// Names without a final dot belong to the domain. Each RRset that is named shall be exactly what its lines say; the
// others stay as they are, except that an alias stands alone at its owner (RFC 1034, 3.6.2). Pure; any thread.
struct PlanText {
    Domain wanted;                               // what is expected now, with the lines carried out
    std::vector<std::pair<int, Error>> problems; // by number of line, from 1; empty: every line was understood
};
[[nodiscard]] PlanText planFromText(const QString &text, const Domain &present, const Approval &approval);

// Such lines for one expectation.
[[nodiscard]] QStringList planLines(const Expectation &expectation, const dns::Name &apex);

} // namespace hinoban::watch
