// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Targets.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace hinoban;

// Every committed input, seed or former finding, through the function that the fuzzer runs.
class FuzzCorpusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replays_data()
    {
        QTest::addColumn<int>("target");
        QTest::addColumn<QString>("path");
        for (size_t i = 0; i < fuzz::Targets.size(); ++i) {
            const QString target = QString::fromLatin1(fuzz::Targets[i].name);
            const QDir folder(QStringLiteral(HINOBAN_SOURCE_DIR "/tests/fuzz/corpus/") + target);
            const QStringList files = folder.entryList(QDir::Files, QDir::Name);
            QVERIFY2(!files.isEmpty(), qPrintable(folder.path()));
            for (const QString &file : files)
                QTest::newRow(qPrintable(target + u'/' + file)) << int(i) << folder.filePath(file);
        }
    }
    void replays()
    {
        QFETCH(int, target);
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray octets = file.readAll();
        const auto run = fuzz::Targets[static_cast<size_t>(target)].run;
        run(octets);
        // Half of it, and it doubled, must be no worse.
        run(octets.first(octets.size() / 2));
        run(octets + octets);
    }
};

QTEST_GUILESS_MAIN(FuzzCorpusTest)
#include "tst_fuzzcorpus.moc"
