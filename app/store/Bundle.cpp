// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Bundle.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/store/BundleText.h"
#include "app/store/Database.h"
#include "app/store/Pack.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QTemporaryFile>

#include <functional>
#include <set>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

// A resolver's answer may have been got thousands of times: the times stand in sightings.jsonl.
constexpr size_t MostAsked = 40;

class BundleWriter {
public:
    BundleWriter(Database &database, Pack &pack, const SumsSigner &signer)
        : m_database(database)
        , m_pack(pack)
        , m_signer(signer)
        , m_sums(pack.scratch() + "/.bundle-XXXXXX"_L1)
    {
    }

    [[nodiscard]] Result<BundleReport> write(const std::vector<BundleDraft> &drafts)
    {
        m_report.drafts = drafts.size();
        if (!m_sums.open()) return tl::unexpected(writeError(m_sums));
        for (auto step : {&BundleWriter::count, &BundleWriter::readmes, &BundleWriter::log, &BundleWriter::heads,
                          &BundleWriter::storedAnswers, &BundleWriter::latestAnswers, &BundleWriter::sightings,
                          &BundleWriter::findings, &BundleWriter::expectations, &BundleWriter::messages}) {
            if (auto done = (this->*step)(); !done) return tl::unexpected(done.error());
        }
        std::set<QByteArray> taken;
        for (const BundleDraft &draft : drafts) {
            QByteArray name = fileNameOf(draft.name);
            while (!taken.insert(name).second)
                name.prepend('_');
            if (auto done = add("drafts/" + name, draft.bytes); !done) return tl::unexpected(done.error());
        }
        if (auto done = seal(); !done) return tl::unexpected(done.error());
        return std::move(m_report);
    }

private:
    using Line = std::function<Result<QByteArray>(const QSqlQuery &)>;

