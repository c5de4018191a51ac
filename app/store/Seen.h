// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Look.h"

namespace hinoban::store {

// One thing that was asked and what came back, whatever was asked: the form in which sightings compare. A value.
struct Seen {
    QString domain, vantage, server, address, question; // together: the probe
    QByteArray canonical;                               // hex; empty: no answer, and `outcome` says why
    QString outcome;
    Instant at{};
    std::optional<qint64> rtt; // microseconds; nothing without an answer
    QByteArray sha256, raw;    // hex of `raw`'s bytes; both empty without a reply
};

// Every exchange of the walk and of the observations once, then the registration, then the paths. Of a registration
// the values are compared, because an RDAP answer says when it was given; of a path the addresses that answered.
[[nodiscard]] std::vector<Seen> seenIn(const watch::Look &look);

// One exchange under a vantage with words of its own.
[[nodiscard]] Seen seenOf(const dns::Name &domain, const QString &vantage, const dns::Exchange &exchange);

} // namespace hinoban::store
