// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"
#include "app/watch/Expectation.h"

#include <QHash>

namespace hinoban::watch {

// Three values everywhere: a timeout is never "fine" and never "hijacked".
enum class State { Match, Mismatch, Unknown };
[[nodiscard]] QByteArray stateText(State state); // "match", "mismatch", "unknown"

// Which autonomous system announces an address, as far as something tells.
using Origins = QHash<QHostAddress, quint32>;

// What an exchange says about one RRset.
struct Observation {
    dns::Name domain;
    dns::Name owner;
    dns::Type type = dns::Type::A;
    State state = State::Unknown;
    // Nothing and not Unknown: a proven absence (NODATA or NXDOMAIN). The owner is the one that holds the data, at
    // the end of its aliases; the type is CNAME where an alias stands in the place of the data expected here.
    std::optional<dns::RRset> seen;
    bool expected = true;           // false: nothing is expected of this RRset; Match says only that it is known
    QString reason;                 // Unknown: "timed out", "REFUSED", "lame: no AA", "SERVFAIL"; technical, English
    dns::ExchangePtr exchange;      // the evidence; never null
    std::vector<quint32> origins{}; // of the addresses in `seen`, in their order, 0 where not known; or empty
    bool byPlan = false;            // Match, and only because a planned change says so
    [[nodiscard]] dns::Vantage vantage() const { return exchange->vantage; }
};

// Compares one exchange with what is expected. Pure. A referral counts as data at the parent (NS, no glue), and below
// the domain where nobody expects a cut; an authoritative server's other answers without AA are lame and Unknown;
// SERVFAIL, REFUSED, truncation without a TCP answer and silence are Unknown. A CNAME at the owner is followed inside
// the same message only. What a plan of that time announces is a match by plan.
[[nodiscard]] Observation observe(const Domain &domain, const dns::ExchangePtr &exchange, const Origins &origins = {});

} // namespace hinoban::watch
