// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/store/Bundle.h"
#include "app/store/ChainCheck.h"
#include "tests/store/StoreValues.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using store::ChainHead;
using store::Workspace;

// The evidence as it is handed on: packed, checked by us, and by nobody's tools but everybody's.
class BundleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void packsTheSameOctetsTwice();
    void holdsWhatWasStored();
    void replacesNothing();
    void leavesNothingHalf();
    void readsAHead_data();
    void readsAHead();
    void everyFlippedBitInABundle();
    void everyFlippedBitUnderANewList();
    void everyFlippedBitInAnArchive();
    void everyFlippedBitInAWorkspace();
    void everyCutEnd();
    void theEvidenceOfAnEntryTakenOut();
    void aSecondChainOfAWriter();
    void whatIsTooLarge();
    void anAnswerHasTheTimeOfItsOwn();
    void namesThatLeadOut();
    void theReadmesCommandsInBothLanguages();

private:
    [[nodiscard]] QString fresh(const QString &name) const { return m_folder.filePath(name); }
    // A copy of the bundle's folder, by hard links but for the files that are to be changed.
    [[nodiscard]] QString copyOf(const QString &folder) const;

    QTemporaryDir m_folder;
    QString m_workspace, m_bundle;
    store::BundleReport m_report;
};

namespace {

constexpr int Entries = 120;

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile::remove(path); // it may be linked to another copy's
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QStringList filesOf(const QString &folder)
{
    QStringList names;
    QDirIterator all(folder, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        names += QDir(folder).relativeFilePath(all.next());
    names.sort();
    return names;
}

// Runs the blocks of the README in the order in which they stand there; each must end well and print nothing that is
// not expected. "HEAD" is what a message quoted.
struct Said {
    bool good = false;
    QString problem;
};

QStringList blocksOf(const QByteArray &readme)
{
    QStringList blocks;
    bool inside = false;
    for (const QString &line : QString::fromUtf8(readme).split(u'\n')) {
        if (line == "```sh"_L1) {
            blocks += QString();
            inside = true;
        } else if (line == "```"_L1) {
            inside = false;
        } else if (inside) {
            blocks.back() += line + u'\n';
        }
    }
    return blocks;
}

QByteArray shell(const QString &folder, const QString &script, const QByteArray &head)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HEAD"_s, QString::fromLatin1(head));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"sh"_s, {u"-c"_s, script});
    process.waitForFinished(60000);
    return process.readAll();
}

// By the commands of the README alone, as a stranger would: which of them said something.
Said publicly(const QString &folder, const QStringList &blocks, const ChainHead &quoted, bool wholeList = true)
{
    const QByteArray head =
        quoted.writer.toUtf8() + ' ' + QByteArray::number(quoted.sequence) + ' ' + quoted.hash + '\n';
    const std::pair<int, QByteArray> expected[] = {
        {0, {}}, {1, {}}, {2, head}, {3, head}, {4, "log/01-hinoban.hashes\n"}, {5, {}}};
    for (const auto &[block, words] : expected) {
        if (block == 0 && !wholeList) continue;
        const QByteArray said = shell(folder, blocks.value(block), quoted.hash);
        if (said != words) return {false, QString::fromUtf8(said)};
    }
    return {true, {}};
}

void listAnew(const QString &folder)
{
    QByteArray list;
    for (const QString &name : filesOf(folder))
        if (name != "SHA256SUMS"_L1) list += sha256Hex(read(folder + u'/' + name)) + "  " + name.toLatin1() + '\n';
    write(folder + "/SHA256SUMS"_L1, list);
}

QByteArray flipped(QByteArray bytes, qsizetype bit)
{
    bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
    return bytes;
}

} // namespace

