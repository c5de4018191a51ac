// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Runs.h"

#include <QStringBuilder>

#include <algorithm>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

QByteArray keyOf(const Seen &seen)
{
    const QChar mark(u'\n'); // in none of the parts but `server`, which is not the attacker's
    const QString key =
        seen.domain % mark % seen.vantage % mark % seen.address % mark % seen.question % mark % seen.server;
    QByteArray bytes = key.toUtf8();
    bytes.squeeze(); // there is one for each answer that was ever given
    return bytes;
}

QVariant blob(const QByteArray &octets) { return octets.isEmpty() ? QVariant(QByteArray("")) : octets; }
QVariant blobOrNull(const QByteArray &octets) { return octets.isEmpty() ? QVariant() : octets; }

} // namespace

Runs::Runs(Database &database)
    : m_database(database)
    , m_insertProbe(database,
                    u"INSERT INTO probe (id, domain, vantage, server, address, question) VALUES (?,?,?,?,?,?)"_s)
    , m_insertSighting(database, u"INSERT INTO sighting (id, probe, canonical, outcome, first_seen, last_seen, count, "
                                 "rtt_min, rtt_max, rtt_sum, first_answer, last_answer) "
                                 "VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"_s)
    , m_updateSighting(database, u"UPDATE sighting SET first_seen = ?, last_seen = ?, count = ?, rtt_min = ?, "
                                 "rtt_max = ?, rtt_sum = ?, last_answer = ? WHERE id = ?"_s)
    , m_insertAnswer(database, u"INSERT INTO answer (sha256, bytes) VALUES (?,?) ON CONFLICT DO NOTHING"_s)
    , m_putLatest(database, u"INSERT INTO latest (sighting, sha256, bytes, at) VALUES (?,?,?,?) ON CONFLICT (sighting) "
                            "DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes, at = excluded.at"_s)
    , m_dropLatest(database, u"DELETE FROM latest WHERE sighting = ?"_s)
    , m_insertKept(database, u"INSERT INTO kept (sighting, sent_at, rtt, answer) VALUES (?,?,?,?)"_s)
{
}

Result<void> Runs::load()
{
    auto rows = m_database.rows(
        u"SELECT p.id, p.domain, p.vantage, p.server, p.address, p.question, s.id, s.canonical, s.outcome, "
        "s.first_seen, s.last_seen, s.count, s.rtt_min, s.rtt_max, s.rtt_sum, "
        "coalesce(s.last_answer, l.sha256, s.first_answer), s.last_answer IS NULL AND l.sha256 IS NOT NULL, l.sha256, "
        "l.bytes, l.at FROM probe p "
        "JOIN sighting s ON s.id = (SELECT max(id) FROM sighting WHERE probe = p.id) "
        "LEFT JOIN latest l ON l.sighting = s.id"_s);
    if (!rows) return tl::unexpected(rows.error());
    std::deque<Run> loaded;
    while (rows->next()) {
        Run run;
        run.probe = rows->value(0).toLongLong();
        Seen probe;
        probe.domain = rows->value(1).toString();
        probe.vantage = rows->value(2).toString();
        probe.server = rows->value(3).toString();
        probe.address = rows->value(4).toString();
        probe.question = rows->value(5).toString();
        run.key = keyOf(probe);
        run.sighting = rows->value(6).toLongLong();
        run.canonical = rows->value(7).toByteArray();
        run.outcome = rows->value(8).toString();
        run.first = instantFromUnixMicroseconds(rows->value(9).toLongLong());
        run.last = instantFromUnixMicroseconds(rows->value(10).toLongLong());
        run.count = rows->value(11).toLongLong();
        run.rttMin = rows->value(12).toLongLong();
        run.rttMax = rows->value(13).toLongLong();
        run.rttSum = rows->value(14).toLongLong();
        run.lastSha = rows->value(15).toByteArray();
        run.lastInAnswer = !rows->value(16).toBool();
        run.latestSha = rows->value(17).toByteArray();
        if (!run.lastInAnswer) run.lastRaw = rows->value(18).toByteArray();
        run.latestAt = rows->value(19).isNull() ? run.last : instantFromUnixMicroseconds(rows->value(19).toLongLong());
        loaded.push_back(std::move(run));
    }
    if (auto ended = m_database.stepped(*rows); !ended) return ended;
    const auto lastProbe = m_database.value(u"SELECT max(id) FROM probe"_s);
    if (!lastProbe) return tl::unexpected(lastProbe.error());
    const auto lastSighting = m_database.value(u"SELECT max(id) FROM sighting"_s);
    if (!lastSighting) return tl::unexpected(lastSighting.error());

    std::unordered_map<QByteArray, size_t> byKey;
    for (size_t i = 0; i < loaded.size(); ++i) {
        Run &run = loaded[i];
        byKey.emplace(run.key, i);
        const auto known = m_byKey.find(run.key);
        if (known == m_byKey.end()) continue;
        const Run &old = m_runs[known->second];
        if (old.sighting != run.sighting || old.lastInAnswer) continue;
        run.lastSha = old.lastSha;
        run.lastRaw = old.lastRaw;
        run.lastInAnswer = false;
        run.latestAt = old.latestAt;
    }
    m_runs = std::move(loaded);
    m_byKey = std::move(byKey);
    m_lastProbe = lastProbe->toLongLong();
    m_lastSighting = lastSighting->toLongLong();
    return {};
}

