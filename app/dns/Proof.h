// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: what one reply proves, given the keys of the zone that it comes from. Pure functions.
#include "app/dns/Denial.h"
#include "app/dns/Signature.h"
#include "app/dns/TrustAnchors.h"

namespace hinoban::dns {

struct DsProof {
    enum class Kind {
        Useless,  // no reply to work with: SERVFAIL, REFUSED …
        Failed,   // should prove something and does not: `reason`
        Signed,   // `ds` vouch for the zone below
        Unsigned, // a delegation without DS; or the zone hides what is there: `reason`
        NoCut,    // no zone begins here
    };
    Kind kind = Kind::Useless;
    SecurityReason reason;
    bool isDoubt = false; // Failed, Unsigned: not even that a zone begins here is known
    std::vector<Rdata> ds;
    quint32 ttl = 0;
};
// To the question for DS of `child`, by `parent`'s servers.
[[nodiscard]] DsProof proofOfDs(const Message &reply, const Name &child, const ZoneKeys &parent, Instant now,
                                Effort &effort);

struct KeysProof {
    enum class Kind { Useless, Failed, Unsupported, Good };
    Kind kind = Kind::Useless;
    SecurityReason reason;
    ZoneKeys keys;
    std::vector<quint16> tags;
    SignatureVerdict signature;
    quint32 ttl = 0;
};
// To the question for DNSKEY of `zone`; `vouchers` are the parent's DS or the anchor.
[[nodiscard]] KeysProof proofOfKeys(const Message &reply, const TrustAnchors::Anchor &vouchers, bool isAnchor,
                                    Instant now, Effort &effort);

struct AnswerProof {
    bool useless = true;
    Security security = Security::Bogus;
    SecurityReason reason;
    AnswerSecurity::Kind kind = AnswerSecurity::Kind::Nothing;
    std::optional<Name> alias; // where the answer continues; CNAME or DNAME
    std::optional<Instant> expiration;
};
[[nodiscard]] AnswerProof proofOfAnswer(const Message &reply, const Question &asked, const ZoneKeys &keys, Instant now,
                                        Effort &effort);

} // namespace hinoban::dns