void BundleTest::initTestCase()
{
    m_workspace = fresh(u"w.hinoban"_s);
    {
        auto workspace = Workspace::open(m_workspace, Workspace::Mode::Create).value();
        for (int i = 1; i <= Entries; ++i) {
            store::Batch batch;
            const auto answer = answerAt(i, i % 2 ? "192.0.2.1" : "198.51.100.1", quint32(300 + i));
            auto line = entry(u"項目 %1：レジストラに電話した 🔥 \"\\n\""_s.arg(i), i);
            line.evidence = {sha256Hex(answer->reply)};
            batch.entries = {line};
            batch.looks = {lookAt({answer})};
            batch.keepEverything = true;
            QVERIFY(workspace->commit(batch));
        }
        store::Batch sent;
        sent.messages = {{u"JP-TD"_s, u"JPCERT/CC"_s, u"mail"_s, u"佐藤"_s, minute(9), "Subject: x\r\n\r\nbody\r\n"}};
        auto line = entry(u""_s, Entries + 1);
        line.evidence = {sha256Hex(sent.messages[0].bytes)};
        sent.entries = {line};
        QVERIFY(workspace->commit(sent));
    }
    auto workspace = Workspace::open(m_workspace, Workspace::Mode::ReadOnly).value();
    m_bundle = fresh(u"bundle"_s);
    auto report = workspace->bundle(m_bundle, {{u"JP-TD.ja.txt"_s, "下書き\n"}, {u"../x y"_s, "1"}});
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    m_report = *report;
    QCOMPARE(m_report.entries, quint64(Entries + 1));
    QCOMPARE(m_report.answers, quint64(Entries));
    const auto verified = store::verifyBundle(m_bundle, m_report.heads.at(0)).value();
    QVERIFY2(verified.good(), qPrintable(verified.firstBad));
    QCOMPARE(verified.entries, m_report.entries);
    QCOMPARE(verified.answers, m_report.answers);
    QVERIFY(verified.heads == m_report.heads);
}

QString BundleTest::copyOf(const QString &folder) const
{
    static int number = 0;
    const QString copy = fresh(u"copy%1"_s.arg(++number));
    QProcess process;
    process.start(u"cp"_s, {u"-al"_s, folder, copy});
    process.waitForFinished();
    return copy;
}

void BundleTest::packsTheSameOctetsTwice()
{
    auto workspace = Workspace::open(m_workspace, Workspace::Mode::ReadOnly).value();
    const auto first = workspace->bundle(fresh(u"same.tar.gz"_s)).value();
    QVERIFY(QDir(m_folder.path()).mkdir(u"again"_s));
    const auto second = workspace->bundle(fresh(u"again/same.tar.gz"_s)).value();
    QCOMPARE(first.seal, second.seal);
    const QByteArray bytes = read(fresh(u"same.tar.gz"_s));
    QVERIFY(!bytes.isEmpty());
    QCOMPARE(bytes, read(fresh(u"again/same.tar.gz"_s)));
    const auto verified = store::verifyBundle(fresh(u"same.tar.gz"_s)).value();
    QVERIFY2(verified.good(), qPrintable(verified.firstBad));
    // tar(1) reads it, and what it unpacks is the bundle; nobody's name is in it.
    QProcess tar;
    tar.setWorkingDirectory(m_folder.path());
    tar.start(u"tar"_s, {u"tvzf"_s, u"same.tar.gz"_s, u"--numeric-owner"_s});
    QVERIFY(tar.waitForFinished());
    const auto lines = tar.readAllStandardOutput().trimmed().split('\n');
    QVERIFY(lines.size() > 2 * Entries);
    for (const auto &line : lines)
        QVERIFY2(line.startsWith("-rw-r--r-- 0/0 ") && line.contains(" 2020-05-30 ") && line.contains(" same/"),
                 line.constData());
    tar.start(u"tar"_s, {u"xzf"_s, u"same.tar.gz"_s});
    QVERIFY(tar.waitForFinished());
    QVERIFY(store::verifyBundle(fresh(u"same"_s)).value().good());
}

