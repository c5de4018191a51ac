// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/StoreValues.h"

#include "app/base/CanonicalJson.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using store::ChainHead;
using store::Workspace;

class LogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aRecordContinuesItsHead();
    void refusesWhatHasNoCanonicalForm();
    void refusesWhatCannotBeReadAgain_data();
    void refusesWhatCannotBeReadAgain();
    void othersToolsAgree_data();
    void othersToolsAgree();
    void verifies();
    void noticesTampering_data();
    void noticesTampering();
    void noticesACutTail();
    void noticesASecondChainOfAWriter();
    void isAppendOnly_data();
    void isAppendOnly();

private:
    void fill(int entries);
    // As somebody with the sqlite3 tool: returns SQLite's words, empty if it was done.
    QString sql(const QStringList &statements);
    store::VerifyReport verified(const std::optional<ChainHead> &quoted = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void LogTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"w.hinoban"_s);
}

void LogTest::fill(int entries)
{
    auto workspace = Workspace::open(m_path, Workspace::Mode::Create).value();
    for (int i = 1; i <= entries; ++i) {
        store::Batch batch;
        batch.entries = {entry("entry %1"_L1.arg(QString::number(i)), i)};
        batch.looks = {lookAt({answerAt(i, i % 2 ? "192.0.2.1" : "198.51.100.1", 300)})};
        QVERIFY(workspace->commit(batch));
    }
}

QString LogTest::sql(const QStringList &statements)
{
    QString words;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
        database.setDatabaseName(m_path);
        if (!database.open()) return u"cannot open"_s;
        QSqlQuery query(database);
        for (const QString &statement : statements) {
            if (words.isEmpty() && !query.exec(statement)) words = query.lastError().databaseText();
        }
    }
    QSqlDatabase::removeDatabase(u"tamper"_s);
    return words;
}

store::VerifyReport LogTest::verified(const std::optional<ChainHead> &quoted)
{
    return Workspace::open(m_path, Workspace::Mode::ReadOnly).value()->verify(quoted).value();
}

void LogTest::aRecordContinuesItsHead()
{
    const ChainHead empty{u"hinoban"_s, 0, store::emptyChainHash()};
    const auto first = store::chained(empty, entry(u"one"_s)).value();
    QCOMPARE(first.sequence, 1u);
    QCOMPARE(first.previous, QByteArray(64, '0'));
    QCOMPARE(first.hash, sha256Hex(store::canonicalRecord(first).value()));
    const auto second = store::chained({first.writer, first.sequence, first.hash}, entry(u"two"_s)).value();
    QCOMPARE(second.sequence, 2u);
    QCOMPARE(second.previous, first.hash);
    QVERIFY(second.hash != first.hash);
    const QByteArray text = store::canonicalRecord(second).value();
    QVERIFY2(text.startsWith("{\"entry\":{"), text.constData());
    QVERIFY2(text.endsWith(",\"previous\":\"" + first.hash + "\",\"sequence\":2,\"writer\":\"hinoban\"}"),
             text.constData());
}

void LogTest::refusesWhatHasNoCanonicalForm()
{
    respond::Entry bad = entry(u"fine"_s);
    bad.args.insert(u"half"_s, 0.5);
    const auto record = store::chained({u"hinoban"_s, 0, store::emptyChainHash()}, bad);
    QVERIFY(!record);
    QCOMPARE(record.error().code, ErrorCode::BadInput);
}

void LogTest::refusesWhatCannotBeReadAgain_data()
{
    QTest::addColumn<QJsonObject>("args");
    QTest::addColumn<Instant>("happened");
    QTest::addColumn<bool>("isGood");
    const auto deep = [](int levels) {
        QJsonObject object;
        for (int i = 1; i < levels; ++i)
            object = {{u"a"_s, object}};
        return object;
    };
    const Instant fine = minute(1), first = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
    const Instant late = instantFromRfc3339(u"9999-12-31T23:59:59Z").value();
    QTest::newRow("30 deep") << deep(30) << fine << true;
    QTest::newRow("31 deep") << deep(31) << fine << false;
    QTest::newRow("the last second") << QJsonObject() << late << true;
    QTest::newRow("a year of five digits") << QJsonObject() << late + std::chrono::hours(1) << false;
    QTest::newRow("a year before the first") << QJsonObject() << first - std::chrono::hours(1) << false;
}

