// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Log.h"

#include "app/base/CanonicalJson.h"

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
    record.hash = sha256Hex(*text);
    return record;
}

} // namespace hinoban::store