void BundleTest::holdsWhatWasStored()
{
    const auto names = filesOf(m_bundle);
    for (const auto &name :
         {u"README.en.md"_s, u"README.ja.md"_s, u"SHA256SUMS"_s, u"heads.json"_s, u"log/01-hinoban.jsonl"_s,
          u"log/01-hinoban.hashes"_s, u"sightings.jsonl"_s, u"messages/0001-JP-TD.txt"_s, u"messages.jsonl"_s,
          u"drafts/JP-TD.ja.txt"_s, u"drafts/_.._x_y"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
    QCOMPARE(read(m_bundle + "/messages/0001-JP-TD.txt"_L1), QByteArray("Subject: x\r\n\r\nbody\r\n"));
    const auto answer = answerAt(1, "192.0.2.1", 301);
    const QString path = m_bundle + "/answers/"_L1 + QString::fromLatin1(sha256Hex(answer->reply));
    QCOMPARE(read(path + ".bin"_L1), answer->reply);
    const QByteArray readable = read(path + ".txt"_L1);
    QVERIFY2(readable.contains("2020-05-30T15:01:00Z resolver: www.example.com A @ resolver.example.net"),
             readable.constData());
    QVERIFY2(readable.contains("ANSWER SECTION") && readable.contains("192.0.2.1"), readable.constData());
    const QByteArray readme = read(m_bundle + "/README.ja.md"_L1);
    QVERIFY(readme.contains("hinoban 121 " + m_report.heads[0].hash));
    QVERIFY2(!readme.contains('@'), "a place in the README was not filled in");
    QCOMPARE(sha256Hex(read(m_bundle + "/SHA256SUMS"_L1)), m_report.seal);
}

void BundleTest::replacesNothing()
{
    auto workspace = Workspace::open(m_workspace, Workspace::Mode::ReadOnly).value();
    write(fresh(u"there.tar.gz"_s), "mine");
    for (const auto &path : {fresh(u"there.tar.gz"_s), m_bundle}) {
        const auto refused = workspace->bundle(path);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::NotPermitted);
    }
    QCOMPARE(read(fresh(u"there.tar.gz"_s)), QByteArray("mine"));
    const auto nowhere = workspace->bundle(fresh(u"no/such/b.tar.gz"_s));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
}

// On a disk of its own that is too small; SKIPs nothing where a namespace can be had, as in workspace tests.
void BundleTest::leavesNothingHalf()
{
    QProcess process;
    const QString program = QStringLiteral(STORE_PROCESS);
    for (const QString &name : {u"b.tar.gz"_s, u"b"_s}) {
        process.start(u"unshare"_s,
                      {u"-rm"_s, u"sh"_s, u"-c"_s,
                       u"mount -t tmpfs -o size=32k none /mnt && '%1' bundle '%2' /mnt/%3; ls -A /mnt"_s.arg(
                           program, m_workspace, name)});
        QVERIFY(process.waitForFinished(60000));
        const QByteArray said = process.readAllStandardOutput();
        if (said.isEmpty()) QSKIP("no user and mount namespace can be had here");
        QVERIFY2(said.startsWith(QByteArray::number(int(ErrorCode::DiskFull)) + ' '), said.constData());
        QCOMPARE(said.count('\n'), 1); // what ls prints: nothing
    }
}

void BundleTest::readsAHead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ChainHead>("head");
    QTest::addColumn<bool>("good");
    const QByteArray hash(64, 'a');
    const QString words = QString::fromLatin1(hash);
    QTest::newRow("hash") << words << ChainHead{{}, 0, hash} << true;
    QTest::newRow("upper case") << words.toUpper() << ChainHead{{}, 0, hash} << true;
    QTest::newRow("number") << u"42 "_s + words << ChainHead{{}, 42, hash} << true;
    QTest::newRow("whole") << u" hinoban 42\n"_s + words << ChainHead{u"hinoban"_s, 42, hash} << true;
    QTest::newRow("writer of two words") << u"desk two 42 "_s + words << ChainHead{u"desk two"_s, 42, hash} << true;
    QTest::newRow("short") << words.chopped(1) << ChainHead{} << false;
    QTest::newRow("no number") << u"hinoban "_s + words << ChainHead{} << false;
    QTest::newRow("empty") << QString() << ChainHead{} << false;
}

void BundleTest::readsAHead()
{
    QFETCH(QString, text);
    QFETCH(ChainHead, head);
    QFETCH(bool, good);
    const auto read = store::chainHeadFromText(text);
    QCOMPARE(read.has_value(), good);
    if (good) QVERIFY(*read == head);
}

