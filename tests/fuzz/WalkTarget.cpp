// SPDX-License-Identifier: GPL-3.0-or-later
// The delegation walk through the real engine, against servers that mutate what they should say.
#include "app/dns/DelegationWalk.h"
#include "tests/fuzz/Liar.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/StepClock.h"
#include "tests/fuzz/Targets.h"

namespace hinoban::fuzz {
namespace {

using namespace hinoban::dns;
using namespace std::chrono_literals;

constexpr int MostPacketsAQuestion = 12; // attempts, their simpler forms, and TCP
constexpr int SmallBudget = 40;          // of most inputs, which are many a second then

Name name(const char *text) { return Name::fromText(text).value(); }

// Known here once more, so that Internet need not be trusted.
bool mayBeAsked(const QHostAddress &address)
{
    bool v4 = false;
    const quint32 bits = address.toIPv4Address(&v4);
    if (v4) {
        const auto in = [bits](quint32 network, int length) { return (bits ^ network) >> (32 - length) == 0; };
        return !in(0, 8) && !in(0x0a000000, 8) && !in(0x7f000000, 8) && !in(0xa9fe0000, 16) && !in(0xac100000, 12) &&
               !in(0xc0a80000, 16) && !in(0x64400000, 10) && !in(0xc6120000, 15) && !in(0xe0000000, 3);
    }
    const Q_IPV6ADDR six = address.toIPv6Address();
    return (six[0] & 0xe0) == 0x20 && !(six[0] == 0x20 && six[1] == 0x02) &&
           !(six[0] == 0x20 && six[1] == 0x01 && six[2] == 0 && six[3] == 0);
}

// One engine and its walk, on a wire that lies.
class World {
public:
    World(Script &script, bool everyoneLies, bool ipv6, int questions = SmallBudget)
        : m_ipv6(ipv6)
        , m_questions(questions)
        , wire(script, everyoneLies)
        , internet(parts(ipv6))
        , engine(std::make_unique<QueryEngine>(clock, internet, EngineOptions{.udpSockets = 1}))
        , walk(std::make_unique<DelegationWalk>(*engine))
    {
        DelegationWalk::Budget budget;
        budget.questions = questions;
        walk->setBudget(budget);
    }

    template <class Found>
    void keep(std::optional<Found> &place, Found found, const std::vector<ExchangePtr> &exchanges)
    {
        --open;
        must(walk != nullptr, "a walk that was dropped says nothing");
        must(!place, "a walk ends once");
        must(exchanges.size() <= size_t(m_questions), "a walk keeps to its budget");
        for (const auto &exchange : exchanges)
            must(exchange != nullptr && exchange->server.port == 53, "a walk asks name servers");
        place = std::move(found);
    }
    using Delegated = tl::expected<Delegation, DelegationWalk::Failure>;
    void find(const Name &domain, std::optional<Delegated> &place)
    {
        begun();
        walk->find(domain, nullptr, [this, &place](Delegated found) {
            const auto exchanges = found ? found->exchanges : found.error().soFar;
            keep(place, std::move(found), exchanges);
        });
    }
    void addressesOf(const Name &host, std::optional<DelegationWalk::Addresses> &place)
    {
        begun();
        walk->addressesOf(host, nullptr, [this, &place](DelegationWalk::Addresses found) {
            const auto exchanges = found.exchanges;
            keep(place, std::move(found), exchanges);
        });
    }
    using Servers = tl::expected<std::vector<NameServer>, DelegationWalk::Failure>;
    void serversOf(const Name &zone, std::optional<Servers> &place)
    {
        begun();
        walk->serversOf(zone, nullptr, [this, &place](Servers found) {
            keep(place, found, found ? std::vector<ExchangePtr>() : found.error().soFar);
        });
    }
    // To the end, and what must hold whatever was said. `steps`: or until then.
    void run(int steps = std::numeric_limits<int>::max())
    {
        const Instant before = clock.now();
        while (steps-- > 0 && clock.step())
            must(wire.packets <= walks * m_questions * MostPacketsAQuestion, "a walk's packets are bounded");
        if (steps >= 0) must(open == 0 && engine->open() == 0, "every walk and every question ends");
        must(clock.now() - before <= 30min, "a walk ends in time");
        for (const Endpoint &to : wire.places) {
            must(internet.permit(to.address) && mayBeAsked(to.address), "only what is permitted is asked");
            must(to.port == 53, "only name servers are asked");
            must(m_ipv6 || to.address.protocol() == QAbstractSocket::IPv4Protocol, "no IPv6 where there is none");
        }
        wire.places.clear();
    }
    void end()
    {
        walk.reset();
        while (clock.step()) {
        }
        engine.reset();
        while (clock.step()) {
        }
    }

private:
    void begun()
    {
        ++open;
        ++walks;
    }
    static Internet parts(bool ipv6)
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::GloballyRoutable;
        for (const char *own : {"192.0.2.0/24", "203.0.113.0/24", "2001:db8::/32"})
            parts.permitted.push_back(Prefix::fromText(QString::fromLatin1(own)).value());
        parts.rootHints = Liar::rootHints();
        parts.hasIpv6 = ipv6;
        return Internet(std::move(parts));
    }

