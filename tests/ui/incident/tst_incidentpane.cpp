// SPDX-License-Identifier: GPL-3.0-or-later
#include "PaneShots.h"
#include "SampleSnapshot.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/Person.h"
#include "ui/common/TimeField.h"
#include "ui/common/TimeText.h"
#include "ui/incident/FormDialog.h"
#include "ui/incident/IncidentPane.h"
#include "ui/incident/RunbookList.h"
#include "ui/incident/RunbookModel.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QUrl>

using namespace hinoban;
using namespace hinoban::ui;
using respond::IncidentAct;
using Kind = IncidentAct::Kind;

namespace {

const dns::Name Domain = test::name("coincheck.com");

struct Shown {
    IncidentPane pane;
    std::shared_ptr<console::Snapshot> snapshot = test::sampleCopy();
    QSignalSpy acted{&pane, &IncidentPane::acted};
    RunbookList *list = pane.findChild<RunbookList *>();
    QTableView *people = pane.findChild<QTableView *>(QStringLiteral("peopleList"));
    QTableView *clocks = pane.findChild<QTableView *>(QStringLiteral("clockList"));

    Shown()
    {
        pane.resize(350, 640);
        show();
        pane.QWidget::show();
        (void)QTest::qWaitForWindowExposed(&pane);
        pane.activateWindow();
    }
    void show() { pane.Pane::show(snapshot, Domain); }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return pane.findChild<QPushButton *>(QLatin1String(name));
    }
    [[nodiscard]] IncidentAct last() const { return acted.last().front().value<IncidentAct>(); }
    [[nodiscard]] QModelIndex item(const char *id) const
    {
        const auto *model = list->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data(RunbookModel::IdRole).toString() == QLatin1String(id))
                return model->index(row, 0);
        return {};
    }
    void chooseClock(const char *words)
    {
        pane.header()->setCurrentTab(QStringLiteral("clocks"));
        for (int row = 0; row < clocks->model()->rowCount(); ++row)
            if (clocks->model()->index(row, 0).data().toString().contains(QLatin1String(words)))
                clocks->setCurrentIndex(clocks->model()->index(row, 0));
    }
};

} // namespace

