// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/path/PathOf.h"
#include "tests/store/StoreValues.h"

#include <QDir>
#include <QFile>
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
using store::Batch;
using store::Workspace;
using Mode = Workspace::Mode;

class WorkspaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everythingRoundTrips();
    void theLaterValueCounts();
    void writersHaveTheirOwnChains();
    void anEmptyBatchWritesNothing();
    void migratesAnOldFile();
    void keepsAnOlderBackup();
    void refusesANewerFile();
    void refuses_data();
    void refuses();
    void tellsACorruptPage();
    void refusesASecondWriter_data();
    void refusesASecondWriter();
    void readersWorkBesideAWriter();
    void readersDoNotWrite();
    void aReadOnlyPlace();
    void aFullDisk();
    void aLimitIsAFullDisk();

private:
    QString sql(const QString &path, const QStringList &statements);
    // A workspace as version 1 wrote it.
    void writeVersion1();

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

namespace {

Error errorOf(const QString &path, Mode mode)
{
    const auto workspace = Workspace::open(path, mode);
    return workspace ? Error{ErrorCode::Internal, {}, u"it was opened"_s} : workspace.error();
}

// With its own file systems, where the system lets us have them; nothing if it does not.
std::optional<QByteArray> inNamespace(const QString &script)
{
    QProcess process;
    process.start(u"unshare"_s, {u"-rm"_s, u"sh"_s, u"-ec"_s, u"mount -t tmpfs -o size=64k none /mnt && echo can"_s});
    if (!process.waitForStarted() || !process.waitForFinished() || process.readAllStandardOutput() != "can\n")
        return {};
    process.start(u"unshare"_s, {u"-rm"_s, u"sh"_s, u"-ec"_s, script});
    process.waitForFinished(60000);
    return process.readAllStandardOutput() + process.readAllStandardError();
}

} // namespace

void WorkspaceTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"w.hinoban"_s);
}

QString WorkspaceTest::sql(const QString &path, const QStringList &statements)
{
    QString words;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        database.setDatabaseName(path);
        if (!database.open()) return u"cannot open"_s;
        QSqlQuery query(database);
        for (const QString &statement : statements) {
            if (!words.isEmpty()) break;
            if (!query.exec(statement)) words = query.lastError().databaseText();
        }
    }
    QSqlDatabase::removeDatabase(u"other"_s);
    return words;
}

