// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/common/TimeText.h"
#include "ui/timeline/TimelineModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

// The rows of a model as a person reads them: time, mark as a word, sentence.
QStringList linesOf(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines.append(model.index(row, TimelineModel::TimeColumn).data().toString() + QStringLiteral(" | ") +
                     model.index(row, TimelineModel::MarkColumn).data(Qt::AccessibleTextRole).toString() +
                     QStringLiteral(" | ") + model.index(row, TimelineModel::TextColumn).data().toString());
    return lines;
}

store::LogRecord typed(quint64 sequence, const char *happened, const char *text)
{
    store::LogRecord record;
    record.writer = QStringLiteral("hinoban");
    record.sequence = sequence;
    record.hash = QByteArray("hash") + QByteArray::number(sequence);
    record.entry.kind = respond::Entry::Kind::Person;
    record.entry.author = QStringLiteral("Sato");
    record.entry.happened = record.entry.learned = test::at(happened);
    record.entry.text = QString::fromUtf8(text);
    return record;
}

} // namespace

class TimelineModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { TimeText::instance().setZone(TimeText::Zone::Utc); }

    void aCorrectionIsShownWithWhatItCorrects()
    {
        TimelineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<store::LogRecord> log{typed(1, "2020-06-01T10:36:00Z", "called at 19:36"),
                                    typed(2, "2020-06-01T10:40:00Z", "something else")};
        model.setLog(log);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto right = typed(3, "2020-06-01T10:30:00Z", "called at 19:30");
        right.entry.corrects = log[0].hash;
        right.entry.zone = QStringLiteral("+09:00");
        right.entry.clockError = std::chrono::milliseconds(120);
        log.append(right);
        model.setLog(log);
        QCOMPARE(changed.size(), 1); // the first one, which is corrected now
        const auto text = [&](int row) { return model.index(row, TimelineModel::TextColumn).data().toString(); };
        QCOMPARE(text(0), QStringLiteral("called at 19:36 (corrected by entry 3)")); // and it stays as it was
        QCOMPARE(text(1), QStringLiteral("something else"));
        QVERIFY2(text(2).contains(QStringLiteral("corrects entry 1")), qPrintable(text(2)));
        const auto tip = model.index(2, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("+09:00")) && tip.contains(QStringLiteral("120 ms")), qPrintable(tip));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("not known")));
    }

    void filtersByDomainAndPerson()
    {
        TimelineModel model;
        TimelineFilter filter;
        filter.setSourceModel(&model);
        auto ours = typed(1, "2020-06-01T10:36:00Z", "ours"), other = typed(2, "2020-06-01T10:37:00Z", "other");
        auto all = typed(3, "2020-06-01T10:38:00Z", "of none");
        ours.entry.domain = test::name("coincheck.com");
        other.entry.domain = test::name("example.com");
        other.entry.author = QStringLiteral("Aoki");
        model.setLog({ours, other, all});
        QCOMPARE(filter.rowCount(), 3);
        filter.setDomain(ours.entry.domain);
        QCOMPARE(filter.rowCount(), 2); // what is about no single domain is about this one too
        filter.setAuthor(QStringLiteral("Aoki"));
        QCOMPARE(filter.rowCount(), 0);
        filter.setDomain({});
        QCOMPARE(filter.rowCount(), 1);
        filter.setKinds(TimelineFilter::Kinds::Measured);
        QCOMPARE(filter.rowCount(), 0);
        filter.setAuthor({});
        filter.setKinds(TimelineFilter::Kinds::All);
        QCOMPARE(filter.rowCount(), 3);
    }

    void theSampleReadsLikeThis()
    {
        TimelineModel model;
        TimelineFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester modelTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLog(test::sampleSnapshot()->log);

        filter.setKinds(TimelineFilter::Kinds::People);
        const QStringList expected{
            QStringLiteral(
                "06-01 10:16:00 | person | Called AWS Support: our hosted zone is untouched. (learned 10:17)"),
            QStringLiteral("06-01 09:42:03 | person | dig: coincheck.com A 54.192.85.80 (CloudFront in Amsterdam) "
                           "(learned 09:45)"),
            QStringLiteral("06-01 03:00:00 | known fact | Response times rise from 38 to 310 ms. "
                           "[final report of the company (hour chosen)]"),
            QStringLiteral("05-30 15:05:00 | known fact | The name servers were rewritten in the registrar's account. "
                           "[final report of the company] (learned 06-01 10:10)"),
            QStringLiteral("05-29 14:19:13 | known fact | awsdns-061.org was registered. [WHOIS of awsdns-061.org] "
                           "(learned 06-01 11:30)"),
        };
        QCOMPARE(linesOf(filter), expected);
        filter.setKinds(TimelineFilter::Kinds::Measured);
        QCOMPARE(filter.rowCount(), int(test::sampleSnapshot()->log.size()) - 5);
        for (int row = 0; row < filter.rowCount(); ++row)
            QVERIFY(!filter.index(row, 0).data(TimelineModel::LeadRole).toString().isEmpty());
        filter.setKinds(TimelineFilter::Kinds::All);
        QCOMPARE(filter.rowCount(), int(test::sampleSnapshot()->log.size()));
    }

    void severityChoosesTheMark_data()
    {
        QTest::addColumn<int>("severity");
        QTest::addColumn<int>("change");
        QTest::addColumn<int>("mark");
        using S = detect::Severity;
        using K = detect::Change::Kind;
        const auto row = [](const char *name, S severity, K kind, EntryMark mark) {
            QTest::newRow(name) << int(severity) << int(kind) << int(mark);
        };
        row("critical, opened", S::Crit, K::Opened, EntryMark::Mismatch);
        row("high, back again", S::High, K::Reopened, EntryMark::Mismatch);
        row("medium, escalated", S::Med, K::Escalated, EntryMark::Suspicion);
        row("information", S::Info, K::Opened, EntryMark::Note);
        row("critical, cleared", S::Crit, K::Cleared, EntryMark::Cleared);
        row("planned", S::Info, K::Opened, EntryMark::Planned);
        row("done as planned", S::Info, K::Opened, EntryMark::Done);
    }

    void severityChoosesTheMark()
    {
        QFETCH(int, severity);
        QFETCH(int, change);
        QFETCH(int, mark);
        auto finding = test::sampleSnapshot()->findings.first();
        finding.severity = detect::Severity(severity);
        if (detect::Change::Kind(change) == detect::Change::Kind::Cleared) finding.cleared = finding.lastSeen;
        if (EntryMark(mark) == EntryMark::Planned) finding.args.insert(QStringLiteral("plan"), QStringLiteral("p1"));
        if (EntryMark(mark) == EntryMark::Done) {
            finding.signal = QStringLiteral("W1");
            finding.rule = QStringLiteral("plan-done");
        }
        const auto entry = respond::entryOf({detect::Change::Kind(change), finding}, finding.lastSeen);
        QCOMPARE(int(markOf(entry)), mark);
    }

    void newRecordsAreAppended()
    {
        TimelineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<store::LogRecord> log{typed(1, "2020-06-01T10:00:00Z", "one")};
        model.setLog(log);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted), reset(&model, &QAbstractItemModel::modelReset);
        model.setLog(log); // nothing new
        QCOMPARE(inserted.size(), 0);
        log.append(typed(2, "2020-06-01T10:01:00Z", "two"));
        log.append(typed(3, "2020-06-01T09:00:00Z", "three, which happened before"));
        model.setLog(log);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted.first().at(1).toInt(), 1);
        QCOMPARE(inserted.first().at(2).toInt(), 2);
        QCOMPARE(reset.size(), 0);

        model.setLog({typed(7, "2020-06-01T10:00:00Z", "another workspace")});
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.rowCount(), 1);
    }

    void happenedOrdersTheList()
    {
        TimelineModel model;
        TimelineFilter filter;
        filter.setSourceModel(&model);
        model.setLog({typed(1, "2020-06-01T10:00:00Z", "second"), typed(2, "2020-06-01T09:00:00Z", "first"),
                      typed(3, "2020-06-01T10:00:00Z", "third, written later")});
        QStringList words;
        for (int row = 0; row < filter.rowCount(); ++row)
            words.append(filter.index(row, 0).data(TimelineModel::SentenceRole).toString());
        QCOMPARE(words, (QStringList{QStringLiteral("third, written later"), QStringLiteral("second"),
                                     QStringLiteral("first")}));
    }

    void theZoneChangesEveryTime()
    {
        TimelineModel model;
        model.setLog({typed(1, "2020-06-01T16:35:00Z", "x")});
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("06-01 16:35:00"));
        TimeText::instance().setZone(TimeText::Zone::Local);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("06-02 01:35:00"));
    }

    void wordsStayPlain()
    {
        TimelineModel model;
        model.setLog({typed(1, "2020-06-01T10:00:00Z",
                            "<b>bold</b> \xE2\x80\xAE"
                            "evil")});
        const auto index = model.index(0, TimelineModel::TextColumn);
        QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>")));
        QVERIFY(!index.data().toString().contains(QChar(0x202e)));
    }

    void aCopiedLineBeginsWithItsTime()
    {
        TimelineModel model;
        model.setLog({typed(1, "2020-06-01T10:00:00Z", "=1+1")});
        const QString line = model.index(0, 0).data(TimelineModel::CopyRole).toString();
        QVERIFY2(line.startsWith(QStringLiteral("2020-06-01 19:00:00 JST (2020-06-01T10:00:00Z)")), qPrintable(line));
        QVERIFY(line.endsWith(QStringLiteral("person  =1+1")));
        QVERIFY(!line.contains(u'\t'));
    }
};

QTEST_GUILESS_MAIN(TimelineModelTest)
#include "tst_timelinemodel.moc"
