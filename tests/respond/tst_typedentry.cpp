// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

#include "app/respond/Entry.h"

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

class TestTypedEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Now is 2020-06-01 19:40:30 in Tokyo.
    void understands_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("happened");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *title, const char *line, const char *happened, const char *zone,
                            const char *text) {
            QTest::newRow(title) << QString::fromUtf8(line) << QString::fromLatin1(happened)
                                 << QString::fromLatin1(zone) << QString::fromUtf8(text);
        };
        row("time", "19:36 called registrar, ticket 123", "2020-06-01T10:36:00Z", "+09:00",
            "called registrar, ticket 123");
        row("seconds", "19:36:05 called", "2020-06-01T10:36:05Z", "+09:00", "called");
        row("one digit", "9:05 called", "2020-06-01T00:05:00Z", "+09:00", "called");
        row("later than now: yesterday", "23:10 mail", "2020-05-31T14:10:00Z", "+09:00", "mail");
        row("a minute ahead: yesterday", "19:41 mail", "2020-05-31T10:41:00Z", "+09:00", "mail");
        row("this very minute", "19:40 mail", "2020-06-01T10:40:00Z", "+09:00", "mail");
        row("month and day", "6/1 19:36 called", "2020-06-01T10:36:00Z", "+09:00", "called");
        row("day of last year", "12/24 10:00 party", "2019-12-24T01:00:00Z", "+09:00", "party");
        row("leap day", "2/29 10:00 x", "2020-02-29T01:00:00Z", "+09:00", "x");
        row("full date", "2020-05-31 00:05 rewritten", "2020-05-30T15:05:00Z", "+09:00", "rewritten");
        row("full date, slashes", "2020/5/31 0:05 rewritten", "2020-05-30T15:05:00Z", "+09:00", "rewritten");
        row("full date and offset", "2020-06-01 19:36 +09:00 called", "2020-06-01T10:36:00Z", "+09:00", "called");
        row("another offset", "2020-06-01 12:36 +02:00 called", "2020-06-01T10:36:00Z", "+02:00", "called");
        row("negative offset", "06:36 -04:00 called", "2020-06-01T10:36:00Z", "-04:00", "called");
        row("RFC 3339", "2020-05-30T15:11:38Z registry stamp", "2020-05-30T15:11:38Z", "", "registry stamp");
        row("fraction", "2020-05-30T15:11:38.250Z x", "2020-05-30T15:11:38.250Z", "", "x");
        row("UTC word", "10:36 UTC called", "2020-06-01T10:36:00Z", "", "called");
        row("JST word", "19:36 JST called", "2020-06-01T10:36:00Z", "+09:00", "called");
        row("word in front", "UTC 10:36 called", "2020-06-01T10:36:00Z", "", "called");
        row("attached offset", "19:36+0900 called", "2020-06-01T10:36:00Z", "+09:00", "called");
        row("Japanese", "19時36分 レジストラに電話", "2020-06-01T10:36:00Z", "+09:00", "レジストラに電話");
        row("Japanese date", "6月1日19時36分 電話", "2020-06-01T10:36:00Z", "+09:00", "電話");
        row("half past", "19時半 電話", "2020-06-01T10:30:00Z", "+09:00", "電話");
        row("full width", "１９：３６　電話", "2020-06-01T10:36:00Z", "+09:00", "電話");
        row("pm", "7:36 pm called", "2020-06-01T10:36:00Z", "+09:00", "called");
        row("midnight am", "12:05 am called", "2020-05-31T15:05:00Z", "+09:00", "called");
        row("midnight", "0:00 called", "2020-05-31T15:00:00Z", "+09:00", "called");
        row("range keeps its words", "19:30-19:36 call", "2020-06-01T10:30:00Z", "+09:00", "19:30-19:36 call");
        row("range with spaces", "19:30 - 19:36 call", "2020-06-01T10:30:00Z", "+09:00", "19:30 - 19:36 call");
        row("range that could be an offset", "10:00-11:30 call", "2020-06-01T01:00:00Z", "+09:00", "10:00-11:30 call");
        row("RFC 3339 with an offset", "2020-06-01T06:00:00-04:00 x", "2020-06-01T10:00:00Z", "-04:00", "x");
        row("only a time", "19:36", "2020-06-01T10:36:00Z", "+09:00", "19:36");
        row("a number that is no offset", "19:36 -1200 users", "2020-06-01T10:36:00Z", "+09:00", "-1200 users");
        row("Z begins a word", "19:36 Zoom opened", "2020-06-01T10:36:00Z", "+09:00", "Zoom opened");
    }
    void understands()
    {
        QFETCH(QString, line);
        QFETCH(QString, happened);
        QFETCH(QString, zone);
        QFETCH(QString, text);
        const Instant now = at("2020-06-01T10:40:30Z");
        const Entry entry = entryFromTyped(line, QStringLiteral("Hanako"), now, 9 * 3600);
        QCOMPARE(toRfc3339(entry.happened), toRfc3339(at(happened.toLatin1().constData())));
        QCOMPARE(entry.zone, zone);
        QCOMPARE(entry.text, text);
        QCOMPARE(entry.learned, now);
        QCOMPARE(entry.author, QStringLiteral("Hanako"));
        if (text != line) QCOMPARE(entry.args.value(QStringLiteral("typed")).toString(), line);
    }

    void leavesAlone_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"called registrar at 19:36",
                                 "25:00 is no time",
                                 "19:60 is no time",
                                 "13/45 10:00 no such day",
                                 "2020-02-30 10:00 no such day",
                                 "10:20::1 does not answer",
                                 "19:36:99",
                                 "3時間停止した",
                                 "1.5 h down",
                                 "192.0.2.1 is false",
                                 "12345 tickets",
                                 "",
                                 "  ",
                                 "00:11:22:33:44:55 is its MAC address",
                                 "13:00 pm never",
                                 "2020-06-01 called",
                                 "UTC 10:36 +09:00 twice",
                                 "19:36 +99:00 x",
                                 "9999-12-31 23:59 -01:00 x",
                                 "0000-01-01 00:30 +09:00 x",
                                 "0001-01-01 00:30 +09:00 x"})
            QTest::newRow(line) << QString::fromUtf8(line);
    }
    void leavesAlone()
    {
        QFETCH(QString, line);
        const Instant now = at("2020-06-01T10:40:30Z");
        const Entry entry = entryFromTyped(line, {}, now, 9 * 3600);
        QCOMPARE(entry.text, line);
        QCOMPARE(entry.happened, now);
        QVERIFY(entry.args.isEmpty());
    }

    void keepsWhatIsPasted()
    {
        const QString pasted = QStringLiteral("19:36 ") + QString(10'000'000, QLatin1Char('x'));
        const Entry entry = entryFromTyped(pasted, {}, at("2020-06-01T10:40:30Z"), 9 * 3600);
        QCOMPARE(entry.text.size(), 10'000'000);
        QCOMPARE(toRfc3339(entry.happened), QStringLiteral("2020-06-01T10:36:00Z"));
    }

    void theDayIsTheZonesDay()
    {
        // 00:10 on 2 June in Tokyo is still 1 June in UTC.
        const Instant now = at("2020-06-01T15:10:00Z");
        QCOMPARE(toRfc3339(entryFromTyped(QStringLiteral("0:05 x"), {}, now, 9 * 3600).happened),
                 QStringLiteral("2020-06-01T15:05:00Z"));
        QCOMPARE(toRfc3339(entryFromTyped(QStringLiteral("23:55 x"), {}, now, 9 * 3600).happened),
                 QStringLiteral("2020-06-01T14:55:00Z"));
        QCOMPARE(toRfc3339(entryFromTyped(QStringLiteral("15:05 x"), {}, now, 0).happened),
                 QStringLiteral("2020-06-01T15:05:00Z"));
    }
};

QTEST_GUILESS_MAIN(TestTypedEntry)
#include "tst_typedentry.moc"
