// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/PreparationWatch.h"
#include "tests/watch/SyntheticExchange.h"
#include "tests/watch/WatchedWorld.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace std::chrono_literals;
using watch::PreparationCadence;
using watch::PreparationWatch;

class PreparationWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksInOrderAndSlowly();
    void whatIsOldIsAskedForSeldom();
    void namesMayChange();
    void aNewNameComesFirst();
    void stopsAtOnce();

private:
    struct Heard {
        QByteArray name;
        Duration after{}; // since the start
        Duration first{};
    };
    const Instant m_start = at("2021-01-01T00:00:00Z");
    std::vector<Heard> m_heard;

    void listen(PreparationWatch &watch)
    {
        m_heard.clear();
        connect(&watch, &PreparationWatch::looked, this, [this](const registry::LookupPtr &lookup, Instant first) {
            m_heard.push_back({lookup->domain.text(), lookup->askedAt - m_start, first - m_start});
        });
    }
    [[nodiscard]] QByteArrayList names() const
    {
        QByteArrayList out;
        for (const auto &one : m_heard)
            out += one.name;
        return out;
    }
};

void PreparationWatchTest::asksInOrderAndSlowly()
{
    WatchedWorld world(m_start);
    PreparationWatch watch(world.clock, world.instruments().registry, {3h, 5s, 168h, 72});
    listen(watch);
    watch.setNames({name("z.example"), name("a.example"), name("m.example")});
    watch.start();
    QVERIFY(world.run(m_start + 3h + 30s));
    QCOMPARE(names(), (QByteArrayList{"z.example", "a.example", "m.example", "z.example", "a.example", "m.example"}));
    for (size_t i = 1; i < m_heard.size(); ++i)
        QVERIFY(m_heard[i].after - m_heard[i - 1].after >= 5s);
    QVERIFY(m_heard[2].after < 1min);
    QVERIFY(m_heard[3].after >= 3h);
    QCOMPARE(m_heard[3].first.count(), m_heard[0].first.count());
}

void PreparationWatchTest::whatIsOldIsAskedForSeldom()
{
    WatchedWorld world(m_start);
    PreparationWatch watch(world.clock, world.instruments().registry, {3h, 5s, 168h, 72});
    listen(watch);
    // Held since 2001, a week old, and free.
    watch.setNames({name("owner.example"), name("young.example"), name("free.example")});
    watch.start();
    QVERIFY(world.run(m_start + 7h));
    QCOMPARE(names().count("owner.example"), 1);
    QCOMPARE(names().count("young.example"), 3);
    QCOMPARE(names().count("free.example"), 3);
}

// Where the pace allows no round within the sweep, all are overdue, always.
void PreparationWatchTest::aNewNameComesFirst()
{
    WatchedWorld world(m_start);
    PreparationWatch watch(world.clock, world.instruments().registry, {1min, 1min, 168h, 72});
    listen(watch);
    std::vector<dns::Name> names{name("a.example"), name("b.example"), name("c.example"), name("d.example")};
    watch.setNames(names);
    watch.start();
    QVERIFY(world.run(m_start + 9min + 30s));
    const auto before = m_heard.size();
    QVERIFY(before > names.size());
    names.push_back(name("z.example"));
    watch.setNames(names);
    QVERIFY(world.run(m_start + 11min + 30s));
    QVERIFY(m_heard.size() > before);
    QCOMPARE(m_heard[before].name, QByteArray("z.example"));
}

void PreparationWatchTest::namesMayChange()
{
    WatchedWorld world(m_start);
    PreparationWatch watch(world.clock, world.instruments().registry, {3h, 5s, 168h, 72});
    listen(watch);
    watch.start(); // nothing to ask for yet
    watch.setNames({name("a.example"), name("b.example")});
    QVERIFY(world.run(m_start + 1h));
    watch.setNames({name("c.example"), name("b.example")});
    QVERIFY(world.run(m_start + 3h + 1min));
    QCOMPARE(names(), (QByteArrayList{"a.example", "b.example", "c.example", "b.example"}));
}

void PreparationWatchTest::stopsAtOnce()
{
    WatchedWorld world(m_start);
    auto watch = std::make_unique<PreparationWatch>(world.clock, world.instruments().registry, PreparationCadence{});
    listen(*watch);
    watch->setNames({name("a.example"), name("b.example")});
    watch->start();
    watch->stop();
    QVERIFY(world.run(m_start + 1h));
    QVERIFY(m_heard.empty());
    watch->start();
    watch.reset();
    QVERIFY(world.run(m_start + 2h));
    QVERIFY(m_heard.empty());
}

QTEST_GUILESS_MAIN(PreparationWatchTest)
#include "tst_preparationwatch.moc"
