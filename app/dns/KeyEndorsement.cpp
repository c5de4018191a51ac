// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/KeyEndorsement.h"

#include "app/dns/Proof.h"

#include <algorithm>

namespace hinoban::dns {

bool isEndorsed(const Message &reply, const Name &zone, const std::vector<Rdata> &before,
                const std::vector<Rdata> &added, Instant now)
{
    if (before.empty()) return false;
    Effort effort;
    const KeysProof proof = proofOfKeys(reply, {zone, before, {}}, false, now, effort);
    if (proof.kind != KeysProof::Kind::Good) return false;
    return std::all_of(added.begin(), added.end(), [&](const Rdata &rdata) {
        const auto ds = dsOf(rdata);
        return ds && std::any_of(proof.keys.keys.begin(), proof.keys.keys.end(),
                                 [&](const DnsKey &key) { return isDigestOf(*ds, zone, key); });
    });
}

} // namespace hinoban::dns