// The promise (DESIGN.md, 6), bit by bit: 1,000 of them, of the log and of the answers.
void BundleTest::everyFlippedBitInABundle()
{
    const QStringList blocks = blocksOf(read(m_bundle + "/README.en.md"_L1));
    QCOMPARE(blocks.size(), 7);
    const Said untouched = publicly(m_bundle, blocks, m_report.heads[0]);
    QVERIFY2(untouched.good, qPrintable(untouched.problem));

    QStringList targets{u"log/01-hinoban.jsonl"_s, u"log/01-hinoban.hashes"_s};
    for (const QString &name : filesOf(m_bundle))
        if (name.endsWith(".bin"_L1)) targets += name;
    QRandomGenerator random(2020);
    int found = 0, publiclyFound = 0;
    const QString copy = copyOf(m_bundle);
    for (int i = 0; i < 1000; ++i) {
        // Half of them in the log, though the answers are many more files.
        const QString &name =
            i % 2 ? targets[i % 10 == 1 ? 1 : 0] : targets[2 + random.bounded(int(targets.size() - 2))];
        const QByteArray bytes = read(m_bundle + u'/' + name);
        const qsizetype bit = random.bounded(int(bytes.size() * 8));
        write(copy + u'/' + name, flipped(bytes, bit));
        const auto report = store::verifyBundle(copy).value();
        if (report.good())
            qWarning() << "not found:" << name << bit;
        else
            ++found;
        // A stranger's first command; every hundredth time all of them.
        const bool all = i % 100 == 0;
        const bool seen = all ? !publicly(copy, blocks, m_report.heads[0]).good : !shell(copy, blocks[0], {}).isEmpty();
        publiclyFound += seen;
        write(copy + u'/' + name, bytes);
    }
    qInfo() << "flipped bits in a bundle: verify found" << found << "of 1000, sha256sum" << publiclyFound << "of 1000";
    QCOMPARE(found, 1000);
    QCOMPARE(publiclyFound, 1000);
    QVERIFY(store::verifyBundle(copy).value().good());
}

// An attacker who can write to the bundle writes SHA256SUMS too. The chain, the names of the answers and the head that
// was quoted before tell it all the same.
void BundleTest::everyFlippedBitUnderANewList()
{
    const QStringList blocks = blocksOf(read(m_bundle + "/README.en.md"_L1));
    QStringList answers;
    for (const QString &name : filesOf(m_bundle))
        if (name.endsWith(".bin"_L1)) answers += name;
    QRandomGenerator random(53);
    int found = 0, publiclyFound = 0;
    constexpr int Flips = 30;
    for (int i = 0; i < Flips; ++i) {
        const QString copy = copyOf(m_bundle);
        const QString name = i % 2 ? u"log/01-hinoban.jsonl"_s : answers[random.bounded(int(answers.size()))];
        const QByteArray bytes = read(copy + u'/' + name);
        write(copy + u'/' + name, flipped(bytes, random.bounded(int(bytes.size() * 8))));
        listAnew(copy);
        found += !store::verifyBundle(copy, m_report.heads[0]).value().good();
        const Said said = publicly(copy, blocks, m_report.heads[0]);
        if (said.good) qWarning() << "not found:" << name;
        publiclyFound += !said.good;
        QDir(copy).removeRecursively();
    }
    qInfo() << "flipped bits under a new SHA256SUMS: verify found" << found << "of" << Flips
            << ", the README's commands" << publiclyFound;
    QCOMPARE(found, Flips);
    QCOMPARE(publiclyFound, Flips);
}

void BundleTest::everyFlippedBitInAnArchive()
{
    auto workspace = Workspace::open(m_workspace, Workspace::Mode::ReadOnly).value();
    const QString path = fresh(u"flipped.tar.gz"_s);
    QVERIFY(workspace->bundle(path));
    const QByteArray bytes = read(path);
    QRandomGenerator random(20200530);
    constexpr int HeaderOctets = 10; // of gzip: its time and system say nothing about the content
    int found = 0;
    for (int i = 0; i < 200; ++i) {
        write(path, flipped(bytes, 8 * HeaderOctets + random.bounded(int(bytes.size() - HeaderOctets) * 8)));
        found += !store::verifyBundle(path).value_or(store::VerifyReport{0, 0, {}, u"unreadable"_s}).good();
    }
    qInfo() << "flipped bits in an archive: verify found" << found << "of 200";
    QCOMPARE(found, 200);
    for (const qsizetype length : {bytes.size() - 1, bytes.size() / 2, qsizetype(20)}) {
        write(path, bytes.left(length));
        QVERIFY(!store::verifyBundle(path).value_or(store::VerifyReport{0, 0, {}, u"unreadable"_s}).good());
    }
}

