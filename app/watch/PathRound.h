// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/dns/Exchange.h"
#include "app/path/Prober.h"
#include "app/watch/Expectation.h"

#include <QObject>

#include <functional>
#include <map>

namespace hinoban::watch {

// Somebody else's address, which has nothing to do with the domain: where the way there changes too, the trouble is
// near ourselves.
struct ControlTarget {
    dns::Name name;
    QHostAddress address;
    friend bool operator==(const ControlTarget &, const ControlTarget &) = default;
};

// What a round is told beside what the answers say.
struct PathWish {
    std::map<dns::Name, std::vector<QHostAddress>> usual{}; // where names led in quiet time, the newest first
    int flows = 1;                                          // several while the set of paths is still being learned
};

// The control targets of an internet whose user named none: root servers, which are far, many, and anybody's.
[[nodiscard]] std::vector<ControlTarget> controlsOf(const std::vector<RootHint> &hints);

// What one round traces for a domain: of each of its services and families an address that is usual and among the
// answers, one that is not usual, and, where the answers tell nothing else, one that is usual and not among them.
// `answers`: of the look so far. Pure; within a budget.
[[nodiscard]] std::vector<path::TraceOrder> ordersOf(const Domain &domain, const std::vector<dns::ExchangePtr> &answers,
                                                     const PathWish &wish, bool hasIpv6);

// Rounds of traces, side by side, of all domains. Control targets are measured once for all domains that are looked at
// within a while. Thread: the network thread. Owner: Looker; destroying it drops what is open without calling back.
class PathRounds final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t MostOpen = 64;                           // traces; beyond, rounds are left out
    static constexpr Duration Patience = std::chrono::seconds(20);   // what comes later is for the next round
    static constexpr Duration ControlAge = std::chrono::seconds(60); // for which a control's trace holds

    explicit PathRounds(Clock &clock);
    ~PathRounds() override;

    void setControls(std::vector<ControlTarget> controls) { m_controls = std::move(controls); }

    // The domain's own traces in the order of `orders`, then the controls'; those of an earlier round that came late
    // before them. Once, by Patience at the latest; never if `context` is gone.
    void measure(const Internet &internet, const dns::Name &domain, const std::vector<path::TraceOrder> &orders,
                 QObject *context, std::function<void(std::vector<path::TracePtr>)> done);

private:
    struct Round;
    void take(const std::shared_ptr<Round> &round, size_t slot, path::TracePtr trace);
    void end(const std::shared_ptr<Round> &round);

    Clock &m_clock;
    std::vector<ControlTarget> m_controls;
    std::map<QString, path::TracePtr> m_known;               // of controls, by address
    std::map<dns::Name, std::vector<path::TracePtr>> m_late; // by domain
    size_t m_open = 0;
};

} // namespace hinoban::watch
