// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Baseline.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBaseline : public QObject {
    Q_OBJECT

    static TracePtr trace(int at, std::optional<Duration> response, bool reached = true)
    {
        auto made = std::make_shared<Trace>();
        made->at = instantFromUnixMicroseconds(at);
        made->response = response;
        made->reached = reached;
        made->hops = {{1, QHostAddress(u"10.0.0.1"_s), {}, {}, 1ms}};
        return made;
    }

private Q_SLOTS:
    void theFirstGoodTraceStays()
    {
        Baseline baseline;
        auto failed = std::make_shared<Trace>();
        failed->problem = u"why"_s;
        baseline = learn(baseline, failed);
        baseline = learn(baseline, nullptr);
        QCOMPARE(baseline.samples, 0);
        baseline = learn(baseline, trace(5, 10ms, false));
        QVERIFY(!baseline.trace);
        const auto first = trace(10, 20ms);
        baseline = learn(baseline, first);
        baseline = learn(baseline, trace(20, 30ms));
        QCOMPARE(baseline.trace, first);
        QCOMPARE(baseline.samples, 3);
        QVERIFY(baseline.since == instantFromUnixMicroseconds(5));
    }

    void theResponseIsTheMedian()
    {
        Baseline baseline;
        for (const auto response : {20ms, 21ms, 19ms, 900ms, 22ms})
            baseline = learn(baseline, trace(1, response));
        QVERIFY(baseline.response == Duration(21ms));
        baseline = learn(baseline, trace(1, std::nullopt));
        QVERIFY(baseline.response == Duration(21ms));
        QCOMPARE(baseline.samples, 6);
    }

    void onlyTheNewestCount()
    {
        Baseline baseline;
        for (int i = 0; i < 1000; ++i)
            baseline = learn(baseline, trace(i, 500ms));
        QVERIFY(baseline.responses.size() < 200);
        for (int i = 0; i < 200; ++i)
            baseline = learn(baseline, trace(i, 20ms));
        QVERIFY(baseline.response == Duration(20ms));
        QCOMPARE(baseline.samples, 1200);
    }
};

QTEST_GUILESS_MAIN(TestBaseline)
#include "tst_baseline.moc"
