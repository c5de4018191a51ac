// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/BaselineSet.h"

#include "tests/path/PathOf.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBaselineSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void learnsPathsAsASet()
    {
        BaselineSet set = learned({"ab*", "ac*", "ab*", "a.*"});
        QCOMPARE(int(set.paths.size()), 2); // silence is no other path
        QCOMPARE(set.paths[0].seen, 3);
        QCOMPARE(set.paths[1].seen, 1);
        QCOMPARE(set.rounds, 4);
        QCOMPARE(set.mostSeen()->trace->hops[1].address, router(u'b'));
        QCOMPARE(set.representative().samples, 4);
        QVERIFY(*set.representative().response == 4ms);
        // What the silent round did not tell is known from the others.
        QCOMPARE(set.paths[0].routers, (std::vector<QHostAddress>{router(u'a'), router(u'b')}));
    }

    void everyFlowIsAPath()
    {
        auto trace = std::make_shared<Trace>(traceOf("ab*"));
        trace->mode = ProbeMode::Udp;
        trace->flows = 2;
        for (const auto &[flow, way] : {std::pair(0, "ab*"), std::pair(1, "ac*")})
            for (int ttl = 1; ttl <= 3; ++ttl) {
                ProbeResult probe;
                probe.ttl = ttl;
                probe.flow = flow;
                probe.kind = ttl == 3 ? ReplyKind::Reached : ReplyKind::Hop;
                probe.address = ttl == 3 ? trace->address : router(QLatin1Char(way[ttl - 1]));
                probe.rtt = ttl == 3 && flow == 1 ? 9ms : 5ms;
                if (ttl == 3) probe.replyTtl = 60;
                trace->probes.push_back(probe);
            }
        const auto set = learn({}, trace, {}).set;
        QCOMPARE(int(set.paths.size()), 2);
        QVERIFY(*set.rtt.median() == 5ms); // the quickest of a round
        QCOMPARE(set.replyTtls, std::set<int>{60});
        QVERIFY(set.mostSeen()->trace->probes.empty()); // the way is kept, not each packet
    }

    void rotatingAnswersShareTheWay()
    {
        BaselineSet set;
        int round = 0;
        for (const int last : {1, 2, 3, 1}) {
            Trace one = traceOf("ab*", last);
            one.at = Instant(++round * 1s);
            set = learn(std::move(set), share(one), {}).set;
        }
        QCOMPARE(int(set.paths.size()), 1);
        QCOMPARE(int(set.answers.size()), 3);
        QVERIFY(set.knowsAnswer(service(2)) && !set.knowsAnswer(service(4)));
        QCOMPARE(set.newestAnswers(2), (std::vector<QHostAddress>{service(1), service(3)}));
    }

    void whatFailedTeachesNothing()
    {
        Trace broken = traceOf("ab*");
        broken.problem = u"no tool"_s;
        QCOMPARE(learn({}, share(broken), {}).set.rounds, 0);
        Trace lost = traceOf("ab.");
        const auto set = learn({}, share(lost), {}).set;
        QVERIFY(set.paths.empty()); // where it ends is no way there
        QCOMPARE(set.rounds, 1);
    }

    void staysSmall()
    {
        BaselineSet set;
        for (int i = 0; i < 1000; ++i) {
            Trace one = traceOf("a*", i);
            one.at = Instant(i * 1s);
            one.hops[0].address = QHostAddress(quint32(0x0a000000 + i));
            set = learn(std::move(set), share(one), {}).set;
        }
        QCOMPARE(set.paths.size(), BaselineSet::MostPaths);
        QCOMPARE(set.answers.size(), BaselineSet::MostAnswers);
        QVERIFY(set.knowsAnswer(service(999)) && !set.knowsAnswer(service(1))); // the oldest went
        QCOMPARE(set.rtt.newest().size(), Distribution::Newest);
        QCOMPARE(set.rtt.count(), 1000);
    }

    void quantiles()
    {
        Distribution spread;
        QVERIFY(!spread.median());
        for (int i = 1; i <= 100; ++i)
            spread.add(1ms * i);
        QVERIFY(*spread.quantile(0) == 1ms && *spread.median() == 50ms && *spread.quantile(0.95) == 95ms);
        QVERIFY(*spread.quantile(1) == 100ms);
    }

    void anotherNetworkIsAnotherVantage()
    {
        Trace one = traceOf("ab*"), other = one;
        one.from = QHostAddress(u"192.0.2.17"_s);
        other.from = QHostAddress(u"198.51.100.17"_s);
        QVERIFY(emptySetFor(one).key() != emptySetFor(other).key());
        other.from = QHostAddress(u"192.0.2.99"_s); // leased anew
        QCOMPARE(emptySetFor(one).key(), emptySetFor(other).key());
        one.from = QHostAddress(u"2001:db8:0:1:aaaa::1"_s);
        other.from = QHostAddress(u"2001:db8:0:1:bbbb::2"_s);
        QCOMPARE(vantageOf(one), vantageOf(other));
        QVERIFY(vantageOf(one).endsWith(u"2001:db8:0:1::/64"_s));
    }

    void isReadAgain()
    {
        BaselineSet set = learned({"ab*", "ac*", "a.*"});
        set.phases[u"tls"_s].add(12ms);
        set.frozen = Instant(99s);
        set.origins[router(u'a').toString()] = 64500;
        set.places[router(u'a').toString()] = u"NRT"_s;
        set.replyTtls = {58, 60};
        const auto read = baselineSetFromJson(toJson(set));
        QVERIFY(read.has_value());
        QCOMPARE(toJson(*read), toJson(set));
        QCOMPARE(hashOf(*read), hashOf(set));
        QCOMPARE(hashOf(set).size(), 64);
        // A response time more is the same baseline to compare with; a path more is another.
        QCOMPARE(hashOf(learn(set, share(traceOf("ab*")), {}).set), hashOf(set));
        QVERIFY(hashOf(learn(set, share(traceOf("ad*")), {}).set) != hashOf(set));
    }

    void refusesWhatIsNone_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("name") << u"name"_s << QJsonValue(1);
        QTest::newRow("rounds") << u"rounds"_s << QJsonValue(-1);
        QTest::newRow("answers") << u"answers"_s << QJsonValue(QJsonArray{QJsonObject{{u"address"_s, u"x"_s}}});
        QTest::newRow("paths") << u"paths"_s << QJsonValue(QJsonArray{1});
        QTest::newRow("origins") << u"origins"_s << QJsonValue(QJsonObject{{u"10.0.0.1"_s, -1}});
        QTest::newRow("places") << u"places"_s << QJsonValue(QJsonObject{{u"here"_s, u"NRT"_s}});
        QTest::newRow("ttl") << u"replyTtls"_s << QJsonValue(QJsonArray{256});
        QTest::newRow("rtt") << u"rtt"_s << QJsonValue(QJsonObject{{u"newestMicroseconds"_s, QJsonArray{-1}}});
        QTest::newRow("phases") << u"phases"_s << QJsonValue(QJsonObject{{u"tls"_s, 1}});
    }
    void refusesWhatIsNone()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject object = toJson(learned({"ab*"}));
        QVERIFY(baselineSetFromJson(object));
        object[key] = value;
        QVERIFY(!baselineSetFromJson(object));
    }
};

QTEST_GUILESS_MAIN(TestBaselineSet)
#include "tst_baselineset.moc"