void WorkspaceTest::writeVersion1()
{
    (void)Workspace::schemaVersion(); // its files are there now
    QFile file(u":/sql/001_workspace.sql"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList statements;
    for (const QString &part : QString::fromUtf8(file.readAll()).split(u"\n\n"_s)) {
        if (part.contains(u"CREATE"_s)) statements += part;
    }
    const auto record = store::chained({u"hinoban"_s, 0, store::emptyChainHash()}, entry(u"from version 1"_s)).value();
    statements +=
        u"INSERT INTO log (writer, sequence, previous, hash, canonical) VALUES ('hinoban', 1, '%1', '%2', '%3')"_s.arg(
            QString::fromLatin1(record.previous), QString::fromLatin1(record.hash),
            QString::fromUtf8(store::canonicalRecord(record).value()));
    statements += u"PRAGMA application_id = 1213088334"_s; // "HNBN"
    statements += u"PRAGMA user_version = 1"_s;
    QCOMPARE(sql(m_path, statements), QString());
}

void WorkspaceTest::everythingRoundTrips()
{
    Batch batch;
    watch::Domain domain;
    domain.name = name("example.com");
    expectExactly(domain, "example.com", dns::Type::MX, {"10 mx.example.net."}, 300);
    expectInside(domain, "www.example.com", dns::Type::A, u"CloudFront"_s, {u"192.0.2.0/24"_s});
    domain.expectations[0].approval = {u"佐藤"_s, u"as configured"_s, u"zone file"_s, minute(0)};
    batch.domains = {domain};
    watch::Resolver resolver;
    resolver.server = {name("dns.example.net"), QHostAddress(u"2001:db8::53"_s), 5353, u"Example \"DNS\""_s};
    resolver.operatorName = u"Example"_s;
    resolver.ttlCap = 86400;
    resolver.flushPage = QUrl(u"https://dns.example.net/flush?a=b%20c"_s);
    watch::Resolver plain;
    plain.server.address = QHostAddress(u"192.0.2.53"_s);
    resolver.negativeTtlCap = 600;
    resolver.serveStale = 86400;
    resolver.flushCommand = u"rndc flushtree"_s;
    resolver.country = u"JP"_s;
    resolver.transports = {dns::Transport::Tls, dns::Transport::Udp};
    batch.resolvers = {resolver, plain};
    detect::Finding finding;
    finding.signal = u"D1"_s;
    finding.domain = domain.name;
    finding.subject = u"ns-1515.awsdns-061.org"_s;
    finding.vantage = u"parent"_s;
    finding.severity = detect::Severity::Crit;
    finding.rule = u"unexpected-nameserver"_s;
    finding.args = {{u"name"_s, u"ns-1515.awsdns-061.org"_s}};
    finding.evidence = {detect::evidenceOf(*answerAt(0, "192.0.2.1", 300))};
    finding.firstSeen = minute(1);
    finding.lastSeen = minute(2);
    batch.findings = {finding};
    batch.entries = {entry(u"typed: 'quoted'"_s, 1), entry(u"火の番"_s, 2)};
    batch.messages = {{u"JP-TD"_s, u"JPCERT/CC"_s, u"mail"_s, u"佐藤"_s, minute(3), QByteArray("a\0b\r\n\xff", 6)}};
    batch.organisation = respond::Organisation{
        u"Example Inc."_s, u"例示株式会社"_s, u"Sato"_s, {}, {}, {}, u"+81"_s, {}, {}, u"Z0123"_s};
    batch.decisions = respond::Decisions{u"Sato"_s, minute(4) + Duration(7)};
    auto &tail = batch.tails[domain.name];
    tail.falseSince = minute(1) + Duration(7);
    tail.childTtl = 0x80000001U;
    batch.settings = store::WatchSettings{30, 0, u"/srv/火/asn.mmdb"_s, true, {}};
    batch.certificateSearch = u"https://crt.example/"_s;
    batch.certificateBaselines[domain.name] = {{u"A"_s, u"Let's Encrypt"_s},
                                               {u"佐藤"_s, u"ours"_s, u"CT"_s, minute(1) + Duration(7)}};
    const auto way = learned({"ab*", "ac*"});
    batch.pathBaselines[way.key()] = way;
    batch.lookAlikesAsked = {{name("examp1e.com"), minute(2) + Duration(7)}};
    {
        auto workspace = Workspace::open(m_path, Mode::Create).value();
        const auto head = workspace->commit(batch);
        QVERIFY2(head, head ? "" : qPrintable(head.error().detail));
        QCOMPARE(head->sequence, 2u);
    }
    const auto loaded = Workspace::open(m_path, Mode::Open).value()->load().value();
    QCOMPARE(loaded.domains.size(), size_t(1));
    QVERIFY(loaded.domains[0] == domain);
    QCOMPARE(loaded.resolvers.size(), size_t(2));
    QVERIFY(loaded.resolvers[0].server == resolver.server);
    QCOMPARE(loaded.resolvers[0].operatorName, resolver.operatorName);
    QCOMPARE(loaded.resolvers[0].ttlCap, resolver.ttlCap);
    QCOMPARE(loaded.resolvers[0].flushPage, resolver.flushPage);
    QCOMPARE(loaded.resolvers[0].negativeTtlCap, resolver.negativeTtlCap);
    QCOMPARE(loaded.resolvers[0].serveStale, resolver.serveStale);
    QCOMPARE(loaded.resolvers[0].flushCommand, resolver.flushCommand);
    QCOMPARE(loaded.resolvers[0].country, resolver.country);
    QVERIFY(loaded.resolvers[0].transports == resolver.transports);
    QVERIFY(loaded.resolvers[1].server == plain.server);
    QVERIFY(!loaded.resolvers[1].ttlCap);
    QCOMPARE(loaded.findings.size(), size_t(1));
    QCOMPARE(detect::toJson(loaded.findings[0]), detect::toJson(finding));
    QCOMPARE(loaded.log.size(), size_t(2));
    QVERIFY(loaded.log[0].entry == batch.entries[0]);
    QVERIFY(loaded.log[1].entry == batch.entries[1]);
    QCOMPARE(loaded.log[1].previous, loaded.log[0].hash);
    QCOMPARE(loaded.head.hash, loaded.log[1].hash);
    QCOMPARE(loaded.messages.size(), size_t(1));
    QCOMPARE(loaded.messages[0].bytes, batch.messages[0].bytes);
    QCOMPARE(loaded.messages[0].sentAt, minute(3));
    QCOMPARE(loaded.messages[0].party, u"JPCERT/CC"_s);
    QVERIFY(loaded.organisation == *batch.organisation);
    QCOMPARE(loaded.decisions.commander, u"Sato"_s);
    QVERIFY(loaded.decisions.closedAt == batch.decisions->closedAt);
    QVERIFY(loaded.tails == batch.tails);
    QVERIFY(loaded.settings == *batch.settings);
    QVERIFY(!store::watchSettingsFromJson({{u"registrationMinutes"_s, 0}}));
    QVERIFY(!store::watchSettingsFromJson({{u"lookAlikeHours"_s, u"3"_s}}));
    QVERIFY(store::watchSettingsFromJson({}).value() == store::WatchSettings());
    QCOMPARE(loaded.certificateSearch, *batch.certificateSearch);
    QVERIFY(loaded.certificateBaselines == batch.certificateBaselines);
    QVERIFY(loaded.lookAlikesAsked == *batch.lookAlikesAsked);
    QCOMPARE(loaded.pathBaselines.size(), size_t(1));
    QCOMPARE(path::toJson(loaded.pathBaselines.at(way.key())), path::toJson(way));
    Batch over;
    over.tails[domain.name] = {};
    auto workspace = Workspace::open(m_path, Mode::Open).value();
    QVERIFY(workspace->commit(over));
    QVERIFY(workspace->load()->tails.empty());
}

void WorkspaceTest::theLaterValueCounts()
{
    auto workspace = Workspace::open(m_path, Mode::Create).value();
    std::vector<Batch> batches(2);
    for (int i = 0; i < 2; ++i) {
        Batch &batch = batches[size_t(i)];
        detect::Finding finding;
        finding.signal = u"D1"_s;
        finding.domain = name("example.com");
        finding.firstSeen = minute(0);
        finding.lastSeen = minute(i);
        if (i == 1) finding.cleared = minute(1);
        batch.findings = {finding};
        batch.resolvers.resize(size_t(2 - i));
        for (auto &resolver : batch.resolvers) {
            resolver.server.address = QHostAddress("192.0.2.%1"_L1.arg(QString::number(i + 1)));
        }
        batch.decisions = respond::Decisions{i == 0 ? u"Sato"_s : u"Suzuki"_s, {}};
    }
    QVERIFY(workspace->commit(std::span<const Batch>(batches)));
    const auto loaded = workspace->load().value();
    QCOMPARE(loaded.findings.size(), size_t(1));
    QVERIFY(!loaded.findings[0].open());
    QCOMPARE(loaded.resolvers.size(), size_t(1));
    QCOMPARE(loaded.resolvers[0].server.address.toString(), u"192.0.2.2"_s);
    QCOMPARE(loaded.decisions.commander, u"Suzuki"_s);
}

void WorkspaceTest::writersHaveTheirOwnChains()
{
    for (const QString &writer : {u"alpha"_s, u"beta"_s, u"alpha"_s}) {
        auto workspace = Workspace::open(m_path, Mode::Create, {writer}).value();
        Batch batch;
        batch.entries = {entry(writer)};
        QVERIFY(workspace->commit(batch));
    }
    const auto report = Workspace::open(m_path, Mode::ReadOnly).value()->verify().value();
    QVERIFY2(report.good(), qPrintable(report.firstBad));
    QCOMPARE(report.heads.size(), size_t(2));
    QCOMPARE(report.heads[0].sequence, 2u);
    QCOMPARE(report.heads[1].sequence, 1u);
}

void WorkspaceTest::anEmptyBatchWritesNothing()
{
    auto workspace = Workspace::open(m_path, Mode::Create).value();
    const auto head = workspace->commit(Batch());
    QVERIFY(head);
    QCOMPARE(head->sequence, 0u);
    QCOMPARE(head->hash, store::emptyChainHash());
}

void WorkspaceTest::migratesAnOldFile()
{
    writeVersion1();
    {
        const auto early = errorOf(m_path, Mode::ReadOnly);
        QCOMPARE(early.code, ErrorCode::ReadOnly);
        auto workspace = Workspace::open(m_path, Mode::Open);
        QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error().detail));
        const auto loaded = (*workspace)->load().value();
        QCOMPARE(loaded.log.size(), size_t(1));
        QCOMPARE(loaded.log[0].entry.text, u"from version 1"_s);
        Batch batch;
        batch.entries = {entry(u"from now"_s)};
        batch.looks = {lookAt({answerAt(0, "192.0.2.1", 300)})};
        QVERIFY((*workspace)->commit(batch));
        QVERIFY((*workspace)->verify()->good());
    }
    const QString backup = m_path + u".before-v%1.bak"_s.arg(Workspace::schemaVersion());
    QVERIFY(QFile::exists(backup));
    QVERIFY(!QFile::exists(backup + u".part"_s));
    QCOMPARE(sql(backup, {u"SELECT count(*) FROM log"_s}), QString());
    QVERIFY(!sql(backup, {u"SELECT count(*) FROM answer"_s}).isEmpty()); // it is the old one
    QVERIFY(Workspace::open(backup, Mode::Open));                        // and can be gone back to
}

