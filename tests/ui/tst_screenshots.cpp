// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "tests/ui/ServerSample.h"
#include "ui/common/Language.h"
#include "ui/common/Pane.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/incident/IncidentPane.h"
#include "ui/records/ExchangeWindow.h"
#include "ui/records/RecordsModel.h"
#include "ui/records/RecordsPane.h"
#include "ui/records/RecordsView.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/WatchDialog.h"

#include <QAbstractButton>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;

// Writes pictures of the whole window and of every pane, for people to look at, and refuses what no picture needs:
// a pane without room, a button whose words are cut.
class tst_Screenshots : public QObject {
    Q_OBJECT
private:
    QDir m_folder{QStringLiteral(HINOBAN_BINARY_DIR "/screenshots")};

    static void settle()
    {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QTest::qWait(60); // plots are redrawn in a later turn of the event loop
    }
    void save(QWidget *widget, const QString &name) const
    {
        const QString path = m_folder.filePath(name + QStringLiteral(".png"));
        QVERIFY2(widget->grab().save(path), qPrintable(path));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_screenshots"));
        QSettings().clear();
        QVERIFY(m_folder.mkpath(QStringLiteral(".")));
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
    }

    void window_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QByteArray>("theme");
        QTest::addColumn<QString>("language");
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
            for (const char *theme : {"light", "dark"})
                for (const char *language : {"ja", "en"})
                    QTest::addRow("%dx%d-%s-%s", size.width(), size.height(), theme, language)
                        << size << QByteArray(theme) << QString::fromLatin1(language);
    }
    void window()
    {
        QFETCH(QSize, size);
        QFETCH(QByteArray, theme);
        QFETCH(QString, language);
        Theme::instance().apply(Theme::fromText(theme, Theme::Kind::Light));
        Language::instance().set(language);
        QSettings().clear();
        MainWindow window;
        window.setTicking(false);
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.showSnapshot(test::sampleSnapshot());
        settle();
        QCOMPARE(window.size(), size);
        const QString suffix = QString::fromLatin1(QTest::currentDataTag());
        save(&window, QStringLiteral("console-") + suffix);

        const auto panes = window.findChildren<Pane *>();
        QCOMPARE(int(panes.size()), 6);
        for (auto *pane : panes) {
            // Some stand behind one another, as tabs of one place.
            if (auto *place = qobject_cast<QDockWidget *>(pane->parentWidget())) place->raise();
            settle();
            if (qobject_cast<IncidentPane *>(pane)) save(&window, QStringLiteral("console-incident-") + suffix);
            QVERIFY2(!pane->size().isEmpty() && pane->width() >= 150 && pane->height() >= 120,
                     qPrintable(pane->objectName() + QStringLiteral(" has no room")));
            auto *dock = qobject_cast<QDockWidget *>(pane->parentWidget());
            QString name = pane->objectName();
            if (name.isEmpty())
                name = QString::fromLatin1(pane->metaObject()->className()).section(QLatin1Char(':'), -1);
            save(dock ? static_cast<QWidget *>(dock) : pane, name.toLower() + QLatin1Char('-') + suffix);
        }
        // Words on what can be pressed are never cut.
        for (const auto *button : window.findChildren<QAbstractButton *>()) {
            if (!button->isVisible() || button->text().isEmpty()) continue;
            const int needed =
                button->fontMetrics().boundingRect(QString(button->text()).remove(QLatin1Char('&'))).width();
            QVERIFY2(
                button->width() >= needed,
                qPrintable(
                    QStringLiteral("“%1” needs %2 and has %3").arg(button->text()).arg(needed).arg(button->width())));
        }
        for (const auto *label : window.findChildren<QLabel *>()) {
            if (!label->isVisible() || !label->property("key").toBool()) continue;
            QVERIFY2(label->width() >= label->fontMetrics().horizontalAdvance(label->text()),
                     qPrintable(label->text()));
        }
    }

    void quiet()
    {
        Theme::instance().apply(Theme::Kind::Light);
        Language::instance().set(QStringLiteral("en"));
        QSettings().clear();
        MainWindow window;
        window.setTicking(false);
        window.resize(1280, 800);
        window.show();
        window.showSnapshot(test::quietSnapshot());
        settle();
        save(&window, QStringLiteral("console-quiet-1280x800-light-en"));
    }

    void rewrittenNetwork_data() { window_data(); }
    void rewrittenNetwork()
    {
        QFETCH(QSize, size);
        QFETCH(QByteArray, theme);
        QFETCH(QString, language);
        Theme::instance().apply(Theme::fromText(theme, Theme::Kind::Light));
        Language::instance().set(language);
        QSettings().clear();
        MainWindow window;
        window.setTicking(false);
        window.resize(size);
        window.show();
        window.showSnapshot(test::rewrittenSnapshot());
        settle();
        QCOMPARE(window.size(), size);
        save(&window, QStringLiteral("console-network-") + QString::fromLatin1(QTest::currentDataTag()));
    }

    void servers()
    {
        for (const auto *language : {"ja", "en"}) {
            Theme::instance().apply(Theme::Kind::Dark);
            Language::instance().set(QLatin1String(language));
            auto snapshot = test::sampleCopy();
            snapshot->domains.front().delegation = test::mixedServers();
            MainWindow window;
            window.setTicking(false);
            window.resize(1280, 800);
            window.show();
            window.showSnapshot(snapshot);
            window.findChild<QToolButton *>(QStringLiteral("servers"))->click();
            settle();
            save(&window, QStringLiteral("console-servers-1280-dark-") + QLatin1String(language));
        }
    }

    void tabs()
    {
        Theme::instance().apply(Theme::Kind::Light);
        Language::instance().set(QStringLiteral("ja"));
        RecordsPane pane;
        pane.resize(860, 480);
        pane.show(test::sampleSnapshot(), test::name("coincheck.com"));
        pane.show();
        for (const char *tab : {"registration", "cache", "hostile"}) {
            pane.findChild<QToolButton *>(QLatin1String(tab))->click();
            settle();
            save(&pane, QStringLiteral("records-") + QLatin1String(tab));
        }
    }

    void dialogs()
    {
        Theme::instance().apply(Theme::Kind::Dark);
        Language::instance().set(QStringLiteral("ja"));
        ExchangeWindow exchanges(QStringLiteral("coincheck.com NS"),
                                 test::sampleSnapshot()->domains.front().matrix.rows.front().parent.exchanges);
        exchanges.setAttribute(Qt::WA_DeleteOnClose, false);
        exchanges.show();
        settle();
        save(&exchanges, QStringLiteral("exchanges-dark-ja"));

        WatchDialog watch{QString()};
        watch.findChild<QPlainTextEdit *>(QStringLiteral("names"))
            ->setPlainText(QStringLiteral("coincheck.com\n日本語.jp\nbad..name"));
        watch.show();
        settle();
        save(&watch, QStringLiteral("watch-names-dark-ja"));
        watch.findChild<QPlainTextEdit *>(QStringLiteral("names"))->setPlainText(QStringLiteral("coincheck.com"));
        watch.findChild<QPushButton *>(QStringLiteral("look"))->click();
        watch.showStarted();
        settle();
        save(&watch, QStringLiteral("watch-looking-dark-ja"));
        console::Proposal proposal;
        console::ProposedDomain domain;
        domain.name = test::name("coincheck.com");
        for (const auto &expectation : test::sampleSnapshot()->domains.front().domain.expectations)
            domain.rrsets.push_back(
                {expectation, 12, 13, {QStringLiteral("resolver 192.0.2.53: 5 mail.coincheck.com")}});
        domain.rrsets.front().disagreements.clear();
        proposal.domains.push_back(domain);
        watch.showProposal(proposal);
        settle();
        save(&watch, QStringLiteral("watch-proposals-dark-ja"));
    }

    void cleanupTestCase()
    {
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
    }
};

QTEST_MAIN(tst_Screenshots)
#include "tst_screenshots.moc"
