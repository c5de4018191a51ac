// SPDX-License-Identifier: GPL-3.0-or-later
#include "PaneShots.h"
#include "SampleSnapshot.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/TimeText.h"
#include "ui/timeline/TimelineModel.h"
#include "ui/timeline/TimelinePane.h"
#include "ui/timeline/TimelinePicture.h"
#include "ui/timeline/TimelineRows.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

const dns::Name Domain = test::name("coincheck.com");

store::LogRecord typed(quint64 sequence, Instant happened, const QString &text)
{
    store::LogRecord record;
    record.writer = QStringLiteral("hinoban");
    record.sequence = sequence;
    record.hash = QByteArray("hash") + QByteArray::number(sequence);
    record.entry.kind = respond::Entry::Kind::Person;
    record.entry.author = QStringLiteral("Sato");
    record.entry.happened = record.entry.learned = happened;
    record.entry.text = text;
    return record;
}

struct Shown {
    TimelinePane pane;
    QTableView *list = pane.findChild<QTableView *>(QStringLiteral("timelineList"));
    QLineEdit *line = pane.findChild<QLineEdit *>(QStringLiteral("entryLine"));
    QLabel *state = pane.findChild<QLabel *>(QStringLiteral("entryState"));

    explicit Shown(const console::SnapshotPtr &snapshot = test::sampleSnapshot())
    {
        pane.resize(560, 260);
        pane.show(snapshot, Domain);
        pane.show();
        (void)QTest::qWaitForWindowExposed(&pane);
        pane.activateWindow();
    }
    [[nodiscard]] QString row(int row) const
    {
        return list->model()->index(row, TimelineModel::TextColumn).data(TimelineModel::SentenceRole).toString();
    }
};

} // namespace

class TimelinePaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(Theme::Kind::Light); }
    void init() { TimeText::instance().setZone(TimeText::Zone::Local); }

    void everyChildHasAName()
    {
        Shown shown;
        for (const auto *child : shown.pane.findChildren<QWidget *>()) {
            const bool reached = child->focusPolicy() & Qt::TabFocus && child->isVisible();
            if (reached && !qobject_cast<const QToolButton *>(child))
                QVERIFY2(!child->accessibleName().isEmpty(), child->metaObject()->className());
        }
    }

    void tabsFilter()
    {
        Shown shown;
        const int all = int(test::sampleSnapshot()->log.size());
        QCOMPARE(shown.list->model()->rowCount(), all);
        auto *people = shown.pane.findChild<QToolButton *>(QStringLiteral("people"));
        QVERIFY(people);
        QTest::mouseClick(people, Qt::LeftButton);
        QCOMPARE(shown.list->model()->rowCount(), 5);
        QTest::mouseClick(shown.pane.findChild<QToolButton *>(QStringLiteral("measured")), Qt::LeftButton);
        QCOMPARE(shown.list->model()->rowCount(), all - 5);
    }

    void theMenuNarrowsListAndPictureAlike()
    {
        Shown shown;
        auto *button = shown.pane.findChild<QToolButton *>(QStringLiteral("timelineFilter"));
        QVERIFY(button && button->menu());
        QVERIFY(!button->accessibleName().isEmpty());
        const int all = shown.list->model()->rowCount();
        Q_EMIT button->menu()->aboutToShow();
        QAction *ofHinoban = nullptr;
        for (auto *action : button->menu()->actions())
            if (action->text() == QLatin1String("Hinoban")) ofHinoban = action;
        QVERIFY(ofHinoban);
        ofHinoban->trigger();
        QCOMPARE(button->text(), QStringLiteral("Hinoban"));
        const int narrowed = shown.list->model()->rowCount();
        QVERIFY2(narrowed > 0 && narrowed < all, qPrintable(QString::number(narrowed)));
        // Somebody clicks a mark that the list leaves out: everything is shown again.
        auto *picture = shown.pane.findChild<TimelinePicture *>();
        QVERIFY(picture);
        for (int record = 0; record < int(test::sampleSnapshot()->log.size()); ++record)
            Q_EMIT picture->recordChosen(record);
        QCOMPARE(shown.list->model()->rowCount(), all);
    }

    void anEntryIsCorrectedByKey()
    {
        Shown shown;
        QSignalSpy asked(&shown.pane, &TimelinePane::correctRequested);
        shown.list->setCurrentIndex(shown.list->model()->index(0, TimelineModel::TextColumn));
        shown.list->setFocus();
        QTest::keyClick(shown.list, Qt::Key_F2);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(respond::sentence(asked[0][0].value<store::LogRecord>().entry), shown.row(0));
    }

    void theZoneIsSwitchedInTheHeader()
    {
        Shown shown;
        const auto first = shown.list->model()->index(0, TimelineModel::TimeColumn);
        QCOMPARE(first.data().toString(), QStringLiteral("06-01 19:16:00"));
        QTest::mouseClick(shown.pane.findChild<QToolButton *>(QStringLiteral("zoneUtc")), Qt::LeftButton);
        QCOMPARE(first.data().toString(), QStringLiteral("06-01 10:16:00"));
        QVERIFY(first.data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("2020-06-01 19:16:00 JST (2020-06-01T10:16:00Z)")));
    }

    void aTypedLineWaitsUntilItIsInTheLog()
    {
        auto snapshot = test::sampleCopy();
        Shown shown(snapshot);
        QSignalSpy typedSpy(&shown.pane, &TimelinePane::entryTyped);
        shown.pane.focusEntryLine();
        QTest::keyClicks(shown.line, QStringLiteral("19:10 called the registrar, ticket 123"));
        QTest::keyClick(shown.line, Qt::Key_Return);
        QCOMPARE(typedSpy.size(), 1);
        QCOMPARE(typedSpy.first().first().toString(), QStringLiteral("19:10 called the registrar, ticket 123"));
        QVERIFY(shown.line->text().isEmpty());
        QVERIFY(shown.state->isVisibleTo(&shown.pane));
        QVERIFY(shown.state->text().contains(QStringLiteral("ticket 123")));

        QTest::keyClicks(shown.line, QStringLiteral("the next li")); // a refresh does not disturb
        auto later = std::make_shared<console::Snapshot>(*snapshot);
        later->log.append(
            typed(99, test::at("2020-06-01T10:10:00Z"), QStringLiteral("called the registrar, ticket 123")));
        shown.pane.show(later, Domain);
        QVERIFY(shown.state->isVisibleTo(&shown.pane)); // in the log, and not yet on disk
        later = std::make_shared<console::Snapshot>(*later);
        later->head = {QStringLiteral("hinoban"), 99, later->log.last().hash};
        shown.pane.show(later, Domain);
        QVERIFY(!shown.state->isVisibleTo(&shown.pane));
        QCOMPARE(shown.line->text(), QStringLiteral("the next li"));
    }

    void wordsThatWereNotWrittenComeBack()
    {
        Shown shown;
        QTest::keyClicks(shown.line, QStringLiteral("disk is full soon"));
        QTest::keyClick(shown.line, Qt::Key_Return);
        QTest::keyClicks(shown.line, QStringLiteral("meanwhile"));
        const auto refuse = [&](const char *line) {
            shown.pane.entryRefused(QLatin1String(line), QStringLiteral("No space is left."));
        };
        refuse("somebody else's words");
        QCOMPARE(shown.line->text(), QStringLiteral("meanwhile"));
        refuse("disk is full soon");
        QCOMPARE(shown.line->text(), QStringLiteral("disk is full soon / meanwhile"));
        refuse("disk is full soon"); // once is enough
        QCOMPARE(shown.line->text(), QStringLiteral("disk is full soon / meanwhile"));
        QVERIFY(shown.state->text().contains(QStringLiteral("No space is left.")));
        QVERIFY(shown.state->isVisibleTo(&shown.pane));
    }

    void selectionAndScrollingSurvive()
    {
        auto snapshot = test::sampleCopy();
        for (quint64 i = 0; i < 60; ++i)
            snapshot->log.append(
                typed(100 + i, snapshot->at - std::chrono::minutes(i), QStringLiteral("line %1").arg(i)));
        Shown shown(snapshot);
        auto *bar = shown.list->verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        shown.list->selectRow(20);
        bar->setValue(bar->maximum() / 2);
        const auto top = shown.list->indexAt(QPoint(1, 1));
        const QString read = shown.row(top.row()), chosen = shown.row(20);
        const int offset = shown.list->rowViewportPosition(top.row());

        auto later = std::make_shared<console::Snapshot>(*snapshot);
        later->log.append(typed(500, snapshot->at, QStringLiteral("newest")));
        later->log.append(typed(501, snapshot->at - std::chrono::hours(400), QStringLiteral("oldest")));
        shown.pane.show(later, Domain);
        QCoreApplication::processEvents();
        const auto after = shown.list->indexAt(QPoint(1, 1));
        QCOMPARE(shown.row(after.row()), read);
        QCOMPARE(shown.list->rowViewportPosition(after.row()), offset);
        QCOMPARE(shown.list->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(shown.row(shown.list->selectionModel()->selectedRows().first().row()), chosen);

        bar->setValue(0); // at the top the newest is followed
        later = std::make_shared<console::Snapshot>(*later);
        later->log.append(typed(502, snapshot->at + std::chrono::minutes(1), QStringLiteral("even newer")));
        shown.pane.show(later, Domain);
        QCoreApplication::processEvents();
        QCOMPARE(bar->value(), 0);
        QCOMPARE(shown.row(0), QStringLiteral("even newer"));
    }

    void rowsAreCopiedAsLines()
    {
        Shown shown;
        shown.list->setFocus();
        shown.list->selectRow(0);
        QTest::keyClick(shown.list, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(shown.list, Qt::Key_C, Qt::ControlModifier);
        const auto lines = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.first().startsWith(QStringLiteral("2020-06-01 19:16:00 JST (2020-06-01T10:16:00Z)  person  ")));
    }

    void thePictureZoomsAndComesBack()
    {
        Shown shown;
        auto *picture = shown.pane.findChild<TimelinePicture *>();
        QVERIFY(picture);
        const auto everything = picture->xAxis->range();
        picture->setFocus();
        QTest::keyClick(picture, Qt::Key_Plus);
        QVERIFY(picture->isZoomed());
        QVERIFY(picture->xAxis->range().size() < everything.size());
        const auto zoomed = picture->xAxis->range();

        auto later = test::sampleCopy(); // the present goes on: what is looked at stays
        later->at += std::chrono::minutes(30);
        shown.pane.show(later, Domain);
        QCOMPARE(picture->xAxis->range().lower, zoomed.lower);

        QTest::mouseDClick(picture, Qt::LeftButton, {}, picture->rect().center());
        QVERIFY(!picture->isZoomed());
        QVERIFY(picture->xAxis->range().size() >= everything.size());
    }

    void thePictureTellsWhatIsUnderThePointer()
    {
        Shown shown;
        auto *picture = shown.pane.findChild<TimelinePicture *>();
        picture->replot();
        const auto point = [&](double row, const char *time) {
            return QPoint(int(picture->xAxis->coordToPixel(axisKey(test::at(time)))),
                          int(picture->yAxis->coordToPixel(row)));
        };
        const QString dns = picture->textAt(point(2.5, "2020-06-01T10:14:00Z"));
        QVERIFY2(dns.contains(QStringLiteral("ns-1515.awsdns-061.org")), qPrintable(dns));
        const QString people = picture->textAt(point(0.5, "2020-05-30T15:05:00Z"));
        QVERIFY2(people.contains(QStringLiteral("rewritten")), qPrintable(people));
        const QString response = picture->textAt(point(1.5, "2020-06-01T08:00:00Z"));
        QVERIFY2(response.contains(QStringLiteral(" ms at 2020-06-01 17:00:00 JST")), qPrintable(response));
    }

    void shots()
    {
        Shown shown;
        shown.list->selectRow(2);
        test::takeShots(shown.pane, QStringLiteral("timeline"), {560, 260}, {860, 330});
    }

    // A planned change that has ended otherwise, and one that is under way.
    void plansAreBands()
    {
        auto snapshot = test::sampleCopy();
        auto &domain = snapshot->domains.front();
        watch::Plan plan;
        plan.id = QStringLiteral("2020-06-01-a");
        plan.from = test::at("2020-05-31T22:00:00Z");
        plan.until = test::at("2020-06-01T02:00:00Z");
        plan.approval.person = QStringLiteral("Sato");
        plan.approval.reason = QStringLiteral("the web moves to another provider");
        domain.domain.plans.push_back(plan);
        plan.id = QStringLiteral("2020-06-01-b");
        plan.from = test::at("2020-06-01T09:30:00Z");
        plan.until = test::at("2020-06-01T11:00:00Z");
        domain.domain.plans.push_back(plan);
        detect::Finding wrong;
        wrong.signal = QStringLiteral("W1");
        wrong.rule = QStringLiteral("plan-gone-wrong");
        wrong.domain = Domain;
        wrong.subject = QStringLiteral("2020-06-01-a");
        wrong.severity = detect::Severity::High;
        wrong.firstSeen = wrong.lastSeen = test::at("2020-06-01T02:01:00Z");
        snapshot->findings.push_back(wrong);
        Shown shown(snapshot);
        auto *picture = shown.pane.findChild<TimelinePicture *>();
        QVERIFY(picture);
        QTRY_VERIFY(picture->axisRect()->width() > 50);
        const auto textAt = [&](const char *time) {
            return picture->textAt(
                QPoint(int(picture->xAxis->coordToPixel(axisKey(test::at(time)))),
                       int(picture->yAxis->coordToPixel(TimelineRows::middleOf(TimelineChart::Row::Dns)))));
        };
        const QString over = textAt("2020-05-31T23:00:00Z");
        QVERIFY2(over.contains(QStringLiteral("2020-06-01-a")) && over.contains(QStringLiteral("Sato")),
                 qPrintable(over));
        QVERIFY2(over.contains(QStringLiteral("ended otherwise")), qPrintable(over));
        const QString now = textAt("2020-06-01T10:00:00Z");
        QVERIFY2(now.contains(QStringLiteral("2020-06-01-b")), qPrintable(now));
        QVERIFY2(!now.contains(QStringLiteral("ended otherwise")), qPrintable(now));
        test::takeShots(shown.pane, QStringLiteral("timeline-plans"), {560, 260}, {860, 330});
    }

    void emptyShots()
    {
        Shown shown(test::quietSnapshot());
        test::takeShots(shown.pane, QStringLiteral("timeline-quiet"), {560, 260}, {860, 330});
    }
};

QTEST_MAIN(TimelinePaneTest)
#include "tst_timelinepane.moc"