void WorkspaceTest::keepsAnOlderBackup()
{
    writeVersion1();
    QFile old(m_path + u".before-v%1.bak"_s.arg(Workspace::schemaVersion()));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("precious");
    old.close();
    QVERIFY(Workspace::open(m_path, Mode::Open));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("precious"));
    QVERIFY(QFile::exists(m_path + u".before-v%1.2.bak"_s.arg(Workspace::schemaVersion())));
}

void WorkspaceTest::refusesANewerFile()
{
    (void)Workspace::open(m_path, Mode::Create);
    QCOMPARE(sql(m_path, {u"PRAGMA user_version = 99"_s}), QString());
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    for (const Mode mode : {Mode::Create, Mode::Open, Mode::ReadOnly}) {
        QCOMPARE(errorOf(m_path, mode).code, ErrorCode::Newer);
    }
    file.seek(0);
    QCOMPARE(file.readAll(), before);
    QVERIFY(QDir(m_folder->path()).entryList({u"*.bak*"_s}).isEmpty());
}

void WorkspaceTest::refuses_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    const QByteArray text(
        "This is a text of more than a hundred bytes and certainly no database, as anybody who reads it "
        "can tell at once, even a program.");
    QTest::newRow("another kind of file")
        << u"w"_s << text << Mode::Create << ErrorCode::Corrupt << u"file is not a database"_s;
    QTest::newRow("another kind of file, reading")
        << u"w"_s << text << Mode::ReadOnly << ErrorCode::Corrupt << u"file is not a database"_s;
    QTest::newRow("an empty file") << u"w"_s << QByteArray("") << Mode::Open << ErrorCode::Corrupt
                                   << u"an empty file, no workspace"_s;
    QTest::newRow("no file") << u"w"_s << QByteArray() << Mode::Open << ErrorCode::NotFound << u"no such file"_s;
    QTest::newRow("no file, reading") << u"w"_s << QByteArray() << Mode::ReadOnly << ErrorCode::NotFound
                                      << u"no such file"_s;
    QTest::newRow("no folder") << u"none/w"_s << QByteArray() << Mode::Create << ErrorCode::NotFound
                               << u"no such folder"_s;
    QTest::newRow("a folder") << u"."_s << QByteArray() << Mode::Create << ErrorCode::BadInput << u"not a file"_s;
}

