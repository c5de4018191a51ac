// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "tests/ui/ServerSample.h"
#include "ui/common/Language.h"
#include "ui/common/Pane.h"
#include "ui/common/Person.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/records/RecordsPane.h"
#include "ui/records/RecordsView.h"
#include "ui/shell/DomainList.h"
#include "ui/shell/ExpectationDesk.h"
#include "ui/shell/ImportDialog.h"
#include "ui/shell/IncidentBar.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/NetworkBanner.h"
#include "ui/shell/Notice.h"
#include "ui/timeline/TimelinePane.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>

using namespace hinoban;
using namespace hinoban::ui;

class tst_MainWindow : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<MainWindow> m_window;

    QAction *action(const char *name) const { return m_window->findChild<QAction *>(QLatin1String(name)); }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_mainwindow"));
        Theme::instance().apply(Theme::Kind::Light);
    }
    void init()
    {
        QSettings().clear();
        m_window = std::make_unique<MainWindow>();
        m_window->setTicking(false);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showSnapshot(test::sampleSnapshot());
        m_window->activateWindow();
    }
    void cleanup() { m_window.reset(); }

    void aNetworkThatRewritesIsSaid()
    {
        auto *banner = m_window->findChild<NetworkBanner *>();
        QVERIFY(banner && !banner->isVisible());
        m_window->showSnapshot(test::rewrittenSnapshot());
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->text().startsWith(QStringLiteral("Your network rewrites DNS")), qPrintable(banner->text()));
        QVERIFY(banner->text().contains(watch::vacantAddress().toString()));
        QCOMPARE(m_window->findChild<StateBlock *>()->word(), QStringLiteral("DNS rewritten"));
        QVERIFY(m_window->findChild<QLabel *>(QStringLiteral("statusLeft"))
                    ->text()
                    .contains(QStringLiteral("really looked at in full every 1 h 06 min")));
        Language::instance().set(QStringLiteral("ja"));
        QTRY_VERIFY2(banner->text().contains(QStringLiteral("書き換えています")), qPrintable(banner->text()));
        Language::instance().set(QStringLiteral("en"));
        QTRY_VERIFY(banner->text().startsWith(QStringLiteral("Your network")));
        // A hijack that is under way says so: the state is not taken from it.
        auto both = test::sampleCopy();
        both->interception = test::rewrittenSnapshot()->interception;
        m_window->showSnapshot(both);
        QVERIFY(banner->isVisible());
        QCOMPARE(m_window->findChild<StateBlock *>()->word(), QStringLiteral("Hijack"));
        m_window->showSnapshot(test::sampleSnapshot());
        QVERIFY(!banner->isVisible());
    }

    void everyPaneHasRoom()
    {
        QCOMPARE(m_window->size(), QSize(1280, 800));
        const auto panes = m_window->findChildren<Pane *>();
        QCOMPARE(int(panes.size()), 6);
        for (const auto *pane : panes) {
            // Some stand behind one another, as tabs of one place.
            if (auto *dock = qobject_cast<QDockWidget *>(pane->parentWidget())) dock->raise();
            QCoreApplication::processEvents();
            QVERIFY2(pane->isVisible(), qPrintable(pane->title()));
            QVERIFY2(pane->width() >= 170 && pane->height() >= 150,
                     qPrintable(QStringLiteral("%1 %2x%3").arg(pane->title()).arg(pane->width()).arg(pane->height())));
            QVERIFY(!pane->title().isEmpty());
        }
    }

    void worstDomainIsSelected()
    {
        QCOMPARE(m_window->findChild<DomainList *>()->selected(), test::name("coincheck.com"));
        QVERIFY(m_window->findChild<RecordsPane *>()->view()->model()->rowCount() > 10);
    }

    void arrowKeyShowsAnotherDomain()
    {
        auto *list = m_window->findChild<QListView *>(QStringLiteral("domains"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        QCOMPARE(m_window->findChild<DomainList *>()->selected(), test::name("wallet.example"));
        QCOMPARE(m_window->findChild<RecordsPane *>()->domain(), test::name("wallet.example"));
        m_window->showSnapshot(test::sampleSnapshot());
        QCOMPARE(m_window->findChild<DomainList *>()->selected(), test::name("wallet.example"));
    }

    // Another workspace or drill is opened while the filter hides what is worst there.
    void aFilterHidesNoPane()
    {
        m_window->findChild<QLineEdit *>(QStringLiteral("domainFilter"))->setText(QStringLiteral("example"));
        m_window->showSnapshot({});
        m_window->showSnapshot(test::sampleSnapshot());
        QCOMPARE(m_window->findChild<DomainList *>()->selected(), test::name("coincheck.com"));
        QCOMPARE(m_window->findChild<RecordsPane *>()->domain(), test::name("coincheck.com"));
        QVERIFY(m_window->findChild<RecordsPane *>()->view()->model()->rowCount() > 10);
        auto *list = m_window->findChild<QListView *>(QStringLiteral("domains"));
        QVERIFY(!list->currentIndex().isValid());
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(m_window->findChild<RecordsPane *>()->domain(), test::name("status.example"));
    }

    void shortcuts()
    {
        QSignalSpy look(m_window.get(), &MainWindow::lookNowRequested);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(look.count(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        auto *filter = m_window->findChild<QLineEdit *>(QStringLiteral("filter"));
        QTRY_VERIFY(filter->hasFocus());
        // A space typed is a space, not a pause.
        QSignalSpy pause(m_window.get(), &MainWindow::pauseRequested);
        QTest::keyClicks(filter, QStringLiteral("a b"));
        QCOMPARE(filter->text(), QStringLiteral("a b"));
        QCOMPARE(pause.count(), 0);
        m_window->findChild<QListView *>(QStringLiteral("domains"))->setFocus();
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Space);
        QCOMPARE(pause.count(), 1);
        QCOMPARE(pause.first().first().toBool(), true);
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto *timeline = m_window->findChild<TimelinePane *>();
        QTRY_VERIFY(m_window->focusWidget() && timeline->isAncestorOf(m_window->focusWidget()));
    }

    void buttonIsPressedWithSpace()
    {
        auto *take = m_window->findChild<QPushButton *>(QStringLiteral("takeCommand"));
        take->setFocus();
        QSignalSpy pause(m_window.get(), &MainWindow::pauseRequested);
        QTest::keyClick(take, Qt::Key_Space);
        QCOMPARE(pause.count(), 0);
        QVERIFY(m_window->findChild<QDialog *>());
    }

    void entryCarriesPersonAndZone()
    {
        setPerson(QStringLiteral("Sato"));
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
        QSignalSpy entry(m_window.get(), &MainWindow::entryTyped);
        Q_EMIT m_window->findChild<TimelinePane *>()->entryTyped(QStringLiteral("19:36 called the registrar"));
        QCOMPARE(entry.count(), 1);
        QCOMPARE(entry.first().at(1).toString(), QStringLiteral("Sato"));
        QCOMPARE(entry.first().at(2).toInt(), 9 * 3600);
    }

    // Nothing that was typed is lost: not if nobody says who it is, and not if it cannot be stored.
    void wordsComeBack()
    {
        auto *line = m_window->findChild<QLineEdit *>(QStringLiteral("entryLine"));
        QSignalSpy entry(m_window.get(), &MainWindow::entryTyped);
        QTest::keyClicks(line, QStringLiteral("called the registrar"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(line->text().isEmpty());
        auto *dialog = m_window->findChild<DecisionDialog *>();
        QVERIFY(dialog);
        dialog->reject();
        QCOMPARE(line->text(), QStringLiteral("called the registrar"));
        QVERIFY(entry.empty());
        setPerson(QStringLiteral("Sato"));
        line->setText(QStringLiteral("19:10 called\tthe registrar"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(entry.size(), 1);
        QVERIFY(line->text().isEmpty());
        respond::Entry lost;
        lost.kind = respond::Entry::Kind::Person;
        lost.text = QStringLiteral("called the registrar");
        m_window->showNotWritten(lost, {ErrorCode::DiskFull, {}, {}});
        QCOMPARE(line->text(), QStringLiteral("19:10 called\tthe registrar"));
    }

    // Esc throws no reason away, and a reason stands under its own question only.
    void aReasonIsKept()
    {
        setPerson(QStringLiteral("Sato"));
        const auto open = [this](const char *name) -> DecisionDialog * {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            action(name)->trigger();
            for (auto *dialog : m_window->findChildren<DecisionDialog *>())
                if (dialog->isVisible()) return dialog;
            return nullptr;
        };
        const auto reason = [](DecisionDialog *dialog) {
            return dialog->findChild<QPlainTextEdit *>(QStringLiteral("reason"));
        };
        // Nothing of it is open any more: it may be closed.
        auto over = test::sampleCopy();
        over->response.open.clear();
        m_window->showSnapshot(over);
        auto *dialog = open("closeIncident");
        QVERIFY(dialog);
        QTest::keyClicks(reason(dialog), QStringLiteral("all is repaired"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        dialog = open("acceptRegistration");
        QVERIFY(dialog && reason(dialog)->toPlainText().isEmpty());
        QTest::keyClick(dialog, Qt::Key_Escape);
        dialog = open("closeIncident");
        QVERIFY(dialog);
        QCOMPARE(reason(dialog)->toPlainText(), QStringLiteral("all is repaired"));
        QSignalSpy closed(m_window.get(), &MainWindow::incidentClosed);
        dialog->findChild<QPushButton *>(QStringLiteral("decide"))->click();
        QCOMPARE(closed.size(), 1); // once, though it was opened twice
        dialog = open("closeIncident");
        QVERIFY(dialog && reason(dialog)->toPlainText().isEmpty());
        QTest::keyClicks(reason(dialog), QStringLiteral("of this incident"));
        dialog->close();
        m_window->showSnapshot({}); // something else is opened
        m_window->showSnapshot(over);
        dialog = open("closeIncident");
        QVERIFY(dialog && reason(dialog)->toPlainText().isEmpty());
    }

    void closingIsRefusedWhileSomethingIsOpen()
    {
        action("closeIncident")->trigger();
        QVERIFY(!m_window->findChild<DecisionDialog *>());
        const QString why = m_window->findChild<Notice *>()->text();
        QVERIFY2(why.startsWith(QStringLiteral("The incident cannot be closed")) && why.contains(QStringLiteral("D1 ")),
                 qPrintable(why));
    }

    void oneKeyShowsTheIncident()
    {
        auto *list = m_window->findChild<QListView *>(QStringLiteral("runbookList"));
        // What stands behind another tab is visible to Qt, but no part of it is.
        QTRY_VERIFY(list->visibleRegion().isEmpty());
        action("incidentPage")->trigger();
        QTRY_VERIFY(!list->visibleRegion().isEmpty());
        QCOMPARE(m_window->focusWidget(), list);
        // The situation report is drafted where drafts are.
        QSignalSpy acted(m_window.get(), &MainWindow::incidentActed);
        setPerson(QStringLiteral("Sato"));
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(acted.count(), 1);
    }

    void commandNeedsAName()
    {
        action("takeCommandAction")->trigger();
        auto *dialog = m_window->findChild<DecisionDialog *>();
        QVERIFY(dialog);
        auto *decide = dialog->findChild<QPushButton *>(QStringLiteral("decide"));
        QVERIFY(!decide->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("person")), QStringLiteral("Kyan"));
        QSignalSpy taken(m_window.get(), &MainWindow::commandTaken);
        QTest::mouseClick(decide, Qt::LeftButton);
        QCOMPARE(taken.count(), 1);
        QCOMPARE(taken.first().first().toString(), QStringLiteral("Kyan"));
    }

    void commandIsTakenByOneKey()
    {
        setPerson(QStringLiteral("Kyan"));
        auto snapshot = test::sampleCopy();
        snapshot->incident.commander.clear();
        m_window->showSnapshot(snapshot);
        QSignalSpy taken(m_window.get(), &MainWindow::commandTaken);
        QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(taken.count(), 1);
        QCOMPARE(taken.first().first().toString(), QStringLiteral("Kyan"));
        QVERIFY(!m_window->findChild<DecisionDialog *>());
        // From somebody who has it, it is not taken by a slip.
        snapshot = test::sampleCopy();
        snapshot->incident.commander = QStringLiteral("Sato");
        m_window->showSnapshot(snapshot);
        QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(taken.count(), 1);
        QVERIFY(m_window->findChild<DecisionDialog *>());
    }

    void registrationIsAcceptedWithAReason()
    {
        QVERIFY(action("acceptRegistration")->isEnabled());
        action("acceptRegistration")->trigger();
        auto *dialog = m_window->findChild<DecisionDialog *>();
        auto *decide = dialog->findChild<QPushButton *>(QStringLiteral("decide"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("person")), QStringLiteral("Kyan"));
        QVERIFY(!decide->isEnabled());
        QTest::keyClicks(dialog->findChild<QPlainTextEdit *>(QStringLiteral("reason")),
                         QStringLiteral("restored by the registrar"));
        QSignalSpy cleared(m_window.get(), &MainWindow::findingCleared);
        QTest::mouseClick(decide, Qt::LeftButton);
        QCOMPARE(cleared.count(), 1);
        QVERIFY2(cleared.first().first().toString().startsWith(QStringLiteral("R1|coincheck.com")),
                 qPrintable(cleared.first().first().toString()));
        QCOMPARE(cleared.first().at(2).toString(), QStringLiteral("restored by the registrar"));
    }

    void whatIsExpectedIsImportedOnlyInAWatch()
    {
        QVERIFY(!action("importExpected")->isEnabled()); // a drill's expectations are the story's
        auto watching = test::sampleCopy();
        watching->drill = false;
        m_window->showSnapshot(watching);
        QVERIFY(action("importExpected")->isEnabled());
        auto *desk = m_window->findChild<ExpectationDesk *>();
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("records.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("name,type,ttl,value\n@,A,300,198.51.100.7\n") > 0);
        file.close();
        desk->importFile(file.fileName());
        auto *dialog = m_window->findChild<ImportDialog *>();
        QVERIFY(dialog);
        auto *take = dialog->findChild<QPushButton *>(QStringLiteral("take"));
        dialog->findChild<QLineEdit *>(QStringLiteral("person"))->setText(QStringLiteral("Sato"));
        dialog->findChild<QLineEdit *>(QStringLiteral("reason"))->setText(QStringLiteral("ordered"));
        QTRY_VERIFY(take->isEnabled());
        QSignalSpy decided(m_window.get(), &MainWindow::decided);
        take->click();
        QCOMPARE(decided.count(), 1);
        QCOMPARE(decided.first().first().value<console::Decided>().domains.front().name, test::name("coincheck.com"));
    }

    void languageChangesEverything()
    {
        auto *status = m_window->findChild<QLabel *>(QStringLiteral("statusLeft"));
        QVERIFY(status->text().contains(QStringLiteral("next look in 21 s")));
        action("japanese")->trigger();
        QTRY_VERIFY2(!status->text().contains(QStringLiteral("next look")), qPrintable(status->text()));
        for (const auto *dock : m_window->findChildren<QDockWidget *>())
            QVERIFY2(dock->windowTitle().at(0).unicode() > 0x2fff, qPrintable(dock->windowTitle()));
        action("english")->trigger();
        QTRY_VERIFY(status->text().contains(QStringLiteral("next look in 21 s")));
    }

    void everythingHasAName()
    {
        QStringList nameless;
        for (const auto *widget : m_window->findChildren<QWidget *>()) {
            const bool interactive =
                qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
                qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget) ||
                qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QComboBox *>(widget);
            if (!interactive || widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()) continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            if (widget->accessibleName().isEmpty() && !(button && !button->text().isEmpty()))
                nameless << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
                                widget->objectName() + QStringLiteral(" in ") + widget->parentWidget()->objectName();
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void failureIsASentence()
    {
        m_window->showFailure({ErrorCode::Locked, QStringLiteral("own.hinoban"), QStringLiteral("pid 12")});
        auto *notice = m_window->findChild<Notice *>();
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(QStringLiteral("own.hinoban")), qPrintable(notice->text()));
        m_window->showStarted();
        QVERIFY(!notice->isVisible());
    }

    void placesAreKept()
    {
        auto *dock = m_window->findChild<QDockWidget *>(QStringLiteral("pathDock"));
        dock->hide();
        m_window->close();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QVERIFY(!m_window->findChild<QDockWidget *>(QStringLiteral("pathDock"))->isVisible());
        action("resetLayout")->trigger();
        QVERIFY(m_window->findChild<QDockWidget *>(QStringLiteral("pathDock"))->isVisible());
    }

    void aSessionThatEndedByItselfSaysSo()
    {
        auto *notice = m_window->findChild<Notice *>();
        m_window->showSnapshot(test::sampleSnapshot());
        m_window->showEnded();
        QVERIFY(notice->isVisibleTo(m_window.get()));
        QVERIFY2(notice->text().contains(QStringLiteral("story of the drill is over")), qPrintable(notice->text()));
        m_window->showStarted(); // another one is opened
        QVERIFY(!notice->isVisibleTo(m_window.get()));
        m_window->showFailure({ErrorCode::DiskFull, {}, QStringLiteral("no space left")});
        QVERIFY(notice->text().contains(QStringLiteral("no space left")));
    }
};

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
