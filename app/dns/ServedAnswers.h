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

    // Of the exchanges those that asked the zone's own servers, with DO, for RRsets at or below its apex: keys first.
    // Everything else is left out. Whether a name below the apex belongs to this zone is known once any server's answer
    // bears the zone's good signature; until then nothing is held against anybody. `trust` is Secure; `vouchers` is
    // what vouches for its keys.
    [[nodiscard]] std::vector<ServedSecurity> judge(const ZoneTrust &trust, const TrustAnchors::Anchor &vouchers,
                                                    const std::vector<ExchangePtr> &exchanges, Instant now);

    // How many signatures were checked so far, for tests.
    [[nodiscard]] int checks() const { return m_checks; }

private:
    struct Good {
        Instant inception{}, expiration{};
    };
    [[nodiscard]] AnswerProof proveOnce(const Exchange &exchange, const ZoneKeys &keys, Instant now, Effort &effort);

    struct GoodKeys {
        ZoneKeys keys;
        Good during;
    };
    [[nodiscard]] KeysProof proveKeysOnce(const Exchange &exchange, const TrustAnchors::Anchor &vouchers, bool isAnchor,
                                          Instant now, Effort &effort);

    std::unordered_map<QByteArray, Good> m_good;         // by hash of answer and keys
    std::unordered_map<QByteArray, GoodKeys> m_goodKeys; // by hash of answer and vouchers
    int m_checks = 0;
};

} // namespace hinoban::dns
