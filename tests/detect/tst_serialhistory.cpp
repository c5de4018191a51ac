// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SerialHistory.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

#include <limits>

using namespace hinoban;
using namespace hinoban::testing;
using detect::SerialHistory;
using dns::Type;

namespace {

constexpr const char *Domain = "example.com";
constexpr Instant Start{std::chrono::hours(400000)};

QByteArray soa(quint32 serial, const char *mname = "ns1.example.net.")
{
    return QByteArray(mname) + " host.example.com. " + QByteArray::number(serial) + " 7200 900 1209600 300";
}

// What its servers say, one serial each, a minute later each time.
class Zone {
public:
    Zone()
    {
        m_domain.name = name(Domain);
        expectExactly(m_domain, Domain, Type::SOA, {soa(1)}, 900);
    }
    std::optional<quint32> say(const std::vector<quint32> &serials)
    {
        std::vector<watch::Observation> latest;
        int server = 0;
        for (const quint32 serial : serials)
            latest.push_back(watch::observe(
                m_domain, Says::authoritative(Domain, Type::SOA, server++ == 0 ? "ns1.example.net" : "ns2.example.net")
                              .answer({soa(serial)})
                              .exchange()));
        return take(latest);
    }
    std::optional<quint32> take(const std::vector<watch::Observation> &latest)
    {
        m_now += std::chrono::minutes(1);
        (void)m_history.take(m_domain.name, latest, m_now);
        return m_history.wentBackFrom();
    }
    watch::Domain m_domain;
    SerialHistory m_history;
    Instant m_now = Start;
};

using Nothing = std::optional<quint32>;

} // namespace

class SerialHistoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void order()
    {
        QVERIFY(detect::isOlderSerial(1, 2));
        QVERIFY(!detect::isOlderSerial(2, 1));
        QVERIFY(!detect::isOlderSerial(2, 2));
        QVERIFY(detect::isOlderSerial(std::numeric_limits<quint32>::max(), 0)); // wrapped around
        QVERIFY(!detect::isOlderSerial(0, 0x80000000U));                        // RFC 1982 does not say
        QVERIFY(!detect::isOlderSerial(0x80000000U, 0));
    }

    void runsBackwards()
    {
        Zone zone;
        QCOMPARE(zone.say({10, 10}), Nothing());
        QCOMPARE(zone.say({12, 12}), Nothing());
        QCOMPARE(zone.say({9, 9}), Nothing()); // it may be a moment's
        QCOMPARE(zone.say({9, 9}), Nothing(12));
        QCOMPARE(zone.say({}), Nothing(12)); // silence takes nothing back
        QCOMPARE(zone.say({11, 11}), Nothing(12));
        QCOMPARE(zone.say({12, 12}), Nothing());
        QCOMPARE(zone.say({11, 12}), Nothing());
    }

    void oneServerLags()
    {
        Zone zone;
        QCOMPARE(zone.say({10, 10}), Nothing());
        for (int minute = 0; minute < 5; ++minute)
            QCOMPARE(zone.say({12, 9}), Nothing()); // an older copy at one of two
        // What one server alone had reached, nobody has to keep.
        for (int minute = 0; minute < 5; ++minute)
            QCOMPARE(zone.say({11, 10}), Nothing());
    }

    // Two nodes of one address, one behind the other, seen in turn.
    void anycast()
    {
        Zone zone;
        for (int minute = 0; minute < 6; ++minute)
            QCOMPARE(zone.say({minute % 2 == 0 ? 10U : 9U}), Nothing());
    }

    void wrapsAround()
    {
        Zone zone;
        QCOMPARE(zone.say({4294967290U}), Nothing());
        for (int minute = 0; minute < 3; ++minute)
            QCOMPARE(zone.say({5}), Nothing());
        QCOMPARE(zone.say({4294967290U}), Nothing());
        QCOMPARE(zone.say({4294967290U}), Nothing(5));
    }

    // Another zone altogether is not an older one.
    void whatDiffersCountsNothing()
    {
        Zone zone;
        QCOMPARE(zone.say({10, 10}), Nothing());
        const auto other = watch::observe(
            zone.m_domain, Says::authoritative(Domain, Type::SOA).answer({soa(1, "ns1.evil.net.")}).exchange());
        for (int minute = 0; minute < 3; ++minute)
            QCOMPARE(zone.take({other}), Nothing());
    }

    void isRememberedOverARestart()
    {
        SerialHistory history(12);
        QCOMPARE(history.wentBackFrom(), Nothing(12));
    }
};

QTEST_GUILESS_MAIN(SerialHistoryTest)
#include "tst_serialhistory.moc"