void WorkspaceTest::refuses()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(Mode, mode);
    const QString path = m_folder->filePath(file);
    if (!bytes.isNull()) {
        QFile written(path);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(bytes);
    }
    const Error error = errorOf(path, mode);
    QTEST(error.code, "code");
    QTEST(error.detail, "words");
    if (bytes.isNull()) return;
    QFile same(path);
    QVERIFY(same.open(QIODevice::ReadOnly));
    QCOMPARE(same.readAll(), bytes);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{file}); // and nothing is left beside it
}

void WorkspaceTest::tellsACorruptPage()
{
    {
        auto workspace = Workspace::open(m_path, Mode::Create).value();
        Batch batch;
        for (int i = 0; i < 200; ++i) {
            batch.entries.push_back(entry(QString(500, u'x'), i));
        }
        QVERIFY(workspace->commit(batch));
    }
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    // From the third page on: everything but schema and header is rubbish.
    QVERIFY(file.seek(8192 * 2));
    file.write(QByteArray(int(file.size() - 8192 * 2), '\xa5'));
    file.close();
    const auto workspace = Workspace::open(m_path, Mode::ReadOnly);
    const Error error = workspace ? (*workspace)->verify().error() : workspace.error();
    QCOMPARE(error.code, ErrorCode::Corrupt);
    QVERIFY2(error.detail.contains(u"malformed"_s), qPrintable(error.detail));
}

void WorkspaceTest::refusesASecondWriter_data()
{
    QTest::addColumn<bool>("otherProcess");
    QTest::addColumn<bool>("killed");
    QTest::newRow("in this process") << false << false;
    QTest::newRow("in another, which ends") << true << false;
    QTest::newRow("in another, which is killed") << true << true;
}

