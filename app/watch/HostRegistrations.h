// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/RegistryClient.h"
#include "app/watch/Observation.h"

#include <QObject>

#include <functional>
#include <map>
#include <set>

namespace hinoban::watch {

// The registrable domains of name servers and mail hosts that `observations` show and nobody expects. Who holds a
// domain in which expected hosts stand, or the watched domain itself, is no stranger. Pure.
[[nodiscard]] std::set<dns::Name> strangerDomains(const Domain &domain, const std::vector<Observation> &observations);

// Asks the registries about such domains, so that their age can be judged (R5): whoever takes over a delegation has
// often registered the servers' names days before. Each is asked once and remembered; each watched domain is told of
// it once. Whoever changed the delegation chooses the names, so a look asks about few of them, and the next about more.
// Thread: the network thread. Owner: Looker. Destroying it drops what is open.
class HostRegistrations final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t MostAtOnce = 8; // new questions of one look
    static constexpr Duration Patience = std::chrono::seconds(15);

    HostRegistrations(Clock &clock, registry::RegistryClient &registry);
    ~HostRegistrations() override;

    // What `watched` was not told yet of these. Comes once, later or at once, by Patience at the latest; what comes
    // after that is for the next look.
    void gather(const dns::Name &watched, const std::set<dns::Name> &strangers, QObject *context,
                std::function<void(std::vector<registry::LookupPtr>)> done);

private:
    struct Known {
        registry::LookupPtr lookup; // null: being asked
        std::set<dns::Name> told;   // watched domains
    };
    struct Waiting;
    void ask(const dns::Name &stranger);
    [[nodiscard]] bool isStale(const Known &known) const;
    [[nodiscard]] std::vector<registry::LookupPtr> untold(const dns::Name &watched,
                                                          const std::set<dns::Name> &strangers);
    void answered();
    void end(const std::shared_ptr<Waiting> &waiting);

    Clock &m_clock;
    registry::RegistryClient &m_registry;
    std::map<dns::Name, Known> m_known; // by registrable domain
    std::vector<std::shared_ptr<Waiting>> m_waiting;
};

} // namespace hinoban::watch
