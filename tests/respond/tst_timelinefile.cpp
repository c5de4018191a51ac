// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/respond/Table.h"
#include "app/respond/TimelineFile.h"

#include <QJsonArray>
#include <QTest>

using namespace hinoban;
using namespace hinoban::respond;
using namespace Qt::StringLiterals;

class TimelineFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importOfExportIsTheSame_data();
    void importOfExportIsTheSame();
    void writesWhatTimesketchAsksFor();
    void writesWhatIrisAsksFor();
    void noCellIsAFormula();
    void readsOthersTimesketch();
    void readsIrisExport();
    void timesWithoutAZone();
    void saysWhatItDoesNotUnderstand();
    void leavesWhatTheLogCannotKeep_data();
    void leavesWhatTheLogCannotKeep();
    void refuses_data();
    void refuses();
    void tenMegabytes();
    void adoptsWithoutPretending();
};

namespace {

Instant at(const char *text) { return instantFromRfc3339(QString::fromLatin1(text)).value(); }

// Everything that an entry can hold, and what is awkward in a table.
std::vector<Entry> awkward()
{
    std::vector<Entry> entries;
    Entry typed;
    typed.kind = Entry::Kind::Person;
    typed.happened = at("2020-06-01T10:36:00Z");
    typed.learned = at("2020-06-01T10:36:12.345Z");
    typed.author = u"佐藤"_s;
    typed.zone = u"+09:00"_s;
    typed.text = u"お名前.com に電話した, \"ticket\" 123\n二行目\t;|"_s;
    typed.args = {{u"typed"_s, u"19:36 お名前.com"_s}};
    typed.clockError = std::chrono::milliseconds(250);
    entries.push_back(typed);

    Entry finding;
    finding.kind = Entry::Kind::Finding;
    finding.happened = at("2020-05-30T15:11:38Z") + Duration(7);
    finding.learned = at("2020-06-01T10:10:00Z");
    finding.author = u"Hinoban"_s;
    finding.domain = dns::Name::fromText("coincheck.com").value();
    finding.rule = u"incident.state"_s;
    finding.args = {{u"from"_s, u"quiet"_s}, {u"list"_s, QJsonArray{u"a"_s, u"b"_s}}, {u"n"_s, 5}};
    finding.before = u"ns-1515.awsdns-61.org"_s;
    finding.after = u"ns-1515.awsdns-061.org"_s;
    finding.source = u"a.gtld-servers.net"_s;
    finding.evidence = {QByteArray(64, 'a'), QByteArray(64, 'b')};
    entries.push_back(finding);

    for (const QString &text : {u"=HYPERLINK(\"http://x\")"_s, u"+1"_s, u"-1"_s, u"@SUM(A1)"_s, u"'quoted"_s, u"''=x"_s,
                                u"\u202e bidi\u202c"_s, u"🔥"_s, u"'"_s, u","_s, u"\""_s, u"a\r\nb"_s}) {
        Entry one;
        one.happened = one.learned = at("2020-06-01T00:00:00Z");
        one.author = u"="_s + text;
        one.text = text;
        one.corrects = QByteArray(64, '1');
        entries.push_back(one);
    }
    Entry story;
    story.kind = Entry::Kind::Story;
    story.happened = at("1969-12-31T23:59:59.5Z");
    story.learned = story.happened;
    story.zone = u"-03:30"_s;
    story.text = u"before the epoch"_s;
    story.textJa = u"エポック以前"_s;
    entries.push_back(story);
    return entries;
}

} // namespace

void TimelineFileTest::importOfExportIsTheSame_data()
{
    QTest::addColumn<QString>("format");
    for (const auto *format : {"timesketch-csv", "timesketch-jsonl", "iris-csv"})
        QTest::newRow(format) << QString::fromLatin1(format);
}

void TimelineFileTest::importOfExportIsTheSame()
{
    QFETCH(QString, format);
    const auto entries = awkward();
    const auto text = exportTimeline(entries, *timelineFormatFromText(format));
    QVERIFY2(text, text ? "" : qPrintable(text.error().detail));
    const auto back = importTimeline(*text, u"x"_s, {});
    QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
    QCOMPARE(back->format, format);
    QVERIFY2(back->problems.isEmpty(), qPrintable(back->problems.join(u'\n')));
    QCOMPARE(back->entries.size(), entries.size());
    for (size_t i = 0; i < entries.size(); ++i)
        QCOMPARE(canonicalJson(toJson(back->entries[i])).value(), canonicalJson(toJson(entries[i])).value());
    QVERIFY(back->entries == entries);
    QVERIFY(back->notRead.isEmpty() || format == "iris-csv"_L1);
    QCOMPARE(exportTimeline(back->entries, *timelineFormatFromText(format)).value(), *text);
    const auto none = importTimeline(exportTimeline({}, *timelineFormatFromText(format)).value(), u"x"_s, {});
    if (format != "timesketch-jsonl"_L1) QVERIFY(none && none->entries.empty()); // no line at all says nothing
}

