// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Whether an RRset is signed as its zone's keys demand (RFC 4035, 5.3). Pure but for the crypto library; any thread.
#include "app/dns/DnssecRdata.h"
#include "app/dns/Security.h"

namespace hinoban::dns {

// How much one validation may still cost: keys and signatures come from whoever answers, and their product is his to
// choose (CVE-2023-50387, "KeyTrap").
struct Effort {
    static constexpr int MostSignatures = 16; // of one RRset that are looked at
    static constexpr int MostCollisions = 4;  // keys of one tag that are tried for a signature
    static constexpr int MostFailures = 8;    // checks of one RRset that may fail
    int checks = 400;                         // checks left for the whole validation
};

// The keys that a zone's data must be signed with.
struct ZoneKeys {
    Name zone;
    std::vector<DnsKey> keys;
};

// One RRset of a message section with the signatures that stand beside it.
struct SignedSet {
    RRset set;
    std::vector<Rrsig> signatures;
};
// In the order of the message; no RRSIG sets.
[[nodiscard]] std::vector<SignedSet> signedSetsOf(const std::vector<Record> &section);
[[nodiscard]] const SignedSet *findSet(const std::vector<SignedSet> &sets, const Name &owner, Type type);

struct SignatureVerdict {
    bool good = false;
    SecurityReason reason;    // unless good
    bool exhausted = false;   // not all of it was checked: more of it failed than may, or the effort ran out
    bool isExcessive = false; // … because more of it failed than may: it is no good set, whatever is left of it
    // Of the signature that is good:
    int labels = 0;          // of the signed owner; fewer than the owner has: made from a wildcard
    bool isExpanded = false; // the owner was made from a wildcard
    quint16 tag = 0;
    quint8 algorithm = 0;
    Instant inception{}, expiration{};
    quint32 ttl = 0; // seconds for which this may be believed (RFC 4035, 5.3.3)
};
[[nodiscard]] SignatureVerdict verify(const SignedSet &signedSet, const ZoneKeys &keys, Instant now, Effort &effort);

// "example.com SOA", for reasons.
[[nodiscard]] QString setText(const Name &owner, Type type);

} // namespace hinoban::dns
