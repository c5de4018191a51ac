// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: chains of trust, for as long as they may be believed.
#include "app/dns/Security.h"
#include "app/dns/Signature.h"

#include <functional>
#include <unordered_map>

namespace hinoban::dns {

// A zone, and how far it can be trusted.
struct ZoneTrust {
    Name zone;
    // Set where it is not known whether a zone begins here at all: data that this one above signs is right all the
    // same.
    std::shared_ptr<const ZoneTrust> above;
    Security security = Security::Indeterminate;
    SecurityReason reason;
    ZoneKeys keys;                // Secure: the zone's
    std::vector<ChainLink> chain; // from the anchor down to here
    Instant madeAt{}, until{};
};
using ZoneTrustPtr = std::shared_ptr<const ZoneTrust>;

class ChainMemory {
public:
    static constexpr std::chrono::seconds Longest{3600};
    static constexpr std::chrono::seconds LongestTrouble{30}; // what is bogus or unknown is asked again soon

    [[nodiscard]] ZoneTrustPtr trust(const Name &zone, Instant now) const;
    void keep(const ZoneTrustPtr &trust);
    [[nodiscard]] bool noCut(const Name &name, Instant now) const;
    void keepNoCut(const Name &name, quint32 ttl, Instant now);
    void forget(const Name &zone); // it, and all below

    // The same zone is asked about once, however many wait for it. True: the caller is the first and has to ask.
    using Waiter = std::function<void(const ZoneTrustPtr &)>; // null: no zone begins there
    bool wait(const Name &zone, Waiter waiter);
    void answer(const Name &zone, const ZoneTrustPtr &trust);

private:
    std::unordered_map<Name, ZoneTrustPtr> m_trusts;
    std::unordered_map<Name, Instant> m_noCuts;
    std::unordered_map<Name, std::vector<Waiter>> m_waiting;
};

} // namespace hinoban::dns