void TimelineFileTest::writesWhatTimesketchAsksFor()
{
    const auto entries = awkward();
    const QByteArray csv = exportTimeline(entries, TimelineFormat::TimesketchCsv).value();
    QVERIFY(csv.startsWith("\"message\",\"datetime\",\"timestamp_desc\",\"timestamp\",\"tag\","));
    QVERIFY(csv.contains("\"2020-06-01T19:36:00.000000+09:00\",\"Happened\",\"1591007760000000\",\"hinoban,person\""));
    const QByteArray lines = exportTimeline(entries, TimelineFormat::TimesketchJsonl).value();
    const auto first = parseJson(lines.split('\n').first())->toObject();
    QCOMPARE(first.value(u"datetime"_s).toString(), u"2020-06-01T19:36:00.000000+09:00"_s);
    QCOMPARE(first.value(u"timestamp"_s).toInteger(), 1591007760000000);
    QCOMPARE(first.value(u"tag"_s).toArray().size(), 2);
}

void TimelineFileTest::writesWhatIrisAsksFor()
{
    const auto entries = awkward();
    const QByteArray csv = exportTimeline(entries, TimelineFormat::IrisCsv).value();
    QVERIFY(csv.startsWith("event_date,event_tz,event_title,event_category,event_content,event_raw,event_source,"
                           "event_assets,event_iocs,event_tags\r\n"));
    QVERIFY(csv.contains("\"2020-06-01T19:36:00.000000\",\"+09:00\","));
    QVERIFY(csv.contains("\"\",\"\",\"hinoban|person\"\r\n"));
}

void TimelineFileTest::noCellIsAFormula()
{
    for (const auto format : {TimelineFormat::TimesketchCsv, TimelineFormat::IrisCsv}) {
        TableReader rows(QString::fromUtf8(exportTimeline(awkward(), format).value()));
        while (const auto cells = rows.next())
            for (const QString &cell : *cells) {
                const bool isOffset = cell.size() == 6 && cell[3] == u':';
                QVERIFY2(isOffset || cell.isEmpty() || !u"=+-@\t\r\n"_s.contains(cell[0]), qPrintable(cell));
            }
    }
    QCOMPARE(plainCell(u"'=1"_s), u"=1"_s);
    QCOMPARE(plainCell(u"''x"_s), u"'x"_s);
    QCOMPARE(plainCell(u"'tis"_s), u"'tis"_s); // another program's
}

void TimelineFileTest::readsOthersTimesketch()
{
    const auto csv = importTimeline("message,timestamp,datetime,timestamp_desc,extra_field_1\n"
                                    "A message,1331698658276340,2015-07-24T19:01:01+00:00,Write time,foo\n"
                                    "\"two\nlines\",0,2015-07-24 19:01:01.5+0900,Write time,\n",
                                    u"t.csv"_s, {});
    QVERIFY(csv);
    QCOMPARE(csv->entries.size(), size_t(2));
    QCOMPARE(csv->entries[0].kind, Entry::Kind::Story);
    QCOMPARE(csv->entries[0].text, u"A message"_s);
    QCOMPARE(csv->entries[0].happened, at("2015-07-24T19:01:01Z"));
    QCOMPARE(csv->entries[1].happened, at("2015-07-24T10:01:01.5Z"));
    QCOMPARE(csv->entries[1].zone, u"+09:00"_s);
    QCOMPARE(csv->entries[1].text, u"two\nlines"_s);
    QCOMPARE(csv->notRead, QStringList{u"extra_field_1"_s});
    const auto lines = importTimeline(
        "{\"message\": \"m\",\"timestamp\": 123456789,\"datetime\": \"2015-07-24T19:01:01+00:00\","
        "\"timestamp_desc\": \"Write time\",\"extra\": \"foo\", \"tag\":[\"a\",\"b\"]}\n\n{\"message\":\"n\"}\n[]\n",
        u"t.jsonl"_s, {});
    QVERIFY(lines);
    QCOMPARE(lines->entries.size(), size_t(1));
    QCOMPARE(lines->entries[0].args.value(u"tags"_s).toArray().size(), 2);
    QCOMPARE(lines->left, 2u);
    QVERIFY2(lines->problems[0].startsWith("t.jsonl:3: "_L1), qPrintable(lines->problems[0]));
    QCOMPARE(lines->problems[1], u"t.jsonl:4: no JSON object"_s);
}

