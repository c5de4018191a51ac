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
