// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/path/Trace.h"

#include <QJsonArray>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTrace : public QObject {
    Q_OBJECT

    static Trace sample()
    {
        Trace trace;
        trace.domain = *dns::Name::fromText("example.com");
        trace.target = *dns::Name::fromText("www.example.com");
        trace.address = QHostAddress(u"192.0.2.80"_s);
        trace.at = instantFromUnixMicroseconds(1590851498123456);
        trace.hops = {{1, QHostAddress(u"10.0.0.1"_s), u"gw"_s, u"NRT"_s, 512us},
                      {2, {}, {}, {}, std::nullopt},
                      {3, QHostAddress(u"192.0.2.80"_s), {}, {}, 12345us}};
        trace.reached = true;
        trace.response = 45678us;
        trace.source = u"scenario"_s;
        return trace;
    }

private Q_SLOTS:
    void isKeptWhole()
    {
        const auto object = toJson(sample());
        QVERIFY(canonicalJson(object).has_value());
        const auto read = traceFromJson(object);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        QVERIFY(**read == sample());

        Trace nothing;
        nothing.problem = u"why"_s;
        const auto again = traceFromJson(toJson(nothing));
        QVERIFY(again.has_value());
        QVERIFY(**again == nothing);
    }

    static Trace measured()
    {
        Trace trace = sample();
        trace.source = u"probes"_s;
        trace.mode = ProbeMode::Tcp;
        trace.reason = ModeReason::Forbidden;
        trace.port = 443;
        trace.flows = 2;
        trace.oneByOne = true;
        trace.from = QHostAddress(u"10.0.0.2"_s);
        ProbeResult hop;
        hop.ttl = 1;
        hop.flow = 1;
        hop.sent = trace.at;
        hop.kind = ReplyKind::Hop;
        hop.address = QHostAddress(u"10.0.0.1"_s);
        hop.rtt = 512us;
        hop.replyTtl = 64;
        hop.kernelStamp = true;
        hop.duplicates = 2;
        hop.isShared = true;
        hop.labels = {{16001, 3, false, 1}, {0xfffff, 0, true, 255}};
        ProbeResult no = hop;
        no.kind = ReplyKind::Unreachable;
        no.code = 13;
        no.labels.clear();
        ProbeResult silent;
        silent.ttl = 2;
        silent.sent = trace.at;
        trace.probes = {hop, no, silent};
        return trace;
    }

    void probesAreKept()
    {
        const auto object = toJson(measured());
        QVERIFY(canonicalJson(object).has_value());
        const auto read = traceFromJson(object);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        QVERIFY(**read == measured());
        // A trace without any is written as ever.
        QVERIFY(!toJson(sample()).contains(u"probes"_s));
        Trace slept = sample();
        slept.fault = TraceFault::Suspended;
        QVERIFY(**traceFromJson(toJson(slept)) == slept);
    }

    void refusesProbes_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("inProbe");
        const auto row = [](const char *name, const QString &key, const QJsonValue &value, bool inProbe) {
            QTest::newRow(name) << key << value << inProbe;
        };
        row("mode", u"mode"_s, u"sctp"_s, false);
        row("no mode", u"mode"_s, u""_s, false);
        row("reason", u"reason"_s, u"why"_s, false);
        row("fault", u"fault"_s, u"fire"_s, false);
        row("port", u"port"_s, 65536, false);
        row("flows", u"flows"_s, 17, false);
        row("from", u"from"_s, u"here"_s, false);
        row("probes", u"probes"_s, u"none"_s, false);
        row("TTL", u"ttl"_s, 0, true);
        row("flow", u"flow"_s, 2, true);
        row("kind", u"kind"_s, u"maybe"_s, true);
        row("code", u"code"_s, 256, true);
        row("round trip", u"rttMicroseconds"_s, -1, true);
        row("reply TTL", u"replyTtl"_s, 300, true);
        row("sent", u"sentMicroseconds"_s, 1e30, true);
        row("address", u"address"_s, u"x"_s, true);
        row("label", u"labels"_s, QJsonArray{QJsonObject{{u"label"_s, 0x100000}}}, true);
        QJsonArray many;
        for (int i = 0; i < 17; ++i)
            many.append(QJsonObject{{u"label"_s, 1}, {u"trafficClass"_s, 1}, {u"ttl"_s, 1}});
        row("17 labels", u"labels"_s, many, true);
    }
    void refusesProbes()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(bool, inProbe);
        auto object = toJson(measured());
        if (inProbe) {
            auto probes = object[u"probes"_s].toArray();
            auto probe = probes[0].toObject();
            probe[key] = value;
            probes[0] = probe;
            object[u"probes"_s] = probes;
        } else {
            object[key] = value;
        }
        const auto read = traceFromJson(object);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::BadInput);
        QVERIFY2(read.error().where.contains(key), qPrintable(read.error().where));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("domain") << u"domain"_s << QJsonValue(u"a..b"_s);
        QTest::newRow("target") << u"target"_s << QJsonValue(QJsonValue::Null);
        QTest::newRow("address") << u"address"_s << QJsonValue(u"example.com"_s);
        QTest::newRow("time") << u"atMicroseconds"_s << QJsonValue(u"now"_s);
        QTest::newRow("hops") << u"hops"_s << QJsonValue(3);
        QTest::newRow("a hop without a TTL") << u"hops"_s << QJsonValue(QJsonArray{QJsonObject{}});
        QTest::newRow("a hop with a name for an address")
            << u"hops"_s << QJsonValue(QJsonArray{QJsonObject{{u"ttl"_s, 1}, {u"address"_s, u"x"_s}}});
        QTest::newRow("a hop answered before it was asked")
            << u"hops"_s << QJsonValue(QJsonArray{QJsonObject{{u"ttl"_s, 1}, {u"rttMicroseconds"_s, -1}}});
        QTest::newRow("response") << u"responseMicroseconds"_s << QJsonValue(0.5);
        QJsonArray many;
        for (int i = 0; i < 300; ++i)
            many.append(QJsonObject{{u"ttl"_s, 1}});
        QTest::newRow("300 hops") << u"hops"_s << QJsonValue(many);
    }
    void refuses()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        auto object = toJson(sample());
        object[key] = value;
        const auto read = traceFromJson(object);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::BadInput);
        QVERIFY(read.error().where.startsWith(key));
    }

    void textIsMadeSafe()
    {
        auto object = toJson(sample());
        object[u"problem"_s] = u"a\u202eb\u001b"_s;
        object[u"hops"_s] = QJsonArray{QJsonObject{{u"ttl"_s, 1}, {u"name"_s, u"r\u0007"_s}}};
        const auto read = traceFromJson(object);
        QVERIFY(read.has_value());
        QCOMPARE((*read)->problem, u"a\\u202eb\\u001b"_s);
        QCOMPARE((*read)->hops[0].name, u"r\\u0007"_s);
    }
};

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
