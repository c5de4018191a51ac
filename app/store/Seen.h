// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/Certificate.h"
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
    QByteArray given;          // of these: the hash of the canonical form, 32 octets

    // 32 octets; empty: no answer, and `outcome` says why, or no reply. Computed for each call: most answers are the
    // one before again, octet for octet, and nobody has to know their hashes.
    [[nodiscard]] QByteArray canonical() const;
    [[nodiscard]] QByteArray sha256() const;
};

// Whether a reply says, octet for octet, what an earlier one to the same question said: all that may differ is what the
// canonical answer leaves out too (id, letters' case in the question, OPT) and what it has no way to tell. False says
// nothing: another order of records is the same answer still.
[[nodiscard]] bool isSameReply(const QByteArray &earlier, const dns::Exchange &exchange);

[[nodiscard]] QByteArray sha256Of(const QByteArray &bytes); // 32 octets

// Every exchange of the walk and of the observations once, then the registration, then the paths. Of a registration
// the values are compared, because an RDAP answer says when it was given; of a path the addresses that answered.
[[nodiscard]] std::vector<Seen> seenIn(const watch::Look &look);

// What a registry says of a name that is no domain of ours.
[[nodiscard]] Seen seenOf(const dns::Name &domain, const registry::Lookup &lookup);

// What a search of the certificate logs says. The certificates are compared, not their order.
[[nodiscard]] Seen seenOf(const registry::CertificateAnswer &answer);

// One exchange under a vantage with words of its own.
[[nodiscard]] Seen seenOf(const dns::Name &domain, const QString &vantage, const dns::ExchangePtr &exchange);

} // namespace hinoban::store