void BundleTest::everyFlippedBitInAWorkspace()
{
    const QString path = fresh(u"flip.hinoban"_s);
    QVERIFY(QFile::copy(m_workspace, path));
    QRandomGenerator random(1);
    int found = 0;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"flip"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const auto &trigger : {"log_is_never_changed", "answer_is_never_changed"})
            QVERIFY(query.exec(u"DROP TRIGGER "_s + QLatin1String(trigger)));
        QVERIFY(query.exec(u"PRAGMA synchronous = OFF"_s));
        // What is stored of the log and of the answers, octet for octet.
        struct Cell {
            const char *table, *column;
            bool isText;
        };
        constexpr Cell cells[] = {{"log", "canonical", true}, {"log", "hash", true},      {"log", "previous", true},
                                  {"log", "writer", true},    {"answer", "bytes", false}, {"answer", "sha256", false}};
        for (int i = 0; i < 1000; ++i) {
            // Mostly the texts and the answers, where most of the octets are.
            const Cell &cell = cells[i % 10 < 6 ? 0 : i % 10 == 6 ? 1 + random.bounded(3) : i % 10 == 9 ? 5 : 4];
            const QString table = QLatin1String(cell.table), column = QLatin1String(cell.column);
            QVERIFY(query.exec(u"SELECT rowid, CAST(%1 AS BLOB) FROM %2 ORDER BY rowid LIMIT 1 OFFSET %3"_s.arg(
                column, table, QString::number(random.bounded(Entries)))));
            QVERIFY(query.next());
            const qint64 row = query.value(0).toLongLong();
            const QByteArray bytes = query.value(1).toByteArray();
            query.finish();
            const auto put = [&](const QByteArray &value) {
                QSqlQuery update(database);
                update.prepare(u"UPDATE %1 SET %2 = %3 WHERE rowid = ?"_s.arg(
                    table, column, cell.isText ? u"CAST(? AS TEXT)"_s : u"?"_s));
                update.addBindValue(value);
                update.addBindValue(row);
                QVERIFY2(update.exec(), qPrintable(update.lastError().text()));
            };
            const qsizetype bit = random.bounded(int(bytes.size() * 8));
            put(flipped(bytes, bit));
            const auto report = Workspace::open(path, Workspace::Mode::ReadOnly).value()->verify().value();
            if (report.good())
                qWarning() << "not found:" << table << column << row << bit;
            else
                ++found;
            put(bytes);
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(u"flip"_s);
    qInfo() << "flipped bits in a workspace: verify found" << found << "of 1000";
    QCOMPARE(found, 1000);
    QVERIFY(Workspace::open(path, Workspace::Mode::ReadOnly).value()->verify().value().good());
}

void BundleTest::everyCutEnd()
{
    const QStringList blocks = blocksOf(read(m_bundle + "/README.en.md"_L1));
    const QByteArrayList lines = read(m_bundle + "/log/01-hinoban.jsonl"_L1).split('\n');
    const QByteArrayList hashes = read(m_bundle + "/log/01-hinoban.hashes"_L1).split('\n');
    const ChainHead &quoted = m_report.heads[0];
    const QString path = fresh(u"cut.hinoban"_s);
    QVERIFY(QFile::copy(m_workspace, path));
    int inBundle = 0, byHand = 0, inWorkspace = 0, notTold = 0;
    for (int cut = 1; cut <= 100; ++cut) {
        // A good forger: the list, the hashes and the heads say what is left.
        const QString copy = copyOf(m_bundle);
        const qsizetype left = lines.size() - 1 - cut;
        write(copy + "/log/01-hinoban.jsonl"_L1, lines.mid(0, left).join('\n') + '\n');
        write(copy + "/log/01-hinoban.hashes"_L1, hashes.mid(0, left).join('\n') + '\n');
        write(copy + "/heads.json"_L1,
              canonicalJson(QJsonObject{{u"heads"_s,
                                         QJsonArray{QJsonObject{{u"file"_s, u"log/01-hinoban.jsonl"_s},
                                                                {u"writer"_s, u"hinoban"_s},
                                                                {u"sequence"_s, qint64(left)},
                                                                {u"hash"_s, QString::fromLatin1(hashes[left - 1])}}}}})
                      .value() +
                  '\n');
        listAnew(copy);
        const auto report = store::verifyBundle(copy, ChainHead{{}, 0, quoted.hash}).value();
        inBundle += report.firstBad.contains("the end of the log is missing"_L1);
        notTold += store::verifyBundle(copy).value().good(); // nobody can tell without a head
        byHand += shell(copy, blocks[4], quoted.hash).isEmpty() && (cut % 20 || !publicly(copy, blocks, quoted).good);
        QDir(copy).removeRecursively();

        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"cut"_s);
            database.setDatabaseName(path);
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(u"DROP TRIGGER IF EXISTS log_is_never_shortened"_s));
            QVERIFY(query.exec(u"DELETE FROM log WHERE sequence = (SELECT max(sequence) FROM log)"_s));
        }
        QSqlDatabase::removeDatabase(u"cut"_s);
        const auto shorter = Workspace::open(path, Workspace::Mode::ReadOnly).value()->verify(quoted).value();
        inWorkspace += shorter.firstBad.contains("the end of the log is missing"_L1);
    }
    qInfo() << "ends of 1 to 100 entries cut off: verify found" << inBundle << "in bundles and" << inWorkspace
            << "in workspaces, the README's commands" << byHand;
    QCOMPARE(inBundle, 100);
    QCOMPARE(byHand, 100);
    QCOMPARE(inWorkspace, 100);
    QCOMPARE(notTold, 100);
}

