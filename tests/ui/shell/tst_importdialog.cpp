// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/common/Language.h"
#include "ui/common/Theme.h"
#include "ui/shell/ImportDialog.h"
#include "ui/shell/ImportModel.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <algorithm>

using namespace hinoban;
using namespace hinoban::ui;
using Decision = console::DecidedRRset::Decision;

class tst_ImportDialog : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    // coincheck.com is expected to have four name servers and one mail exchanger.
    QString zoneFile(const char *more = "")
    {
        const QString path = m_folder.filePath(QStringLiteral("coincheck.com.zone"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write("$ORIGIN coincheck.com.\n$TTL 86400\n"
                   "@ SOA ns-405.awsdns-50.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400\n"
                   "@ NS ns-1515.awsdns-61.org.\n@ NS ns-1985.awsdns-56.co.uk.\n"
                   "@ NS ns-405.awsdns-50.com.\n@ NS ns-650.awsdns-17.net.\n"
                   "@ MX 1 aspmx.l.google.com.\n@ MX 5 alt1.aspmx.l.google.com.\nwww 300 A 198.51.100.7\n");
        file.write(more);
        return path;
    }
    static QModelIndex lineOf(const QTreeView &tree, const QString &record)
    {
        const QModelIndex branch = tree.model()->index(0, 0);
        for (int row = 0; row < tree.model()->rowCount(branch); ++row) {
            const QModelIndex index = tree.model()->index(row, 0, branch);
            if (index.data().toString() == record) return index;
        }
        return {};
    }
    static QString changeOf(const QModelIndex &index)
    {
        return index.siblingAtColumn(ImportModel::Change).data().toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_importdialog"));
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
    }

    void fromTheFileToTheDecision()
    {
        auto snapshot = test::sampleCopy();
        for (auto &expectation : snapshot->domains.front().domain.expectations)
            std::sort(expectation.rdatas.begin(), expectation.rdatas.end());
        ImportDialog dialog(snapshot, test::name("coincheck.com"));
        QAbstractItemModelTester tester(dialog.findChild<ImportModel *>(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        dialog.show();
        dialog.read(zoneFile());
        auto *tree = dialog.findChild<QTreeView *>(QStringLiteral("changes"));
        QTRY_COMPARE(tree->model()->rowCount(), 1);
        const QModelIndex mx = lineOf(*tree, QStringLiteral("coincheck.com MX"));
        QCOMPARE(changeOf(mx), QStringLiteral("changed"));
        QVERIFY(mx.siblingAtColumn(ImportModel::Present)
                    .data()
                    .toString()
                    .startsWith(QStringLiteral("1 aspmx.l.google.com.")));
        QVERIFY(mx.siblingAtColumn(ImportModel::FromFile).data().toString().contains(QStringLiteral("5 alt1")));
        const QModelIndex www = lineOf(*tree, QStringLiteral("www.coincheck.com A"));
        QCOMPARE(changeOf(www), QStringLiteral("added"));
        QVERIFY(!lineOf(*tree, QStringLiteral("coincheck.com NS")).isValid()); // the same
        QVERIFY(tree->model()->index(0, ImportModel::Present).data().toString().endsWith(QStringLiteral("1 the same")));

        auto *take = dialog.findChild<QPushButton *>(QStringLiteral("take"));
        QVERIFY(!take->isEnabled()); // nobody has said who and why
        dialog.findChild<QLineEdit *>(QStringLiteral("person"))->setText(QStringLiteral("Sato"));
        QVERIFY(!take->isEnabled());
        QTest::keyClicks(dialog.findChild<QLineEdit *>(QStringLiteral("reason")), QStringLiteral("merged today"));
        QVERIFY(take->isEnabled());
        QVERIFY(tree->model()->setData(www, Qt::Unchecked, Qt::CheckStateRole));
        QSignalSpy decided(&dialog, &ImportDialog::decided);
        QTest::mouseClick(take, Qt::LeftButton);
        QCOMPARE(decided.count(), 1);
        const auto value = decided.first().first().value<console::Decided>();
        QCOMPARE(value.person, QStringLiteral("Sato"));
        QCOMPARE(value.reason, QStringLiteral("merged today"));
        QCOMPARE(int(value.domains.size()), 1);
        QVERIFY(!value.domains.front().registration); // no file tells of it
        for (const auto &rrset : value.domains.front().rrsets) {
            QVERIFY(rrset.decision == Decision::Imported);
            QVERIFY(rrset.expectation.owner != test::name("www.coincheck.com"));
            QVERIFY(rrset.expectation.approval.source.contains(QStringLiteral("coincheck.com.zone")));
        }
    }

    void whatTheFileCannotKnowIsNotRemovedUnasked()
    {
        auto snapshot = test::sampleCopy();
        watch::Expectation ds, old;
        ds.owner = old.owner = test::name("coincheck.com");
        ds.type = dns::Type::DS;
        ds.kind = watch::Expectation::Kind::Absent;
        old.owner = test::name("old.coincheck.com");
        old.kind = watch::Expectation::Kind::Absent;
        snapshot->domains.front().domain.set(ds);
        snapshot->domains.front().domain.set(old);
        ImportDialog dialog(snapshot, {});
        dialog.take(WatchImport::readNow(zoneFile()));
        auto *tree = dialog.findChild<QTreeView *>(QStringLiteral("changes"));
        const QModelIndex kept = lineOf(*tree, QStringLiteral("coincheck.com DS"));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        const QModelIndex gone = lineOf(*tree, QStringLiteral("old.coincheck.com A"));
        QCOMPARE(changeOf(gone), QStringLiteral("removed"));
        QCOMPARE(gone.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        const auto decided = dialog.findChild<ImportModel *>()->decided(QStringLiteral("Sato"), QStringLiteral("why"));
        bool removed = false;
        for (const auto &rrset : decided.domains.front().rrsets) {
            QVERIFY(rrset.expectation.type != dns::Type::DS);
            removed = removed || (rrset.decision == Decision::Removed && rrset.expectation.owner == old.owner);
        }
        QVERIFY(removed);
    }

    void aDomainThatIsNotWatchedIsNotTakenUnasked()
    {
        ImportDialog dialog(std::make_shared<console::Snapshot>(), {});
        dialog.take(WatchImport::readNow(zoneFile()));
        QVERIFY(!dialog.findChild<QTreeView *>(QStringLiteral("changes"))
                     ->model()
                     ->index(0, 1)
                     .data()
                     .toString()
                     .isEmpty());
        QCOMPARE(dialog.findChild<ImportModel *>()->taken(), 0);
    }

    void nothingIsDroppedSilently()
    {
        const QString path = m_folder.filePath(QStringLiteral("records.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("name,type,ttl,value\n@,A,300,198.51.100.7\nwww,ALIAS,300,lb.example.net.\nx,NONSENSE,1,2\n");
        file.close();
        ImportDialog dialog(test::sampleSnapshot(), test::name("coincheck.com"));
        dialog.show();
        dialog.read(path);
        auto *count = dialog.findChild<QLabel *>(QStringLiteral("leftOutCount"));
        QTRY_VERIFY2(count->isVisible() && count->text().contains(u'2'), qPrintable(count->text()));
        const QString lines = dialog.findChild<QPlainTextEdit *>(QStringLiteral("leftOut"))->toPlainText();
        QVERIFY2(lines.contains(QStringLiteral("ALIAS")) && lines.contains(QStringLiteral("NONSENSE")),
                 qPrintable(lines));
        QCOMPARE(int(lines.split(u'\n').size()), 2);
    }

    void aBrokenFileNamesItsLine()
    {
        ImportDialog dialog(test::sampleSnapshot(), {});
        dialog.take(WatchImport::readNow(zoneFile("broken 60 A 300.1.2.3\n")));
        const auto *problem = dialog.findChild<QLabel *>(QStringLiteral("problem"));
        QVERIFY2(problem->text().contains(QStringLiteral("coincheck.com.zone:11")), qPrintable(problem->text()));
        QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("take"))->isEnabled());
    }

    void shots()
    {
        const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        auto imported = WatchImport::readNow(zoneFile());
        imported.leftOut = {
            QStringLiteral("coincheck.com.zone:14: cdn ALIAS: its addresses are not known from the file"),
            QStringLiteral("coincheck.com.zone:19: geo POOL: a form of the tool's own")};
        auto snapshot = test::sampleCopy();
        watch::Expectation ds;
        ds.owner = test::name("coincheck.com");
        ds.type = dns::Type::DS;
        ds.kind = watch::Expectation::Kind::Absent;
        snapshot->domains.front().domain.set(ds);
        for (const auto *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                Theme::instance().apply(kind);
                ImportDialog dialog(snapshot, {});
                dialog.take(imported);
                dialog.findChild<QLineEdit *>(QStringLiteral("person"))->setText(QStringLiteral("Sato"));
                dialog.show();
                QTest::qWait(30);
                const QString path =
                    folder.filePath(QStringLiteral("import-%1-%2.png")
                                        .arg(QString::fromLatin1(Theme::text(kind)), QLatin1String(language)));
                QVERIFY(dialog.grab().save(path));
            }
        }
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
    }
};

QTEST_MAIN(tst_ImportDialog)
#include "tst_importdialog.moc"
