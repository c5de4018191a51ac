// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"

#include <compare>
#include <map>
#include <optional>

namespace hinoban::respond {

enum class AssetKind {
    Nameserver,
    MailHost,
    Address,
    Domain,      // that imitates one of ours, or in which his servers stand
    Certificate, // by its serial number; it is not asked after, and ends with its validity
};
[[nodiscard]] QByteArray assetKindText(AssetKind kind); // "nameserver", "mail-host", "address", "domain", "certificate"
[[nodiscard]] std::optional<AssetKind> assetKindFromText(const QString &text);

enum class AssetState {
    Unknown,      // not asked yet, or whoever should have told did not
    Live,         // it does for us what it did when it was found
    Changed,      // it answers, and otherwise than when it was found
    Stopped,      // the name is gone from its domain, or its servers refuse or are silent for good
    Unresolvable, // the registry has taken its domain out of DNS
};
[[nodiscard]] QByteArray assetStateText(AssetState state); // "unknown" …
[[nodiscard]] std::optional<AssetState> assetStateFromText(const QString &text);
[[nodiscard]] inline bool isDead(AssetState state)
{
    return state == AssetState::Stopped || state == AssetState::Unresolvable;
}

// Which one: a host or domain in presentation form without the final dot, an address, a serial number.
struct AssetKey {
    AssetKind kind = AssetKind::Nameserver;
    QString name;
    friend bool operator==(const AssetKey &, const AssetKey &) = default;
    friend bool operator<(const AssetKey &a, const AssetKey &b)
    {
        return a.kind != b.kind ? a.kind < b.kind : a.name < b.name;
    }
};

// What a person may name by hand: kind and name as they are kept, or BadInput with the reason. No certificate.
[[nodiscard]] Result<AssetKey> assetFromTyped(AssetKind kind, const QString &typed);

// A change of state, with what showed it.
struct AssetTurn {
    Instant at{};
    AssetState state = AssetState::Unknown;
    QString detail;                   // technical, English: "NXDOMAIN from a.gtld-servers.net"
    std::vector<QByteArray> evidence; // SHA-256 of the answers; empty where silence is the evidence
    QString says{};                   // what it said of our domains then; empty: nothing, or nobody asked
    friend bool operator==(const AssetTurn &, const AssetTurn &) = default;
};

// What the log knows of one asset.
struct AssetRecord {
    std::optional<Instant> found;      // it stood in evidence for the first time
    dns::Name domain;                  // the watched one that it was found with; root: of none
    std::vector<AssetTurn> turns;      // ascending
    QString addedBy, addedWhy;         // a person named it
    QString dismissedBy, dismissedWhy; // a person said that it is not hostile
    std::optional<Instant> questioned; // when it was asked for everything that we have (nameserver)
    [[nodiscard]] bool dismissed() const { return !dismissedBy.isEmpty(); }
    [[nodiscard]] AssetState state() const { return turns.empty() ? AssetState::Unknown : turns.back().state; }
    friend bool operator==(const AssetRecord &, const AssetRecord &) = default;
};

// Everything that the log says of hostile assets, folded from its entries: rules asset.found .live .changed .stopped
// .unresolvable .unknown .questioned (Hinoban's own) and .added .dismissed .reinstated (people's), each of its
// own kind: an imported entry decides nothing. Nothing else keeps it, so that it is as append-only as the log and
// outlives a restart. Bounded. Thread: one.
class AssetBook {
public:
    static constexpr size_t MostAssets = 512;
    static constexpr size_t MostTurns = 200; // of one asset; the oldest after the first go

    void take(const Entry &entry);
    [[nodiscard]] const std::map<AssetKey, AssetRecord> &all() const { return m_records; }
    [[nodiscard]] const AssetRecord *find(const AssetKey &key) const;

private:
    std::map<AssetKey, AssetRecord> m_records;
};

[[nodiscard]] Entry assetFoundEntry(const AssetKey &key, const dns::Name &domain, const QStringList &findings,
                                    Instant happened, Instant now);
[[nodiscard]] Entry assetTurnEntry(const AssetKey &key, const dns::Name &domain, AssetState before,
                                   const AssetTurn &turn, Instant now);
// `asked` questions, `answered` of them with data; `evidence` of those, bounded by who calls.
[[nodiscard]] Entry assetQuestionedEntry(const AssetKey &key, const dns::Name &domain, int asked, int answered,
                                         std::vector<QByteArray> evidence, Instant now);
enum class AssetAct { Add, Dismiss, Reinstate };
// What a person decided, before it is an entry.
struct AssetDeed {
    AssetAct act = AssetAct::Add;
    AssetKey key;
    QString person, reason;
};
[[nodiscard]] Entry assetActEntry(AssetAct act, const AssetKey &key, const QString &person, const QString &reason,
                                  Instant now);

} // namespace hinoban::respond