    Result<void> add(const QByteArray &name, QIODevice &content)
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (!content.seek(0) || !hash.addData(&content) || !content.seek(0))
            return failure(ErrorCode::Internal, QString::fromLatin1(name), content.errorString());
        if (auto done = m_pack.add(name, content, m_last); !done) return done;
        const QByteArray line = hash.result().toHex() + "  " + name + '\n';
        if (m_sums.write(line) != line.size()) return tl::unexpected(writeError(m_sums));
        return {};
    }

    Result<void> add(const QByteArray &name, const QByteArray &content)
    {
        QBuffer buffer;
        buffer.setData(content);
        buffer.open(QIODevice::ReadOnly);
        return add(name, buffer);
    }

    // A file of one line a row. Its size must be known before it is packed: it waits beside the bundle.
    Result<void> addRows(const QByteArray &name, const QString &query, const QVariantList &arguments, const Line &line)
    {
        QTemporaryFile spool(m_pack.scratch() + "/.bundle-XXXXXX"_L1);
        if (!spool.open()) return tl::unexpected(writeError(spool));
        auto rows = m_database.rows(query, arguments);
        if (!rows) return tl::unexpected(rows.error());
        while (rows->next()) {
            const auto text = line(*rows);
            if (!text) return tl::unexpected(text.error());
            if (spool.write(*text) != text->size() || spool.write("\n") != 1) return tl::unexpected(writeError(spool));
        }
        if (auto ended = m_database.stepped(*rows); !ended) return ended;
        if (!spool.flush()) return tl::unexpected(writeError(spool));
        return add(name, spool);
    }

    Result<qint64> number(const QString &query)
    {
        const auto value = m_database.value(query);
        if (!value) return tl::unexpected(value.error());
        return value->toLongLong();
    }

    Result<void> count()
    {
        const auto entries = number(u"SELECT count(*) FROM log"_s);
        const auto answers =
            number(u"SELECT (SELECT count(*) FROM answer) + (SELECT count(DISTINCT sha256) FROM latest "
                   "WHERE sha256 NOT IN (SELECT sha256 FROM answer))"_s);
        const auto messages = number(u"SELECT count(*) FROM message"_s);
        const auto drills = number(u"SELECT count(*) FROM log WHERE instr(canonical, '\"rule\":\"drill.started\"')"_s);
        for (const auto *one : {&entries, &answers, &messages, &drills})
            if (!*one) return tl::unexpected(one->error());
        m_report.entries = quint64(*entries);
        m_report.answers = quint64(*answers);
        m_report.messages = quint64(*messages);
        m_isDrill = *drills > 0;

        auto rows = m_database.rows(u"SELECT l.writer, l.sequence, l.hash, l.canonical FROM log l JOIN (SELECT writer, "
                                    "max(sequence) AS newest FROM log GROUP BY writer) h ON h.writer = l.writer AND "
                                    "h.newest = l.sequence ORDER BY l.writer"_s);
        if (!rows) return tl::unexpected(rows.error());
        while (rows->next()) {
            m_report.heads.push_back(
                {rows->value(0).toString(), rows->value(1).toULongLong(), rows->value(2).toByteArray()});
            // A file has the time of the newest entry: not the one of packing, which says nothing about the evidence.
            const auto record = parseJson(rows->value(3).toByteArray(), {qsizetype(64) * 1024 * 1024, 32});
            if (!record) continue; // verify names it
            const auto entry = respond::entryFromJson(record->toObject().value(u"entry"_s).toObject());
            if (entry) m_last = std::max(m_last, entry->learned);
        }
        return m_database.stepped(*rows);
    }

    Result<void> readmes()
    {
        for (const QString &language : {u"en"_s, u"ja"_s}) {
            const auto text = bundleReadme(language, m_report, m_last, m_isDrill);
            if (!text) return tl::unexpected(text.error());
            if (auto done = add("README." + language.toLatin1() + ".md", *text); !done) return done;
        }
        return {};
    }

    [[nodiscard]] QByteArray logName(size_t at) const
    {
        return "log/" + QByteArray::number(at + 1).rightJustified(2, '0') + '-' + fileNameOf(m_report.heads[at].writer);
    }

    Result<void> log()
    {
        const auto column = [](const QSqlQuery &row) -> Result<QByteArray> { return row.value(0).toByteArray(); };
        for (size_t at = 0; at < m_report.heads.size(); ++at) {
            const QString writer = m_report.heads[at].writer;
            if (auto done = addRows(logName(at) + ".hashes",
                                    u"SELECT CAST(hash AS BLOB) FROM log WHERE writer = ? ORDER BY sequence"_s,
                                    {writer}, column);
                !done)
                return done;
            if (auto done = addRows(logName(at) + ".jsonl",
                                    u"SELECT CAST(canonical AS BLOB) FROM log WHERE writer = ? ORDER BY sequence"_s,
                                    {writer}, column);
                !done)
                return done;
        }
        return {};
    }

    Result<void> heads()
    {
        QJsonArray heads;
        for (size_t at = 0; at < m_report.heads.size(); ++at) {
            const ChainHead &head = m_report.heads[at];
            heads.append(QJsonObject{{u"file"_s, QString::fromLatin1(logName(at) + ".jsonl")},
                                     {u"writer"_s, head.writer},
                                     {u"sequence"_s, qint64(head.sequence)},
                                     {u"hash"_s, QString::fromLatin1(head.hash)}});
        }
        const auto text = canonicalJson(QJsonObject{{u"heads"_s, heads}});
        if (!text) return tl::unexpected(text.error());
        return add("heads.json", *text + '\n');
    }

    Result<void> storedAnswers() { return answers(u"SELECT sha256, bytes FROM answer ORDER BY sha256"_s); }

    Result<void> latestAnswers()
    {
        return answers(u"SELECT sha256, min(bytes) FROM latest WHERE sha256 NOT IN (SELECT sha256 FROM answer) "
                       "GROUP BY sha256 ORDER BY sha256"_s);
    }

    // Two streams in the order of the hash, side by side: the answers, and who gave each of them when.
    Result<void> answers(const QString &query)
    {
        auto asked = m_database.rows(
            u"SELECT r.hash, r.at, p.vantage, p.server, p.address, p.question FROM ("
            "SELECT first_answer AS hash, first_seen AS at, id AS sighting FROM sighting WHERE first_answer IS NOT "
            "NULL "
            "UNION SELECT last_answer, last_seen, id FROM sighting WHERE last_answer IS NOT NULL "
            "UNION SELECT answer, sent_at, sighting FROM kept "
            "UNION SELECT l.sha256, coalesce(l.at, s.last_seen), s.id FROM latest l JOIN sighting s ON s.id = "
            "l.sighting) r "
            "JOIN sighting s ON s.id = r.sighting JOIN probe p ON p.id = s.probe ORDER BY r.hash, r.at, r.sighting"_s);
        if (!asked) return tl::unexpected(asked.error());
        bool isAsked = asked->next();
        auto rows = m_database.rows(query);
        if (!rows) return tl::unexpected(rows.error());
        while (rows->next()) {
            const QByteArray sha256 = rows->value(0).toByteArray(), bytes = rows->value(1).toByteArray();
            std::vector<AskedOf> of;
            quint64 more = 0;
            for (; isAsked && asked->value(0).toByteArray() <= sha256; isAsked = asked->next()) {
                if (asked->value(0).toByteArray() != sha256) continue;
                if (of.size() == MostAsked) {
                    ++more;
                    continue;
                }
                of.push_back({instantFromUnixMicroseconds(asked->value(1).toLongLong()), asked->value(2).toString(),
                              asked->value(3).toString(), asked->value(4).toString(), asked->value(5).toString()});
            }
            const QByteArray name = "answers/" + sha256.toHex();
            if (auto done = add(name + ".bin", bytes); !done) return done;
            if (auto done = add(name + ".txt", readableAnswer(sha256, bytes, of, more)); !done) return done;
        }
        if (auto ended = m_database.stepped(*rows); !ended) return ended;
        return isAsked ? Result<void>() : m_database.stepped(*asked);
    }

    Result<void> sightings()
    {
        return addRows(
            "sightings.jsonl",
            u"SELECT p.domain, p.vantage, p.server, p.address, p.question, s.outcome, s.first_seen, s.last_seen, "
            u"s.count, "
            "s.rtt_min, s.rtt_max, s.first_answer, coalesce(s.last_answer, l.sha256, s.first_answer), "
            "iif(s.last_answer IS NULL, iif(l.sha256 IS NULL, s.first_seen, l.at), NULL) FROM probe p JOIN "
            "sighting s ON s.probe = p.id LEFT JOIN latest l ON l.sighting = s.id ORDER BY s.first_seen, s.id"_s,
            {}, [](const QSqlQuery &row) -> Result<QByteArray> {
                QJsonObject line{{u"firstSeen"_s, toRfc3339(instantFromUnixMicroseconds(row.value(6).toLongLong()))},
                                 {u"lastSeen"_s, toRfc3339(instantFromUnixMicroseconds(row.value(7).toLongLong()))},
                                 {u"count"_s, row.value(8).toLongLong()},
                                 {u"rttMinMicroseconds"_s, row.value(9).toLongLong()},
                                 {u"rttMaxMicroseconds"_s, row.value(10).toLongLong()}};
                const char *const names[] = {"domain", "vantage", "server", "address", "question", "outcome"};
                for (int at = 0; at < 6; ++at)
                    line.insert(QLatin1String(names[at]), safeText(row.value(at).toString()));
                for (const auto &[key, at] : {std::pair(u"firstAnswer"_s, 11), std::pair(u"lastAnswer"_s, 12)})
                    if (!row.value(at).isNull())
                        line.insert(key, QString::fromLatin1(row.value(at).toByteArray().toHex()));
                // Of a run that goes on the newest answer is not written each time.
                if (!row.value(13).isNull() && row.value(13) != row.value(7))
                    line.insert(u"lastAnswerAt"_s, toRfc3339(instantFromUnixMicroseconds(row.value(13).toLongLong())));
                return canonicalJson(line);
            });
    }

    Result<void> findings()
    {
        return addRows("findings.jsonl", u"SELECT CAST(value AS BLOB) FROM finding ORDER BY first_seen, key"_s, {},
                       [](const QSqlQuery &row) -> Result<QByteArray> { return row.value(0).toByteArray(); });
    }

    Result<void> expectations()
    {
        return addRows("expectations.jsonl", u"SELECT CAST(value AS BLOB) FROM domain ORDER BY name"_s, {},
                       [](const QSqlQuery &row) -> Result<QByteArray> { return row.value(0).toByteArray(); });
    }

    static QByteArray messageName(const QSqlQuery &row)
    {
        const QByteArray bytes = row.value(6).toByteArray();
        const bool isMail = bytes.left(8192).contains("MIME-Version:");
        return "messages/" + row.value(0).toByteArray().rightJustified(4, '0') + '-' +
               fileNameOf(row.value(1).toString()) + (isMail ? ".eml" : ".txt");
    }

    Result<void> messages()
    {
        const QString query = u"SELECT id, template, party, channel, person, sent_at, bytes FROM message ORDER BY id"_s;
        auto rows = m_database.rows(query);
        if (!rows) return tl::unexpected(rows.error());
        while (rows->next())
            if (auto done = add(messageName(*rows), rows->value(6).toByteArray()); !done) return done;
        if (auto ended = m_database.stepped(*rows); !ended) return ended;
        return addRows("messages.jsonl", query, {}, [](const QSqlQuery &row) -> Result<QByteArray> {
            return canonicalJson(
                QJsonObject{{u"file"_s, QString::fromLatin1(messageName(row))},
                            {u"template"_s, safeText(row.value(1).toString())},
                            {u"party"_s, safeText(row.value(2).toString())},
                            {u"channel"_s, safeText(row.value(3).toString())},
                            {u"person"_s, safeText(row.value(4).toString())},
                            {u"sent"_s, toRfc3339(instantFromUnixMicroseconds(row.value(5).toLongLong()))},
                            {u"sha256"_s, QString::fromLatin1(sha256Hex(row.value(6).toByteArray()))}});
        });
    }

    Result<void> seal()
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (!m_sums.flush() || !m_sums.seek(0) || !hash.addData(&m_sums) || !m_sums.seek(0))
            return tl::unexpected(writeError(m_sums));
        m_report.seal = hash.result().toHex();
        if (auto done = m_pack.add("SHA256SUMS", m_sums, m_last); !done || !m_signer) return done;
        if (!m_sums.seek(0)) return tl::unexpected(writeError(m_sums));
        auto signature = m_signer(m_sums.readAll());
        if (!signature) return tl::unexpected(signature.error());
        QBuffer buffer(&*signature);
        buffer.open(QIODevice::ReadOnly);
        m_report.isSigned = true;
        return m_pack.add("SHA256SUMS.asc", buffer, m_last);
    }

    Database &m_database;
    Pack &m_pack;
    const SumsSigner &m_signer;
    QTemporaryFile m_sums;
    BundleReport m_report;
    Instant m_last{};
    bool m_isDrill = false;
};

} // namespace

Result<BundleReport> writeBundle(Database &database, const QString &path, const std::vector<BundleDraft> &drafts,
                                 const SumsSigner &signer)
{
    auto transaction = Transaction::begin(database, Transaction::Kind::Read);
    if (!transaction) return tl::unexpected(transaction.error());
    auto pack = Pack::create(path);
    if (!pack) return tl::unexpected(pack.error());
    auto report = BundleWriter(database, **pack, signer).write(drafts);
    if (!report) return report;
    if (auto done = (*pack)->finish(); !done) return tl::unexpected(done.error());
    return report;
}

} // namespace hinoban::store
