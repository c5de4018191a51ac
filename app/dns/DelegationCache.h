// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: what walks have learned, for as long as it may be kept.
#include "app/dns/Referral.h"

#include <QHash>

#include <memory>
#include <optional>
#include <unordered_map>

namespace hinoban::dns {

using CutPtr = std::shared_ptr<const Cut>;

class DelegationCache {
public:
    static constexpr std::chrono::seconds Longest{3600};
    static constexpr std::chrono::seconds LongestDenial{300};

    void clear();

    void keepCut(const CutPtr &cut, Instant now);
    void dropCut(const Name &zone);
    [[nodiscard]] CutPtr cut(const Name &zone, Instant now) const;
    // Of the name itself or the nearest one above; null: only the root is known.
    [[nodiscard]] CutPtr nearestCut(Name name, Instant now) const;

    // No cut at this name, although its zone answers.
    void keepNoCut(const Name &name, quint32 ttl, Instant now);
    [[nodiscard]] bool noCut(const Name &name, Instant now) const;

    void keepHost(const NameServer &host, quint32 ttl, Instant now); // without addresses: a denial
    [[nodiscard]] std::optional<NameServer> host(const Name &name, Instant now) const;

    // A server that did not answer is asked last for a while.
    void keepSilent(const QHostAddress &server, Instant now);
    [[nodiscard]] bool silent(const QHostAddress &server, Instant now) const;

private:
    template <class T>
    struct Kept {
        T value;
        Instant until;
    };
    std::unordered_map<Name, Kept<CutPtr>> m_cuts;
    std::unordered_map<Name, Instant> m_noCuts;
    std::unordered_map<Name, Kept<NameServer>> m_hosts;
    QHash<QHostAddress, Instant> m_silent;
};

} // namespace hinoban::dns