// One such record, and the workspace would never open again.
void LogTest::refusesWhatCannotBeReadAgain()
{
    QFETCH(QJsonObject, args);
    QFETCH(Instant, happened);
    QFETCH(bool, isGood);
    respond::Entry odd = entry(u"odd"_s);
    odd.args = args;
    odd.happened = happened;
    store::Batch batch;
    batch.entries = {odd};
    {
        auto workspace = Workspace::open(m_path, Workspace::Mode::Create).value();
        const auto committed = workspace->commit(batch);
        QCOMPARE(committed.has_value(), isGood);
        if (!committed) QCOMPARE(committed.error().code, ErrorCode::BadInput);
    }
    const auto workspace = Workspace::open(m_path, Workspace::Mode::ReadOnly).value();
    const auto loaded = workspace->load();
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
    QCOMPARE(loaded->log.size(), size_t(isGood ? 1 : 0));
    QVERIFY(workspace->verify()->good());
}

void LogTest::othersToolsAgree_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"called the registrar"_s;
    QTest::newRow("Japanese") << u"レジストラに電話した。受付番号 123"_s;
    QTest::newRow("quotes and backslashes") << u"he said \"\\o/\""_s;
    QTest::newRow("control characters") << u"a\tb\nc\u0001d\u001fe\rf\bg\fh"_s;
    QTest::newRow("beyond the basic plane") << u"🔥 fire watch"_s;
    QTest::newRow("line separators") << u"a\u2028b\u2029c\u0085d"_s;
    QTest::newRow("markup") << u"<b>&amp;</b> /slash"_s;
}

// The promise of the evidence: nobody needs Hinoban to check it.
void LogTest::othersToolsAgree()
{
    if (QStandardPaths::findExecutable(u"jq"_s).isEmpty()) QSKIP("jq is not installed");
    QFETCH(QString, text);
    {
        auto workspace = Workspace::open(m_path, Workspace::Mode::Create).value();
        respond::Entry typed = entry(text);
        typed.args = {{u"names"_s, QJsonArray{u"ns-1515.awsdns-061.org"_s, text}}, {u"z"_s, 1}, {u"a"_s, true}};
        store::Batch batch;
        batch.entries = {entry(u"before"_s), typed};
        QVERIFY(workspace->commit(batch));
    }
    QString canonical, hash;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QSqlQuery query(u"SELECT canonical, hash FROM log WHERE sequence = 2"_s, database);
        QVERIFY(query.next());
        canonical = query.value(0).toString();
        hash = query.value(1).toString();
    }
    QSqlDatabase::removeDatabase(u"other"_s);
    const auto piped = [](const QString &program, const QStringList &arguments, const QByteArray &input) {
        QProcess process;
        process.start(program, arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished();
        return process.readAllStandardOutput();
    };
    const QByteArray again = piped(u"jq"_s, {u"-cSj"_s, u"."_s}, canonical.toUtf8());
    QCOMPARE(again, canonical.toUtf8());
    QCOMPARE(piped(u"sha256sum"_s, {}, again).left(64), hash.toLatin1());
}

void LogTest::verifies()
{
    fill(5);
    const auto report = verified();
    QVERIFY2(report.good(), qPrintable(report.firstBad));
    QCOMPARE(report.entries, 5u);
    QCOMPARE(report.answers, 2u); // two addresses in turn, the same bytes each time
    QCOMPARE(report.heads.size(), size_t(1));
    QCOMPARE(report.heads[0].sequence, 5u);
}

void LogTest::noticesTampering_data()
{
    const QString noUpdate = u"DROP TRIGGER log_is_never_changed"_s,
                  noDelete = u"DROP TRIGGER log_is_never_shortened"_s;
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("firstBad");
    QTest::newRow("a word of an entry")
        << QStringList{noUpdate,
                       u"UPDATE log SET canonical = replace(canonical, 'entry 3', 'entry 9') WHERE sequence = 3"_s}
        << u"writer hinoban, entry 3: its hash does not fit"_s;
    QTest::newRow("an entry taken out") << QStringList{noDelete, u"DELETE FROM log WHERE sequence = 3"_s}
                                        << u"writer hinoban, entry 4: entry 3 is missing"_s;
    QTest::newRow("taken out and renumbered")
        << QStringList{noUpdate, noDelete, u"DELETE FROM log WHERE sequence = 3"_s,
                       u"UPDATE log SET sequence = sequence - 1 WHERE sequence > 3"_s}
        << u"writer hinoban, entry 3: it does not continue the entry before it"_s;
    QTest::newRow("another writer") << QStringList{noUpdate, u"UPDATE log SET writer = 'mallory'"_s}
                                    << u"writer mallory, entry 1: its text belongs to another place in the log"_s;
    QTest::newRow("a hash") << QStringList{noUpdate, u"UPDATE log SET hash = previous WHERE sequence = 5"_s}
                            << u"writer hinoban, entry 5: its hash does not fit"_s;
    QTest::newRow("an answer's bytes") << QStringList{u"DROP TRIGGER answer_is_never_changed"_s,
                                                      u"UPDATE answer SET bytes = x'00'"_s}
                                       << u": its bytes do not fit its hash"_s;
    QTest::newRow("an answer taken out") << QStringList{u"DROP TRIGGER answer_is_never_removed"_s,
                                                        u"DELETE FROM answer"_s}
                                         << u"points at something that is not there"_s;
}

