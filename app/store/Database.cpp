// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Database.h"

#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

// Primary result codes of SQLite (sqlite.org/rescode.html); the extended ones have these in their low octet.
enum Sqlite { Perm = 3, Busy = 5, LockedTable = 6, Readonly = 8, Corrupt = 11, Full = 13, CantOpen = 14, NotADb = 26 };

// The low octet is "I/O error"; these two say that the file is shorter or other than what SQLite wrote.
enum SqliteIo { ShortRead = 522, CorruptFs = 8458 };

ErrorCode codeOf(int native)
{
    if (native == ShortRead || native == CorruptFs) return ErrorCode::Corrupt;
    switch (native & 0xff) {
    case Perm:
        return ErrorCode::NotPermitted;
    case Busy:
    case LockedTable:
        return ErrorCode::Locked;
    case Readonly:
        return ErrorCode::ReadOnly;
    case Corrupt:
    case NotADb:
        return ErrorCode::Corrupt;
    case Full:
        return ErrorCode::DiskFull;
    case CantOpen:
        return ErrorCode::NotPermitted;
    default:
        return ErrorCode::Internal;
    }
}

} // namespace

Database::Database(QString name, QString path)
    : m_name(std::move(name))
    , m_path(std::move(path))
    , m_connection(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
}

Database::~Database()
{
    m_connection.close();
    m_connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Access access)
{
    static std::atomic<quint64> opened = 0;
    std::unique_ptr<Database> database(new Database(u"hinoban-store-%1"_s.arg(++opened), path));
    QString options = u"QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_URI"_s;
    if (access != Access::ReadWrite) options += ";QSQLITE_OPEN_READONLY"_L1;
    // A URI in every case, so that no path is ever taken for one.
    QUrl url = QUrl::fromLocalFile(path);
    if (access == Access::Immutable) url.setQuery(u"immutable=1"_s);
    database->m_connection.setConnectOptions(options);
    database->m_connection.setDatabaseName(QString::fromLatin1(url.toEncoded()));
    if (!database->m_connection.open()) return tl::unexpected(database->errorOf(database->m_connection.lastError()));
    // The file may come from anybody: its schema must not be able to call functions with effects.
    for (const auto *pragma : {u"PRAGMA trusted_schema = OFF", u"PRAGMA cell_size_check = ON",
                               u"PRAGMA foreign_keys = ON", u"PRAGMA recursive_triggers = ON"}) {
        if (auto done = database->run(QString::fromUtf16(pragma)); !done) return tl::unexpected(done.error());
    }
    return database;
}

Error Database::errorOf(const QSqlError &error) const
{
    QString words = error.databaseText();
    if (words.isEmpty()) words = error.driverText();
    return Error{codeOf(error.nativeErrorCode().toInt()), m_path, words};
}

Result<void> Database::run(const QString &statement)
{
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.exec(statement)) return tl::unexpected(errorOf(query.lastError()));
    return {};
}

Result<QVariant> Database::value(const QString &query)
{
    auto result = rows(query);
    if (!result) return tl::unexpected(result.error());
    if (result->next()) return result->value(0);
    if (auto ended = stepped(*result); !ended) return tl::unexpected(ended.error());
    return QVariant();
}

Result<QSqlQuery> Database::rows(const QString &query, const QVariantList &arguments)
{
    QSqlQuery result(m_connection);
    result.setForwardOnly(true);
    if (!result.prepare(query)) return tl::unexpected(errorOf(result.lastError()));
    for (const QVariant &argument : arguments) {
        result.addBindValue(argument);
    }
    if (!result.exec()) return tl::unexpected(errorOf(result.lastError()));
    return result;
}

Result<void> Database::stepped(const QSqlQuery &query) const
{
    if (query.lastError().isValid()) return tl::unexpected(errorOf(query.lastError()));
    return {};
}

Result<void> Statement::prepare()
{
    if (m_query) return {};
    QSqlQuery query(m_database->connection());
    query.setForwardOnly(true);
    if (!query.prepare(m_text)) return tl::unexpected(m_database->errorOf(query.lastError()));
    m_query = std::move(query);
    return {};
}

Result<void> Statement::execute()
{
    if (!m_query->exec()) return tl::unexpected(m_database->errorOf(m_query->lastError()));
    return {};
}

Result<Transaction> Transaction::begin(Database &database, Kind kind)
{
    if (auto begun = database.run(kind == Kind::Write ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s); !begun)
        return tl::unexpected(begun.error());
    return Transaction(database);
}

Result<void> Transaction::commit()
{
    // After a failed COMMIT the transaction may be open still; then the destructor rolls it back.
    if (auto done = m_database->run(u"COMMIT"_s); !done) return done;
    m_database = nullptr;
    return {};
}

Transaction::~Transaction()
{
    // SQLite has rolled back by itself after some errors, a full disk among them, and says so with an error here.
    if (m_database) (void)m_database->run(u"ROLLBACK"_s);
}

} // namespace hinoban::store
