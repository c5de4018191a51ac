// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/common/Theme.h"
#include "ui/shell/ProposalModel.h"
#include "ui/shell/WatchDialog.h"

#include <QAbstractItemModelTester>
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

using namespace hinoban;
using namespace hinoban::ui;
using watch::Expectation;

namespace {

console::ProposedRRset rrset(dns::Type type, std::initializer_list<const char *> values, int agree,
                             QStringList disagreements = {})
{
    console::ProposedRRset result;
    result.expectation.owner = test::name("example.org");
    result.expectation.type = type;
    result.expectation.kind = values.size() ? Expectation::Kind::Exact : Expectation::Kind::Absent;
    for (const char *value : values)
        result.expectation.rdatas.push_back(dns::rdataFromText(type, QByteArrayView(value)).value());
    result.vantagesAgree = agree;
    result.vantagesAsked = agree + int(disagreements.size());
    result.disagreements = std::move(disagreements);
    return result;
}

console::Proposal proposal()
{
    console::ProposedDomain domain;
    domain.name = test::name("example.org");
    domain.registration.emplace().lastChanged = test::at("2020-01-02T03:04:05Z");
    domain.rrsets = {
        rrset(dns::Type::NS, {"ns1.example.net.", "ns2.example.net."}, 9), rrset(dns::Type::A, {"198.51.100.7"}, 5),
        rrset(dns::Type::MX, {"10 mx.example.net."}, 4, {QStringLiteral("resolver 192.0.2.53: 5 mail.example.org")}),
        rrset(dns::Type::CAA, {}, 9)};
    console::ProposedDomain silent;
    silent.name = test::name("silent.example");
    silent.problem = QStringLiteral("no server answered");
    console::Proposal result;
    result.domains = {domain, silent};
    return result;
}

} // namespace

