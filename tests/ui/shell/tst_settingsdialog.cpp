// SPDX-License-Identifier: GPL-3.0-or-later
// How a workspace is watched, on the screen: by keys, explained, refused at the field, stored with person and reason.
#include "ui/common/Language.h"
#include "ui/common/Theme.h"
#include "ui/shell/SettingsDialog.h"

#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

class SettingsDialogTest : public QObject {
    Q_OBJECT
private:
    template <class T>
    static T *part(QWidget &dialog, const char *name)
    {
        auto *found = dialog.findChild<T *>(QLatin1String(name));
        if (!found) qFatal("no %s", name);
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_settingsdialog"));
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
    }

    void setByKeys()
    {
        store::WatchSettings now;
        now.lookAlikeHours = 6;
        SettingsDialog dialog(now);
        dialog.QDialog::show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QSignalSpy decided(&dialog, &SettingsDialog::decided);
        auto *minutes = part<QSpinBox>(dialog, "settingsMinutes");
        QCOMPARE(minutes->value(), 10);
        minutes->setFocus();
        minutes->selectAll();
        QTest::keyClicks(minutes, QStringLiteral("45"));
        auto *lookAlikes = part<QCheckBox>(dialog, "settingsLookAlikes");
        QVERIFY(lookAlikes->isChecked());
        QTest::keyClick(lookAlikes, Qt::Key_Space);
        QVERIFY(!part<QSpinBox>(dialog, "settingsHours")->isEnabled());
        part<QLineEdit>(dialog, "settingsOrigins")->setText(QStringLiteral("/srv/asn.mmdb"));
        auto *ask = part<QCheckBox>(dialog, "settingsAskOrigins");
        QVERIFY(!ask->isChecked()); // nobody is told of our addresses unless somebody wants it
        QVERIFY(part<QLineEdit>(dialog, "settingsCertificates")->text().isEmpty());
        QTest::keyClick(ask, Qt::Key_Space);

        auto *store = part<QPushButton>(dialog, "settingsStore");
        QVERIFY(!store->isEnabled()); // nobody has said who and why
        QTest::keyClicks(part<QLineEdit>(dialog, "person"), QStringLiteral("Sato"));
        QVERIFY(!store->isEnabled());
        QTest::keyClicks(part<QLineEdit>(dialog, "reason"), QStringLiteral("too often"));
        store->click();
        QCOMPARE(decided.count(), 1);
        QVERIFY(!store->isEnabled()); // it is being stored
        const auto wanted = decided.first().first().value<store::WatchSettings>();
        QVERIFY((wanted == store::WatchSettings{45, 0, QStringLiteral("/srv/asn.mmdb"), true, {}}));
        QCOMPARE(decided.first().at(1).toString() + u'|' + decided.first().at(2).toString(),
                 QStringLiteral("Sato|too often"));

        // Said at the field that it is about; nothing that was typed is gone.
        QVERIFY(dialog.takesFailure({ErrorCode::NotFound, QStringLiteral("/srv/asn.mmdb"), QStringLiteral("no file")}));
        QVERIFY(part<QLabel>(dialog, "settingsOriginsProblem")->text().contains(QStringLiteral("no file")));
        QCOMPARE(dialog.focusWidget(), part<QLineEdit>(dialog, "settingsOrigins"));
        QVERIFY(!dialog.takesFailure({}));
        part<QLineEdit>(dialog, "settingsOrigins")->clear();
        QVERIFY(part<QLabel>(dialog, "settingsOriginsProblem")->isHidden());
        store->click();
        QVERIFY(dialog.takesFailure({ErrorCode::DiskFull, {}, QStringLiteral("no space left")}));
        QVERIFY(part<QLabel>(dialog, "settingsProblem")->text().contains(QStringLiteral("still here")));
        store->click();
        dialog.showStored(wanted);
        QVERIFY(!dialog.isVisible());
    }

    void shots()
    {
        const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        for (const auto *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                Theme::instance().apply(kind);
                store::WatchSettings settings;
                settings.certificates = QStringLiteral("http://crt.example/");
                SettingsDialog dialog(settings);
                dialog.QDialog::show();
                part<QLineEdit>(dialog, "reason")->setText(QStringLiteral("ticket 4711"));
                part<QPushButton>(dialog, "settingsStore")->click();
                const bool isSaid = dialog.takesFailure({ErrorCode::BadInput, QStringLiteral("http://crt.example/"),
                                                         QStringLiteral("only https addresses are asked")});
                QVERIFY(isSaid);
                QTest::qWait(30);
                QVERIFY(dialog.grab().save(
                    folder.filePath(QStringLiteral("settings-%1-%2.png")
                                        .arg(QString::fromLatin1(Theme::text(kind)), QLatin1String(language)))));
            }
        }
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
    }
};

QTEST_MAIN(SettingsDialogTest)
#include "tst_settingsdialog.moc"