class tst_IncidentPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_incidentpane"));
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
        Language::instance().set(QStringLiteral("en"));
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
    }
    void init() { setPerson(QStringLiteral("Sato")); }

    void theRunbookIsWorkedByKeyboard()
    {
        Shown shown;
        shown.pane.focusRunbook();
        QCOMPARE(QApplication::focusWidget(), shown.list);
        // At the first open item.
        QCOMPARE(shown.list->currentIndex().data(RunbookModel::IdRole).toString(), QStringLiteral("registrar-login"));
        QTest::keyClick(shown.list, Qt::Key_Space);
        QCOMPARE(shown.acted.count(), 1);
        QVERIFY(shown.last().kind == Kind::Tick);
        QCOMPARE(shown.last().item, QStringLiteral("registrar-login"));
        QCOMPARE(shown.last().person, QStringLiteral("Sato"));
        // A ticked one: the tick is taken away; a fulfilled one is nobody's to take away.
        QTest::keyClick(shown.list, Qt::Key_Up);
        QTest::keyClick(shown.list, Qt::Key_Return);
        QVERIFY(shown.last().kind == Kind::Untick);
        QCOMPARE(shown.last().item, QStringLiteral("registry-lock"));
        shown.list->setCurrentIndex(shown.item("commander-named"));
        QTest::keyClick(shown.list, Qt::Key_Space);
        QCOMPARE(shown.acted.count(), 2);
        // A phase is no item.
        shown.list->setCurrentIndex(shown.list->model()->index(0, 0));
        QTest::keyClick(shown.list, Qt::Key_Space);
        QCOMPARE(shown.acted.count(), 2);
        // The mouse ticks by the box, and only chooses elsewhere.
        const QRect place = shown.list->visualRect(shown.item("registrar-login"));
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(shown.acted.count(), 2);
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {}, place.topLeft() + QPoint(18, 10));
        QCOMPARE(shown.acted.count(), 3);
    }

    void anItemSaysWhenWhoAndWhy()
    {
        Shown shown;
        QCOMPARE(shown.item("registry-lock").data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Ticked: Registry lock is set on every domain that matters (06-01 19:17:20, Hanako)"));
        QCOMPARE(
            shown.item("look-alikes-compared").data(RunbookModel::NoteRole).toString().section(QStringLiteral(": "), 1),
            QStringLiteral("finding D2 was seen"));
        QCOMPARE(shown.item("registrar-called").data(RunbookModel::NoteRole).toString(), QStringLiteral("liaison"));
    }

    void theChoiceStaysFromMomentToMoment()
    {
        Shown shown;
        shown.pane.focusRunbook();
        shown.list->setCurrentIndex(shown.item("jpcert-asked"));
        auto next = std::make_shared<console::Snapshot>(*shown.snapshot);
        next->at += std::chrono::seconds(1);
        next->response.phases[1].items[0].state = respond::ItemState::State::Open;
        QSignalSpy reset(shown.list->model(), &QAbstractItemModel::modelReset);
        shown.snapshot = next;
        shown.show();
        QCOMPARE(reset.count(), 0);
        QCOMPARE(shown.list->currentIndex(), shown.item("jpcert-asked"));
        QVERIFY(shown.item("parent-and-child").data(Qt::CheckStateRole).toInt() == Qt::Unchecked);
    }

    void partsAndRoom()
    {
        Shown shown;
        shown.pane.header()->setCurrentTab(QStringLiteral("people"));
        QCOMPARE(shown.people->model()->rowCount(), 5);
        QCOMPARE(shown.people->model()->index(0, 1).data().toString(), QStringLiteral("Tanaka Ichiro"));
        QCOMPARE(shown.people->model()->index(1, 2).data().toString(), QStringLiteral("room 2, +81 90 0000 0002"));
        QCOMPARE(shown.people->model()->index(2, 1).data().toString(), QStringLiteral("nobody"));

        shown.people->setCurrentIndex(shown.people->model()->index(3, 0));
        QTest::keyClick(shown.people, Qt::Key_Return);
        auto *dialog = shown.pane.findChild<FormDialog *>(QStringLiteral("assignDialog"));
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(QStringLiteral("holder"))->setText(QStringLiteral("Kato"));
        dialog->findChild<QLineEdit *>(QStringLiteral("call"))->setText(QStringLiteral("#7"));
        dialog->findChild<QPushButton *>(QStringLiteral("decide"))->click();
        QVERIFY(shown.last().kind == Kind::Assign);
        QCOMPARE(shown.last().role, QStringLiteral("legal"));
        QCOMPARE(shown.last().holder, QStringLiteral("Kato"));
        QCOMPARE(shown.last().call, QStringLiteral("#7"));

        QSignalSpy opened(&shown.pane, &IncidentPane::roomRequested);
        shown.button("copyRoom")->click();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("https://meet.example.net/standing-room"));
        QCOMPARE(opened.count(), 0); // only by the person's own act
        shown.button("openRoom")->click();
        QCOMPARE(opened.count(), 1);
        // A number is no page; nor is what only looks like one.
        for (const char *room : {"+81 3 0000 0000", "file:///etc/passwd", "javascript:alert(1)", "https://"}) {
            shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
            shown.snapshot->response.room = QString::fromLatin1(room);
            shown.show();
            QVERIFY2(!shown.button("openRoom")->isVisible(), room);
            shown.pane.openRoom();
            QCOMPARE(opened.count(), 1);
        }
        QSignalSpy told(&shown.pane, &IncidentPane::caseTold);
        shown.button("changeRoom")->click();
        auto *room = shown.pane.findChild<FormDialog *>(QStringLiteral("roomDialog"));
        QVERIFY(room);
        room->findChild<QLineEdit *>(QStringLiteral("roomLine"))->setText(QStringLiteral("03-0000-0000"));
        room->findChild<QPushButton *>(QStringLiteral("decide"))->click();
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.front().at(0).toString(), QStringLiteral("channel"));
    }

    void namesArePlainText()
    {
        Shown shown;
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->response.roles[0].person = QStringLiteral("<b>Eve</b>\u202e");
        shown.snapshot->incident.openedBy = QStringLiteral("<i>x</i>\u202e");
        shown.show();
        QCOMPARE(shown.people->model()->index(0, 1).data().toString(), QStringLiteral("<b>Eve</b>\\u202e"));
        for (const auto *label : shown.pane.findChildren<QLabel *>()) {
            if (label->parentWidget() == shown.pane.header()) continue;
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
            QVERIFY(!label->text().contains(QChar(0x202e)));
        }
    }

    void clocksAndDeadlines()
    {
        Shown shown;
        shown.pane.header()->setCurrentTab(QStringLiteral("clocks"));
        const auto text = [&](int row, int column) {
            return shown.clocks->model()->index(row, column).data().toString();
        };
        QCOMPARE(text(0, 0), QStringLiteral("Since the change"));
        QCOMPARE(text(0, 1), QStringLiteral("43 h 06 min"));
        QCOMPARE(text(1, 1), QStringLiteral("8 min 04 s"));
        QCOMPARE(text(2, 0), QStringLiteral("Next meeting"));
        QCOMPARE(text(2, 1), QStringLiteral("in 13 h 41 min"));
        // They go on between two moments.
        shown.pane.setNow(shown.snapshot->at + std::chrono::minutes(2));
        QCOMPARE(text(1, 1), QStringLiteral("10 min 04 s"));

        QSignalSpy draft(&shown.pane, &IncidentPane::draftRequested);
        shown.button("situationDraft")->click();
        QCOMPARE(draft.count(), 1);
        QCOMPARE(draft.front().front().toString(), QStringLiteral("SITREP"));

        shown.chooseClock("PPC preliminary");
        const auto *words = shown.pane.findChild<QLabel *>(QStringLiteral("clockWords"));
        QVERIFY2(words->text().contains(QStringLiteral("2020-06-05 23:59:59 JST")), qPrintable(words->text()));
        QVERIFY(words->text().contains(QStringLiteral("leakAction")));
        QVERIFY(!shown.button("situationDraft")->isVisible());

        shown.chooseClock("FSA first");
        QVERIFY(words->text().contains(QStringLiteral("Nobody has decided yet")));
        shown.button("deadlineApplies")->click();
        auto *dialog = shown.pane.findChild<FormDialog *>(QStringLiteral("deadlineDialog"));
        QVERIFY(dialog);
        dialog->findChild<QPushButton *>(QStringLiteral("decide"))->click();
        QVERIFY(shown.last().kind == Kind::Applies);
        QCOMPARE(shown.last().item, QStringLiteral("fsa-first"));
        QVERIFY(shown.last().known ==
                shown.snapshot->incident.noticedAt); // to the second, though the field has minutes
        delete dialog;
        shown.button("deadlineNotApplying")->click();
        dialog = shown.pane.findChild<FormDialog *>(QStringLiteral("deadlineDialog"));
        QVERIFY(dialog);
        auto *decide = dialog->findChild<QPushButton *>(QStringLiteral("decide"));
        QVERIFY(!decide->isEnabled()); // a reason is needed
        dialog->findChild<QLineEdit *>(QStringLiteral("why"))->setText(QStringLiteral("not supervised"));
        decide->click();
        QVERIFY(shown.last().kind == Kind::NotApplying);
        QCOMPARE(shown.last().reason, QStringLiteral("not supervised"));
    }

    void meetings()
    {
        Shown shown;
        shown.pane.header()->setCurrentTab(QStringLiteral("clocks"));
        shown.button("setMeetings")->click();
        auto *dialog = shown.pane.findChild<FormDialog *>(QStringLiteral("meetingsDialog"));
        QVERIFY(dialog);
        QCOMPARE(dialog->line(QStringLiteral("times")), QStringLiteral("09:00 13:00 18:00"));
        dialog->findChild<QLineEdit *>(QStringLiteral("times"))->setText(QStringLiteral("10:00  17:30"));
        dialog->findChild<QPushButton *>(QStringLiteral("decide"))->click();
        QVERIFY(shown.last().kind == Kind::Meet);
        QCOMPARE(shown.last().times, (QStringList{QStringLiteral("10:00"), QStringLiteral("17:30")}));
        QCOMPARE(shown.last().zone, QStringLiteral("Asia/Tokyo"));
    }

    void oneActionOpensAnIncident()
    {
        Shown shown;
        QVERIFY(shown.button("openIncidentButton")->isVisible());
        shown.button("openIncidentButton")->click();
        QCOMPARE(shown.acted.count(), 1); // the findings are the reason
        QVERIFY(shown.last().kind == Kind::Open);
        QCOMPARE(shown.last().domain, Domain);
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->incident.openedBy = QStringLiteral("Sato");
        shown.show();
        QVERIFY(!shown.button("openIncidentButton")->isVisible());
        shown.pane.openIncident();
        QCOMPARE(shown.acted.count(), 1);

        // Where nothing was found, a person says why.
        shown.snapshot = std::make_shared<console::Snapshot>(*test::quietSnapshot());
        shown.show();
        QVERIFY(!shown.button("closeIncidentButton")->isVisible());
        shown.button("openIncidentButton")->click();
        QCOMPARE(shown.acted.count(), 1);
        auto *dialog = shown.pane.findChild<DecisionDialog *>();
        QVERIFY(dialog);
        QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("decide"))->isEnabled());
        dialog->findChild<QPlainTextEdit *>(QStringLiteral("reason"))->setPlainText(QStringLiteral("a call"));
        dialog->findChild<QPushButton *>(QStringLiteral("decide"))->click();
        QCOMPARE(shown.acted.count(), 2);
        QCOMPARE(shown.last().reason, QStringLiteral("a call"));
    }

    void aBrokenRunbookSaysSo()
    {
        Shown shown;
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->response.phases.clear();
        shown.snapshot->response.problem = QStringLiteral("own.yaml:12: unknown key");
        shown.show();
        const auto *problem = shown.pane.findChild<QLabel *>(QStringLiteral("runbookProblem"));
        QVERIFY(problem->isVisible());
        QCOMPARE(problem->text(), QStringLiteral("own.yaml:12: unknown key"));
        QCOMPARE(shown.list->model()->rowCount(), 0);
    }

    void everythingIsNamed()
    {
        Shown shown;
        for (const QWidget *widget : {static_cast<QWidget *>(shown.list), static_cast<QWidget *>(shown.people),
                                      static_cast<QWidget *>(shown.clocks)})
            QVERIFY(!widget->accessibleName().isEmpty());
        for (const auto *button : shown.pane.findChildren<QPushButton *>()) {
            QVERIFY2(!button->text().isEmpty(), qPrintable(button->objectName()));
            QVERIFY(button->focusPolicy() == Qt::StrongFocus);
        }
    }

    void pictures()
    {
        Shown shown;
        for (const char *tab : {"runbook", "people", "clocks"}) {
            shown.pane.header()->setCurrentTab(QLatin1String(tab));
            test::takeShots(shown.pane, QStringLiteral("incident-") + QLatin1String(tab), {324, 610}, {480, 800});
        }
        auto recovering = test::sampleCopy();
        recovering->incident.state = respond::IncidentState::Recovering;
        recovering->at = test::at("2020-06-03T00:10:00Z");
        recovering->incident.repairedAt = test::at("2020-06-01T11:53:30Z");
        recovering->incident.openedBy = QStringLiteral("Hanako");
        for (auto &finding : recovering->findings)
            if (finding.vantage != QLatin1String("resolver")) finding.cleared = recovering->incident.repairedAt;
        respond::Request asked;
        asked.id = QStringLiteral("Q1");
        asked.party = QStringLiteral("JPCERT/CC");
        asked.sentAt = test::at("2020-06-01T15:00:00Z");
        asked.dueAt = test::at("2020-06-02T03:00:00Z");
        recovering->requests = {asked};
        test::respondIn(*recovering);
        shown.snapshot = recovering;
        shown.show();
        for (const char *tab : {"runbook", "clocks"}) {
            shown.pane.header()->setCurrentTab(QLatin1String(tab));
            test::takeShots(shown.pane, QStringLiteral("incident-recovering-") + QLatin1String(tab), {324, 610},
                            {480, 800});
        }
    }
};

QTEST_MAIN(tst_IncidentPane)
#include "tst_incidentpane.moc"
