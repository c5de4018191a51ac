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
    std::optional<dns::RRset> seen; // nothing and not Unknown: a proven absence (NODATA or NXDOMAIN)
    bool expected = true;           // false: nothing is expected of this RRset, state says only seen or not
    QString reason;                 // Unknown: "timed out", "REFUSED", "lame: no AA", "SERVFAIL"; technical, English
    dns::ExchangePtr exchange;      // the evidence; never null
    [[nodiscard]] dns::Vantage vantage() const { return exchange->vantage; }
};

// Compares one exchange with what is expected. Pure. A referral counts as data at the parent (NS; glue is
// ignored here); an authoritative server's answer without AA is lame and Unknown; SERVFAIL, REFUSED, truncation
// without a TCP answer and silence are Unknown. A CNAME at the owner is followed inside the same message only.
[[nodiscard]] Observation observe(const Domain &domain, const dns::ExchangePtr &exchange);

} // namespace hinoban::watch