void BundleTest::theEvidenceOfAnEntryTakenOut()
{
    const QString copy = copyOf(m_bundle);
    const QString name = QString::fromLatin1(sha256Hex(answerAt(7, "192.0.2.1", 307)->reply));
    QVERIFY(QFile::remove(copy + "/answers/"_L1 + name + ".bin"_L1));
    QVERIFY(QFile::remove(copy + "/answers/"_L1 + name + ".txt"_L1));
    QCOMPARE(store::verifyBundle(copy).value().firstBad, u"answers/%1.bin: it is listed and is missing"_s.arg(name));
    listAnew(copy);
    QCOMPARE(store::verifyBundle(copy).value().firstBad,
             u"writer hinoban, entry 7: its evidence %1 is not there"_s.arg(name));
    const QStringList blocks = blocksOf(read(m_bundle + "/README.en.md"_L1));
    QCOMPARE(shell(copy, blocks[5], {}).trimmed(), name.toLatin1());
    write(copy + "/answers/more.bin"_L1, "x");
    QCOMPARE(store::verifyBundle(copy).value().firstBad, u"answers/more.bin: its bytes do not fit its hash"_s);
}

void BundleTest::aSecondChainOfAWriter()
{
    const QString copy = copyOf(m_bundle);
    QJsonArray heads;
    const auto head = [&](const ChainHead &of, const QString &file) {
        heads.append(QJsonObject{{u"file"_s, file},
                                 {u"writer"_s, of.writer},
                                 {u"sequence"_s, qint64(of.sequence)},
                                 {u"hash"_s, QString::fromLatin1(of.hash)}});
    };
    head(m_report.heads[0], u"log/01-hinoban.jsonl"_s);
    const auto chain = [&](const QString &writer, const QString &name) {
        const auto record = store::chained({writer, 0, store::emptyChainHash()}, entry(u"forged"_s)).value();
        write(copy + "/log/"_L1 + name + ".hashes"_L1, record.hash + '\n');
        write(copy + "/log/"_L1 + name + ".jsonl"_L1, store::canonicalRecord(record).value() + '\n');
        head({record.writer, record.sequence, record.hash}, u"log/%1.jsonl"_s.arg(name));
        write(copy + "/heads.json"_L1, canonicalJson(QJsonObject{{u"heads"_s, heads}}).value() + '\n');
        listAnew(copy);
    };
    chain(u"zebra"_s, u"02-zebra"_s);
    QVERIFY(store::verifyBundle(copy, m_report.heads[0]).value().good()); // a team's log has several
    chain(u"hinoban"_s, u"03-hinoban"_s);
    QCOMPARE(store::verifyBundle(copy).value().firstBad,
             u"writer hinoban, entry 1: it does not continue the entry before it"_s);
    QVERIFY(!store::verifyBundle(copy, m_report.heads[0]).value().good());
}

