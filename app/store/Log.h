// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"

namespace hinoban::store {

// The incident log (DESIGN.md, 6): append-only, one hash chain a writer. A record's hash is the SHA-256 of its
// canonical JSON {"entry":…,"previous":…,"sequence":…,"writer":…}; the first `previous` is 64 zeros.
struct LogRecord {
    QString writer;
    quint64 sequence = 0; // from 1
    QByteArray previous;  // hex
    QByteArray hash;      // hex
    respond::Entry entry;
};

struct ChainHead {
    QString writer;
    quint64 sequence = 0;
    QByteArray hash; // 64 zeros while empty
    friend bool operator==(const ChainHead &, const ChainHead &) = default;
};

[[nodiscard]] QByteArray emptyChainHash();
[[nodiscard]] Result<QByteArray> canonicalRecord(const LogRecord &record);
// The record that continues `head`.
[[nodiscard]] Result<LogRecord> chained(const ChainHead &head, respond::Entry entry);

struct VerifyReport {
    quint64 entries = 0, answers = 0;
    std::vector<ChainHead> heads;
    QString firstBad; // "writer hinoban, entry 17: its hash does not fit"; empty: all is well
    [[nodiscard]] bool good() const { return firstBad.isEmpty(); }
};

} // namespace hinoban::store
