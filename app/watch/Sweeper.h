// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Looker.h"

#include <map>
#include <random>
#include <set>
#include <tuple>

namespace hinoban::watch {

// How often a domain is looked at.
struct Cadence {
    Duration delegation = std::chrono::seconds(60);
    Duration full = std::chrono::minutes(5);
    Duration registration = std::chrono::minutes(10);
    Duration path = std::chrono::minutes(5);
    double jitter = 0.1; // of the interval, both ways; 0 in drills, where the same story gives the same looks
    int domainsAtOnce = 32;
    bool waitsForRegistry = false; // each look, as long as it takes: where one is all that is wanted
};

// Looks at every domain on its cadence, one look at a time a domain. A full look takes the place of the delegation
// look that would fall on the same instant. Where a portfolio is more than politeness to servers allows
// (EngineLoad::behind), full looks wait, and delegations are looked at in their stead: the cadence stretches.
// Thread: the network thread. Owner: console::Session. Signals come in that thread.
class Sweeper final : public QObject {
    Q_OBJECT
public:
    Sweeper(Instruments instruments, Cadence cadence, quint32 seed, QObject *parent = nullptr);
    ~Sweeper() override;

    // Takes effect at each domain's next look; a domain that is new is looked at at once.
    void setDomains(const std::vector<Domain> &domains);
    void setResolvers(std::vector<Resolver> resolvers);
    // How often registries are asked, from now on: nobody waits longer than that.
    void setRegistration(Duration every);

    // Until `until`, only full looks: at the first cadence slot after each of `turns`, and every `coarse` in between.
    // For the history that a drill's opening needs: everything is still asked of the world, only less often.
    void catchUp(std::vector<Instant> turns, Instant until, Duration coarse);

    void start();
    void stop(); // looks under way are dropped
    // No look is begun while it is held; those under way go on, and the others are due as they were.
    void setHeld(bool held);
    // What a domain's cache tail asks for: a full look beside the cadence at `lookAt` or a little later (a resolver's
    // cache is about to let go of false data), and false name servers to ask though the delegation names them no more.
    // Holds until it is said anew. Two such looks are never closer together than the delegation's cadence.
    void follow(const dns::Name &domain, std::optional<Instant> lookAt, std::vector<dns::NameServer> formerServers);

    // What the next rounds of paths should know, and whom they measure beside; hold until they are said anew.
    void setPathWish(const dns::Name &domain, PathWish wish);
    void setControls(std::vector<ControlTarget> controls) { m_looker.setControls(std::move(controls)); }

    // A full look with registration and path, as soon as the one under way is over.
    void lookNow(const dns::Name &domain); // something has happened to it: its registry is asked before others'
    void lookNow();

    [[nodiscard]] std::optional<Instant> nextLook() const; // earliest of all domains

    // How often the domain that waits longest is really looked at; nothing while the cadence is kept.
    [[nodiscard]] std::optional<Duration> realDelegation() const;
    [[nodiscard]] std::optional<Duration> realFull() const;

Q_SIGNALS:
    void looked(const hinoban::watch::LookPtr &look);

private:
    struct Slot {
        Domain domain;
        Instant nextDelegation{}, nextFull{}, nextRegistration{}, nextPath{};
        std::optional<Instant> extra; // as follow() said
        Instant lastExtra{};
        Instant lastDelegation{}, lastFull{};    // begun on the cadence; or since when it waits for the first
        Duration delegationEvery{}, fullEvery{}; // between the last two
        std::vector<dns::NameServer> formerServers;
        PathWish pathWish;
        [[nodiscard]] bool wantsFull(Instant now) const;
        [[nodiscard]] Instant due() const;
        Instant fullNotBefore{}; // held up by the pace of servers until then
        bool looking = false;
        bool atOnce = false;
        bool isUrgent = false;
        int place = 0;                 // in the order of names: who is looked at first of those due at one instant
        std::optional<Instant> queued; // where it stands in `m_due`
        Instant queuedSince{};
    };
    struct Due {
        Instant at;
        Instant since; // it should have been, where it is held up; else `at`
        int place;
        Slot *slot;
        friend bool operator<(const Due &a, const Due &b)
        {
            return std::tie(a.at, a.since, a.place) < std::tie(b.at, b.since, b.place);
        }
    };
    void queue(Slot &slot); // where it belongs now; after everything that moves it
    void unqueue(Slot &slot);
    void arm();
    void fire();
    void begin(Slot &slot, bool full);
    [[nodiscard]] bool isBehind() const;
    [[nodiscard]] std::optional<Duration> longest(Instant Slot::*last, Duration Slot::*every, Duration wanted) const;
    void finish(const dns::Name &name, const LookPtr &look);
    [[nodiscard]] Duration jittered(Duration interval);
    [[nodiscard]] std::optional<Instant> afterCatchUp(Instant now) const;

    Instruments m_instruments;
    Cadence m_cadence;
    Looker m_looker;
    std::minstd_rand m_random;
    std::map<dns::Name, Slot> m_slots;
    std::set<Due> m_due; // every slot that is not being looked at, the next one first
    std::vector<Resolver> m_resolvers;
    std::vector<Instant> m_turns;
    Instant m_catchUpUntil{};
    Instant m_fullNotBefore{}; // while servers' pace holds full looks up
    Duration m_coarse{};
    Clock::TimerId m_timer = 0;
    bool m_running = false;
    bool m_held = false;
};

} // namespace hinoban::watch
