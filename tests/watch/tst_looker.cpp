// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/watch/WatchedWorld.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace std::chrono_literals;
using watch::Depth;
using watch::Looker;
using watch::LookPtr;

class LookerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anHonestWorld();
    void onlyTheDelegation();
    void aTakenDelegation_data();
    void aTakenDelegation();
    void formerServersAreAskedApart();
    void strangersAreAskedAbout();
    void nobodyAnswers();
    void destroyedWhileLooking();

private:
    const Instant m_quiet = at("2021-01-02T12:00:00Z"), m_hijacked = at("2021-01-03T12:00:00Z");
};

void LookerTest::anHonestWorld()
{
    WatchedWorld world(m_quiet);
    Looker looker(world.instruments());
    std::vector<LookPtr> looks;
    looker.look(world.domain, Depth::Full, {true, {}, true}, world.resolvers,
                [&](const LookPtr &look) { looks.push_back(look); });
    QVERIFY(looks.empty()); // later, never within the call
    QCOMPARE(looker.open(), 1);
    QVERIFY(world.run(m_quiet + 60s));
    QCOMPARE(int(looks.size()), 1);
    QCOMPARE(looker.open(), 0);
    const auto &look = *looks.front();
    QVERIFY2(look.walkProblem.isEmpty(), qPrintable(look.walkProblem));
    QCOMPARE(int(look.servers.size()), 2);
    QVERIFY(look.registration && look.registration->registration);
    // The domain itself and the services below it.
    QCOMPARE(int(look.traces.size()), 3);
    QCOMPARE(look.traces.front()->target, look.domain.name);
    for (const auto &trace : look.traces)
        QVERIFY(trace->target.isSubdomainOf(look.domain.name));
    QVERIFY(look.endedAt > look.startedAt);
    int parents = 0, children = 0, resolvers = 0;
    for (const auto &observation : look.observations) {
        QVERIFY(observation.exchange);
        parents += observation.vantage() == dns::Vantage::Parent;
        children += observation.vantage() == dns::Vantage::Authoritative;
        resolvers += observation.vantage() == dns::Vantage::Resolver;
        if (observation.expected)
            QVERIFY2(observation.state == watch::State::Match, observation.owner.text().constData());
    }
    QVERIFY(parents > 0 && children > 0 && resolvers > 0);
}

void LookerTest::onlyTheDelegation()
{
    WatchedWorld world(m_quiet);
    Looker looker(world.instruments());
    LookPtr look;
    looker.look(world.domain, Depth::Delegation, {}, world.resolvers, [&](const LookPtr &done) { look = done; });
    QVERIFY(world.run(m_quiet + 60s));
    QVERIFY(look);
    QVERIFY(!look->registration && look->traces.empty());
    for (const auto &observation : look->observations) {
        QVERIFY(observation.vantage() != dns::Vantage::Resolver);
        QVERIFY(observation.type == dns::Type::NS || observation.type == dns::Type::SOA);
    }
}

void LookerTest::aTakenDelegation_data()
{
    QTest::addColumn<bool>("ofClass");
    QTest::newRow("mail by its host") << false;
    QTest::newRow("mail by its class") << true;
}

void LookerTest::aTakenDelegation()
{
    QFETCH(bool, ofClass);
    WatchedWorld world(m_hijacked);
    if (ofClass) {
        watch::Expectation under;
        under.owner = world.domain.name;
        under.type = dns::Type::MX;
        under.kind = watch::Expectation::Kind::Under;
        under.under = {dns::Name::fromText("provider.example").value()};
        world.domain.set(under);
    }
    // Not expected to be absent: then the look finds by itself where the false exchange host leads.
    const auto host = dns::Name::fromText("mail.owner.example").value();
    world.domain.expectations.removeIf([&](const auto &known) { return known.owner == host; });
    Looker looker(world.instruments());
    LookPtr look;
    looker.look(world.domain, Depth::Full, {}, world.resolvers, [&](const LookPtr &done) { look = done; });
    QVERIFY(world.run(m_hijacked + 60s));
    QVERIFY(look);
    QCOMPARE(look->servers.front().name.display(), QStringLiteral("evil.example"));
    bool parentWrong = false, followed = false;
    for (const auto &observation : look->observations) {
        parentWrong = parentWrong || (observation.vantage() == dns::Vantage::Parent &&
                                      observation.type == dns::Type::NS && observation.state == watch::State::Mismatch);
        followed = followed || (observation.owner == host && observation.type == dns::Type::A && observation.seen);
        if (observation.exchange->question.type == dns::Type::MX && observation.seen)
            followed = followed || !observation.exchange->message->additional.empty(); // he gave it unasked
    }
    QVERIFY(parentWrong);
    QVERIFY(followed);
}

