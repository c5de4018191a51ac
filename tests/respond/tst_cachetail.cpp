// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;
using watch::Observation;
using watch::State;

namespace {

Observation observation(const char *resolver, dns::Type type, State state, std::optional<quint32> ttl,
                        const char *sentAt = "2020-06-01T10:00:00Z")
{
    auto exchange = std::make_shared<dns::Exchange>();
    exchange->vantage = dns::Vantage::Resolver;
    exchange->server.address = QHostAddress(QString::fromLatin1(resolver));
    exchange->sentAt = at(sentAt);
    exchange->rtt = std::chrono::milliseconds(20);
    Observation made;
    made.domain = made.owner = name("coincheck.com");
    made.type = type;
    made.state = state;
    if (ttl) made.seen = dns::RRset{made.owner, type, *ttl, {}};
    made.exchange = exchange;
    return made;
}

} // namespace

class TestCacheTail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void counts()
    {
        const std::vector<Observation> latest{
            observation("192.0.2.1", dns::Type::NS, State::Mismatch, 360000),
            observation("192.0.2.1", dns::Type::A, State::Match, 60),
            observation("192.0.2.2", dns::Type::NS, State::Match, 172800),
            observation("192.0.2.2", dns::Type::MX, State::Unknown, {}),
            observation("192.0.2.3", dns::Type::NS, State::Unknown, {}),
        };
        const auto tail = cacheTail(latest, false, false);
        QCOMPARE(tail.serveFalse, 1);
        QCOMPARE(tail.serveTrue, 1);
        QCOMPARE(tail.unknown, 1);
        QCOMPARE(tail.resolvers.size(), size_t(3));
        QCOMPARE(tail.resolvers[0].state, State::Mismatch);
        QCOMPARE(tail.resolvers[0].falseTtl, 360000U);
        QVERIFY(!tail.resolvers[1].until);
        QVERIFY(!tail.unbounded);
        QCOMPARE(toRfc3339(*tail.end), QStringLiteral("2020-06-05T14:00:00.020Z"));
    }

    void theLatestFalseRecordCounts()
    {
        const auto tail =
            cacheTail({observation("192.0.2.1", dns::Type::MX, State::Mismatch, 60),
                       observation("192.0.2.1", dns::Type::NS, State::Mismatch, 3600),
                       observation("192.0.2.2", dns::Type::MX, State::Mismatch, 60, "2020-06-01T12:00:00Z")},
                      false, false);
        QCOMPARE(toRfc3339(*tail.resolvers[0].until), QStringLiteral("2020-06-01T11:00:00.020Z"));
        QCOMPARE(toRfc3339(*tail.end), QStringLiteral("2020-06-01T12:01:00.020Z"));
    }

    void unbounded_data()
    {
        QTest::addColumn<bool>("parentFalse");
        QTest::addColumn<bool>("serversAnswer");
        QTest::addColumn<bool>("unbounded");
        QTest::newRow("parent still false") << true << false << true;
        QTest::newRow("false servers still answer") << false << true << true;
        QTest::newRow("both over") << false << false << false;
    }
    void unbounded()
    {
        QFETCH(bool, parentFalse);
        QFETCH(bool, serversAnswer);
        QFETCH(bool, unbounded);
        const auto tail =
            cacheTail({observation("192.0.2.1", dns::Type::NS, State::Mismatch, 60)}, parentFalse, serversAnswer);
        QCOMPARE(tail.unbounded, unbounded);
        QCOMPARE(tail.end.has_value(), !unbounded);
        QCOMPARE(tail.serveFalse, 1);
    }

    void nobodyServesFalseData()
    {
        const auto tail = cacheTail({observation("192.0.2.1", dns::Type::NS, State::Match, 60)}, false, false);
        QCOMPARE(tail.serveTrue, 1);
        QVERIFY(!tail.end);
    }

    void whatIsNotExpectedOrNotAResolverIsLeftOut()
    {
        auto unexpected = observation("192.0.2.1", dns::Type::NS, State::Mismatch, 60);
        unexpected.expected = false;
        auto parent = observation("192.0.2.2", dns::Type::NS, State::Mismatch, 60);
        auto exchange = std::make_shared<dns::Exchange>(*parent.exchange);
        exchange->vantage = dns::Vantage::Parent;
        parent.exchange = exchange;
        QVERIFY(cacheTail({unexpected, parent}, false, false).resolvers.empty());
    }

    void aFalseAbsenceLastsAsTheSoaSays()
    {
        auto gone = observation("192.0.2.1", dns::Type::MX, State::Mismatch, {});
        auto exchange = std::make_shared<dns::Exchange>(*gone.exchange);
        auto message = std::make_shared<dns::Message>();
        const auto rdata = dns::rdataFromText(dns::Type::SOA, "ns.example. root.example. 1 7200 900 1209600 300");
        QVERIFY(rdata);
        message->authority.push_back({gone.owner, dns::Type::SOA, 1, 900, *rdata});
        exchange->outcome = dns::Outcome::Answered;
        exchange->message = message;
        gone.exchange = exchange;
        QCOMPARE(cacheTail({gone}, false, false).resolvers[0].falseTtl, 300U);
    }

    void aTtlWithTheHighestBitIsZero()
    {
        const auto tail =
            cacheTail({observation("192.0.2.1", dns::Type::NS, State::Mismatch, 0x80000001U)}, false, false);
        QCOMPARE(tail.resolvers[0].falseTtl, 0U);
        QCOMPARE(toRfc3339(*tail.end), QStringLiteral("2020-06-01T10:00:00.020Z"));
    }

    void nothingSeen()
    {
        const auto tail = cacheTail({}, false, false);
        QVERIFY(!tail.end && !tail.unbounded && tail.resolvers.empty());
    }
};

QTEST_GUILESS_MAIN(TestCacheTail)
#include "tst_cachetail.moc"
