// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Database.h"
#include "app/store/Seen.h"

#include <QSet>

#include <deque>
#include <unordered_map>
#include <vector>

namespace hinoban::store {

// Turns what was seen into sightings: the run of each probe that goes on stands in memory, so that an unchanged
// answer costs no query and, at the end of the transaction, one row written in place.
//
// On disk are, at any moment at which the program may be killed: the raw of the first answer of each run, of the
// last one of each ended run, and of the last one of each open run not older than LatestEvery. The rest of the last
// ones follow in writeLatest().
//
// Thread: the workspace's. Every call that writes inside a write transaction of the caller's.
class Runs {
public:
    // Two looks further apart than this are two runs, even if the answers agree: nobody knows what was in between.
    static constexpr Duration LongestGap = std::chrono::hours(24);
    static constexpr Duration LatestEvery = std::chrono::minutes(15);

    explicit Runs(Database &database);

    // The open runs, from the database. What is in memory of an unwritten last answer is kept. No transaction needed.
    [[nodiscard]] Result<void> load();

    void begin();
    // What answers the evidence of log entries (kept for good) and of findings (kept while it is the last).
    struct Evidence {
        QSet<QByteArray> ofEntries, ofFindings; // SHA-256, 32 octets
    };
    [[nodiscard]] Result<void> add(const Seen &seen, bool keep, const Evidence &evidence);
    // Evidence of entries that came with an earlier look.
    [[nodiscard]] Result<void> keepEarlier(const QSet<QByteArray> &evidence);
    [[nodiscard]] Result<void> finish();
    void committed();
    // As before begin(); call load() when it can be.
    void rolledBack();

    // The last thing to be done with them: there is no way back from it.
    [[nodiscard]] Result<void> writeLatest();

    // Of each open run whose last answer may not be on disk: sighting and SHA-256, 32 octets.
    [[nodiscard]] std::unordered_map<qint64, QByteArray> latest() const;
    [[nodiscard]] std::optional<QByteArray> latestRaw(const QByteArray &sha256) const;

private:
    struct Run {
        QByteArray key;
        qint64 probe = 0, sighting = 0; // sighting 0: none yet
        QByteArray canonical;           // 32 octets, or none
        QString outcome;
        Instant first{}, last{};
        qint64 count = 0, rttMin = 0, rttMax = 0, rttSum = 0;
        QByteArray lastRaw; // the last reply; empty: there was none, or it was before this program began
        QByteArray lastSha; // 32 octets, of a reply whose bytes are not at hand; otherwise see shaOf()
        bool lastInAnswer = true;
        bool isEvidence = false; // of a finding: must be on disk with this transaction
        QByteArray latestSha;    // what stands in `latest`
        Instant latestAt{};      // `last` when it was written, or `first`
        bool dirty = false;      // differs from its row
        quint64 touched = 0;     // transaction
    };

    [[nodiscard]] static QByteArray shaOf(const Run &run); // of the last reply
    [[nodiscard]] Result<size_t> runOf(const Seen &seen);
    void touch(size_t index);
    [[nodiscard]] Result<void> start(Run &run, const Seen &seen);
    [[nodiscard]] Result<void> end(Run &run);
    void rollUp(Run &run, const Seen &seen);
    [[nodiscard]] Result<void> write(Run &run);
    [[nodiscard]] Result<void> putLatest(Run &run);
    [[nodiscard]] Result<void> putAnswer(const QByteArray &sha256, const QByteArray &raw);
    [[nodiscard]] Result<void> lastToAnswer(Run &run);

    Database &m_database;
    Statement m_insertProbe, m_insertSighting, m_updateSighting, m_insertAnswer, m_putLatest, m_dropLatest,
        m_insertKept;
    std::deque<Run> m_runs;
    std::unordered_map<QByteArray, size_t> m_byKey;
    qint64 m_lastProbe = 0, m_lastSighting = 0;
    quint64 m_transaction = 0;
    std::vector<std::pair<size_t, std::optional<Run>>> m_before; // nothing: made in this transaction
};

} // namespace hinoban::store
