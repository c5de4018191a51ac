// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/PathStatistics.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestPathStatistics : public QObject {
    Q_OBJECT

    static QHostAddress router(int number) { return QHostAddress(u"10.0.0.%1"_s.arg(number)); }

    // One letter a TTL: a digit is a router that replied after 10 ms a hop, "." is silence, "*" the target.
    static void add(Trace &trace, const char *way, int flow, Duration more = 0us)
    {
        for (int ttl = 1; *way; ++way, ++ttl) {
            ProbeResult probe;
            probe.ttl = ttl;
            probe.flow = flow;
            probe.sent = trace.at;
            if (*way == '*') {
                probe.kind = ReplyKind::Reached;
                probe.address = trace.address;
            } else if (*way != '.') {
                probe.kind = ReplyKind::Hop;
                probe.address = router(*way - '0');
            }
            if (!probe.address.isNull()) {
                probe.rtt = 10ms * ttl + more;
                probe.replyTtl = 64 - ttl;
            }
            trace.probes.push_back(probe);
        }
    }
    static std::shared_ptr<Trace> trace(int second, const char *way, Duration more = 0us)
    {
        auto made = std::make_shared<Trace>();
        made->address = QHostAddress(u"192.0.2.80"_s);
        made->at = Instant(std::chrono::seconds(second));
        made->mode = ProbeMode::Icmp;
        add(*made, way, 0, more);
        return made;
    }
    static QList<int> counts(const PathStatistics &path, int HopStatistics::*member)
    {
        QList<int> list;
        for (const auto &hop : path.hops)
            list << hop.*member;
        return list;
    }

