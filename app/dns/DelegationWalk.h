// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Allowance.h"
#include "app/dns/QueryEngine.h"

namespace hinoban::dns {

// A nameserver and every address that could be found for it.
struct NameServer {
    Name name;
    std::vector<QHostAddress> addresses; // empty: its name does not resolve (why: `problem`)
    QString problem;
    friend bool operator==(const NameServer &, const NameServer &) = default;
};

// How a name is reached from the root: the zone it is delegated from, that zone's servers, and the referral.
struct Delegation {
    Name zone;       // the name asked for, as far as a cut was found
    Name parentZone; // "com" for coincheck.com
    std::vector<NameServer> parentServers;
    // As the parent's server that answered first names them. Addresses are its glue for hosts in the zone itself;
    // addressesOf() finds those of the others.
    std::vector<NameServer> childServers;
    bool exists = false;                // false: the parent denies the name (NXDOMAIN or no delegation)
    std::vector<ExchangePtr> exchanges; // every question asked for this, in order
};

// Walks the delegation from the root hints down, and finds addresses of nameservers outside their own zone, with
// only Internet::rootHints as a start (RFC 1034, 5.3.3): no resolver is trusted. Keeps what it learned for its TTL
// (at most an hour) by the clock it was given; bailiwick is enforced; every walk has a budget of questions, depth
// and CNAMEs, so that loops and NXNS-style fans end in an Error instead of a storm.
//
// Thread and owner: as QueryEngine, which must outlive it. Destroying it drops open walks.
class DelegationWalk final : public QObject {
    Q_OBJECT
public:
    explicit DelegationWalk(QueryEngine &engine, QObject *parent = nullptr);
    ~DelegationWalk() override;

    struct Budget {
        int questions = 300; // a walk, address look-ups included
        int depth = 16;      // nested look-ups
        int cnames = 8;
    };
    void setBudget(Budget budget);

    // The delegation of `domain`. Unreachable or TimedOut if no server on the way answers; the exchanges so far are
    // in `soFar` then.
    struct Failure {
        Error error;
        std::vector<ExchangePtr> soFar;
    };
    // `allowance`: what this walk shares with others, beside its own budget; null = nothing.
    void find(const Name &domain, QObject *context, std::function<void(tl::expected<Delegation, Failure>)> done,
              AllowancePtr allowance = {});

    // A and AAAA of a host by iteration; glue of its own zone is believed. An empty list with a problem is an answer.
    struct Addresses {
        NameServer host;
        std::vector<ExchangePtr> exchanges;
    };
    void addressesOf(const Name &host, QObject *context, std::function<void(Addresses)> done,
                     AllowancePtr allowance = {});

    // The servers of a zone with the addresses that are known or can be found; a zone that is remembered costs nothing.
    // NotFound if no zone begins at this name.
    void serversOf(const Name &zone, QObject *context,
                   std::function<void(tl::expected<std::vector<NameServer>, Failure>)> done);

    // Forget everything learned (the next walk starts at the root).
    void forget();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::dns