// A file of holes costs its sender nothing.
void BundleTest::whatIsTooLarge()
{
    const auto said = [](const QString &path) { return store::verifyBundle(path).value().firstBad; };
    const QString tooLarge = u"%1: it is larger than anything that a bundle has"_s;
    for (const auto &[name, size] :
         {std::pair(u"heads.json"_s, qint64(8) << 20), std::pair(u"log/01-hinoban.hashes"_s, qint64(1) << 30),
          std::pair(u"log/01-hinoban.jsonl"_s, qint64(1) << 30), std::pair(u"SHA256SUMS"_s, qint64(1) << 30)}) {
        const QString copy = copyOf(m_bundle);
        write(copy + u'/' + name, "x");
        QFile file(copy + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(size));
        file.close();
        QCOMPARE(said(copy), tooLarge.arg(name));
    }
    const QString copy = copyOf(m_bundle);
    QFile hole(copy + "/answers/hole.bin"_L1);
    QVERIFY(hole.open(QIODevice::WriteOnly) && hole.seek(qint64(64) << 30) && hole.write("x") == 1);
    hole.close();
    QProcess tar;
    tar.setWorkingDirectory(m_folder.path());
    tar.start(u"tar"_s, {u"--sparse"_s, u"-czf"_s, u"hole.tar.gz"_s, QFileInfo(copy).fileName()});
    QVERIFY(tar.waitForFinished(60000) && tar.exitCode() == 0);
    QVERIFY(QFileInfo(fresh(u"hole.tar.gz"_s)).size() < 1'000'000);
    QCOMPARE(said(fresh(u"hole.tar.gz"_s)), tooLarge.arg(u"answers/hole.bin"_s));
}

// The run goes on, and its newest answer is not written each time: a bundle of that moment says when the one came that
// is in it.
void BundleTest::anAnswerHasTheTimeOfItsOwn()
{
    auto workspace = Workspace::open(fresh(u"running.hinoban"_s), Workspace::Mode::Create).value();
    QByteArray written;
    for (int i = 1; i <= 25; ++i) {
        const auto answer = answerAt(i, "192.0.2.1", quint32(300 + i));
        store::Batch batch;
        batch.looks = {lookAt({answer})};
        QVERIFY(workspace->commit(batch));
        if (i == 16) written = sha256Hex(answer->reply);
    }
    QVERIFY(workspace->bundle(fresh(u"running"_s)));
    const QByteArray readable = read(fresh(u"running/answers/"_s) + QString::fromLatin1(written) + ".txt"_L1);
    QVERIFY2(readable.contains(";; 2020-05-30T15:16:00Z resolver"), readable.constData());
    QVERIFY(!readable.contains("15:25:00Z"));
    const QByteArray line = read(fresh(u"running/sightings.jsonl"_s));
    QVERIFY2(line.contains("\"lastAnswerAt\":\"2020-05-30T15:16:00Z\"") &&
                 line.contains("\"lastSeen\":\"2020-05-30T15:25:00Z\""),
             line.constData());
}

void BundleTest::namesThatLeadOut()
{
    const QString copy = copyOf(m_bundle);
    QVERIFY(QFile::link(u"/etc/passwd"_s, copy + "/drafts/link"_L1));
    QVERIFY(!store::verifyBundle(copy));
    QVERIFY(QFile::remove(copy + "/drafts/link"_L1));
    QVERIFY(store::verifyBundle(copy).value().good());
    // As an archive with a name that climbs.
    QProcess tar;
    tar.setWorkingDirectory(copy);
    tar.start(u"tar"_s,
              {u"czf"_s, fresh(u"climbs.tar.gz"_s), u"-P"_s, u"--transform"_s, u"s,^drafts,b/../../x,"_s, u"drafts"_s});
    QVERIFY(tar.waitForFinished());
    QCOMPARE(tar.exitCode(), 0);
    const auto climbed = store::verifyBundle(fresh(u"climbs.tar.gz"_s));
    QVERIFY(climbed);
    QVERIFY2(climbed->firstBad.contains("name no bundle has"_L1), qPrintable(climbed->firstBad));
}

void BundleTest::theReadmesCommandsInBothLanguages()
{
    const auto english = blocksOf(read(m_bundle + "/README.en.md"_L1));
    QCOMPARE(blocksOf(read(m_bundle + "/README.ja.md"_L1)), english);
    for (const QString &block : english) // coreutils, jq, and what the shell itself can do
        QVERIFY(!block.contains("grep"_L1) && !block.contains("awk"_L1) && !block.contains("python"_L1));
}

QTEST_GUILESS_MAIN(BundleTest)
#include "tst_bundle.moc"