void Runs::begin()
{
    ++m_transaction;
    m_before.clear();
}

void Runs::touch(size_t index)
{
    Run &run = m_runs[index];
    if (run.touched == m_transaction) return;
    m_before.emplace_back(index, run);
    run.touched = m_transaction;
}

Result<size_t> Runs::runOf(const Seen &seen)
{
    QByteArray key = keyOf(seen);
    if (const auto known = m_byKey.find(key); known != m_byKey.end()) {
        touch(known->second);
        return known->second;
    }
    Run run;
    run.key = std::move(key);
    run.probe = ++m_lastProbe;
    run.touched = m_transaction;
    if (auto done = m_insertProbe.run(run.probe, seen.domain, seen.vantage, seen.server, seen.address, seen.question);
        !done)
        return tl::unexpected(done.error());
    const size_t index = m_runs.size();
    m_byKey.emplace(run.key, index);
    m_runs.push_back(std::move(run));
    m_before.emplace_back(index, std::nullopt);
    return index;
}

Result<void> Runs::add(const Seen &seen, bool keep, const Evidence &evidence)
{
    const auto index = runOf(seen);
    if (!index) return tl::unexpected(index.error());
    Run &run = m_runs[*index];
    const bool isNear = seen.at - run.last <= LongestGap && run.first - seen.at <= LongestGap;
    const bool goesOn =
        run.sighting != 0 && isNear && run.outcome == seen.outcome &&
        ((seen.exchange && isSameReply(run.lastRaw, *seen.exchange)) || run.canonical == seen.canonical());
    if (goesOn) {
        // A later one of the same transaction must not push out what a finding points at.
        if (run.isEvidence) {
            if (auto done = lastToAnswer(run); !done) return done;
        }
        rollUp(run, seen);
    } else {
        if (run.sighting != 0) {
            if (auto done = end(run); !done) return done;
        }
        if (auto done = start(run, seen); !done) return done;
    }
    if (seen.raw.isEmpty()) return {};
    run.isEvidence = !evidence.ofFindings.isEmpty() && evidence.ofFindings.contains(seen.sha256());
    if (keep || (!evidence.ofEntries.isEmpty() && evidence.ofEntries.contains(seen.sha256()))) {
        if (auto done = lastToAnswer(run); !done) return done;
    }
    if (!keep) return {};
    return m_insertKept.run(run.sighting, toUnixMicroseconds(seen.at), seen.rtt.value_or(0), blob(seen.sha256()));
}

Result<void> Runs::start(Run &run, const Seen &seen)
{
    run.sighting = ++m_lastSighting;
    run.canonical = seen.canonical();
    run.outcome = seen.outcome;
    run.first = run.last = run.latestAt = seen.at;
    run.count = 1;
    run.rttMin = run.rttMax = run.rttSum = seen.rtt.value_or(0);
    const QByteArray sha256 = seen.sha256();
    run.lastSha.clear();
    run.lastRaw = seen.raw;
    run.lastInAnswer = true;
    run.isEvidence = false;
    run.latestSha.clear();
    run.dirty = false;
    if (!seen.raw.isEmpty()) {
        if (auto done = putAnswer(sha256, seen.raw); !done) return done;
    }
    const qint64 at = toUnixMicroseconds(seen.at);
    return m_insertSighting.run(run.sighting, run.probe, blob(run.canonical), run.outcome, at, at, run.count,
                                run.rttMin, run.rttMax, run.rttSum, blobOrNull(sha256), blobOrNull(sha256));
}

