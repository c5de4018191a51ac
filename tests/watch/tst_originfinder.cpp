// SPDX-License-Identifier: GPL-3.0-or-later
// Asks servers on loopback that stand for Team Cymru's. Addresses asked about are only names there: nothing is sent to
// them.
#include "app/base/StoryClock.h"
#include "app/watch/OriginFinder.h"
#include "tests/dns/LittleInternet.h"

#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;
using namespace std::chrono_literals;
using watch::OriginFinder;

namespace {

constexpr const char *Root = "192.0.2.1", *First = "192.0.2.61", *Second = "192.0.2.62";

QHostAddress address(const char *text) { return QHostAddress(QLatin1String(text)); }
QHostAddress address(int n) { return QHostAddress(0x08080800U + quint32(n)); }

} // namespace

class OriginFinderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<StoryClock>(instantFromUnixMicroseconds(1590764400LL * 1000000));
        m_clock->setPaused(true);
        m_net = std::make_unique<LittleInternet>(*m_clock);
        m_net->serve(Root, ".",
                     ". SOA a.root-servers.test. host. 1 2 3 4 60\n"
                     "cymru.com. NS ns1.cymru.com.\ncymru.com. NS ns2.cymru.com.\n"
                     "ns1.cymru.com. A 192.0.2.61\nns2.cymru.com. A 192.0.2.62\n");
        QByteArray zone = "cymru.com. SOA ns1 host 1 2 3 4 60\ncymru.com. NS ns1.cymru.com.\n"
                          "cymru.com. NS ns2.cymru.com.\nns1.cymru.com. A 192.0.2.61\nns2.cymru.com. A 192.0.2.62\n";
        for (int n = 0; n < 200; ++n)
            zone += QByteArray::number(n) + ".8.8.8.origin.asn.cymru.com. TXT \"64500 | 8.8.8.0/24 | JP | apnic |\"\n";
        zone += "1.9.8.8.origin.asn.cymru.com. TXT \"64500 | 192.0.2.0/24 | JP | apnic |\"\n"; // about another
        m_net->serve(First, "cymru.com", zone.constData());
        m_net->serve(Second, "cymru.com", zone.constData());
        m_engine = std::make_unique<dns::QueryEngine>(*m_clock, m_net->internet(false));
        m_walk = std::make_unique<dns::DelegationWalk>(*m_engine);
        m_finder = std::make_unique<OriginFinder>(*m_engine, *m_walk);
    }
    void cleanup()
    {
        m_finder.reset();
        m_walk.reset();
        m_engine.reset();
        m_net.reset();
        m_clock.reset();
    }

    void nobodyIsAskedWithoutLeave()
    {
        QCOMPARE(gathered({address(1)}), std::optional(path::Origins()));
        QCOMPARE(m_net->asked(First) + m_net->asked(Second), 0);
    }

    void askedOnceAndRemembered()
    {
        m_finder->use(nullptr, true);
        const Instant before = m_clock->now();
        auto origins = gathered({address(1), address(2)});
        QVERIFY(origins);
        QCOMPARE(origins->size(), 2);
        const auto origin = origins->value(address(1));
        QCOMPARE(origin.as, 64500U);
        QCOMPARE(origin.country, QStringLiteral("JP"));
        QCOMPARE(origin.source, QStringLiteral("Team Cymru, DNS"));
        QVERIFY(origin.at >= before && origin.at <= m_clock->now());
        // What they said is evidence of the look in which it was asked, and of no later one.
        const auto answers = m_finder->answersSince(before, {address(1), address(3)});
        QCOMPARE(int(answers.size()), 1);
        QCOMPARE(answers.front()->question,
                 (dns::Question{dns::Name::fromText("1.8.8.8.origin.asn.cymru.com").value(), dns::Type::TXT}));
        QVERIFY(m_finder->answersSince(m_clock->now() + 1s, {address(1)}).empty());
        const int asked = m_net->asked(First) + m_net->asked(Second);
        QCOMPARE(gathered({address(1), address(2)})->size(), 2);
        QCOMPARE(m_net->asked(First) + m_net->asked(Second), asked);
        // A day later it is asked anew, and what was known holds nothing up.
        run(25h);
        bool atOnce = false;
        m_finder->gather({address(1)}, this, [&](const path::Origins &known) { atOnce = known.size() == 1; });
        QVERIFY(atOnce);
        run(10s);
        QVERIFY(m_net->asked(First) + m_net->asked(Second) > asked);
    }

    void aLookAsksAboutFew()
    {
        m_finder->use(nullptr, true);
        std::vector<QHostAddress> many;
        for (int n = 0; n < 40; ++n)
            many.push_back(address(n));
        const auto size = [&] { return size_t(gathered(many).value_or(path::Origins()).size()); };
        QCOMPARE(size(), OriginFinder::MostAtOnce);
        QCOMPARE(size(), 2 * OriginFinder::MostAtOnce);
        QCOMPARE(size(), many.size());
    }

    void nothingIsAskedOfWhatIsNobodys()
    {
        m_finder->use(nullptr, true);
        QCOMPARE(gathered({address("10.0.0.1"), address("fd00::1"), QHostAddress()}), std::optional(path::Origins()));
        QCOMPARE(m_net->asked(First) + m_net->asked(Second), 0);
    }

    void anAnswerAboutAnotherIsNone()
    {
        m_finder->use(nullptr, true);
        QCOMPARE(gathered({address("8.8.9.1")}), std::optional(path::Origins()));
    }

    // One server that refuses is not the end; two that are silent are, in time.
    void whoDoesNotAnswer()
    {
        m_finder->use(nullptr, true);
        m_net->clear(First); // REFUSED
        QCOMPARE(gathered({address(1)})->size(), 1);
        for (const char *server : {First, Second})
            m_net->trick(server, [](ScriptedServer &, const ScriptedServer::Got &) { return true; });
        const Instant before = m_clock->now();
        QCOMPARE(gathered({address(2)})->size(), 0);
        QVERIFY(m_clock->now() - before <= OriginFinder::Patience);
        run(25h);
        QCOMPARE(gathered({address(1)})->size(), 1); // silence takes nothing back
        run(8 * 24h);
        QCOMPARE(gathered({address(1)})->size(), 0); // but it does not count for ever
    }

    void whoeverIsGoneIsNotTold()
    {
        m_finder->use(nullptr, true);
        bool told = false;
        {
            QObject context;
            m_finder->gather({address(1)}, &context, [&](const path::Origins &) { told = true; });
        }
        run(10s);
        QVERIFY(!told);
        m_finder->gather({address(2)}, this, [&](const path::Origins &) { told = true; });
        m_finder->use(nullptr, false); // taken back while it is asked: told at once, nothing
        QVERIFY(told);
        run(10s);
        QCOMPARE(gathered({address(1), address(2)})->size(), 0);
    }

private:
    void run(Duration time)
    {
        QSignalSpy reached(m_clock.get(), &StoryClock::reached);
        m_clock->setEnd(m_clock->now() + time);
        m_clock->setPaused(false);
        QVERIFY(reached.count() > 0 || reached.wait(60000));
        m_clock->setPaused(true);
    }

    std::optional<path::Origins> gathered(const std::vector<QHostAddress> &addresses)
    {
        std::optional<path::Origins> result;
        m_finder->gather(addresses, this, [&](const path::Origins &origins) {
            result = origins;
            m_clock->setPaused(true);
        });
        if (result) return result;
        m_clock->setEnd(m_clock->now() + 1h);
        m_clock->setPaused(false);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(result, 60000); }();
        return result;
    }

    std::unique_ptr<StoryClock> m_clock;
    std::unique_ptr<LittleInternet> m_net;
    std::unique_ptr<dns::QueryEngine> m_engine;
    std::unique_ptr<dns::DelegationWalk> m_walk;
    std::unique_ptr<OriginFinder> m_finder;
};

QTEST_GUILESS_MAIN(OriginFinderTest)
#include "tst_originfinder.moc"
