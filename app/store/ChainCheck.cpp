// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/ChainCheck.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/store/RecordText.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

QString text(const char *source) { return QCoreApplication::translate("store::Verify", source); }

// What is wrong with the text of a record that stands at this place of a chain, or its entry.
tl::expected<respond::Entry, QString> entryOf(const ChainHead &before, const QByteArray &canonical)
{
    const auto bad = [](const char *source) { return tl::unexpected(text(source)); };
    const auto value = parseJson(canonical, StoredLimits);
    if (!value) return bad(QT_TRANSLATE_NOOP("store::Verify", "its text is no JSON"));
    const auto again = canonicalJson(*value);
    if (!again || *again != canonical)
        return bad(QT_TRANSLATE_NOOP("store::Verify", "its text is not in canonical form"));
    const QJsonObject record = value->toObject();
    if (record.value(u"writer"_s).toString() != before.writer ||
        record.value(u"sequence"_s).toInteger() != qint64(before.sequence + 1) ||
        record.value(u"previous"_s).toString().toLatin1() != before.hash)
        return bad(QT_TRANSLATE_NOOP("store::Verify", "its text belongs to another place in the log"));
    auto entry = respond::entryFromJson(record.value(u"entry"_s).toObject());
    if (!entry) return bad(QT_TRANSLATE_NOOP("store::Verify", "its text is no entry of the timeline"));
    return std::move(*entry);
}

} // namespace

QString placeOf(const QString &writer, quint64 sequence)
{
    return text(QT_TRANSLATE_NOOP("store::Verify", "writer %1, entry %2"))
        .arg(safeText(writer, 80), QString::number(sequence));
}

ChainCheck::ChainCheck(std::optional<ChainHead> quoted)
    : m_quoted(std::move(quoted))
    // An empty log was quoted: every log continues it.
    , m_quotedSeen(!m_quoted || (m_quoted->sequence == 0 && m_quoted->hash == emptyChainHash()))
{
}

void ChainCheck::add(const QByteArray &writerBytes, quint64 sequence, const QByteArray &previous,
                     const QByteArray &hash, const QByteArray &canonical)
{
    const QString writer = QString::fromUtf8(writerBytes);
    const bool isNext = m_heads.empty() || m_heads.back().writer != writer;
    const bool isSecondChain = isNext && m_writers.contains(writer);
    if (isNext) {
        m_heads.push_back({writer, 0, emptyChainHash()});
        m_writers.insert(writer);
    }
    ChainHead &head = m_heads.back();
    const auto bad = [&](const QString &problem) {
        if (m_firstBad.isEmpty()) m_firstBad = placeOf(writer, sequence) + ": "_L1 + problem;
    };
    // Octets that are no UTF-8 read as other octets: what does not come back as it was is not what was written.
    if (writer.toUtf8() != writerBytes)
        bad(text(QT_TRANSLATE_NOOP("store::Verify", "its text belongs to another place in the log")));
    // Somebody's chain beside the one that he has: what was quoted may stand in the other.
    if (isSecondChain) bad(text(QT_TRANSLATE_NOOP("store::Verify", "it does not continue the entry before it")));
    if (sequence != head.sequence + 1)
        bad(text(QT_TRANSLATE_NOOP("store::Verify", "entry %1 is missing")).arg(head.sequence + 1));
    if (previous != head.hash)
        bad(text(QT_TRANSLATE_NOOP("store::Verify", "it does not continue the entry before it")));
    if (sha256Hex(canonical) != hash) bad(text(QT_TRANSLATE_NOOP("store::Verify", "its hash does not fit")));
    if (const auto entry = entryOf(head, canonical); !entry) {
        bad(entry.error());
    } else {
        for (const QByteArray &sha256 : entry->evidence)
            if (const QByteArray key = QByteArray::fromHex(sha256); !m_evidence.contains(key))
                m_evidence.insert(key, Place{m_heads.size() - 1, sequence});
    }
    if (m_quoted && (m_quoted->writer.isEmpty() || m_quoted->writer == writer)) {
        const bool isHash = m_quoted->hash == hash;
        if (m_quoted->sequence == 0) {
            if (isHash) m_quotedSeen = true;
        } else if (m_quoted->sequence == sequence) {
            const bool isThePlace = !m_quoted->writer.isEmpty();
            m_quotedSeen = m_quotedSeen || isHash || isThePlace;
            if (isThePlace && !isHash)
                bad(text(QT_TRANSLATE_NOOP("store::Verify", "its hash is not the one that was quoted")));
        }
    }
    head.sequence = sequence;
    head.hash = hash;
    ++m_entries;
}

void ChainCheck::finish()
{
    if (m_quotedSeen || !m_firstBad.isEmpty()) return;
    if (m_quoted->writer.isEmpty() || m_quoted->sequence == 0)
        m_firstBad = text(QT_TRANSLATE_NOOP("store::Verify",
                                            "no entry has the hash %1 that was quoted: the end of the log is missing"))
                         .arg(QString::fromLatin1(m_quoted->hash));
    else
        m_firstBad =
            text(QT_TRANSLATE_NOOP("store::Verify",
                                   "writer %1, entry %2 was quoted and is not there: the end of the log is missing"))
                .arg(safeText(m_quoted->writer, 80), QString::number(m_quoted->sequence));
}

QString ChainCheck::firstMissing(const QSet<QByteArray> &kept) const
{
    QByteArray missing;
    Place first;
    for (auto it = m_evidence.begin(); it != m_evidence.end(); ++it) {
        if (kept.contains(it.key())) continue;
        if (missing.isEmpty() || std::pair(it->writer, it->sequence) < std::pair(first.writer, first.sequence)) {
            missing = it.key();
            first = it.value();
        }
    }
    if (missing.isEmpty()) return {};
    return text(QT_TRANSLATE_NOOP("store::Verify", "%1: its evidence %2 is not there"))
        .arg(placeOf(m_heads[first.writer].writer, first.sequence), QString::fromLatin1(missing.toHex()));
}

std::optional<ChainHead> chainHeadFromText(const QString &given)
{
    QStringList words = given.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) return {};
    ChainHead head;
    head.hash = words.takeLast().toLower().toLatin1();
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (head.hash.size() != 64 || !std::all_of(head.hash.begin(), head.hash.end(), isHex)) return {};
    if (words.isEmpty()) return head;
    bool isNumber = false;
    head.sequence = words.takeLast().toULongLong(&isNumber);
    if (!isNumber || head.sequence == 0) return {};
    head.writer = words.join(u' ');
    return head;
}

} // namespace hinoban::store
