// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ResolverList.h"
#include "SampleSnapshot.h"
#include "ui/common/Language.h"
#include "ui/common/Theme.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/ResolverDesk.h"
#include "ui/shell/ResolverDialog.h"
#include "ui/shell/ResolverEditor.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

class tst_ResolverDialog : public QObject {
    Q_OBJECT
private:
    static std::vector<watch::Resolver> shipped() { return console::shippedResolvers().value(); }
    static watch::Resolver own(const char *name, const char *place, dns::Transport transport = dns::Transport::Udp,
                               const char *certificate = "")
    {
        return console::ownResolver({QString::fromUtf8(name), QString::fromLatin1(place), transport,
                                     QString::fromLatin1(certificate), QStringLiteral("5")},
                                    {})
            .value();
    }
    template <class Widget>
    static Widget *part(const QWidget &in, const char *name)
    {
        return in.findChild<Widget *>(QLatin1String(name));
    }
    // The line of a resolver of this name.
    static QModelIndex lineOf(const QTableView &view, const QString &name)
    {
        for (int row = 0; row < view.model()->rowCount(); ++row)
            if (view.model()->index(row, 1).data().toString() == name) return view.model()->index(row, 0);
        return {};
    }
    // In its window; whether that is active is the window system's to say.
    static bool hasFocusInIt(const QWidget *widget) { return widget->window()->focusWidget() == widget; }
    static void save(QWidget &widget, const QString &name)
    {
        const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        const QString path = folder.filePath(
            QStringLiteral("%1-%2-%3.png")
                .arg(name, QString::fromLatin1(Theme::text(Theme::instance().kind())), Language::instance().current()));
        QVERIFY2(widget.grab().save(path), qPrintable(path));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_resolverdialog"));
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
        Language::instance().set(QStringLiteral("en"));
    }

