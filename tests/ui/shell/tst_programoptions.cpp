// SPDX-License-Identifier: GPL-3.0-or-later
// What the console takes from its command line.

#include "app/path/OriginDatabase.h"
#include "ui/shell/Application.h"

#include <QTest>

namespace hinoban::ui {

class TestProgramOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAWatchNeedsIsTaken();
    void logsOfCertificatesAreSearchedWhereSaid_data();
    void logsOfCertificatesAreSearchedWhereSaid();
    void whatCannotBeIsRefused_data();
    void whatCannotBeIsRefused();
};

void TestProgramOptions::whatAWatchNeedsIsTaken()
{
    const QString database = QStringLiteral(HINOBAN_SOURCE_DIR "/tests/fuzz/corpus/origins/one-network.mmdb");
    int status = -1;
    const auto options = programOptions({QStringLiteral("hinoban"), QStringLiteral("--workspace"), QStringLiteral("w"),
                                         QStringLiteral("--origins"), database, QStringLiteral("--no-look-alikes")},
                                        status);
    QVERIFY(options);
    QVERIFY(options->origins);
    QVERIFY(!options->lookAlikes);
    QVERIFY(!options->certificates); // as the workspace says
}

void TestProgramOptions::logsOfCertificatesAreSearchedWhereSaid_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("address");
    QTest::newRow("an address") << QStringLiteral("https://logs.example/") << QStringLiteral("https://logs.example/");
    QTest::newRow("no more") << QStringLiteral("off") << QString();
}

void TestProgramOptions::logsOfCertificatesAreSearchedWhereSaid()
{
    QFETCH(QString, typed);
    QFETCH(QString, address);
    int status = -1;
    const auto options = programOptions({QStringLiteral("hinoban"), QStringLiteral("--certificates"), typed}, status);
    QVERIFY(options);
    QVERIFY(options->certificates);
    QCOMPARE(*options->certificates, address);
}

void TestProgramOptions::whatCannotBeIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no such database") << QStringList{QStringLiteral("--origins"), QStringLiteral("/nowhere.mmdb")};
    QTest::newRow("a drill and a watch") << QStringList{QStringLiteral("--drill"), QStringLiteral("a"),
                                                        QStringLiteral("--workspace"), QStringLiteral("b")};
    QTest::newRow("no such language") << QStringList{QStringLiteral("--language"), QStringLiteral("fr")};
    QTest::newRow("something else") << QStringList{QStringLiteral("else")};
}

void TestProgramOptions::whatCannotBeIsRefused()
{
    QFETCH(QStringList, arguments);
    int status = -1;
    QVERIFY(!programOptions(QStringList{QStringLiteral("hinoban")} + arguments, status));
    QVERIFY(status > 0);
}

} // namespace hinoban::ui

QTEST_MAIN(hinoban::ui::TestProgramOptions)
#include "tst_programoptions.moc"
