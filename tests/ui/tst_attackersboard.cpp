// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"
#include "ui/common/Language.h"
#include "ui/common/Pane.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/records/HostilePage.h"
#include "ui/shell/MainWindow.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QDir>
#include <QMap>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <functional>

using namespace hinoban;
using namespace hinoban::ui;

// What became of the attacker's servers of 2020, as the board shows it: the real window over a real session of the
// drill. On June 4th (JST) the names of two no longer resolved and the third had stopped, as JPCERT/CC told the team
// that day; which hour of it the scenario chose, its own story says (hourChosen).
class AttackersBoardTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_settings;

    struct Row {
        QString state, since, history;
    };
    using Board = QMap<QString, Row>;

    // The board when the story has come to `until`; `taken` is called while it stands there.
    Board boardAt(const char *from, const char *until, const std::function<void(MainWindow &)> &taken = {})
    {
        console::Console console;
        MainWindow window;
        window.resize(1280, 800);
        connect(&console, &console::Console::changed, &window, &MainWindow::showSnapshot);
        connect(&console, &console::Console::changed, this, [&](const auto &) { console.wantSnapshot(); });
        window.show();
        console::SessionOptions options;
        options.scenario = QStringLiteral("coincheck-2020");
        options.from = *instantFromRfc3339(QString::fromLatin1(from));
        options.until = *instantFromRfc3339(QString::fromLatin1(until));
        options.preparation.reset();
        QSignalSpy ended(&console, &console::Console::ended);
        console.open(options);
        if (!ended.wait(240000)) return {};
        console.wantSnapshot();
        QTest::qWait(200);
        window.findChild<QAction *>(QStringLiteral("attacker"))->trigger();
        auto *page = window.findChild<HostilePage *>();
        const auto *model = page->view()->model();
        Board board;
        for (int row = 0; row < model->rowCount(); ++row) {
            page->view()->setCurrentIndex(model->index(row, 0));
            const auto text = [&](int column) { return model->index(row, column).data().toString(); };
            // A name may stand there as a server and as a domain.
            board.insert(
                text(1) + QLatin1Char(' ') + text(0),
                {text(2), text(3), page->findChild<QPlainTextEdit *>(QStringLiteral("hostileDetail"))->toPlainText()});
        }
        if (taken) taken(window);
        return board;
    }

    static void save(MainWindow &window, const char *name)
    {
        const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        for (const auto *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            QTest::qWait(60);
            QVERIFY(window.grab().save(
                folder.filePath(QStringLiteral("board-%1-%2.png").arg(QLatin1String(name), QLatin1String(language)))));
        }
        Language::instance().set(QStringLiteral("en"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("hinoban-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        qRegisterMetaType<console::SnapshotPtr>();
        Theme::instance().apply(Theme::Kind::Light);
        Language::instance().set(QStringLiteral("en"));
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
        TimeText::instance().setZone(TimeText::Zone::Local);
    }

    void aliveWhenItBegins()
    {
        const auto board = boardAt("2020-05-30T15:05:00Z", "2020-05-30T15:40:00Z");
        for (const char *name : {"name server ns-650.awsdns-017.net", "name server ns-1985.awsdns-056.co.uk",
                                 "name server ns-1515.awsdns-061.org", "mail host mail.coincheck.com"}) {
            const auto row = board.find(QLatin1String(name));
            QVERIFY2(row != board.end(), name);
            QCOMPARE(row->state, QStringLiteral("alive"));
            QVERIFY2(row->since.startsWith(QLatin1String("05-31 00:1")), qPrintable(row->since));
        }
    }

    void deadOnTheDatesOfTheTalk()
    {
        const auto board = boardAt("2020-06-04T02:30:00Z", "2020-06-04T04:30:00Z",
                                   [](MainWindow &window) { save(window, "2020-dead"); });
        struct Expected {
            const char *name, *state, *day;
        };
        // The hours are the scenario's: 15:00 and 21:00 on June 3rd, 10:00 and 12:00 on the 4th (JST); between two
        // questions lies up to an hour and a half.
        for (const auto &[name, state, day] :
             {Expected{"name server ns-650.awsdns-017.net", "does not resolve", "06-03 1"},
              Expected{"name server ns-1985.awsdns-056.co.uk", "does not resolve", "06-03 2"},
              Expected{"name server ns-1515.awsdns-061.org", "stopped", "06-04 1"},
              Expected{"mail host mail.coincheck.com", "stopped", "06-04 1"},
              Expected{"domain awsdns-017.net", "does not resolve", "06-03 1"},
              Expected{"domain awsdns-061.org", "alive", "05-31 00:"}}) {
            const auto row = board.find(QLatin1String(name));
            QVERIFY2(row != board.end(), name);
            QVERIFY2(row->state == QLatin1String(state), qPrintable(QLatin1String(name) + row->state));
            QVERIFY2(row->since.startsWith(QLatin1String(day)), qPrintable(QLatin1String(name) + row->since));
            // It was alive before, and the history says since when.
            QVERIFY2(row->history.contains(QLatin1String("2020-05-31 00:1")) &&
                         row->history.contains(QLatin1String("alive")),
                     qPrintable(row->history));
        }
        // The MX that was put back to Google in the night of June 3rd (JST): another lie than before.
        const auto third = board.value(QStringLiteral("name server ns-1515.awsdns-061.org"));
        QVERIFY2(third.history.contains(QLatin1String("answers otherwise")), qPrintable(third.history));
    }
};

QTEST_MAIN(AttackersBoardTest)
#include "tst_attackersboard.moc"
