// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/StoreValues.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <thread>

using namespace hinoban;
using namespace Qt::StringLiterals;
using store::Workspace;

class CrashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedAtAnyMoment();
};

// What was printed was acknowledged: it must be there after kill -9, whenever that comes. Every tenth round starts
// with no file, so that the first opening is hit too.
void CrashTest::killedAtAnyMoment()
{
    constexpr int Rounds = 100, RoundsAFile = 10;
    QRandomGenerator random(20200530);
    QTemporaryDir folder;
    std::map<quint64, QByteArray> acknowledged;
    QString path;
    int killedAtWork = 0;
    for (int round = 0; round < Rounds; ++round) {
        if (round % RoundsAFile == 0) {
            path = folder.filePath("w%1"_L1.arg(QString::number(round)));
            acknowledged.clear();
        }
        QProcess process;
        process.start(QStringLiteral(STORE_PROCESS), {u"commit"_s, path});
        QVERIFY(process.waitForStarted());
        std::this_thread::sleep_for(std::chrono::milliseconds(random.bounded(5, 180)));
        QCOMPARE(process.state(), QProcess::Running);
        process.kill(); // SIGKILL
        QVERIFY(process.waitForFinished());
        const QByteArray printed = process.readAllStandardOutput();
        // A line that was cut is no acknowledgement.
        const auto lines = printed.left(printed.lastIndexOf('\n') + 1).split('\n');
        for (const QByteArray &line : lines) {
            if (line.isEmpty()) continue;
            const auto parts = line.split(' ');
            QCOMPARE(parts.size(), 2);
            QCOMPARE(parts[1].size(), 64);
            acknowledged[parts[0].toULongLong()] = parts[1];
        }
        if (lines.size() > 1) ++killedAtWork;

        auto workspace = Workspace::open(path, Workspace::Mode::Create);
        QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error().detail));
        const auto report = (*workspace)->verify();
        QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
        QVERIFY2(report->good(), qPrintable(report->firstBad));
        const auto loaded = (*workspace)->load();
        QVERIFY(loaded);
        std::map<quint64, QByteArray> written;
        for (const store::LogRecord &record : loaded->log) {
            written[record.sequence] = record.hash;
        }
        for (const auto &[sequence, hash] : acknowledged) {
            QVERIFY2(written.count(sequence), qPrintable("lost: %1"_L1.arg(QString::number(sequence))));
            QCOMPARE(written[sequence], hash);
        }
    }
    // Or the test would show nothing.
    QVERIFY2(killedAtWork > Rounds / 4, qPrintable(QString::number(killedAtWork)));
}

QTEST_GUILESS_MAIN(CrashTest)
#include "tst_crash.moc"
