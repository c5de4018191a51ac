// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/HttpParts.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHttpParts : public QObject {
    Q_OBJECT

    const Instant m_now = *instantFromRfc3339(u"2020-05-30T15:11:38Z");

private Q_SLOTS:
    void dates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("means");
        QTest::newRow("usual") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << u"1994-11-06T08:49:37Z"_s;
        QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << u"1994-11-06T08:49:37Z"_s;
        QTest::newRow("RFC 850, soon") << QByteArray("Monday, 01-Jun-20 00:00:00 GMT") << u"2020-06-01T00:00:00Z"_s;
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << u"1994-11-06T08:49:37Z"_s;
        for (const char *bad :
             {"", "0", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 JST", "Sun, 31 Feb 1994 08:49:37 GMT",
              "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
              "Sun, 06 Nov 999999999 08:49:37 GMT", "\xff\xfe\x01 2 3 4 5 GMT"})
            QTest::newRow(bad) << QByteArray(bad) << QString();
        QTest::newRow("long") << QByteArray(100'000, ' ') + "Sun, 06 Nov 1994 08:49:37 GMT" << QString();
    }
    void dates()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, means);
        const auto read = httpDate(text, m_now);
        QCOMPARE(read ? toRfc3339(*read) : QString(), means);
    }

    void waits_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<int>("seconds"); // -1: nothing is said
        QTest::newRow("seconds") << QByteArray("90") << QByteArray() << 90;
        QTest::newRow("spaces") << QByteArray(" 90 ") << QByteArray() << 90;
        QTest::newRow("at once") << QByteArray("0") << QByteArray() << 0;
        QTest::newRow("a date") << QByteArray("Sat, 30 May 2020 15:13:38 GMT") << QByteArray() << 120;
        QTest::newRow("a date by the server's clock")
            << QByteArray("Sat, 30 May 2020 18:00:30 GMT") << QByteArray("Sat, 30 May 2020 18:00:00 GMT") << 30;
        QTest::newRow("a date that has passed") << QByteArray("Sat, 30 May 2020 15:00:00 GMT") << QByteArray() << 0;
        QTest::newRow("a year") << QByteArray("31536000") << QByteArray() << 86400;
        QTest::newRow("for ever") << QByteArray(5000, '9') << QByteArray() << 86400;
        QTest::newRow("nothing") << QByteArray() << QByteArray() << -1;
        QTest::newRow("negative") << QByteArray("-5") << QByteArray() << -1;
        QTest::newRow("words") << QByteArray("soon") << QByteArray("soon") << -1;
    }
    void waits()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, date);
        QFETCH(int, seconds);
        const auto wait = retryAfter(value, date, m_now);
        QCOMPARE(wait ? int(std::chrono::duration_cast<std::chrono::seconds>(*wait).count()) : -1, seconds);
    }

    void redirects_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("leads"); // empty: refused
        QTest::newRow("elsewhere") << QByteArray("https://other.example/x?y=z#f") << u"https://other.example/x?y=z"_s;
        QTest::newRow("here") << QByteArray("/rdap/domain/b") << u"https://rdap.example:8443/rdap/domain/b"_s;
        QTest::newRow("beside") << QByteArray("b") << u"https://rdap.example:8443/v1/b"_s;
        QTest::newRow("same scheme") << QByteArray("//other.example/") << u"https://other.example/"_s;
        for (const char *bad :
             {"", "http://rdap.example/", "file:///etc/passwd", "ftp://x.example/", "javascript:1",
              "https://u:p@other.example/", "https:///nowhere", "https://", "https://[::1", "data:,x"})
            QTest::newRow(*bad ? bad : "nothing") << QByteArray(bad) << QString();
        QTest::newRow("long") << "https://x.example/" + QByteArray(5000, 'a') << QString();
        QTest::newRow("control characters") << QByteArray("https://x.example/\r\nEvil: 1") << QString();
    }
    void redirects()
    {
        QFETCH(QByteArray, location);
        QFETCH(QString, leads);
        const auto target = redirectTarget(QUrl(u"https://rdap.example:8443/v1/a"_s), location);
        QCOMPARE(target ? target->toString() : QString(), leads);
        if (!target) QVERIFY(!target.error().detail.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestHttpParts)
#include "tst_httpparts.moc"
