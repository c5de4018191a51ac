// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Look.h"

namespace hinoban::store {

// One thing that was asked and what came back, whatever was asked: the form in which sightings compare. A value.
struct Seen {
    QString domain, vantage, server, address, question; // together: the probe
    QString outcome;
    Instant at{};
    std::optional<qint64> rtt; // microseconds; nothing without an answer
    QByteArray raw;            // empty without a reply
    dns::ExchangePtr exchange; // null: a registration or a path
    QByteArray given, sha;     // of these: the canonical form's hash, and that of `raw`

    // In hex; empty: no answer, and `outcome` says why. Both are computed when they are first asked for: most answers
    // are the one before again, octet for octet, and nobody has to know their hashes.
    [[nodiscard]] const QByteArray &canonical() const { return exchange ? exchange->canonical() : given; }
    [[nodiscard]] const QByteArray &sha256() const { return exchange ? exchange->replySha256() : sha; }
};

// Whether a reply says, octet for octet, what an earlier one to the same question said: all that may differ is what the
// canonical answer leaves out too (id, letters' case in the question, OPT) and what it has no way to tell. False says
// nothing: another order of records is the same answer still.
[[nodiscard]] bool isSameReply(const QByteArray &earlier, const dns::Exchange &exchange);

// Every exchange of the walk and of the observations once, then the registration, then the paths. Of a registration
// the values are compared, because an RDAP answer says when it was given; of a path the addresses that answered.
[[nodiscard]] std::vector<Seen> seenIn(const watch::Look &look);

// One exchange under a vantage with words of its own.
[[nodiscard]] Seen seenOf(const dns::Name &domain, const QString &vantage, const dns::ExchangePtr &exchange);

} // namespace hinoban::store
