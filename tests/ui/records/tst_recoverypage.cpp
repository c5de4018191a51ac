// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/PaneShots.h"
#include "tests/ui/SampleSnapshot.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/TimeText.h"
#include "ui/records/RecordsPane.h"
#include "ui/records/RecoveryPage.h"
#include "ui/records/RecoveryPlot.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;
using respond::CacheState;

class tst_RecoveryPage : public QObject {
    Q_OBJECT
private:
    const Instant m_now = test::at("2020-06-02T03:00:00Z");
    std::unique_ptr<RecoveryPage> m_page;

    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_page->view()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] QString text(const char *name) const
    {
        return m_page->findChild<QLabel *>(QLatin1String(name))->text();
    }
    void select(int row) { m_page->view()->setCurrentIndex(m_page->view()->model()->index(row, 0)); }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().apply(Theme::Kind::Light);
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
    }
    void init()
    {
        m_page = std::make_unique<RecoveryPage>();
        m_page->resize(860, 460);
        m_page->show(test::recoveringTail(m_now), m_now, false);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void everyResolverHasARowInWords()
    {
        QCOMPARE(m_page->view()->model()->rowCount(), 14);
        QCOMPARE(cell(0, 1), QStringLiteral("clean")); // Google's six hours are over
        QVERIFY(cell(0, 3).isEmpty());
        QCOMPARE(cell(1, 1), QStringLiteral("false data"));
        QVERIFY(!cell(1, 2).isEmpty() && !cell(1, 3).isEmpty());
        QCOMPARE(cell(5, 1), QStringLiteral("true now"));
        QCOMPARE(cell(11, 1), QStringLiteral("may be false"));
        QCOMPARE(cell(12, 0), QStringLiteral("All others: Unbound"));
        QCOMPARE(cell(13, 3), QStringLiteral("06-06 00:57:54"));
        QVERIFY2(text("recoverySummary").contains(QStringLiteral("after 2020-06-06 00:57:54 JST")),
                 qPrintable(text("recoverySummary")));
    }

    void noEndWhileTheFalseServersAnswer()
    {
        auto tail = test::recoveringTail(m_now);
        tail.unbounded = true;
        tail.end.reset();
        m_page->show(tail, m_now, false);
        QCOMPARE(cell(13, 3), QStringLiteral("06-06 00:57 or later"));
        QCOMPARE(cell(0, 1), QStringLiteral("clean"));
        QVERIFY(text("recoverySummary").contains(QStringLiteral("taken down first")));
    }

    void enterCopiesHowToFlush()
    {
        select(1); // Cloudflare
        m_page->focusList();
        QTest::keyClick(m_page->view(), Qt::Key_Return);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("https://1.1.1.1/purge-cache/"));
        QVERIFY(text("recoveryFlush").startsWith(QStringLiteral("Copied")));
        select(13);
        QTest::keyClick(m_page->view(), Qt::Key_Return);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("rndc flushtree coincheck.com"));
        select(5);
        QTest::keyClick(m_page->view(), Qt::Key_Return); // nothing is known of it: nothing is copied
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("rndc flushtree coincheck.com"));
        QVERIFY(text("recoveryFlush").contains(QStringLiteral("no public way")));
    }

    void aPageIsOpenedOnlyWhenAskedForAndNeverInADrill()
    {
        QSignalSpy opened(m_page.get(), &RecoveryPage::openRequested);
        select(1);
        QTest::keyClick(m_page->view(), Qt::Key_Return);
        QCOMPARE(opened.count(), 0);
        QTest::keyClick(m_page->view(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toUrl(), QUrl(QStringLiteral("https://1.1.1.1/purge-cache/")));
        m_page->show(test::recoveringTail(m_now), m_now, true);
        QTest::keyClick(m_page->view(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.count(), 1);
        QVERIFY(!m_page->findChild<QToolButton *>(QStringLiteral("openFlushPage"))->isEnabled());
        select(13); // a command is no page
        m_page->show(test::recoveringTail(m_now), m_now, false);
        QTest::keyClick(m_page->view(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.count(), 1);
    }

    void aRowIsCopiedWithItsNumbers()
    {
        select(5);
        m_page->focusList();
        QTest::keyClick(m_page->view(), Qt::Key_C, Qt::ControlModifier);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(QStringLiteral("Z)")) && copied.contains(QStringLiteral("45 looks")),
                 qPrintable(copied));
    }

    void theSelectionSurvivesANewMoment()
    {
        select(6);
        m_page->show(test::recoveringTail(m_now + std::chrono::minutes(1)), m_now + std::chrono::minutes(1), false);
        QCOMPARE(m_page->view()->currentIndex().row(), 6);
    }

    void barsStandBesideTheirRows()
    {
        auto *plot = m_page->findChild<RecoveryPlot *>();
        auto *view = m_page->view();
        for (const int row : {0, 5, 9}) {
            const int middle =
                view->horizontalHeader()->height() + view->visualRect(view->model()->index(row, 0)).center().y();
            QCOMPARE(plot->rowAt({10, middle}), row);
            QVERIFY(plot->textAt({10, middle}).startsWith(cell(row, 0)));
        }
        QCOMPARE(plot->rowAt({10, plot->height() - 2}), -1);
        QTest::mouseClick(plot, Qt::LeftButton, {}, {40, view->horizontalHeader()->height() + 5});
        QCOMPARE(view->currentIndex().row(), 0);
    }

    void pictures()
    {
        auto snapshot = test::sampleCopy();
        snapshot->at = m_now;
        snapshot->domains.front().tail = test::recoveringTail(m_now);
        RecordsPane pane;
        pane.show(snapshot, test::name("coincheck.com"));
        pane.showRecovery();
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QVERIFY(pane.findChild<RecoveryPage *>()->isVisible());
        test::takeShots(pane, QStringLiteral("recovery"), QSize(858, 480), QSize(1380, 690));
        pane.show(test::sampleSnapshot(), test::name("coincheck.com"));
        test::takeShots(pane, QStringLiteral("recovery-hijack"), QSize(858, 480), QSize(1380, 690));
    }
};

QTEST_MAIN(tst_RecoveryPage)
#include "tst_recoverypage.moc"
