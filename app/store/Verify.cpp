// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Verify.h"

#include "app/base/CanonicalJson.h"

#include <QCoreApplication>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

QString text(const char *source) { return QCoreApplication::translate("store::Verify", source); }

// What is wrong with one stored record, given the head of its chain so far; empty if nothing is.
QString problemOf(const ChainHead &before, quint64 sequence, const QByteArray &previous, const QByteArray &hash,
                  const QByteArray &canonical)
{
    if (sequence != before.sequence + 1)
        return text(QT_TRANSLATE_NOOP("store::Verify", "entry %1 is missing")).arg(before.sequence + 1);
    if (previous != before.hash)
        return text(QT_TRANSLATE_NOOP("store::Verify", "it does not continue the entry before it"));
    if (sha256Hex(canonical) != hash) return text(QT_TRANSLATE_NOOP("store::Verify", "its hash does not fit"));
    const auto value = parseJson(canonical);
    if (!value) return text(QT_TRANSLATE_NOOP("store::Verify", "its text is no JSON"));
    const auto again = canonicalJson(*value);
    if (!again || *again != canonical)
        return text(QT_TRANSLATE_NOOP("store::Verify", "its text is not in canonical form"));
    const QJsonObject record = value->toObject();
    if (record.value(u"writer"_s).toString() != before.writer ||
        record.value(u"sequence"_s).toInteger() != qint64(sequence) ||
        record.value(u"previous"_s).toString().toLatin1() != previous)
        return text(QT_TRANSLATE_NOOP("store::Verify", "its text belongs to another place in the log"));
    const auto entry = respond::entryFromJson(record.value(u"entry"_s).toObject());
    if (!entry) return text(QT_TRANSLATE_NOOP("store::Verify", "its text is no entry of the timeline"));
    return {};
}

Result<void> checkLog(Database &database, const std::optional<ChainHead> &quoted, VerifyReport &report)
{
    auto rows =
        database.rows(u"SELECT writer, sequence, previous, hash, canonical FROM log ORDER BY writer, sequence"_s);
    if (!rows) return tl::unexpected(rows.error());
    bool quotedSeen = !quoted || (quoted->sequence == 0 && quoted->hash == emptyChainHash());
    while (rows->next()) {
        const QString writer = rows->value(0).toString();
        const auto sequence = rows->value(1).toULongLong();
        const QByteArray hash = rows->value(3).toByteArray();
        if (report.heads.empty() || report.heads.back().writer != writer)
            report.heads.push_back({writer, 0, emptyChainHash()});
        ChainHead &head = report.heads.back();
        if (report.firstBad.isEmpty()) {
            const QString problem =
                problemOf(head, sequence, rows->value(2).toByteArray(), hash, rows->value(4).toByteArray());
            if (!problem.isEmpty())
                report.firstBad = text(QT_TRANSLATE_NOOP("store::Verify", "writer %1, entry %2: %3"))
                                      .arg(writer, QString::number(sequence), problem);
        }
        if (quoted && quoted->writer == writer && quoted->sequence == sequence) {
            quotedSeen = true;
            if (quoted->hash != hash && report.firstBad.isEmpty())
                report.firstBad =
                    text(QT_TRANSLATE_NOOP("store::Verify",
                                           "writer %1, entry %2: its hash is not the one that was quoted"))
                        .arg(writer, QString::number(sequence));
        }
        head.sequence = sequence;
        head.hash = hash;
        ++report.entries;
    }
    if (auto ended = database.stepped(*rows); !ended) return ended;
    if (!quotedSeen && report.firstBad.isEmpty())
        report.firstBad =
            text(QT_TRANSLATE_NOOP("store::Verify",
                                   "writer %1, entry %2 was quoted and is not there: the end of the log is missing"))
                .arg(quoted->writer, QString::number(quoted->sequence));
    return {};
}

Result<void> checkAnswers(Database &database, VerifyReport &report)
{
    auto rows = database.rows(
        u"SELECT lower(hex(sha256)), bytes FROM answer UNION ALL SELECT lower(hex(sha256)), bytes FROM latest"_s);
    if (!rows) return tl::unexpected(rows.error());
    while (rows->next()) {
        const QByteArray name = rows->value(0).toByteArray();
        if (report.firstBad.isEmpty() && sha256Hex(rows->value(1).toByteArray()) != name)
            report.firstBad = text(QT_TRANSLATE_NOOP("store::Verify", "answer %1: its bytes do not fit its hash"))
                                  .arg(QString::fromLatin1(name));
        ++report.answers;
    }
    return database.stepped(*rows);
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
    if (auto done = checkLog(database, quoted, report); !done) return tl::unexpected(done.error());
    if (auto done = checkAnswers(database, report); !done) return tl::unexpected(done.error());
    if (auto done = checkReferences(database, report); !done) return tl::unexpected(done.error());
    return report;
}

} // namespace hinoban::store
