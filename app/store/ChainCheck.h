// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Log.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace hinoban::store {

// Follows the chains of a log, record by record in the order of writer and sequence, and keeps the first thing that is
// wrong. A value.
class ChainCheck {
public:
    // `quoted`: a head that was printed elsewhere. Without a writer it is looked for in every chain, without a sequence
    // at every place of it.
    explicit ChainCheck(std::optional<ChainHead> quoted);

    // The octets as they are stored; `hash` is the one that is written beside them, if there is one.
    void add(const QByteArray &writer, quint64 sequence, const QByteArray &previous, const QByteArray &hash,
             const QByteArray &canonical);
    // Nothing comes after this: was what was quoted there?
    void finish();

    [[nodiscard]] const QString &firstBad() const { return m_firstBad; }
    [[nodiscard]] const std::vector<ChainHead> &heads() const { return m_heads; }
    [[nodiscard]] quint64 entries() const { return m_entries; }
    // The first entry whose evidence is not among these (SHA-256, 32 octets each), as a sentence; empty: none.
    [[nodiscard]] QString firstMissing(const QSet<QByteArray> &kept) const;

private:
    std::optional<ChainHead> m_quoted;
    std::vector<ChainHead> m_heads;
    QSet<QString> m_writers; // of m_heads: each has one chain
    QString m_firstBad;
    struct Place {
        size_t writer = 0; // in m_heads
        quint64 sequence = 0;
    };
    QHash<QByteArray, Place> m_evidence; // the first entry that rests on it
    quint64 m_entries = 0;
    bool m_quotedSeen;
};

// "writer hinoban, entry 17"
[[nodiscard]] QString placeOf(const QString &writer, quint64 sequence);

// "3f9c…", "42 3f9c…" or "hinoban 42 3f9c…", as messages, reports and the program print a head; nothing: it is none.
[[nodiscard]] std::optional<ChainHead> chainHeadFromText(const QString &text);

} // namespace hinoban::store
