// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <optional>

#include <fcntl.h>
#include <unistd.h>

// Outside every namespace, as the macro wants it: a static library's resources are not there by themselves.
static void initSqlResource() { Q_INIT_RESOURCE(sql); }

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

QStringList statementsOf(const QString &text)
{
    QStringList statements;
    for (const QString &part : text.split(u"\n\n"_s, Qt::SkipEmptyParts)) {
        const auto lines = part.split(u'\n', Qt::SkipEmptyParts);
        const bool isComment =
            std::all_of(lines.begin(), lines.end(), [](const QString &line) { return line.startsWith("--"_L1); });
        if (!isComment) statements += part;
    }
    return statements;
}

std::vector<Migration> read()
{
    initSqlResource();
    std::vector<Migration> found;
    for (const QString &name : QDir(u":/sql"_s).entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(":/sql/"_L1 + name);
        if (!file.open(QIODevice::ReadOnly)) continue;
        found.push_back({name.left(3).toInt(), name, statementsOf(QString::fromUtf8(file.readAll()))});
    }
    for (size_t i = 0; i < found.size(); ++i) {
        Q_ASSERT_X(found[i].version == int(i) + 1, "migrations", "resources/sql must be numbered without a gap");
    }
    return found;
}

// Bytes and directory entry on the disk: a copy that a power cut can undo is no copy.
Result<void> synced(const QString &path)
{
    for (const QString &each : {path, QFileInfo(path).absolutePath()}) {
        const int descriptor = ::open(QFile::encodeName(each).constData(), O_RDONLY | O_CLOEXEC);
        const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
        if (descriptor >= 0) ::close(descriptor);
        if (!done) return failure(ErrorCode::Internal, each, u"fsync failed"_s);
    }
    return {};
}

Result<void> backUp(Database &database, int target)
{
    // An older copy is kept: after a migration that was cut short it is the better one.
    QString path = u"%1.before-v%2.bak"_s.arg(database.path()).arg(target);
    for (int number = 2; QFileInfo::exists(path); ++number) {
        path = u"%1.before-v%2.%3.bak"_s.arg(database.path()).arg(target).arg(number);
    }
    const QString part = path + ".part"_L1;
    QFile::remove(part);
    auto copied = [&]() -> Result<void> {
        auto done = database.rows(u"VACUUM INTO ?"_s, {part});
        if (!done) return tl::unexpected(done.error());
        return synced(part);
    }();
    if (copied && !QFile::rename(part, path)) copied = failure(ErrorCode::NotPermitted, path, u"rename failed"_s);
    if (copied) return synced(path);
    QFile::remove(part);
    return copied;
}

Result<void> apply(Database &database, const Migration &migration) // inside a transaction
{
    QStringList statements = migration.statements;
    statements += u"PRAGMA application_id = %1"_s.arg(ApplicationId);
    statements += u"PRAGMA user_version = %1"_s.arg(migration.version);
    for (const QString &statement : statements) {
        if (auto done = database.run(statement); !done) {
            Error error = done.error();
            error.detail = migration.name + ": "_L1 + error.detail;
            return tl::unexpected(error);
        }
    }
    return {};
}

} // namespace

const std::vector<Migration> &migrations()
{
    static const std::vector<Migration> all = read();
    return all;
}

Result<int> versionOf(Database &database)
{
    const auto application = database.value(u"PRAGMA application_id"_s);
    if (!application) return tl::unexpected(application.error());
    const auto version = database.value(u"PRAGMA user_version"_s);
    if (!version) return tl::unexpected(version.error());
    const auto objects = database.value(u"SELECT count(*) FROM sqlite_schema"_s);
    if (!objects) return tl::unexpected(objects.error());
    if (application->toLongLong() == 0 && version->toLongLong() == 0 && objects->toLongLong() == 0) return 0;
    if (application->toLongLong() != ApplicationId || version->toLongLong() < 1)
        return failure(ErrorCode::Corrupt, database.path(), u"an SQLite database, but no workspace of Hinoban"_s);
    const int newest = int(migrations().size());
    if (version->toLongLong() > newest)
        return failure(ErrorCode::Newer, database.path(),
                       u"its version is %1, this program knows up to %2"_s.arg(version->toLongLong()).arg(newest));
    return version->toInt();
}

Result<void> migrate(Database &database, int version)
{
    const int newest = int(migrations().size());
    if (version >= newest) return {};
    if (version > 0) {
        if (auto done = backUp(database, newest); !done) return done;
    }
    // A new workspace is made whole or not at all: whoever is killed in the midst of it leaves none of an older
    // version.
    const bool whole = version == 0;
    std::optional<Transaction> transaction;
    for (const Migration &migration : migrations()) {
        if (migration.version <= version) continue;
        if (!transaction) {
            auto begun = Transaction::begin(database, Transaction::Kind::Write);
            if (!begun) return tl::unexpected(begun.error());
            transaction.emplace(std::move(*begun));
        }
        if (auto done = apply(database, migration); !done) return done;
        if (whole && migration.version < newest) continue;
        if (auto done = transaction->commit(); !done) return done;
        transaction.reset();
    }
    return {};
}

} // namespace hinoban::store