    bool m_ipv6;
    int m_questions;

public:
    StepClock clock{instantFromUnixMicroseconds(1590764400LL * 1000000)};
    Liar wire;
    Internet internet;
    std::unique_ptr<QueryEngine> engine;
    std::unique_ptr<DelegationWalk> walk;
    int open = 0;
    int walks = 0;
};

// What is known of the honest part of the world.
struct Truth {
    std::optional<World::Delegated> delegation;
    std::optional<DelegationWalk::Addresses> addresses;
    std::optional<World::Servers> servers;

    explicit Truth(World &world)
    {
        world.find(name("victim.jp"), delegation);
        world.addressesOf(name("ns.victim.net"), addresses);
        world.serversOf(name("victim.net"), servers);
        world.run();
        must(delegation && addresses && servers, "every walk ends");
    }
    void mustBe(const Truth &other) const
    {
        must(delegation->has_value() && servers->has_value(), "honest servers are reached");
        const Delegation &mine = delegation->value(), &its = other.delegation->value();
        must(mine.exists && mine.zone == its.zone && mine.parentZone == its.parentZone &&
                 mine.parentServers == its.parentServers && mine.childServers == its.childServers,
             "nobody tells the delegation of a name that is not his");
        must(addresses->host == other.addresses->host, "nobody tells the addresses of a host that is not his");
        must(servers->value() == other.servers->value(), "nobody tells the servers of a zone that is not his");
    }
};

const Truth &truth()
{
    static const Truth honest = [] {
        Script nothing({});
        World world(nothing, false, true);
        const Truth found(world);
        must(found.delegation->has_value() && found.delegation->value().exists, "the honest world works");
        must(found.addresses->host.addresses == std::vector{QHostAddress(QStringLiteral("192.0.2.31"))},
             "the honest world has addresses");
        return found;
    }();
    return honest;
}

void mustBeInBailiwick(const World::Delegated &found, const Name &domain)
{
    if (!found) return must(!found.error().error.detail.isEmpty(), "a failure has a reason");
    must(domain.isSubdomainOf(found->zone) && domain.isSubdomainOf(found->parentZone), "zones lead to the name");
    must(!found->exists || found->zone == domain, "a delegation is of the name");
    must(found->exists || found->childServers.empty(), "no delegation, no servers");
    for (const NameServer &server : found->childServers)
        must(server.addresses.empty() || server.name.isSubdomainOf(found->zone), "glue is in bailiwick");
}

} // namespace

void walk(const QByteArray &octets)
{
    (void)truth();
    Script script(octets);
    const quint8 how = script.octet();
    const bool everyoneLies = how & 1;
    const quint8 which = script.octet();
    const int questions = which & 0x80 ? DelegationWalk::Budget{}.questions : SmallBudget;
    World world(script, everyoneLies, !(how & 2), questions);

    struct Task {
        Name name;
        std::optional<World::Delegated> delegation;
        std::optional<DelegationWalk::Addresses> addresses;
        std::optional<World::Servers> servers;
    };
    std::array<Task, 3> tasks;
    const int count = 1 + (how >> 2) % 3;
    for (int i = 0; i < count; ++i) {
        Task &task = tasks[size_t(i)];
        task.name = world.wire.someName(name("sub.evil.jp"));
    }
    if (how & 0x10) script.repeatFromHere();
    for (int i = 0; i < count; ++i) {
        Task &task = tasks[size_t(i)];
        const int kind = (which >> (2 * i)) % 4;
        if (kind == 1)
            world.addressesOf(task.name, task.addresses);
        else if (kind == 2)
            world.serversOf(task.name, task.servers);
        else
            world.find(task.name, task.delegation);
        if (how & 0x20) world.run(); // one after the other
    }
    if (how & 0x40) {
        world.run(which);
        return world.end();
    }
    world.run();
    for (const Task &task : tasks)
        if (task.delegation) mustBeInBailiwick(*task.delegation, task.name);
    if (everyoneLies) return world.end();
    // With all that they have told it: the others are who they were.
    if (how & 0x80) world.clock.pass(std::chrono::seconds(which * 20));
    if (!(how & 2)) Truth(world).mustBe(truth());
    world.end();
}

} // namespace hinoban::fuzz
