// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/NetworkRegistration.h"
#include "app/respond/AssetBook.h"
#include "app/respond/Contact.h"
#include "app/respond/Request.h"

#include <functional>
#include <set>

namespace hinoban::respond {

// Something of the attacker's (DESIGN.md, 1): what it is, from what it follows, whose it is and whom to ask for its
// end, and how it stands. A value; texts of others are safe to show.
struct HostileAsset {
    AssetKey key;
    std::vector<dns::Name> domains;             // watched ones it is used against; sorted
    QStringList findings;                       // signals that name it: "D1", "D2"; sorted. Empty: observed, or typed
    std::optional<Instant> firstSeen, lastSeen; // in evidence
    std::vector<QHostAddress> addresses;        // of a host: all that were ever seen; of an address: itself
    QStringList hosts;                          // of an address: the names on it; of a domain: his hosts in it
    QString imitates;                           // of a host or domain: ours; empty: none
    QString detail;                             // of a certificate: its issuer and names

    AssetState state = AssetState::Unknown;
    std::optional<Instant> since; // of that state
    QString why;                  // what showed it; technical, English
    std::vector<AssetTurn> history;
    std::optional<Instant> questioned; // everything of ours was asked of it
    QString addedBy, addedWhy;         // by a person; else found
    QString dismissedBy, dismissedWhy; // not hostile, a person said
    [[nodiscard]] bool dismissed() const { return !dismissedBy.isEmpty(); }

    // As far as known. Of a host: of its first address, and of the domain in which it stands.
    quint32 origin = 0; // AS number
    QString network, networkHolder, country;
    QString registrar;
    std::optional<Instant> registered, expires;
    // Who can end it: hosting of the address, registrar of the domain. Empty: nobody known.
    QString desk, deskMail, deskPhone;
    QString contactId;    // in the directory of this moment; empty: none
    QStringList requests; // ids that are out for it and open
    // Of the probing; filled by whoever probes.
    std::optional<Instant> askedAt, nextAt;
    friend bool operator==(const HostileAsset &, const HostileAsset &) = default;
};

// A host of the attacker's as a watched domain's answers name it.
struct SeenHost {
    dns::Name domain;
    HostileHost host;
};

// Everything that assets follow from. The functions may be empty; null and 0 stand for unknown.
struct AssetInput {
    const std::vector<detect::Finding> &findings; // open and cleared
    const std::vector<SeenHost> &hosts;
    const std::set<dns::Name> &ours; // expected hosts and watched domains: never hostile, whatever an old finding said
    const AssetBook &book;
    const std::vector<Request> &requests;
    const std::vector<Contact> &contacts; // whom to contact at this moment
    std::function<registry::NetworkLookupPtr(const QHostAddress &)> network{};
    std::function<registry::LookupPtr(const dns::Name &)> registration{}; // of the registrable domain
    std::function<quint32(const QHostAddress &)> origin{};
    Instant now{};
};

constexpr size_t MostAssetsShown = AssetBook::MostAssets;

// False nameservers, mail hosts, their addresses, look-alike domains and certificates: from findings of HIGH and above
// and from what answers name, with what the log and the registries know of each. Live ones first, then by kind and
// name; those that a person dismissed last. Pure.
[[nodiscard]] std::vector<HostileAsset> hostileAssets(const AssetInput &input);

// What is new: the entries that say that these stand in evidence, of those that the book does not know yet.
[[nodiscard]] std::vector<Entry> foundEntries(const std::vector<HostileAsset> &assets, const AssetBook &book,
                                              Instant now);

// For headings and reports. Dismissed ones count nowhere.
struct AssetCounts {
    int live = 0, changed = 0, stopped = 0, unresolvable = 0, unknown = 0;
    [[nodiscard]] int all() const { return live + changed + stopped + unresolvable + unknown; }
    [[nodiscard]] int notDead() const { return live + changed + unknown; }
    friend bool operator==(const AssetCounts &, const AssetCounts &) = default;
};
[[nodiscard]] AssetCounts assetCounts(const std::vector<HostileAsset> &assets);

} // namespace hinoban::respond
