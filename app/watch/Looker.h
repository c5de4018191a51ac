// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/DelegationWalk.h"
#include "app/dns/Validator.h"
#include "app/path/Prober.h"
#include "app/registry/RegistryClient.h"
#include "app/watch/CrossChecks.h"
#include "app/watch/HostRegistrations.h"
#include "app/watch/Look.h"
#include "app/watch/OriginFinder.h"
#include "app/watch/PathRound.h"
#include "app/watch/RegistrationTurns.h"
#include "app/watch/Resolver.h"
#include "app/watch/RouterNames.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>
#include <optional>

namespace hinoban::watch {

// What else one look is to ask beside DNS.
struct LookExtras {
    bool registration = false;
    RegistrationTurns::Wish registrationWish{};
    bool path = false;
    PathWish pathWish{};
    // False name servers known from before: a full look asks those that the delegation does not name.
    std::vector<dns::NameServer> formerServers{};
};

// The instruments of a look. All live in the network thread and outlive the Looker.
struct Instruments {
    Clock &clock;
    dns::QueryEngine &engine;
    dns::DelegationWalk &walk;
    registry::RegistryClient &registry;
    dns::Validator *validator = nullptr; // null: DNSSEC is not looked at
    OriginFinder *origins = nullptr;     // null: whose an address is is not known
};

// Takes one look at one domain: the delegation from the root; every server of the parent zone; every authoritative
// server that the parent or the child names; every resolver; DNSSEC from the trust anchor down; registration and path
// where asked for. An exchange host that a false MX names is asked for at the server that named it. When all that is
// said, the false name servers that only a cache or the past still names are asked too, apart: Look::formerServers.
// Of servers that nobody expects, the registry is asked how old their domains are. The paths to where the answers lead,
// to where they should lead, and to others are measured side by side when the answers are in (PathRound.h). A full look
// cross-checks beside the vantages (DelegationCheck.h); those exchanges stand with the walk's. Thread: the network
// thread. Owner: Sweeper. Looks at several domains run side by side; destroying it drops them.
class Looker final : public QObject {
    Q_OBJECT
public:
    explicit Looker(Instruments instruments, QObject *parent = nullptr);
    ~Looker() override;

    // `done` is called once, later, in this thread, however little answered.
    void look(Domain domain, Depth depth, LookExtras extras, std::vector<Resolver> resolvers,
              std::function<void(LookPtr)> done);

    [[nodiscard]] int open() const;
    void setControls(std::vector<ControlTarget> controls) { m_paths.setControls(std::move(controls)); }

private:
    class Run;
    void probeNetwork();
    void probed();
    // Now, or when the question to nobody is answered or has waited long enough; never if `context` is gone.
    void whenProbed(QObject *context, std::function<void()> then);
    [[nodiscard]] bool isIdentityDue(const QHostAddress &server);

    Instruments m_instruments;
    HostRegistrations m_hostRegistrations;
    RegistrationTurns m_registrations;
    PathRounds m_paths;
    RouterNames m_routerNames;
    std::map<QString, Instant> m_identified; // by address: when the server was last asked who it is
    TcpTurns m_tcpTurns;
    std::optional<Instant> m_probedAt;
    bool m_isProbing = false; // and a look waits for it
    std::vector<std::pair<QPointer<QObject>, std::function<void()>>> m_awaitingProbe;
    dns::ExchangePtr m_probe; // the newest answer from where nobody is; null: none came, as it should be
    std::vector<std::unique_ptr<Run>> m_runs;
};

// The RRsets to ask for at the domain's servers: everything expected, and the apex types; in canonical order.
[[nodiscard]] std::vector<dns::Question> questionsOf(const Domain &domain, Depth depth);

} // namespace hinoban::watch