void LogTest::noticesTampering()
{
    QFETCH(QStringList, statements);
    QFETCH(QString, firstBad);
    fill(5);
    QCOMPARE(sql(statements), QString());
    const auto report = verified();
    QVERIFY2(report.firstBad.contains(firstBad), qPrintable(report.firstBad));
}

void LogTest::noticesACutTail()
{
    fill(5);
    const ChainHead head = verified().heads.at(0);
    QVERIFY(verified(head).good());
    QCOMPARE(sql({u"DROP TRIGGER log_is_never_shortened"_s, u"DELETE FROM log WHERE sequence > 3"_s}), QString());
    QVERIFY(verified().good()); // by itself a shorter chain is whole
    QCOMPARE(verified(head).firstBad,
             u"writer hinoban, entry 5 was quoted and is not there: the end of the log is missing"_s);
    const ChainHead other{u"hinoban"_s, 2, QByteArray(64, 'a')};
    QCOMPARE(verified(other).firstBad, u"writer hinoban, entry 2: its hash is not the one that was quoted"_s);
}

// A writer's name as octets is another name for SQLite, and the same one for whoever reads it: what was quoted would be
// found in the one chain while the other is read.
void LogTest::noticesASecondChainOfAWriter()
{
    fill(3);
    const ChainHead head = verified().heads.at(0);
    const auto insert = [](const QString &writer, const QString &column, const QString &words) {
        const auto record = store::chained({writer, 0, store::emptyChainHash()}, entry(words)).value();
        QString canonical = QString::fromUtf8(store::canonicalRecord(record).value());
        canonical.replace(u'\'', u"''"_s);
        return u"INSERT INTO log (writer, sequence, previous, hash, canonical) VALUES (%1, 1, '%2', '%3', '%4')"_s.arg(
            column, QString::fromLatin1(record.previous), QString::fromLatin1(record.hash), canonical);
    };
    QCOMPARE(sql({insert(u"zebra"_s, u"'zebra'"_s, u"between"_s)}), QString());
    QVERIFY(verified(head).good());
    QCOMPARE(sql({insert(u"hinoban"_s, u"CAST('hinoban' AS BLOB)"_s, u"forged"_s)}), QString());
    QCOMPARE(verified().firstBad, u"writer hinoban, entry 1: it does not continue the entry before it"_s);
    QVERIFY(!verified(head).good());
    const ChainHead first{u"hinoban"_s, 1, verified().heads.at(2).hash};
    QCOMPARE(verified(first).firstBad, u"writer hinoban, entry 1: its hash is not the one that was quoted"_s);
}

void LogTest::isAppendOnly_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("update") << u"UPDATE log SET canonical = 'x' WHERE sequence = 1"_s;
    QTest::newRow("delete") << u"DELETE FROM log WHERE sequence = 5"_s;
    QTest::newRow("replace") << u"INSERT OR REPLACE INTO log (writer, sequence, previous, hash, canonical) "
                                "SELECT writer, sequence, previous, hash, 'x' FROM log WHERE sequence = 5"_s;
    QTest::newRow("gap") << u"INSERT INTO log (writer, sequence, previous, hash, canonical) "
                            "SELECT writer, 7, hash, 'x', 'x' FROM log WHERE sequence = 5"_s;
    QTest::newRow("fork") << u"INSERT INTO log (writer, sequence, previous, hash, canonical) "
                             "SELECT writer, 6, hash, 'x', 'x' FROM log WHERE sequence = 4"_s;
}

void LogTest::isAppendOnly()
{
    QFETCH(QString, statement);
    fill(5);
    QVERIFY(!sql({statement}).isEmpty());
    QVERIFY(verified().good());
    QCOMPARE(verified().entries, 5u);
}

QTEST_GUILESS_MAIN(LogTest)
#include "tst_log.moc"
