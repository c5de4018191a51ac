// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/watch/WatchedWorld.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace std::chrono_literals;
using watch::Cadence;
using watch::Depth;
using watch::LookPtr;
using watch::Sweeper;

class SweeperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cadence();
    void jitterStaysInItsBounds();
    void catchesUpBySlots();
    void followsACacheTail();
    void lookNow();
    void soManyDomainsAtOnce();
    void heldBack();
    void stretchesWhereResolversBearNoMore();
    void stopsAndForgets();

private:
    const Instant m_start = at("2021-01-02T12:00:00Z");
};

namespace {

Cadence exact()
{
    Cadence cadence;
    cadence.jitter = 0;
    return cadence;
}

std::vector<LookPtr> &collect(Sweeper &sweeper, std::vector<LookPtr> &looks)
{
    QObject::connect(&sweeper, &Sweeper::looked, &sweeper, [&looks](const LookPtr &look) { looks.push_back(look); });
    return looks;
}

} // namespace

void SweeperTest::cadence()
{
    WatchedWorld world(m_start);
    Sweeper sweeper(world.instruments(), exact(), 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    sweeper.setDomains({world.domain});
    sweeper.setResolvers(world.resolvers);
    QVERIFY(!sweeper.nextLook() || *sweeper.nextLook() == m_start);
    sweeper.start();
    QVERIFY(world.run(m_start + 20min + 30s));
    QCOMPARE(int(looks.size()), 21);
    for (size_t n = 0; n < looks.size(); ++n) {
        QCOMPARE(looks[n]->startedAt, m_start + n * 60s);
        QVERIFY((looks[n]->depth == Depth::Full) == (n % 5 == 0));
        QVERIFY((looks[n]->registration != nullptr) == (n % 10 == 0));
        QVERIFY(looks[n]->traces.empty() == (n % 5 != 0));
    }
    QCOMPARE(*sweeper.nextLook(), m_start + 21 * 60s);
}

// A look beside the cadence, which goes on as it was; and never two of them close together.
void SweeperTest::followsACacheTail()
{
    WatchedWorld world(m_start);
    Sweeper sweeper(world.instruments(), exact(), 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    sweeper.setDomains({world.domain});
    sweeper.setResolvers(world.resolvers);
    QObject::connect(&sweeper, &Sweeper::looked, &sweeper, [&](const LookPtr &look) {
        if (look->startedAt == m_start) sweeper.follow(world.domain.name, m_start + 90s, {});
        if (look->startedAt == m_start) sweeper.follow(world.domain.name, m_start + 90s, {}); // the same again
        if (look->startedAt == m_start + 90s) sweeper.follow(world.domain.name, m_start + 100s, {});
    });
    sweeper.start();
    QVERIFY(world.run(m_start + 5min + 10s));
    std::vector<Duration> all, full;
    for (const auto &look : looks) {
        all.push_back(look->startedAt - m_start);
        if (look->depth == Depth::Full) full.push_back(all.back());
    }
    QCOMPARE(all, (std::vector<Duration>{0s, 60s, 90s, 120s, 150s, 180s, 240s, 300s}));
    QCOMPARE(full, (std::vector<Duration>{0s, 90s, 150s, 300s}));
}

void SweeperTest::jitterStaysInItsBounds()
{
    WatchedWorld world(m_start);
    Sweeper sweeper(world.instruments(), {}, 4711);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    sweeper.setDomains({world.domain});
    sweeper.start();
    QVERIFY(world.run(m_start + 1h));
    std::optional<Instant> before, fullBefore;
    bool uneven = false;
    for (const auto &look : looks) {
        if (before) {
            QVERIFY(look->startedAt - *before <= 66s); // never later than the interval and a tenth
            uneven = uneven || look->startedAt - *before != 60s;
        }
        before = look->startedAt;
        if (look->depth != Depth::Full) continue;
        if (fullBefore) {
            QVERIFY(look->startedAt - *fullBefore >= 270s);
            QVERIFY(look->startedAt - *fullBefore <= 330s);
        }
        fullBefore = look->startedAt;
    }
    QVERIFY(uneven);
    QVERIFY(looks.size() > 54);
}

void SweeperTest::catchesUpBySlots()
{
    WatchedWorld world(m_start);
    Sweeper sweeper(world.instruments(), exact(), 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    sweeper.setDomains({world.domain});
    // The change is seen at the first slot of the cadence after it, as if every slot had been looked at.
    sweeper.catchUp({m_start + 90min + 30s}, m_start + 3h, 1h);
    sweeper.start();
    QVERIFY(world.run(m_start + 3h + 90s));
    std::vector<Duration> starts;
    for (const auto &look : looks)
        starts.push_back(look->startedAt - m_start);
    const std::vector<Duration> wanted{0min, 1h, 91min, 151min, 3h, 3h + 1min};
    QCOMPARE(starts, wanted);
    for (size_t n = 0; n + 1 < looks.size(); ++n)
        QVERIFY(looks[n]->depth == Depth::Full && looks[n]->registration);
    QVERIFY(looks.back()->depth == Depth::Delegation);
}

void SweeperTest::lookNow()
{
    WatchedWorld world(m_start);
    Sweeper sweeper(world.instruments(), exact(), 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    sweeper.setDomains({world.domain});
    sweeper.start();
    QObject context;
    world.clock.after(90s, &context, [&] { sweeper.lookNow(world.domain.name); });
    QVERIFY(world.run(m_start + 100s));
    QCOMPARE(int(looks.size()), 3);
    QCOMPARE(looks[2]->startedAt, m_start + 90s);
    QVERIFY(looks[2]->depth == Depth::Full && looks[2]->registration);
    sweeper.lookNow(dns::Name::fromText("not.watched.example").value()); // nobody's business
}

void SweeperTest::soManyDomainsAtOnce()
{
    WatchedWorld world(m_start);
    auto cadence = exact();
    cadence.domainsAtOnce = 1;
    Sweeper sweeper(world.instruments(), cadence, 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    std::vector<watch::Domain> domains{world.domain};
    for (const char *name : {"a.example", "b.example", "c.example"})
        domains.push_back({dns::Name::fromText(name).value(), {}, {}});
    sweeper.setDomains(domains);
    sweeper.start();
    QVERIFY(world.run(m_start + 59s));
    QCOMPARE(int(looks.size()), 4); // each had its turn
    for (size_t n = 1; n < looks.size(); ++n)
        QVERIFY(looks[n]->startedAt >= looks[n - 1]->endedAt);
}

// What fell due meanwhile is made up for once, and the cadence goes on from there.
void SweeperTest::heldBack()
{
    WatchedWorld world(m_start);
    Sweeper sweeper(world.instruments(), exact(), 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    sweeper.setDomains({world.domain});
    sweeper.start();
    QObject context;
    world.clock.after(30s, &context, [&] { sweeper.setHeld(true); });
    world.clock.after(150s, &context, [&] { sweeper.setHeld(false); });
    QVERIFY(world.run(m_start + 215s));
    std::vector<Duration> at;
    for (const auto &look : looks)
        at.push_back(look->startedAt - m_start);
    QCOMPARE(at, (std::vector<Duration>{0s, 150s, 210s}));
}

// Many domains, and no more than 20 questions a second to each resolver: delegations keep their cadence, full looks
// come later than they should, and it is said.
void SweeperTest::stretchesWhereResolversBearNoMore()
{
    WatchedWorld world(m_start);
    auto cadence = exact();
    cadence.delegation = 20s;
    cadence.full = 60s;
    Sweeper sweeper(world.instruments(), cadence, 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    std::vector<watch::Domain> domains;
    for (int n = 0; n < 300; ++n)
        domains.push_back({dns::Name::fromText("d" + QByteArray::number(n) + ".example").value(), {}, {}});
    sweeper.setDomains(domains);
    sweeper.setResolvers({world.resolvers.front()});
    sweeper.start();
    QVERIFY(!sweeper.realDelegation() && !sweeper.realFull());
    QVERIFY(world.run(m_start + 3min));
    std::map<dns::Name, int> all;
    int full = 0;
    for (const auto &look : looks) {
        ++all[look->domain.name];
        full += look->depth == Depth::Full;
    }
    // Seven questions a look at 20 a second, all the time; on the cadence there would be 900.
    QVERIFY2(full > 450 && full < 580, qPrintable(QString::number(full)));
    for (const auto &domain : domains)
        QVERIFY2(all[domain.name] >= 8, domain.name.text().constData());
    QVERIFY(!sweeper.realDelegation());
    QVERIFY(sweeper.realFull() && *sweeper.realFull() > 90s);
}

void SweeperTest::stopsAndForgets()
{
    WatchedWorld world(m_start);
    Sweeper sweeper(world.instruments(), exact(), 1);
    std::vector<LookPtr> looks;
    collect(sweeper, looks);
    sweeper.setDomains({world.domain});
    sweeper.start();
    QObject context;
    world.clock.after(90s, &context, [&] { sweeper.setDomains({}); });
    world.clock.after(300s, &context, [&] { sweeper.setDomains({world.domain}); }); // new again: at once
    world.clock.after(330s, &context, [&] { sweeper.stop(); });
    QVERIFY(world.run(m_start + 10min));
    QCOMPARE(int(looks.size()), 3);
    QCOMPARE(looks[2]->startedAt, m_start + 300s);
}

QTEST_GUILESS_MAIN(SweeperTest)
#include "tst_sweeper.moc"
