// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/AssetVerdict.h"

#include <QObject>

#include <map>

namespace hinoban::console {

// How often the attacker's assets are asked after.
struct AssetCadence {
    Duration quick = std::chrono::minutes(5); // for `quickFor` after it was found or turned, and while it is missing
    Duration quickFor = std::chrono::hours(1);
    Duration steady = std::chrono::minutes(20);
    Duration dead = std::chrono::hours(6); // once `confirmations` probes in a row found it dead
    int confirmations = 4;
    int atOnce = 3;
    size_t most = 128; // asked after at all: the attacker chooses how many he has

    // In proportion to how often a delegation is looked at.
    [[nodiscard]] static AssetCadence of(Duration delegation)
    {
        AssetCadence cadence;
        cadence.quick = 5 * delegation;
        cadence.quickFor = 60 * delegation;
        cadence.steady = 20 * delegation;
        cadence.dead = 360 * delegation;
        return cadence;
    }
};

// Asks after hostile assets until they are dead, and then rarely, because what was stopped comes back. Quick at first;
// a bounded number at a time. When a name server of the attacker's is first found alive, everything that he may have of
// our domains is asked of it once, before he cleans up. What an answer means is judged here (AssetVerdict.h); what
// becomes of it, others say. Thread: the network thread. Owner: Session; signals come in that thread. Destroying it
// drops what is open.
class AssetWatch final : public QObject {
    Q_OBJECT
public:
    using DomainNamed = std::function<const watch::Domain *(const dns::Name &)>;

    AssetWatch(Clock &clock, dns::QueryEngine &engine, DomainNamed domainNamed, AssetCadence cadence = {},
               QObject *parent = nullptr);
    ~AssetWatch() override;

    // Everything that is known now; those that a person dismissed are not asked after. What is new is asked at once.
    void setAssets(const std::vector<respond::HostileAsset> &assets);
    void start();
    void stop();
    // A drill's history before its opening: at most one probe an hour.
    void setSparse(bool sparse) { m_sparse = sparse; }

    struct Times {
        std::optional<Instant> askedAt, nextAt;
    };
    [[nodiscard]] Times timesOf(const respond::AssetKey &key) const;

Q_SIGNALS:
    void turned(const hinoban::respond::AssetKey &key, const hinoban::dns::Name &domain,
                hinoban::respond::AssetState before, const hinoban::respond::AssetTurn &turn,
                const std::vector<hinoban::dns::ExchangePtr> &evidence);
    // Everything of `domain` was asked of it: the exchanges in their order.
    void questioned(const hinoban::respond::AssetKey &key, const hinoban::dns::Name &domain,
                    const std::vector<hinoban::dns::ExchangePtr> &exchanges);

private:
    struct Slot {
        respond::HostileAsset asset;
        AssetMemory memory;
        Instant due{}, quickUntil{};
        std::optional<Instant> askedAt;
        bool open = false, interviewed = false;
    };
    void arm();
    void fire();
    void answered(const respond::AssetKey &key, const watch::HostAnswer &answer);
    void interview(Slot &slot, const watch::HostAnswer &answer);
    [[nodiscard]] Duration pauseOf(const Slot &slot, Instant now) const;

    Clock &m_clock;
    watch::HostProbe m_probe;
    DomainNamed m_domainNamed;
    const AssetCadence m_cadence;
    std::map<respond::AssetKey, Slot> m_slots;
    Clock::TimerId m_timer = 0;
    int m_open = 0;
    bool m_running = false, m_sparse = false;
};

} // namespace hinoban::console
