// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/HarmSample.h"
#include "tests/ui/PaneShots.h"
#include "ui/common/Person.h"
#include "ui/common/TimeText.h"
#include "ui/contacts/ExposureDialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;
using State = respond::Account::State;

class tst_ExposureDialog : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ExposureDialog> m_dialog;

    [[nodiscard]] QTableView *view() const { return m_dialog->findChild<QTableView *>(QStringLiteral("accountTable")); }
    [[nodiscard]] QString letter() const
    {
        return m_dialog->findChild<QPlainTextEdit *>(QStringLiteral("exposureLetter"))->toPlainText();
    }
    [[nodiscard]] QString label(const char *name) const
    {
        return m_dialog->findChild<QLabel *>(QLatin1String(name))->text();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().apply(Theme::Kind::Light);
        Language::instance().set(QStringLiteral("en"));
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
        setPerson(QStringLiteral("鈴木"));
    }
    void init()
    {
        m_dialog = std::make_unique<ExposureDialog>();
        m_dialog->show(test::harmSample(), test::name("coincheck.com"));
        m_dialog->QDialog::show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void cleanup() { m_dialog.reset(); }

    void theWindowAndTheListAreTold()
    {
        QVERIFY2(label("exposureWindow").contains(QStringLiteral("since 2020-05-30T15:11:38Z")) &&
                     label("exposureWindow").contains(QStringLiteral("No end is certain")),
                 qPrintable(label("exposureWindow")));
        QCOMPARE(label("exposureCounts"),
                 QStringLiteral("4 accounts of 3 people: 1 to do, 1 asked, 1 reset; attacker tried 2"));
        QCOMPARE(view()->model()->rowCount(), 4);
        QCOMPARE(view()->model()->index(0, 3).data().toString(), QStringLiteral("attacker tried"));
        QCOMPARE(view()->model()->index(3, 3).data().toString(), QStringLiteral("reset (attacker tried)"));
    }

    void keysSayHowFarItIs()
    {
        QSignalSpy acted(m_dialog.get(), &ExposureDialog::acted);
        view()->setFocus();
        view()->setCurrentIndex(view()->model()->index(1, 0));
        QTest::keyClick(view(), Qt::Key_3);
        QCOMPARE(acted.count(), 1);
        auto deed = acted[0][0].value<respond::AccountDeed>();
        QCOMPARE(deed.account, QStringLiteral("A2"));
        QCOMPARE(deed.state, State::Reset);
        QCOMPARE(deed.person, QStringLiteral("鈴木"));
        QCOMPARE(view()->currentIndex().row(), 2); // on to the next
        QTest::keyClick(view(), Qt::Key_2);
        QCOMPARE(acted[1][0].value<respond::AccountDeed>().account, QStringLiteral("A3"));
        QCOMPARE(acted[1][0].value<respond::AccountDeed>().state, State::Asked);
    }

    void aLetterForThePersonAndOneForTheService()
    {
        view()->setCurrentIndex(view()->model()->index(1, 0));
        QVERIFY2(letter().contains(QStringLiteral("To 山田 花子")), qPrintable(letter()));
        // Both accounts of hers, and nobody else's.
        QVERIFY(letter().contains(QStringLiteral("GitHub: yamada@")) && letter().contains(QStringLiteral("Amazon")));
        QVERIFY(!letter().contains(QStringLiteral("kyan@")));
        m_dialog->findChild<QToolButton *>(QStringLiteral("letterToService"))->click();
        QVERIFY2(letter().contains(QStringLiteral("kyan@coincheck.com, yamada@coincheck.com")), qPrintable(letter()));
        QVERIFY(!letter().contains(QStringLiteral("suzuki@")));
        m_dialog->findChild<QPushButton *>(QStringLiteral("copyLetter"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), letter());
    }

    void anEmptyListSaysWhatToDo()
    {
        auto empty = test::harmSample();
        empty->exposure = {};
        m_dialog->show(empty, test::name("coincheck.com"));
        QVERIFY(label("exposureCounts").contains(QStringLiteral("person, service and address")));
        QVERIFY(!m_dialog->findChild<QPushButton *>(QStringLiteral("saveAccounts"))->isEnabled());
        QVERIFY(letter().isEmpty());
        QSignalSpy acted(m_dialog.get(), &ExposureDialog::acted);
        QTest::keyClick(view(), Qt::Key_1);
        QCOMPARE(acted.count(), 0);
    }

    void pictures()
    {
        view()->setCurrentIndex(view()->model()->index(0, 0));
        test::takeShots(*m_dialog, QStringLiteral("exposure"), QSize(1180, 620), QSize(1500, 800));
    }
};

QTEST_MAIN(tst_ExposureDialog)
#include "tst_exposuredialog.moc"