private Q_SLOTS:
    void aWayEndsAtTheTarget()
    {
        const auto ways = pathsOf(*trace(1, "12.*.*"));
        QCOMPARE(ways.size(), size_t(1));
        QVERIFY(ways[0].reached);
        QCOMPARE(ways[0].addresses.size(), size_t(4));
        QVERIFY(ways[0].addresses[2].isNull());
        QCOMPARE(ways[0].addresses[3], QHostAddress(u"192.0.2.80"_s));
        QCOMPARE(pathsOf(*trace(1, "12..."))[0].addresses.size(), size_t(2));
    }

    void aTraceThatFailedHasNoWay()
    {
        auto made = trace(1, "1..");
        made->fault = TraceFault::Suspended;
        QVERIFY(pathsOf(*made).empty());
        QVERIFY(statisticsOf({made}).empty());
    }

    void hopsWithoutProbesAreAWay()
    {
        Trace old;
        old.hops = {{1, router(1), {}, {}, 5ms}, {2, {}, {}, {}, {}}, {3, router(3), {}, {}, 7ms}};
        old.reached = true;
        const auto ways = pathsOf(old);
        QCOMPARE(ways.size(), size_t(1));
        QVERIFY(ways[0].reached);
        QCOMPARE(ways[0].addresses, (std::vector<QHostAddress>{router(1), {}, router(3)}));
        const auto all = statisticsOf({std::make_shared<Trace>(old)});
        QCOMPARE(all[0].hops[2].last, std::optional<Duration>(7ms));
        QCOMPARE(counts(all[0], &HopStatistics::withheld), (QList<int>{0, 1, 0}));
    }

    void agreement_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("agrees");
        QTest::newRow("same") << QByteArray("12*") << QByteArray("12*") << true;
        QTest::newRow("one was silent") << QByteArray("1.*") << QByteArray("12*") << true;
        QTest::newRow("another router") << QByteArray("13*") << QByteArray("12*") << false;
        QTest::newRow("a way that broke off") << QByteArray("12..") << QByteArray("123*") << true;
        QTest::newRow("a router where the target was") << QByteArray("123") << QByteArray("12*") << false;
        QTest::newRow("longer") << QByteArray("12..*") << QByteArray("12.*") << false;
    }
    void agreement()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        const auto a = pathsOf(*trace(1, one.constData()))[0];
        const auto b = pathsOf(*trace(1, other.constData()))[0];
        QTEST(agree(a, b), "agrees");
        QTEST(agree(b, a), "agrees");
    }

    void figuresOfOneHop()
    {
        const auto all = statisticsOf({trace(1, "*"), trace(3, "*", 30ms), trace(2, "*", 10ms), trace(4, "*", 20ms)});
        QCOMPARE(all.size(), size_t(1));
        QCOMPARE(all[0].rounds, 4);
        QCOMPARE(all[0].first, Instant(1s));
        QCOMPARE(all[0].last, Instant(4s));
        const auto &hop = all[0].hops[0]; // 10, 20, 40, 30 ms in the order of time
        QCOMPARE(hop.sent, 4);
        QCOMPARE(hop.received, 4);
        QCOMPARE(hop.last, std::optional<Duration>(30ms));
        QCOMPARE(hop.best, std::optional<Duration>(10ms));
        QCOMPARE(hop.worst, std::optional<Duration>(40ms));
        QCOMPARE(hop.average, std::optional<Duration>(25ms));
        QCOMPARE(hop.deviation, std::optional<Duration>(12910us));
        QCOMPARE(hop.jitter, std::optional<Duration>(13333us));
        QCOMPARE(hop.p50, std::optional<Duration>(20ms));
        QCOMPARE(hop.p95, std::optional<Duration>(40ms));
        QCOMPARE(hop.replyTtl, std::optional<int>(63));
    }

    void aPathChangeIsNoLoss()
    {
        const auto all = statisticsOf({trace(1, "123*"), trace(2, "123*"), trace(3, "14*"), trace(4, "14*")});
        QCOMPARE(all.size(), size_t(2));
        QCOMPARE(all[0].path.addresses[1], router(4)); // the latest first
        for (const auto &path : all) {
            QCOMPARE(path.rounds, 2);
            QCOMPARE(counts(path, &HopStatistics::lost), QList<int>(int(path.hops.size()), 0));
            QCOMPARE(counts(path, &HopStatistics::withheld), QList<int>(int(path.hops.size()), 0));
        }
    }

    void lossIsNoPathChange()
    {
        const auto all = statisticsOf({trace(1, "123*"), trace(2, "12.."), trace(3, "1.3*"), trace(4, "....")});
        QCOMPARE(all.size(), size_t(1));
        QVERIFY(all[0].path.reached);
        QCOMPARE(counts(all[0], &HopStatistics::sent), (QList<int>{4, 4, 4, 4}));
        QCOMPARE(counts(all[0], &HopStatistics::lost), (QList<int>{1, 1, 2, 2}));
        QCOMPARE(counts(all[0], &HopStatistics::withheld), (QList<int>{0, 1, 0, 0}));
        QVERIFY(all[0].hops[1].rateLimited);
        QVERIFY(!all[0].hops[2].rateLimited);
    }

    void whoNeverRepliesIsNotLimited()
    {
        const auto all = statisticsOf({trace(1, "1.*"), trace(2, "1.*")});
        QCOMPARE(all[0].hops[1].withheld, 2);
        QCOMPARE(all[0].hops[1].lost, 0);
        QVERIFY(!all[0].hops[1].rateLimited);
        QVERIFY(all[0].hops[1].address.isNull());
    }

    void flowsThatGoApartArePathsOfTheirOwn()
    {
        const auto made = trace(1, "12*");
        made->flows = 3;
        add(*made, "13*", 1);
        add(*made, "12*", 2);
        const auto all = statisticsOf({made});
        QCOMPARE(all.size(), size_t(2));
        QCOMPARE(all[0].flows, (std::vector<int>{0, 2}));
        QCOMPARE(all[1].flows, (std::vector<int>{1}));
    }

    void whatWasNotSentIsNotCounted()
    {
        const auto made = trace(1, "12*");
        made->probes[1].kind = ReplyKind::Unsent;
        made->probes[1].address = {};
        const auto all = statisticsOf({made});
        QCOMPARE(counts(all[0], &HopStatistics::sent), (QList<int>{1, 0, 1}));
    }

    void aLaterRoundThatBrokeOffEndsWhereTheTargetIs()
    {
        const auto all = statisticsOf({trace(1, "1......"), trace(2, "12*")});
        QCOMPARE(all.size(), size_t(1));
        QCOMPARE(counts(all[0], &HopStatistics::sent), (QList<int>{2, 2, 2}));
    }
};

QTEST_GUILESS_MAIN(TestPathStatistics)
#include "tst_pathstatistics.moc"