// After the repair a cache still names the false server, which still answers; later it is down, and only the past
// knows its address.
void LookerTest::formerServersAreAskedApart()
{
    const auto evil = dns::Name::fromText("evil.example").value();
    const QHostAddress address(QStringLiteral("203.0.113.66"));
    const auto lookAt = [&](const char *when, std::vector<dns::NameServer> known, Depth depth = Depth::Full) {
        WatchedWorld world(at(when));
        Looker looker(world.instruments());
        LookPtr look;
        looker.look(world.domain, depth, {false, {}, false, {}, std::move(known)}, world.resolvers,
                    [&](const LookPtr &done) { look = done; });
        if (!world.run(at(when) + 60s)) look.reset();
        return look;
    };
    const auto repaired = lookAt("2021-01-05T12:00:00Z", {});
    QVERIFY(repaired && !repaired->formerServers.empty());
    bool served = false;
    for (const auto &observation : repaired->formerServers) {
        QCOMPARE(observation.exchange->server.name, evil);
        served = served || observation.state == watch::State::Mismatch;
    }
    QVERIFY(served);
    for (const auto &observation : repaired->observations)
        QVERIFY(observation.exchange->server.address != address); // no vantage of the domain's
    const auto read = watch::lookFromJson(watch::toJson(*repaired));
    QVERIFY(read && (*read)->formerServers.size() == repaired->formerServers.size());

    const auto down = lookAt("2021-01-09T12:00:00Z", {{evil, {address}, {}}});
    QVERIFY(down && !down->formerServers.empty());
    for (const auto &observation : down->formerServers)
        QVERIFY(observation.state == watch::State::Unknown);
    // What the delegation itself names is asked as such, and only once.
    const auto taken = lookAt("2021-01-03T12:00:00Z", {{evil, {address}, {}}});
    QVERIFY(taken && taken->formerServers.empty());
    const auto quick = lookAt("2021-01-05T12:00:00Z", {{evil, {address}, {}}}, Depth::Delegation);
    QVERIFY(quick && quick->formerServers.empty());
}

// The domain of a server that nobody expects: asked at the registry in the look that finds it, told once, and kept.
void LookerTest::strangersAreAskedAbout()
{
    const auto evil = dns::Name::fromText("evil.example").value();
    WatchedWorld world(m_hijacked);
    Looker looker(world.instruments());
    std::vector<LookPtr> looks;
    const auto look = [&](Depth depth) {
        looker.look(world.domain, depth, {}, world.resolvers, [&](const LookPtr &done) { looks.push_back(done); });
        return world.run(world.clock.now() + 60s);
    };
    QVERIFY(look(Depth::Delegation));
    QVERIFY(looks.back()->hostRegistrations.empty());
    QVERIFY(look(Depth::Full));
    QCOMPARE(int(looks.back()->hostRegistrations.size()), 1);
    const auto &told = *looks.back()->hostRegistrations.front();
    QCOMPARE(told.domain, evil);
    QVERIFY(told.isFree && !told.registration); // the registry of this story has none
    const auto read = watch::lookFromJson(watch::toJson(*looks.back()));
    QVERIFY(read && (*read)->hostRegistrations.size() == 1);
    QVERIFY((*read)->hostRegistrations.front()->isFree);
    QVERIFY(look(Depth::Full));
    QVERIFY(looks.back()->hostRegistrations.empty());
}

void LookerTest::nobodyAnswers()
{
    WatchedWorld world(m_quiet, false);
    Looker looker(world.instruments());
    std::vector<LookPtr> looks;
    looker.look(world.domain, Depth::Full, {true, {}, true}, world.resolvers,
                [&](const LookPtr &look) { looks.push_back(look); });
    QVERIFY(world.run(m_quiet + 600s));
    QCOMPARE(int(looks.size()), 1);
    QVERIFY(!looks.front()->walkProblem.isEmpty());
    for (const auto &observation : looks.front()->observations)
        QVERIFY(observation.state == watch::State::Unknown); // neither fine nor hijacked
}

void LookerTest::destroyedWhileLooking()
{
    WatchedWorld world(m_quiet);
    int called = 0;
    {
        Looker looker(world.instruments());
        looker.look(world.domain, Depth::Full, {true, {}, true}, world.resolvers, [&](const LookPtr &) { ++called; });
    }
    QVERIFY(world.run(m_quiet + 60s));
    QCOMPARE(called, 0);
}

QTEST_GUILESS_MAIN(LookerTest)
#include "tst_looker.moc"
