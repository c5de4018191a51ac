// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/SaveFile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban::ui;

// Several files that belong together: all of them are written, or what was there stays.
class tst_SaveFile : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
    }
    // What saveFiles() answers; it answers once.
    std::optional<NotSaved> save(std::vector<FileToSave> files)
    {
        int answers = 0;
        std::optional<NotSaved> answer;
        saveFiles(std::move(files), this, [&](const std::optional<NotSaved> &problem) {
            ++answers;
            answer = problem;
        });
        if (!QTest::qWaitFor([&] { return answers > 0; }, 60000)) qFatal("no answer");
        QCoreApplication::processEvents();
        if (answers != 1) qFatal("answered more than once");
        return answer;
    }

private Q_SLOTS:
    void allAreWritten()
    {
        QVERIFY(!save({{path("a.eml"), "one", true}, {path("a-2.eml"), "two", false}}));
        QCOMPARE(bytesOf(path("a.eml")), QByteArray("one"));
        QCOMPARE(bytesOf(path("a-2.eml")), QByteArray("two"));
        // A person has said that the first may be replaced.
        QVERIFY(!save({{path("a.eml"), "three", true}}));
        QCOMPARE(bytesOf(path("a.eml")), QByteArray("three"));
    }

    void nothingIsReplacedUnasked()
    {
        QVERIFY(!save({{path("b-3.eml"), "somebody else's", true}}));
        const auto problem =
            save({{path("b.eml"), "one", true}, {path("b-2.eml"), "two", false}, {path("b-3.eml"), "three", false}});
        QVERIFY(problem && problem->exists);
        QCOMPARE(problem->path, path("b-3.eml"));
        QCOMPARE(bytesOf(path("b-3.eml")), QByteArray("somebody else's"));
        QVERIFY(!QFile::exists(path("b.eml")));
        QVERIFY(!QFile::exists(path("b-2.eml")));
    }

    void whatCannotBeWrittenIsNamed()
    {
        const auto problem = save({{path("no/such/folder/c.eml"), "one", true}});
        QVERIFY(problem && !problem->exists);
        QCOMPARE(problem->path, path("no/such/folder/c.eml"));
        QVERIFY(!problem->detail.isEmpty());
    }
};

QTEST_MAIN(tst_SaveFile)
#include "tst_savefile.moc"
