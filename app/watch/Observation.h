// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"
#include "app/watch/Expectation.h"

namespace hinoban::watch {

// Three values everywhere: a timeout is never "fine" and never "hijacked".
enum class State { Match, Mismatch, Unknown };
[[nodiscard]] QByteArray stateText(State state); // "match", "mismatch", "unknown"

// What an exchange says about one RRset.
struct Observation {
    dns::Name domain;
    dns::Name owner;
    dns::Type type = dns::Type::A;
    State state = State::Unknown;
    // Nothing and not Unknown: a proven absence (NODATA or NXDOMAIN). The owner is the one that holds the data, at
    // the end of its aliases; the type is CNAME where an alias stands in the place of the data expected here.
    std::optional<dns::RRset> seen;
    bool expected = true;      // false: nothing is expected of this RRset; Match says only that it is known
    QString reason;            // Unknown: "timed out", "REFUSED", "lame: no AA", "SERVFAIL"; technical, English
    dns::ExchangePtr exchange; // the evidence; never null
    [[nodiscard]] dns::Vantage vantage() const { return exchange->vantage; }
};

// Compares one exchange with what is expected. Pure. A referral counts as data at the parent (NS; glue is
// ignored here); an authoritative server's answer without AA is lame and Unknown; SERVFAIL, REFUSED, truncation
// without a TCP answer and silence are Unknown. A CNAME at the owner is followed inside the same message only.
[[nodiscard]] Observation observe(const Domain &domain, const dns::ExchangePtr &exchange);

} // namespace hinoban::watch
