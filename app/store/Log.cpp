// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Log.h"

#include "app/base/CanonicalJson.h"
#include "app/store/RecordText.h"

namespace hinoban::store {

using namespace Qt::StringLiterals;

QByteArray emptyChainHash() { return QByteArray(64, '0'); }

Result<QByteArray> canonicalRecord(const LogRecord &record)
{
    return canonicalJson(QJsonObject{{u"entry"_s, respond::toJson(record.entry)},
                                     {u"previous"_s, QString::fromLatin1(record.previous)},
                                     {u"sequence"_s, qint64(record.sequence)},
                                     {u"writer"_s, record.writer}});
}

Result<LogRecord> chained(const ChainHead &head, respond::Entry entry)
{
    LogRecord record{head.writer, head.sequence + 1, head.hash, {}, std::move(entry)};
    const auto text = canonicalRecord(record);
    if (!text) return tl::unexpected(text.error());
    if (text->size() > LongestRecord)
        return failure(ErrorCode::BadInput, {}, u"an entry of more than %1 octets"_s.arg(LongestRecord));
    // What cannot be read again must not be written: the log is read as a whole.
    auto entryAgain = entryOfRecord(*text);
    if (!entryAgain) return tl::unexpected(entryAgain.error());
    LogRecord again{record.writer, record.sequence, record.previous, {}, std::move(*entryAgain)};
    if (canonicalRecord(again) != text)
        return failure(ErrorCode::BadInput, {}, u"the log would not give this entry back as it is"_s);
    record.hash = sha256Hex(*text);
    return record;
}

Result<respond::Entry> entryOfRecord(const QByteArray &canonical)
{
    const auto value = parseJson(canonical, StoredLimits);
    if (!value) return tl::unexpected(value.error());
    if (!value->isObject()) return failure(ErrorCode::BadInput, {}, u"not a JSON object"_s);
    return respond::entryFromJson(value->toObject().value(u"entry"_s).toObject());
}

} // namespace hinoban::store