void TimelineFileTest::readsIrisExport()
{
    const auto read = importTimeline(
        "event_date(UTC),event_title,event_description,event_tz,event_date_wtz,event_category,event_tags,linked_assets,"
        "linked_iocs,created_by,creation_date\r\n"
        "2020-06-01T10:36:00.000000,\"Called\",\"the "
        "registrar\",+09:00,2020-06-01T19:36:00.000000,Unspecified,a|b,,,sato,"
        "2020-06-02\r\n"
        "2020-06-01T10:37:00.000000,\"an \"unescaped\" quote, and a comma\",\"x\",+00:00,,,,,,sato,\r\n",
        u"iris.csv"_s, {});
    QVERIFY(read);
    QCOMPARE(read->format, u"iris-export-csv"_s);
    QCOMPARE(read->entries.size(), size_t(1));
    QCOMPARE(read->entries[0].happened, at("2020-06-01T10:36:00Z"));
    QCOMPARE(read->entries[0].zone, u"+09:00"_s);
    QCOMPARE(read->entries[0].text, u"Called\nthe registrar"_s);
    QCOMPARE(read->entries[0].author, u"sato"_s);
    QCOMPARE(read->zoneless, 0u);
    QCOMPARE(read->left, 1u); // IRIS escapes no quotes: what became of them cannot be known
    QVERIFY(read->notRead.contains(u"linked_assets"_s));
}

void TimelineFileTest::timesWithoutAZone()
{
    const QByteArray file("message,datetime,timestamp_desc\nx,2020-06-01T19:36:00,d\ny,2020-06-01T19:36:00Z,d\n");
    const auto strict = importTimeline(file, u"t.csv"_s, {}).value();
    QCOMPARE(strict.entries.size(), size_t(1));
    QCOMPARE(strict.left, 1u);
    QCOMPARE(strict.problems, QStringList{u"t.csv:2: its time says no zone"_s});
    const auto told = importTimeline(file, u"t.csv"_s, 9 * 3600).value();
    QCOMPARE(told.entries.size(), size_t(2));
    QCOMPARE(told.zoneless, 1u);
    QCOMPARE(told.entries[0].happened, at("2020-06-01T10:36:00Z"));
    QCOMPARE(told.entries[0].zone, u"+09:00"_s);
    QCOMPARE(told.entries[1].happened, at("2020-06-01T19:36:00Z"));
    QCOMPARE(zoneFromText(u"+09:00"_s), 9 * 3600);
    QCOMPARE(zoneFromText(u"-03:30"_s), -(3 * 3600 + 30 * 60));
    QVERIFY(!zoneFromText(u"+9"_s) && !zoneFromText(u"Asia/Tokyo"_s) && !zoneFromText(u"+99:00"_s));
}

void TimelineFileTest::saysWhatItDoesNotUnderstand()
{
    const auto read = importTimeline("message,datetime,timestamp_desc,kind,learned\n"
                                     "x,2020-13-01T00:00:00Z,d,person,2020-06-01T00:00:00Z\n"
                                     "x,2020-06-01T00:00:00Z,d,judge,2020-06-01T00:00:00Z\n"
                                     "x,2020-06-01T00:00:00Z,d\n"
                                     "x,yesterday,d,person,2020-06-01T00:00:00Z\n"
                                     "x\x7f,2020-06-01T00:00:00Z,d,person,2020-06-01T00:00:00Z\n",
                                     u"t.csv"_s, {})
                          .value();
    QCOMPARE(read.entries.size(), size_t(1));
    QCOMPARE(read.entries[0].text, u"x\\u007f"_s);
    QCOMPARE(read.left, 4u);
    QCOMPARE(read.problems[1], u"t.csv:3: kind: unknown"_s);
    QCOMPARE(read.problems[2], u"t.csv:4: 3 cells where the headings are 5"_s);
    QCOMPARE(read.problems[3], u"t.csv:5: \"yesterday\" is no date and time"_s);
}

