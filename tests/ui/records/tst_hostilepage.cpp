// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/HarmSample.h"
#include "tests/ui/PaneShots.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/Person.h"
#include "ui/common/TimeText.h"
#include "ui/records/AssetDialog.h"
#include "ui/records/HostilePage.h"
#include "ui/records/RecordsPane.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

class tst_HostilePage : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<RecordsPane> m_pane;
    HostilePage *m_page = nullptr;

    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_page->view()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] QString detail() const
    {
        return m_page->findChild<QPlainTextEdit *>(QStringLiteral("hostileDetail"))->toPlainText();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().apply(Theme::Kind::Light);
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
        setPerson(QStringLiteral("山田"));
    }
    void init()
    {
        m_pane = std::make_unique<RecordsPane>();
        m_pane->resize(858, 520);
        m_pane->show(test::harmSample(), test::name("coincheck.com"));
        m_pane->QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_pane->showHostile();
        m_page = m_pane->findChild<HostilePage *>();
        QVERIFY(m_page && m_page->isVisible());
    }
    void cleanup() { m_pane.reset(); }

    void eachStandsThereWithItsState()
    {
        QCOMPARE(m_page->view()->model()->rowCount(), 7);
        QCOMPARE(cell(0, 0), QStringLiteral("mail.coincheck.com"));
        QCOMPARE(cell(0, 2), QStringLiteral("alive"));
        QCOMPARE(cell(1, 2), QStringLiteral("answers otherwise"));
        QCOMPARE(cell(1, 3), QStringLiteral("06-03 02:08:00"));
        QCOMPARE(cell(1, 4), QStringLiteral("in 15 min 00 s"));
        QCOMPARE(cell(1, 5), QStringLiteral("Vultr · abuse@vultr.com"));
        QCOMPARE(cell(1, 6), QStringLiteral("Q3"));
        QCOMPARE(cell(2, 2), QStringLiteral("does not resolve"));
        QCOMPARE(cell(2, 6), QStringLiteral("none"));
        QCOMPARE(cell(4, 2), QStringLiteral("stopped"));
        QCOMPARE(cell(5, 4), QStringLiteral("not asked"));
        QCOMPARE(cell(6, 2), QStringLiteral("not hostile"));
        // Colour never speaks alone.
        for (int row = 0; row < 7; ++row)
            QVERIFY(m_page->view()->model()->index(row, 2).data(Qt::DecorationRole).isValid());
        QCOMPARE(m_page->findChild<QLabel *>(QStringLiteral("hostileSummary"))->text(),
                 QStringLiteral("1 alive · 1 answer otherwise · 1 not known · 1 stopped · 2 no longer resolve"));
    }

    void theChosenOneTellsItsHistory()
    {
        QTest::keyClick(m_page->view(), Qt::Key_Down);
        QVERIFY2(detail().contains(QStringLiteral("ns-1515.awsdns-61.org")), qPrintable(detail())); // imitated
        QVERIFY(detail().contains(QStringLiteral("AS20473")));
        QVERIFY(detail().contains(QStringLiteral("2020-06-03 02:08:00 JST")));
        QVERIFY(detail().indexOf(QStringLiteral("answers otherwise")) < detail().indexOf(QStringLiteral("alive")));
        // The choice stays with its asset when rows move.
        auto next = test::harmSample();
        std::swap(next->assets[0], next->assets[1]);
        m_pane->show(next, test::name("coincheck.com"));
        QCOMPARE(m_page->view()->currentIndex().row(), 0);
        QTest::keyClick(m_page->view(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("ns-1515.awsdns-061.org\tname server")));
    }

    void anotherDomainHasNoneOfThem()
    {
        m_pane->show(test::harmSample(), test::name("coincheck.jp"));
        QCOMPARE(m_page->view()->model()->rowCount(), 0);
        QVERIFY(m_page->isVisible()); // one may be named here
    }

    void deleteAsksWhyItIsNone()
    {
        QSignalSpy acted(m_pane.get(), &RecordsPane::assetActed);
        QTest::keyClick(m_page->view(), Qt::Key_Delete);
        auto *dialog = m_page->findChild<DecisionDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("our own honeypot"));
        for (auto *button : dialog->findChildren<QPushButton *>())
            if (button->isDefault()) button->click();
        QTRY_COMPARE(acted.count(), 1);
        const auto deed = acted[0][0].value<respond::AssetDeed>();
        QCOMPARE(deed.act, respond::AssetAct::Dismiss);
        QCOMPARE(deed.key.name, QStringLiteral("mail.coincheck.com"));
        QCOMPARE(deed.reason, QStringLiteral("our own honeypot"));
        QCOMPARE(deed.person, QStringLiteral("山田"));
    }

    void insertNamesOneAndRefusesNonsense()
    {
        QSignalSpy acted(m_pane.get(), &RecordsPane::assetActed);
        QTest::keyClick(m_page->view(), Qt::Key_Insert);
        auto *dialog = m_page->findChild<AssetDialog *>();
        QVERIFY(dialog);
        auto *add = dialog->findChild<QPushButton *>(QStringLiteral("assetAdd"));
        auto *typed = dialog->findChild<QLineEdit *>(QStringLiteral("assetName"));
        dialog->findChild<QLineEdit *>(QStringLiteral("assetReason"))->setText(QStringLiteral("named in the mail"));
        typed->setText(QStringLiteral("192.0.2.1"));
        QVERIFY(!add->isEnabled());
        QVERIFY(!dialog->findChild<QLabel *>(QStringLiteral("assetProblem"))->text().isEmpty());
        typed->setText(QStringLiteral("NS1.Evil[.]example"));
        QVERIFY(add->isEnabled());
        QTest::keyClick(typed, Qt::Key_Return);
        QTRY_COMPARE(acted.count(), 1);
        const auto deed = acted[0][0].value<respond::AssetDeed>();
        QCOMPARE(deed.act, respond::AssetAct::Add);
        QCOMPARE(deed.key, (respond::AssetKey{respond::AssetKind::Nameserver, QStringLiteral("ns1.evil.example")}));
    }

    void pictures()
    {
        QTest::keyClick(m_page->view(), Qt::Key_Down);
        test::takeShots(*m_pane, QStringLiteral("hostile"), QSize(858, 480), QSize(1380, 690));
    }
};

QTEST_MAIN(tst_HostilePage)
#include "tst_hostilepage.moc"
