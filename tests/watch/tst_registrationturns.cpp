// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/RegistrationTurns.h"
#include "tests/watch/SyntheticExchange.h"
#include "tests/watch/WatchedWorld.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace std::chrono_literals;
using watch::RegistrationTurns;

class RegistrationTurnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Few wait for their answer; of many the look goes on, and the answer comes for the next one.
    void fifteenHundred()
    {
        WatchedWorld world(at("2021-01-03T12:00:00Z"));
        RegistrationTurns turns(world.clock, world.instruments().registry);
        constexpr int All = 1500;
        std::vector<dns::Name> domains;
        for (int i = 0; i < All; ++i)
            domains.push_back(name("n" + QByteArray::number(i) + ".example"));
        int answered = 0, later = 0;
        const auto take = [&](const registry::LookupPtr &lookup) { ++(lookup ? answered : later); };
        for (const auto &domain : domains)
            turns.gather(domain, {}, this, take);
        QVERIFY(later >= All - 20); // said at once: nothing keeps these looks
        QVERIFY(turns.waiting() >= size_t(All) - RegistrationTurns::MostAtOnce);

        // Something happens to the last: it does not stand behind fourteen hundred.
        QVERIFY(world.run(world.clock.now() + 60s));
        const int before = answered;
        registry::LookupPtr urgent;
        const Instant since = world.clock.now();
        Instant told{};
        turns.gather(domains.back(), {true, false}, this, [&](const registry::LookupPtr &lookup) {
            urgent = lookup;
            told = world.clock.now();
        });
        QVERIFY(world.run(world.clock.now() + 60s));
        QVERIFY(urgent);
        QVERIFY(urgent->domain == domains.back());
        QVERIFY2(told - since <= 10s, qPrintable(QString::number((told - since).count())));
        QCOMPARE(answered, before);

        // All of them in their turn, none with the sentence that too many wait.
        QVERIFY(world.run(world.clock.now() + 20min));
        QCOMPARE(turns.waiting(), size_t(0));
        int come = answered + 1;
        for (const auto &domain : domains)
            if (const auto lookup = turns.take(domain)) {
                ++come;
                QVERIFY2(!lookup->problem.contains(QStringLiteral("Too many")), qPrintable(lookup->problem));
                QVERIFY(lookup->isFree);      // the registry knows none of these, and has said so
                QVERIFY(!turns.take(domain)); // told once
            }
        QCOMPARE(come, All);
    }

    void aPatientLookWaits()
    {
        WatchedWorld world(at("2021-01-03T12:00:00Z"));
        RegistrationTurns turns(world.clock, world.instruments().registry);
        int answered = 0;
        for (int i = 0; i < 100; ++i)
            turns.gather(name("n" + QByteArray::number(i) + ".example"), {false, true}, this,
                         [&](const registry::LookupPtr &lookup) { answered += lookup ? 1 : 0; });
        QCOMPARE(answered, 0);
        QVERIFY(world.run(world.clock.now() + 2min));
        QCOMPARE(answered, 100);
    }

    void whatLooksAreGoneFor()
    {
        WatchedWorld world(at("2021-01-03T12:00:00Z"));
        RegistrationTurns turns(world.clock, world.instruments().registry);
        bool told = false;
        {
            QObject look;
            turns.gather(name("owner.example"), {}, &look, [&](const registry::LookupPtr &) { told = true; });
        }
        QVERIFY(world.run(world.clock.now() + 30s));
        QVERIFY(!told);
        const auto late = turns.take(name("owner.example"));
        QVERIFY(late && late->registration); // for the next look
    }
};

QTEST_GUILESS_MAIN(RegistrationTurnsTest)
#include "tst_registrationturns.moc"
