// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/path/WebTiming.h"

#include <QJsonArray>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWebTiming : public QObject {
    Q_OBJECT

    static WebTiming sample()
    {
        WebTiming timing;
        timing.domain = *dns::Name::fromText("example.com");
        timing.url = QUrl(u"https://www.example.com/status?x=1"_s);
        timing.address = QHostAddress(u"192.0.2.80"_s);
        timing.port = 443;
        timing.at = instantFromUnixMicroseconds(1590851498123456);
        timing.phases = {2ms, 10ms, 21ms, 30500us, 7us};
        timing.status = 301;
        timing.bytes = 1234;
        timing.isCut = true;
        timing.isOurs = true;
        timing.redirect = u"https://elsewhere.example/"_s;
        timing.protocol = u"HTTP/1.1"_s;
        timing.alpn = u"http/1.1"_s;
        timing.tlsVersion = u"TLS 1.3"_s;
        timing.chain = {{QByteArray(64, 'a'), QByteArray(64, '0'), u"CN=www.example.com"_s, u"CN=Lab"_s,
                         instantFromUnixMicroseconds(1590000000000000), instantFromUnixMicroseconds(1600000000000000)}};
        timing.verification = Verification::Match;
        timing.source = u"socket"_s;
        return timing;
    }

private Q_SLOTS:
    void isKeptWhole()
    {
        const auto object = toJson(sample());
        QVERIFY(canonicalJson(object).has_value());
        const auto read = webTimingFromJson(object);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        QVERIFY(**read == sample());
    }

    void addsUpOnlyWhatAnswered()
    {
        auto timing = sample();
        QCOMPARE(timing.total(), std::optional<Duration>(63507us));
        timing.phase(Phase::Resolve).reset(); // the address was given: nothing to add
        QCOMPARE(timing.total(), std::optional<Duration>(61507us));
        timing.problem = u"closed early"_s;
        QVERIFY(!timing.total());
        timing.problem.clear();
        timing.status = 0;
        QVERIFY(!timing.total());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("domain") << u"domain"_s << QJsonValue(u"a..b"_s);
        QTest::newRow("no url") << u"url"_s << QJsonValue(u"hello"_s);
        QTest::newRow("an endless url") << u"url"_s << QJsonValue(u"https://a/"_s + QString(5000, u'x'));
        QTest::newRow("address") << u"address"_s << QJsonValue(u"example.com"_s);
        QTest::newRow("time") << u"atMicroseconds"_s << QJsonValue(u"now"_s);
        QTest::newRow("a phase before it began") << u"tlsMicroseconds"_s << QJsonValue(-1);
        QTest::newRow("a phase of years") << u"bodyMicroseconds"_s << QJsonValue(qint64(1) << 52);
        QTest::newRow("half a microsecond") << u"connectMicroseconds"_s << QJsonValue(0.5);
        QTest::newRow("status") << u"status"_s << QJsonValue(1000);
        QTest::newRow("bytes") << u"bytes"_s << QJsonValue(-5);
        QTest::newRow("port") << u"port"_s << QJsonValue(65536);
        QTest::newRow("verification") << u"verification"_s << QJsonValue(u"fine"_s);
        QTest::newRow("a certificate without its hash") << u"chain"_s << QJsonValue(QJsonArray{QJsonObject{}});
        QJsonArray many;
        for (int i = 0; i < 20; ++i)
            many.append(toJson(sample())[u"chain"_s].toArray()[0]);
        QTest::newRow("20 certificates") << u"chain"_s << QJsonValue(many);
    }
    void refuses()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        auto object = toJson(sample());
        object[key] = value;
        const auto read = webTimingFromJson(object);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::BadInput);
        QVERIFY(read.error().where.startsWith(key));
    }

    void makesWordsSafe()
    {
        auto object = toJson(sample());
        object[u"redirect"_s] = QString(u"https://x/\u202e\r\n"_s + QString(5000, u'y'));
        object[u"problem"_s] = QString(u"\x1b[31m"_s);
        const auto read = webTimingFromJson(object);
        QVERIFY(read.has_value());
        QVERIFY(!(*read)->redirect.contains(QChar(0x202e)) && !(*read)->redirect.contains(u'\n'));
        QVERIFY((*read)->redirect.size() <= WebTiming::LongestUrl + 1);
        QVERIFY(!(*read)->problem.contains(QChar(0x1b)));
    }
};

QTEST_APPLESS_MAIN(TestWebTiming)
#include "tst_webtiming.moc"
