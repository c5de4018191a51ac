// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Verify.h"

#include "app/store/ChainCheck.h"
#include "app/store/Seen.h"

#include <QCoreApplication>
#include <QSet>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

QString text(const char *source) { return QCoreApplication::translate("store::Verify", source); }

// Read as octets: as text, SQLite and Qt would mend what is no UTF-8 before the hash is computed.
Result<void> checkLog(Database &database, ChainCheck &chains)
{
    auto rows = database.rows(u"SELECT CAST(writer AS BLOB), sequence, CAST(previous AS BLOB), CAST(hash AS BLOB), "
                              "CAST(canonical AS BLOB) FROM log ORDER BY writer, sequence"_s);
    if (!rows) return tl::unexpected(rows.error());
    while (rows->next())
        chains.add(rows->value(0).toByteArray(), rows->value(1).toULongLong(), rows->value(2).toByteArray(),
                   rows->value(3).toByteArray(), rows->value(4).toByteArray());
    if (auto ended = database.stepped(*rows); !ended) return ended;
    chains.finish();
    return {};
}

Result<void> checkAnswers(Database &database, VerifyReport &report, QSet<QByteArray> &kept)
{
    auto rows = database.rows(u"SELECT sha256, bytes FROM answer UNION ALL SELECT sha256, bytes FROM latest"_s);
    if (!rows) return tl::unexpected(rows.error());
    while (rows->next()) {
        const QByteArray name = rows->value(0).toByteArray();
        if (report.firstBad.isEmpty() && sha256Of(rows->value(1).toByteArray()) != name)
            report.firstBad = text(QT_TRANSLATE_NOOP("store::Verify", "answer %1: its bytes do not fit its hash"))
                                  .arg(QString::fromLatin1(name.toHex()));
        kept.insert(name);
        ++report.answers;
    }
    return database.stepped(*rows);
}

// The log says what every entry rests on: an answer, or a message as it was sent.
Result<void> checkEvidence(Database &database, const ChainCheck &chains, QSet<QByteArray> &kept, VerifyReport &report)
{
    auto rows = database.rows(u"SELECT bytes FROM message"_s);
    if (!rows) return tl::unexpected(rows.error());
    while (rows->next())
        kept.insert(sha256Of(rows->value(0).toByteArray()));
    if (auto ended = database.stepped(*rows); !ended) return ended;
    if (report.firstBad.isEmpty()) report.firstBad = chains.firstMissing(kept);
    return {};
}

// An answer that was taken out as a whole has no hash to fail: what points at it tells.
Result<void> checkReferences(Database &database, VerifyReport &report)
{
    auto rows = database.rows(u"PRAGMA foreign_key_check"_s);
    if (!rows) return tl::unexpected(rows.error());
    while (rows->next()) {
        if (report.firstBad.isEmpty())
            report.firstBad =
                text(QT_TRANSLATE_NOOP("store::Verify", "table %1, row %2 points at something that is not there"))
                    .arg(rows->value(0).toString(), rows->value(1).toString());
    }
    return database.stepped(*rows);
}

} // namespace

Result<VerifyReport> verify(Database &database, const std::optional<ChainHead> &quoted)
{
    auto transaction = Transaction::begin(database, Transaction::Kind::Read);
    if (!transaction) return tl::unexpected(transaction.error());
    VerifyReport report;
    ChainCheck chains(quoted);
    if (auto done = checkLog(database, chains); !done) return tl::unexpected(done.error());
    report.entries = chains.entries();
    report.heads = chains.heads();
    report.firstBad = chains.firstBad();
    QSet<QByteArray> kept;
    if (auto done = checkAnswers(database, report, kept); !done) return tl::unexpected(done.error());
    if (auto done = checkEvidence(database, chains, kept, report); !done) return tl::unexpected(done.error());
    if (auto done = checkReferences(database, report); !done) return tl::unexpected(done.error());
    return report;
}

} // namespace hinoban::store