void WorkspaceTest::refusesASecondWriter()
{
    QFETCH(bool, otherProcess);
    QFETCH(bool, killed);
    std::unique_ptr<Workspace> here;
    QProcess there;
    if (otherProcess) {
        there.start(QStringLiteral(STORE_PROCESS), {u"hold"_s, m_path});
        QVERIFY(there.waitForReadyRead());
        QCOMPARE(there.readLine(), QByteArray("ok\n"));
    } else {
        here = Workspace::open(m_path, Mode::Create).value();
    }
    const QString link = m_folder->filePath(u"link"_s);
    QVERIFY(QFile::link(m_path, link));
    for (const QString &path : {m_path, link}) {
        const Error error = errorOf(path, Mode::Open);
        QCOMPARE(error.code, ErrorCode::Locked);
        const qint64 process = otherProcess ? there.processId() : QCoreApplication::applicationPid();
        QCOMPARE(error.detail, u"process %1 has it open for writing"_s.arg(process));
    }
    QVERIFY(Workspace::open(m_path, Mode::ReadOnly));
    here.reset();
    if (killed) there.kill();
    if (otherProcess) {
        there.closeWriteChannel();
        QVERIFY(there.waitForFinished());
    }
    QVERIFY(Workspace::open(m_path, Mode::Open));
    QVERIFY(!QFile::exists(m_path + u".lock"_s));
}

void WorkspaceTest::readersWorkBesideAWriter()
{
    auto writer = Workspace::open(m_path, Mode::Create).value();
    auto reader = Workspace::open(m_path, Mode::ReadOnly).value();
    for (int i = 1; i <= 3; ++i) {
        Batch batch;
        batch.entries = {entry(u"x"_s, i)};
        QVERIFY(writer->commit(batch));
        QCOMPARE(reader->verify()->entries, quint64(i));
        QCOMPARE(reader->load()->head.sequence, quint64(i));
    }
}

void WorkspaceTest::readersDoNotWrite()
{
    (void)Workspace::open(m_path, Mode::Create);
    auto reader = Workspace::open(m_path, Mode::ReadOnly).value();
    Batch batch;
    batch.entries = {entry(u"x"_s)};
    const auto head = reader->commit(batch);
    QVERIFY(!head);
    QCOMPARE(head.error().code, ErrorCode::ReadOnly);
}

void WorkspaceTest::aReadOnlyPlace()
{
    (void)Workspace::open(m_path, Mode::Create);
    // Mounted read-only, because root may write whatever the permissions say.
    const QString mount = u"mount --bind '%1' '%1' && mount -o remount,bind,ro '%1' && "_s.arg(m_folder->path());
    const auto existing = inNamespace(mount + u"'%1' open '%2' || true"_s.arg(QStringLiteral(STORE_PROCESS), m_path));
    if (!existing) QSKIP("no user and mount namespace can be had here");
    const QByteArray readOnly = QByteArray::number(int(ErrorCode::ReadOnly)) + ' ';
    QVERIFY2(existing->startsWith(readOnly), existing->constData());
    const auto fresh = inNamespace(mount + u"'%1' open '%2x' || true"_s.arg(QStringLiteral(STORE_PROCESS), m_path));
    QVERIFY2(fresh->startsWith(readOnly), fresh->constData());
}

void WorkspaceTest::aFullDisk()
{
    const auto said = inNamespace(u"mount -t tmpfs -o size=3m none /mnt && head -c 1m /dev/zero > /mnt/ballast && "
                                  "exec '%1' fill /mnt"_s.arg(QStringLiteral(STORE_PROCESS)));
    if (!said) QSKIP("no user and mount namespace can be had here");
    QCOMPARE(*said, QByteArray("ok\n"));
}

void WorkspaceTest::aLimitIsAFullDisk()
{
    auto workspace = Workspace::open(m_path, Mode::Create, {u"hinoban"_s, 400 * 1024}).value();
    Batch batch, large;
    batch.entries = {entry(u"first"_s)};
    const auto head = workspace->commit(batch);
    QVERIFY(head);
    large.entries = {entry(u"with it"_s)};
    large.messages = {{u"T"_s, u"p"_s, u"c"_s, u"s"_s, minute(0), QByteArray(1024 * 1024, 'x')}};
    const auto failed = workspace->commit(large);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::DiskFull);
    const auto between = workspace->load().value();
    QCOMPARE(between.log.size(), size_t(1));
    QVERIFY(between.messages.empty());
    QVERIFY(between.head == *head);
    batch.entries = {entry(u"second"_s)};
    QCOMPARE(workspace->commit(batch)->sequence, 2u);
    QVERIFY(workspace->verify()->good());
}

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "tst_workspace.moc"