void Runs::rollUp(Run &run, const Seen &seen)
{
    run.first = std::min(run.first, seen.at);
    run.last = std::max(run.last, seen.at);
    ++run.count;
    if (seen.rtt) {
        run.rttMin = std::min(run.rttMin, *seen.rtt);
        run.rttMax = std::max(run.rttMax, *seen.rtt);
        run.rttSum += *seen.rtt;
    }
    if (!seen.raw.isEmpty()) {
        run.lastSha.clear();
        run.lastRaw = seen.raw;
        run.lastInAnswer = false;
    }
    run.dirty = true;
}

Result<void> Runs::end(Run &run)
{
    if (auto done = lastToAnswer(run); !done) return done;
    return write(run);
}

QByteArray Runs::shaOf(const Run &run) { return run.lastRaw.isEmpty() ? run.lastSha : sha256Of(run.lastRaw); }

Result<void> Runs::lastToAnswer(Run &run)
{
    if (run.lastInAnswer || run.lastRaw.isEmpty()) return {};
    if (auto done = putAnswer(shaOf(run), run.lastRaw); !done) return done;
    run.lastInAnswer = true;
    run.dirty = true;
    return {};
}

Result<void> Runs::write(Run &run)
{
    if (!run.dirty) return {};
    run.dirty = false;
    if (run.lastInAnswer && !run.latestSha.isEmpty()) {
        if (auto done = m_dropLatest.run(run.sighting); !done) return done;
        run.latestSha.clear();
    }
    if (!run.lastInAnswer && (run.isEvidence || run.last - run.latestAt >= LatestEvery)) {
        if (auto done = putLatest(run); !done) return done;
    }
    return m_updateSighting.run(toUnixMicroseconds(run.first), toUnixMicroseconds(run.last), run.count, run.rttMin,
                                run.rttMax, run.rttSum, run.lastInAnswer ? blobOrNull(shaOf(run)) : QVariant(),
                                run.sighting);
}

Result<void> Runs::putLatest(Run &run)
{
    const QByteArray sha256 = shaOf(run);
    if (auto done = m_putLatest.run(run.sighting, blob(sha256), QVariant(run.lastRaw), toUnixMicroseconds(run.last));
        !done)
        return done;
    run.latestSha = sha256;
    run.latestAt = run.last;
    return {};
}

Result<void> Runs::putAnswer(const QByteArray &sha256, const QByteArray &raw)
{
    return m_insertAnswer.run(blob(sha256), QVariant(raw));
}

Result<void> Runs::keepEarlier(const QSet<QByteArray> &evidence)
{
    for (size_t i = 0; i < m_runs.size(); ++i) {
        if (m_runs[i].lastInAnswer || !evidence.contains(shaOf(m_runs[i]))) continue;
        touch(i);
        if (auto done = lastToAnswer(m_runs[i]); !done) return done;
    }
    return {};
}

Result<void> Runs::finish()
{
    for (const auto &[index, before] : m_before) {
        Run &run = m_runs[index];
        if (auto done = write(run); !done) return done;
        run.isEvidence = false;
    }
    return {};
}

void Runs::committed() { m_before.clear(); }

void Runs::rolledBack()
{
    for (auto it = m_before.rbegin(); it != m_before.rend(); ++it) {
        if (it->second) {
            m_runs[it->first] = std::move(*it->second);
        } else {
            m_byKey.erase(m_runs[it->first].key);
            m_runs.resize(it->first);
        }
    }
    m_before.clear();
}

Result<void> Runs::writeLatest()
{
    for (size_t i = 0; i < m_runs.size(); ++i) {
        if (m_runs[i].lastInAnswer || m_runs[i].latestSha == shaOf(m_runs[i])) continue;
        if (auto done = putLatest(m_runs[i]); !done) return done;
    }
    return {};
}

std::unordered_map<qint64, QByteArray> Runs::latest() const
{
    std::unordered_map<qint64, QByteArray> all;
    for (const Run &run : m_runs) {
        if (!run.lastInAnswer) all.emplace(run.sighting, shaOf(run));
    }
    return all;
}

std::optional<QByteArray> Runs::latestRaw(const QByteArray &sha256) const
{
    for (const Run &run : m_runs) {
        if (!run.lastInAnswer && shaOf(run) == sha256) return run.lastRaw;
    }
    return {};
}

} // namespace hinoban::store