class tst_WatchDialog : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    template <class T>
    static T *child(const WatchDialog &dialog, const char *name)
    {
        return dialog.findChild<T *>(QLatin1String(name));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_watchdialog"));
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
    }

    void typedDomains_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("problem");
        QTest::newRow("one") << QStringLiteral("example.org") << QStringList{QStringLiteral("example.org")}
                             << QString();
        QTest::newRow("spaces, comments, twice")
            << QStringLiteral("  Example.ORG \n# ours\n\nexample.org # again\nexample.net")
            << QStringList{QStringLiteral("example.org"), QStringLiteral("example.net")} << QString();
        QTest::newRow("Japanese") << QStringLiteral("日本語.jp") << QStringList{QStringLiteral("xn--wgv71a119e.jp")}
                                  << QString();
        QTest::newRow("a top-level domain") << QStringLiteral("org") << QStringList() << QStringLiteral("Line 1:");
        QTest::newRow("third line") << QStringLiteral("a.example\nb.example\n..")
                                    << QStringList{QStringLiteral("a.example"), QStringLiteral("b.example")}
                                    << QStringLiteral("Line 3:");
    }
    void typedDomains()
    {
        QFETCH(QString, text);
        const auto typed = ui::typedDomains(text);
        QStringList names;
        for (const auto &name : typed.names)
            names << name.display();
        QTEST(names, "names");
        QFETCH(QString, problem);
        QCOMPARE(typed.problems.isEmpty(), problem.isEmpty());
        if (!problem.isEmpty())
            QVERIFY2(typed.problems.first().startsWith(problem), qPrintable(typed.problems.first()));
    }

    void zoneFileIsTakenAsExpected()
    {
        const QString path = m_folder.filePath(QStringLiteral("example.org.zone"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("$ORIGIN example.org.\n$TTL 3600\n@ SOA ns1.example.net. host.example.org. 1 7200 900 1209600 300\n"
                   "@ NS ns1.example.net.\n@ NS ns2.example.net.\n@ A 198.51.100.8\nwww A 198.51.100.9\n");
        file.close();
        const auto imported = WatchImport::readNow(path);
        QVERIFY2(imported.problems.isEmpty(), qPrintable(imported.problems.join(QLatin1Char('\n'))));
        QVERIFY(!imported.zones.empty());
        QCOMPARE(imported.zones.front().name, test::name("example.org"));

        ProposalModel model;
        model.setProposal(proposal(), imported.zones);
        // What the zone file says goes before what was seen, and the difference has to be looked at.
        bool foundA = false, foundWww = false;
        const QModelIndex domain = model.index(0, 0);
        for (int row = 0; row < model.rowCount(domain); ++row) {
            const QModelIndex index = model.index(row, 0, domain);
            if (index.data().toString() == QStringLiteral("example.org A")) {
                foundA = true;
                QCOMPARE(model.valuesAt(index), QStringLiteral("198.51.100.8"));
                QCOMPARE(index.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
                QVERIFY(model.rrsetAt(index)->disagreements.first().contains(QStringLiteral("198.51.100.7")));
            }
            foundWww = foundWww || index.data().toString() == QStringLiteral("www.example.org A");
        }
        QVERIFY(foundA && foundWww);
    }

    void brokenZoneFileNamesItsLine()
    {
        const QString path = m_folder.filePath(QStringLiteral("broken.zone"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("$ORIGIN example.org.\n@ 60 SOA ns1.example.net. host.example.org. 1 7200 900 1209600 300\n@ 60 A "
                   "300.1.2.3\n");
        file.close();
        const auto imported = WatchImport::readNow(path);
        QCOMPARE(int(imported.problems.size()), 1);
        QVERIFY2(imported.problems.first().contains(QStringLiteral("broken.zone:3")),
                 qPrintable(imported.problems.first()));
    }

    void modelKeepsItsPromises()
    {
        ProposalModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setProposal(proposal(), {});
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex domain = model.index(0, 0);
        QCOMPARE(model.rowCount(domain), 4);
        QCOMPARE(model.accepted(), 3); // disagreeing MX waits for a person
        QVERIFY(model.setData(domain, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.accepted(), 4);
        const QModelIndex a = model.index(1, 0, domain);
        QVERIFY(!model.setValues(a, QStringLiteral("not an address")));
        QCOMPARE(model.valuesAt(a), QStringLiteral("198.51.100.7"));
        QVERIFY(model.setValues(a, QStringLiteral("198.51.100.0/24")));
        QVERIFY(model.setValues(model.index(0, 0, domain), QStringLiteral("ns1.example.net.\n")));
        QVERIFY(model.setData(model.index(2, 0, domain), Qt::Unchecked, Qt::CheckStateRole));
        const auto decided = model.decided(QStringLiteral("Sato"), QStringLiteral("checked"));
        QCOMPARE(int(decided.domains.size()), 1); // nothing is known of the silent one
        const auto &rrsets = decided.domains.front().rrsets;
        QVERIFY(rrsets[0].decision == console::DecidedRRset::Decision::Edited);
        QCOMPARE(int(rrsets[0].expectation.rdatas.size()), 1);
        QVERIFY(rrsets[1].expectation.kind == Expectation::Kind::Prefixes);
        QVERIFY(rrsets[2].decision == console::DecidedRRset::Decision::Refused);
        QVERIFY(rrsets[3].decision == console::DecidedRRset::Decision::Accepted);
        QVERIFY(rrsets[3].expectation.kind == Expectation::Kind::Absent);
    }

    void typedNamesAreKept()
    {
        auto *dialog = new WatchDialog{QString()};
        const QPointer<WatchDialog> still(dialog);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
        QTest::keyClicks(child<QPlainTextEdit>(*dialog, "names"), QStringLiteral("example.org"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(still && !still->isVisible());
        // Meanwhile a workspace is open: it is the one that is offered.
        dialog->setOpenWorkspace(QStringLiteral("/tmp/ours.hinoban"));
        dialog->show();
        QCOMPARE(child<QPlainTextEdit>(*dialog, "names")->toPlainText(), QStringLiteral("example.org"));
        QCOMPARE(child<QLineEdit>(*dialog, "workspace")->text(), QStringLiteral("/tmp/ours.hinoban"));
        child<QPlainTextEdit>(*dialog, "names")->clear();
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!still);
    }

    void fromTypingToDeciding()
    {
        WatchDialog dialog{QString()};
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto *look = child<QPushButton>(dialog, "look");
        auto *names = child<QPlainTextEdit>(dialog, "names");
        QVERIFY(!look->isEnabled());
        QTest::keyClicks(names, QStringLiteral("example.org"));
        QTest::keyClick(names, Qt::Key_Return);
        QTest::keyClicks(names, QStringLiteral("bad..name"));
        QVERIFY(!look->isEnabled());
        QVERIFY2(child<QLabel>(dialog, "problems")->text().startsWith(QStringLiteral("Line 2:")),
                 qPrintable(child<QLabel>(dialog, "problems")->text()));
        names->setPlainText(QStringLiteral("example.org\nsilent.example"));
        child<QLineEdit>(dialog, "workspace")->setText(m_folder.filePath(QStringLiteral("own.hinoban")));
        QVERIFY(look->isEnabled());

        QSignalSpy opened(&dialog, &WatchDialog::openRequested), asked(&dialog, &WatchDialog::proposeRequested);
        QTest::mouseClick(look, Qt::LeftButton);
        QCOMPARE(opened.count(), 1);
        const auto options = opened.first().first().value<console::SessionOptions>();
        QCOMPARE(options.workspace, m_folder.filePath(QStringLiteral("own.hinoban")));
        QVERIFY(options.createWorkspace);
        QCOMPARE(asked.count(), 0);
        dialog.showStarted();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<QList<QByteArray>>(),
                 QList<QByteArray>({"example.org", "silent.example"}));

        dialog.showProposal(proposal());
        auto *accept = child<QPushButton>(dialog, "accept");
        QVERIFY(accept->isVisible());
        QVERIFY(!accept->isEnabled()); // nobody has said who and why
        auto *tree = child<QTreeView>(dialog, "proposals");
        tree->setCurrentIndex(tree->model()->index(2, 0, tree->model()->index(0, 0)));
        QVERIFY(child<QLabel>(dialog, "warnings")->text().contains(QStringLiteral("5 mail.example.org")));
        QTest::keyClicks(child<QLineEdit>(dialog, "person"), QStringLiteral("Sato"));
        QTest::keyClicks(child<QLineEdit>(dialog, "reason"), QStringLiteral("compared with our zone"));
        QVERIFY(accept->isEnabled());
        child<QPlainTextEdit>(dialog, "values")->setPlainText(QStringLiteral("ten mx.example.net."));
        QVERIFY(!accept->isEnabled());
        QVERIFY(!child<QLabel>(dialog, "valuesProblem")->text().isEmpty());
        child<QPlainTextEdit>(dialog, "values")->setPlainText(QStringLiteral("20 mx.example.net."));
        QVERIFY(accept->isEnabled());

        QSignalSpy decided(&dialog, &WatchDialog::decided);
        QTest::mouseClick(accept, Qt::LeftButton);
        QCOMPARE(decided.count(), 1);
        const auto value = decided.first().first().value<console::Decided>();
        QCOMPARE(value.person, QStringLiteral("Sato"));
        QVERIFY(value.domains.front().rrsets[2].decision == console::DecidedRRset::Decision::Edited);
    }

    void failureComesBackToTheNames()
    {
        WatchDialog dialog{QString()};
        dialog.show();
        child<QPlainTextEdit>(dialog, "names")->setPlainText(QStringLiteral("example.org"));
        child<QLineEdit>(dialog, "workspace")->setText(QStringLiteral("/nowhere/own.hinoban"));
        QTest::mouseClick(child<QPushButton>(dialog, "look"), Qt::LeftButton);
        dialog.showFailure(
            {ErrorCode::ReadOnly, QStringLiteral("/nowhere/own.hinoban"), QStringLiteral("permission denied")});
        auto *failure = child<QLabel>(dialog, "failure");
        QVERIFY(failure->isVisible());
        QVERIFY(failure->text().contains(QStringLiteral("/nowhere/own.hinoban")));
        QVERIFY(child<QPushButton>(dialog, "look")->isVisible());
    }
};

QTEST_MAIN(tst_WatchDialog)
#include "tst_watchdialog.moc"
