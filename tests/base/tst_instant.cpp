// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Instant.h"

#include <QtTest>

using namespace hinoban;
using namespace std::chrono_literals;

class TestInstant : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writes_data()
    {
        QTest::addColumn<qint64>("micro");
        QTest::addColumn<QString>("text");
        QTest::newRow("the epoch") << qint64(0) << QStringLiteral("1970-01-01T00:00:00Z");
        QTest::newRow("the registry's stamp") << qint64(1590851498000000) << QStringLiteral("2020-05-30T15:11:38Z");
        QTest::newRow("milliseconds") << qint64(1590851498007000) << QStringLiteral("2020-05-30T15:11:38.007Z");
        QTest::newRow("less than a millisecond is not shown")
            << qint64(1590851498000999) << QStringLiteral("2020-05-30T15:11:38Z");
        QTest::newRow("leap day") << qint64(1582934400000000) << QStringLiteral("2020-02-29T00:00:00Z");
        QTest::newRow("before the epoch") << qint64(-1000) << QStringLiteral("1969-12-31T23:59:59.999Z");
    }
    void writes()
    {
        QFETCH(qint64, micro);
        QFETCH(QString, text);
        QCOMPARE(toRfc3339(instantFromUnixMicroseconds(micro)), text);
        QCOMPARE(toUnixMicroseconds(instantFromUnixMicroseconds(micro)), micro);
    }

    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        const auto row = [](const char *name, const char *text, const char *utc) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(utc);
        };
        row("UTC", "2020-05-30T15:11:38Z", "2020-05-30T15:11:38Z");
        row("small letters", "2020-05-30t15:11:38z", "2020-05-30T15:11:38Z");
        row("a blank for the T", "2020-05-30 15:11:38Z", "2020-05-30T15:11:38Z");
        row("Japan", "2020-05-31T00:11:38+09:00", "2020-05-30T15:11:38Z");
        row("west", "2020-05-30T10:11:38-05:00", "2020-05-30T15:11:38Z");
        row("half an hour", "2020-05-30T20:41:38+05:30", "2020-05-30T15:11:38Z");
        row("offset unknown, time known", "2020-05-30T15:11:38-00:00", "2020-05-30T15:11:38Z");
        row("one digit of fraction", "2020-05-30T15:11:38.0Z", "2020-05-30T15:11:38Z");
        row("milliseconds", "2020-05-30T15:11:38.250Z", "2020-05-30T15:11:38.250Z");
        row("nanoseconds are cut", "2020-05-30T15:11:38.123456789Z", "2020-05-30T15:11:38.123Z");
        row("leap second", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
        row("over the year's end", "2019-12-31T23:30:00-01:00", "2020-01-01T00:30:00Z");
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const auto instant = instantFromRfc3339(text);
        QVERIFY2(instant.has_value(), instant ? "" : qPrintable(instant.error().detail));
        QCOMPARE(toRfc3339(*instant), utc);
    }

    void keepsMicroseconds()
    {
        const auto instant = instantFromRfc3339(u"1970-01-01T00:00:00.000123Z");
        QVERIFY(instant.has_value());
        QCOMPARE(toUnixMicroseconds(*instant), qint64(123));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QString::fromUtf8(text); };
        row("empty", "");
        row("no zone", "2020-05-30T15:11:38");
        row("a date alone", "2020-05-30");
        row("no such day", "2021-02-29T00:00:00Z");
        row("month 13", "2020-13-01T00:00:00Z");
        row("hour 24", "2020-05-30T24:00:00Z");
        row("minute 60", "2020-05-30T23:60:00Z");
        row("second 61", "2020-05-30T23:59:61Z");
        row("no seconds", "2020-05-30T15:11Z");
        row("a point without digits", "2020-05-30T15:11:38.Z");
        row("signs in numbers", "2020-+5-30T15:11:38Z");
        row("zone without colon", "2020-05-30T15:11:38+0900");
        row("zone of 25 hours", "2020-05-30T15:11:38+25:00");
        row("text after the zone", "2020-05-30T15:11:38Zz");
        row("blank before", " 2020-05-30T15:11:38Z");
        row("digits of another script", "２０２０-05-30T15:11:38Z");
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto instant = instantFromRfc3339(text);
        QVERIFY(!instant.has_value());
        QCOMPARE(instant.error().code, ErrorCode::BadInput);
        QVERIFY(!instant.error().detail.isEmpty());
    }

    void roundTripsOverManyDays()
    {
        for (qint64 day = -200000; day < 200000; day += 37) {
            const auto instant = instantFromUnixMicroseconds((day * 86400 + day % 86400) * 1000000);
            const auto again = instantFromRfc3339(toRfc3339(instant));
            QVERIFY(again.has_value());
            QVERIFY(*again == instant);
        }
    }
};

QTEST_GUILESS_MAIN(TestInstant)
#include "tst_instant.moc"
