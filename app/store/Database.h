// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <optional>

namespace hinoban::store {

// One connection to an SQLite file, with SQLite's result codes as ErrorCodes and its own words as detail.
// Thread: the one that opened it, the destructor included.
class Database {
public:
    enum class Access {
        ReadWrite,
        ReadOnly,
        Immutable, // on a medium that nobody can write to: without the files that WAL wants beside it
    };
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, Access access);
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;
    ~Database();

    [[nodiscard]] Result<void> run(const QString &statement);
    // First column of the first row; an invalid variant if there is none.
    [[nodiscard]] Result<QVariant> value(const QString &query);
    // Forward only, executed; the caller steps through it and asks stepped() at the end.
    [[nodiscard]] Result<QSqlQuery> rows(const QString &query, const QVariantList &arguments = {});
    // A loop over rows ends with false at the last one and at an error alike: this tells them apart.
    [[nodiscard]] Result<void> stepped(const QSqlQuery &query) const;

    [[nodiscard]] Error errorOf(const QSqlError &error) const;
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QSqlDatabase &connection() { return m_connection; }

private:
    Database(QString name, QString path);
    QString m_name, m_path;
    QSqlDatabase m_connection;
};

// A statement that is prepared at its first use and kept. Must die before its database.
class Statement {
public:
    Statement(Database &database, QString text)
        : m_database(&database)
        , m_text(std::move(text))
    {
    }

    template <class... Arguments>
    [[nodiscard]] Result<void> run(const Arguments &...arguments)
    {
        if (auto ready = prepare(); !ready) return ready;
        int position = 0;
        (m_query->bindValue(position++, argument(arguments)), ...);
        return execute();
    }

private:
    static QVariant argument(const QVariant &value) { return value; }
    static QVariant argument(qint64 value) { return value; }
    // A null string would become NULL; empty is what is meant.
    static QVariant argument(const QString &value)
    {
        return value.isNull() ? QVariant(QLatin1String("")) : QVariant(value);
    }

    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> execute();

    Database *m_database;
    QString m_text;
    std::optional<QSqlQuery> m_query;
};

// Everything between construction and commit() is written together or, if commit() is not reached, not at all.
class Transaction {
public:
    enum class Kind { Read, Write };
    [[nodiscard]] static Result<Transaction> begin(Database &database, Kind kind);
    Transaction(Transaction &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database &database)
        : m_database(&database)
    {
    }
    Database *m_database;
};

} // namespace hinoban::store