    // Closed with something chosen otherwise, it is found again as it was left.
    void whatWasChosenIsKept()
    {
        MainWindow window;
        window.setTicking(false);
        auto snapshot = test::sampleCopy();
        snapshot->drill = false;
        snapshot->chosenResolvers = std::make_shared<const std::vector<watch::Resolver>>(shipped());
        window.showSnapshot(snapshot);
        window.show();
        const auto open = [&window] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            window.resolverDesk()->openResolvers();
            return window.findChild<ResolverDialog *>();
        };
        QPointer<ResolverDialog> dialog = open();
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!dialog); // nothing was typed
        dialog = open();
        part<QLineEdit>(*dialog, "reason")->setText(QStringLiteral("our offices use it"));
        dialog->close();
        QCOMPARE(open(), dialog.data());
        QCOMPARE(part<QLineEdit>(*dialog, "reason")->text(), QStringLiteral("our offices use it"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        window.showSnapshot({});
        QVERIFY(!dialog); // words about one workspace belong to no other
    }

    // From the key that opens it to what is decided, without a mouse.
    void byKeysAlone()
    {
        MainWindow window;
        window.setTicking(false);
        auto snapshot = test::sampleCopy();
        snapshot->drill = false;
        snapshot->chosenResolvers = std::make_shared<const std::vector<watch::Resolver>>(shipped());
        window.showSnapshot(snapshot);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy decided(window.resolverDesk(), &ResolverDesk::decided);
        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = part<ResolverDialog>(window, "ResolverDialog");
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        auto *view = part<QTableView>(*dialog, "resolvers");
        QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(hasFocusInIt(view));

        // The first is on: Space turns it off.
        QCOMPARE(view->currentIndex().siblingAtColumn(1).data().toString(), QStringLiteral("Google Public DNS"));
        QTest::keyClick(view, Qt::Key_Space);
        QCOMPARE(view->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("not asked"));

        QTest::keyClick(view, Qt::Key_Insert);
        auto *editor = part<ResolverEditor>(*dialog, "ResolverEditor");
        QVERIFY(editor);
        QTRY_VERIFY(hasFocusInIt(part<QLineEdit>(*editor, "name")));
        QTest::keyClicks(part<QLineEdit>(*editor, "name"), QStringLiteral("Tokyo office"));
        QTest::keyClicks(part<QLineEdit>(*editor, "place"), QStringLiteral("10.0.0.53"));
        QVERIFY(part<QLabel>(*editor, "private")->text().contains(QStringLiteral("permit")));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(hasFocusInIt(view));
        const QModelIndex added = view->currentIndex();
        QCOMPARE(added.siblingAtColumn(1).data().toString(), QStringLiteral("Tokyo office"));
        QVERIFY(added.siblingAtColumn(7).data().toString().contains(QStringLiteral("network of its own")));

        auto *take = part<QPushButton>(*dialog, "take");
        QVERIFY(!take->isEnabled()); // nobody has said who and why
        part<QLineEdit>(*dialog, "person")->setText(QStringLiteral("Sato"));
        QVERIFY(!take->isEnabled());
        QTest::keyClicks(part<QLineEdit>(*dialog, "reason"), QStringLiteral("customers in Tokyo"));
        QVERIFY(take->isEnabled());
        QTest::keyClick(take, Qt::Key_Space);
        QCOMPARE(decided.count(), 1);
        const auto chosen = decided.front().at(0).value<std::vector<watch::Resolver>>();
        QCOMPARE(chosen.size(), shipped().size()); // one less, one more
        QVERIFY(chosen.back().isOwn);
        QCOMPARE(chosen.back().server.address, QHostAddress(QStringLiteral("10.0.0.53")));
        QVERIFY(chosen.front().server.label != QStringLiteral("Google Public DNS"));
        QCOMPARE(decided.front().at(1).toString(), QStringLiteral("Sato"));
        QCOMPARE(decided.front().at(2).toString(), QStringLiteral("customers in Tokyo"));
    }

    void ownOnesAreEditedAndRemoved()
    {
        ResolverDialog dialog(shipped(), {own("Osaka", "10.1.0.53"), own("Tokyo", "10.0.0.53")});
        dialog.show();
        auto *view = part<QTableView>(dialog, "resolvers");
        QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(view->model(), &QAbstractItemModel::modelReset);
        QCOMPARE(lineOf(*view, QStringLiteral("Quad9")).data().toString(), QStringLiteral("not asked"));
        view->setCurrentIndex(lineOf(*view, QStringLiteral("Quad9")));
        QVERIFY(!part<QPushButton>(dialog, "remove")->isEnabled()); // a shipped one is only turned off
        QVERIFY(part<QPushButton>(dialog, "toggle")->isEnabled());

        view->setCurrentIndex(lineOf(*view, QStringLiteral("Tokyo")));
        QTest::keyClick(view, Qt::Key_Return);
        auto *editor = part<ResolverEditor>(dialog, "ResolverEditor");
        QVERIFY(editor);
        QCOMPARE(part<QLineEdit>(*editor, "place")->text(), QStringLiteral("10.0.0.53"));
        QCOMPARE(part<QLineEdit>(*editor, "perSecond")->text(), QStringLiteral("5"));
        part<QLineEdit>(*editor, "place")->setText(QStringLiteral("https://10.0.0.54/dns-query"));
        QCOMPARE(part<QComboBox>(*editor, "protocol")->currentIndex(), 2); // the URL says so
        part<QLineEdit>(*editor, "certificateName")->setText(QStringLiteral("dns.example"));
        // Closed by mistake: it comes back with what was typed.
        QTest::keyClick(editor, Qt::Key_Escape);
        QTest::keyClick(view, Qt::Key_Return);
        editor = nullptr;
        for (auto *one : dialog.findChildren<ResolverEditor *>())
            if (one->isVisible()) editor = one;
        QVERIFY(editor);
        QCOMPARE(part<QLineEdit>(*editor, "certificateName")->text(), QStringLiteral("dns.example"));
        QTest::keyClick(editor, Qt::Key_Return);
        const QModelIndex tokyo = lineOf(*view, QStringLiteral("Tokyo"));
        QCOMPARE(tokyo.siblingAtColumn(3).data().toString(), QStringLiteral("10.0.0.54"));
        QCOMPARE(tokyo.siblingAtColumn(4).data().toString(), QStringLiteral("DoH"));

        view->setCurrentIndex(lineOf(*view, QStringLiteral("Osaka")));
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(!lineOf(*view, QStringLiteral("Osaka")).isValid());
        QVERIFY(lineOf(*view, QStringLiteral("Tokyo")).isValid());
        QCOMPARE(reset.count(), 0);

        // Nobody left to ask.
        view->setCurrentIndex(lineOf(*view, QStringLiteral("Tokyo")));
        part<QLineEdit>(dialog, "person")->setText(QStringLiteral("Sato"));
        part<QLineEdit>(dialog, "reason")->setText(QStringLiteral("why"));
        QVERIFY(part<QPushButton>(dialog, "take")->isEnabled());
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(!part<QPushButton>(dialog, "take")->isEnabled());
        QVERIFY(part<QLabel>(dialog, "problem")->isVisible());
    }

    void aWrongFieldSaysWhy()
    {
        ResolverEditor editor({}, {own("Tokyo", "10.0.0.53")}, nullptr);
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        QSignalSpy taken(&editor, &ResolverEditor::taken);
        const auto problem = [&](const char *field) {
            const auto *label = part<QLabel>(editor, field);
            return label->isVisible() ? label->text() : QString();
        };
        QVERIFY(problem("nameProblem").isEmpty()); // nobody has tried yet
        part<QLineEdit>(editor, "place")->setText(QStringLiteral("dns.example"));
        part<QLineEdit>(editor, "perSecond")->setText(QStringLiteral("0"));
        QTest::keyClick(&editor, Qt::Key_Return);
        QCOMPARE(taken.count(), 0);
        QVERIFY(!problem("nameProblem").isEmpty());
        QVERIFY(problem("placeProblem").contains(QStringLiteral("address")));
        QVERIFY(problem("perSecondProblem").contains(QStringLiteral("1000")));
        QVERIFY(problem("certificateNameProblem").isEmpty());
        QVERIFY(hasFocusInIt(part<QLineEdit>(editor, "name")));
        QCOMPARE(part<QLineEdit>(editor, "place")->accessibleDescription(), problem("placeProblem"));
        // From now on each says at once when it is mended.
        part<QLineEdit>(editor, "name")->setText(QStringLiteral("tokyo"));
        QVERIFY(problem("nameProblem").contains(QStringLiteral("Another")));
        part<QLineEdit>(editor, "name")->setText(QStringLiteral("Osaka"));
        part<QLineEdit>(editor, "place")->setText(QStringLiteral("198.51.100.53"));
        part<QLineEdit>(editor, "perSecond")->setText({});
        QVERIFY(problem("nameProblem").isEmpty() && problem("placeProblem").isEmpty());
        QTest::keyClick(&editor, Qt::Key_Return);
        QCOMPARE(taken.count(), 1);
        QVERIFY(!editor.isVisible());
    }

    void aDrillHasNone()
    {
        MainWindow window;
        window.setTicking(false);
        auto snapshot = test::sampleCopy();
        snapshot->drill = true;
        snapshot->chosenResolvers = std::make_shared<const std::vector<watch::Resolver>>(shipped());
        window.showSnapshot(snapshot);
        QVERIFY(!window.findChild<QAction *>(QStringLiteral("resolvers"))->isEnabled());
    }

    void shots()
    {
        auto chosen = shipped();
        chosen.erase(chosen.begin() + 3);
        chosen.push_back(own("東京本社", "10.0.0.53"));
        chosen.push_back(own("ISP (DoT)", "tls://203.0.113.53", dns::Transport::Tls, "dns.isp.example"));
        for (const auto *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                Theme::instance().apply(kind);
                ResolverDialog dialog(shipped(), chosen);
                part<QLineEdit>(dialog, "person")->setText(QStringLiteral("Sato"));
                dialog.show();
                QTest::qWait(30);
                save(dialog, QStringLiteral("resolvers"));
                ResolverEditor editor({}, chosen, nullptr);
                editor.setAttribute(Qt::WA_DeleteOnClose, false);
                part<QLineEdit>(editor, "place")->setText(QStringLiteral("https://dns.example/dns-query"));
                part<QLineEdit>(editor, "perSecond")->setText(QStringLiteral("lots"));
                editor.show();
                QTest::keyClick(&editor, Qt::Key_Return);
                QTest::qWait(30);
                save(editor, QStringLiteral("resolver-wrong"));
                part<QLineEdit>(editor, "name")->setText(QStringLiteral("Osaka"));
                part<QLineEdit>(editor, "place")->setText(QStringLiteral("10.1.0.53"));
                part<QComboBox>(editor, "protocol")->setCurrentIndex(0);
                part<QLineEdit>(editor, "perSecond")->setText(QStringLiteral("5"));
                QTest::qWait(30);
                editor.adjustSize();
                save(editor, QStringLiteral("resolver-own"));
            }
        }
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
    }
};

QTEST_MAIN(tst_ResolverDialog)
#include "tst_resolverdialog.moc"