void TimelineFileTest::leavesWhatTheLogCannotKeep_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("zoneHours");
    QTest::addColumn<int>("taken");
    const auto row = [](const char *time) { return QByteArray("message,datetime\nx,") + time + '\n'; };
    QTest::newRow("the last second that JSON carries exactly") << row("2255-06-05T23:47:34Z") << 0 << 1;
    QTest::newRow("the one after it") << row("2255-06-05T23:47:35Z") << 0 << 0;
    QTest::newRow("the last second of all") << row("9999-12-31T23:59:59Z") << 0 << 0;
    QTest::newRow("west of it") << row("9999-12-31T23:59:59-01:00") << 0 << 0;
    QTest::newRow("west by the zone given") << row("9999-12-31T23:59:59") << -5 << 0;
    QTest::newRow("before the first year") << row("0001-01-01T00:30:00") << 9 << 0;
    QTest::newRow("no such year") << row("0000-06-01T00:30:00Z") << 0 << 0;
    const auto deep = [](int levels) {
        return QByteArray("{\"\"a\"\":").repeated(levels - 1) + "{}" + QByteArray(levels - 1, '}');
    };
    const auto ours = [&](int levels) {
        return "message,datetime,learned,kind,args\nx,2020-06-01T00:00:00Z,2020-06-01T00:00:00Z,person,\"" +
               deep(levels) + "\"\n";
    };
    QTest::newRow("arguments 30 deep") << ours(30) << 0 << 1;
    QTest::newRow("arguments 32 deep") << ours(32) << 0 << 0;
}

void TimelineFileTest::leavesWhatTheLogCannotKeep()
{
    QFETCH(QByteArray, content);
    QFETCH(int, zoneHours);
    QFETCH(int, taken);
    const auto read = importTimeline(content, u"f"_s, zoneHours * 3600);
    QVERIFY(read);
    QCOMPARE(int(read->entries.size()), taken);
    QCOMPARE(int(read->left), 1 - taken);
}

void TimelineFileTest::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("words") << QByteArray("hello\n");
    QTest::newRow("other columns") << QByteArray("a,b\n1,2\n");
    QTest::newRow("a column twice") << QByteArray("message,datetime,message\na,b,c\n");
    QTest::newRow("not UTF-8") << QByteArray("message,datetime\n\xff,\n");
    QTest::newRow("binary") << QByteArray("message,datetime\n\0,\n", 20);
}

void TimelineFileTest::refuses()
{
    QFETCH(QByteArray, content);
    const auto read = importTimeline(content, u"f"_s, 0);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::BadInput);
}

void TimelineFileTest::tenMegabytes()
{
    QByteArray file("message,datetime,timestamp_desc\n");
    const QByteArray line("x,2020-06-01T00:00:00Z,d\n");
    while (file.size() + line.size() <= LargestTimelineFile)
        file += line;
    const auto read = importTimeline(file, u"t.csv"_s, {});
    QVERIFY(read);
    QCOMPARE(read->entries.size(), size_t(50000));
    QVERIFY(read->left > 300000);
    QCOMPARE(read->problems.size(), 100);
    QVERIFY(!importTimeline(file + line, u"t.csv"_s, {}));
    // One cell as large as the file, never closed.
    QVERIFY(importTimeline("message,datetime\n\"" + QByteArray(9 * 1024 * 1024, 'x'), u"t.csv"_s, {})->entries.empty());
}

void TimelineFileTest::adoptsWithoutPretending()
{
    const auto entries = awkward();
    const Instant now = at("2020-07-01T00:00:00Z");
    const Entry person = adopted(entries[0], u"t.csv"_s, now);
    QCOMPARE(person.kind, Entry::Kind::Person);
    QCOMPARE(person.learned, now);
    QCOMPARE(person.happened, entries[0].happened);
    const Entry seen = adopted(entries[1], u"t.csv"_s, now);
    QCOMPARE(seen.kind, Entry::Kind::Story); // no instrument of ours saw it
    QVERIFY(seen.rule.isEmpty() && seen.evidence.empty() && !seen.text.isEmpty());
    QCOMPARE(seen.args.value(u"evidenceElsewhere"_s).toArray().size(), 2);
    QCOMPARE(seen.source, u"a.gtld-servers.net (t.csv)"_s);
    QVERIFY(canonicalJson(toJson(seen)));
    const Entry corrected = adopted(entries[2], u"t.csv"_s, now);
    QVERIFY(corrected.corrects.isEmpty()); // it is no entry of this log
    QVERIFY(corrected.args.contains(u"correctsElsewhere"_s));
}

QTEST_GUILESS_MAIN(TimelineFileTest)
#include "tst_timelinefile.moc"
