// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: whether what each server of a zone serves of it is signed as it should be. A validator asks one
// server that gives a good answer; a resolver may meet another.
#include "app/dns/ChainMemory.h"
#include "app/dns/Proof.h"
#include "app/dns/TrustAnchors.h"

namespace hinoban::dns {

// Signatures cost time, and all servers of a zone serve the same ones, look after look: what was good stays good until
// it expires, and is known by its hash.
// Thread: one.
class ServedAnswers {
public:
    static constexpr size_t MostRemembered = 20000, MostKeysRemembered = 5000;

    // Of the exchanges those that asked for SOA or DNSKEY of the zone, with DO, at its own servers: keys first.
    // Everything else is left out. `trust` is Secure; `vouchers` is what vouches for its keys.
    [[nodiscard]] std::vector<ServedSecurity> judge(const ZoneTrust &trust, const TrustAnchors::Anchor &vouchers,
                                                    const std::vector<ExchangePtr> &exchanges, Instant now);

    // How many signatures were checked so far, for tests.
    [[nodiscard]] int checks() const { return m_checks; }

private:
    struct Good {
        Instant inception{}, expiration{};
    };
    [[nodiscard]] SignatureVerdict verifyOnce(const SignedSet &set, const ZoneKeys &keys, Instant now, Effort &effort);

    struct GoodKeys {
        ZoneKeys keys;
        Good during;
    };
    [[nodiscard]] KeysProof proveOnce(const Exchange &exchange, const TrustAnchors::Anchor &vouchers, bool isAnchor,
                                      Instant now, Effort &effort);

    std::unordered_map<QByteArray, Good> m_good;         // by hash of set, signatures and keys
    std::unordered_map<QByteArray, GoodKeys> m_goodKeys; // by hash of answer and vouchers
    int m_checks = 0;
};

} // namespace hinoban::dns
