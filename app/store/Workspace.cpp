// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Workspace.h"

#include "app/base/CanonicalJson.h"
#include "app/store/FileLock.h"
#include "app/store/Loader.h"
#include "app/store/Migrations.h"
#include "app/store/Runs.h"
#include "app/store/Settings.h"
#include "app/store/Verify.h"
#include "app/watch/ResolverJson.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <map>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// One name a file, whatever way leads to it: the lock is beside the file itself.
Result<QString> realPath(const QString &path, bool mayBeMissing)
{
    const QFileInfo file(path);
    if (file.exists()) {
        if (!file.isFile()) return failure(ErrorCode::BadInput, path, u"not a file"_s);
        return file.canonicalFilePath();
    }
    if (!mayBeMissing) return failure(ErrorCode::NotFound, path, u"no such file"_s);
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    if (folder.isEmpty()) return failure(ErrorCode::NotFound, file.absolutePath(), u"no such folder"_s);
    return QDir(folder).filePath(file.fileName());
}

// Neither a file nor a folder that cannot be written says so when SQLite opens it; a transaction does.
Result<void> mayWrite(Database &database)
{
    auto transaction = Transaction::begin(database, Transaction::Kind::Write);
    if (!transaction) return tl::unexpected(transaction.error());
    return {};
}

} // namespace

bool Batch::isEmpty() const
{
    return looks.empty() && brought.empty() && lookups.empty() && certificates.empty() && findings.empty() &&
           entries.empty() && domains.empty() && resolvers.empty() && messages.empty() && !organisation && !decisions &&
           tails.empty() && !certificateSearch && certificateBaselines.empty() && pathBaselines.empty() &&
           !lookAlikesAsked && !settings;
}

struct Workspace::Private {
    // In the order in which they must come and, reversed, go: the lock is given back last.
    std::unique_ptr<FileLock> lock; // null: read-only
    std::unique_ptr<Database> database;
    Options options;
    bool stale = false; // memory may not be what is on disk: read again before writing
    ChainHead head;

    // What only a writer has.
    struct Writing {
        explicit Writing(Database &database)
            : runs(database)
            , putDomain(database, u"INSERT INTO domain (name, value) VALUES (?,?) "
                                  "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s)
            , insertResolver(database, u"INSERT INTO resolver (position, label, name, address, port, operator, "
                                       "ttl_cap, flush_page, value) VALUES (?,?,?,?,?,?,?,?,?)"_s)
            , putFinding(database,
                         u"INSERT INTO finding (key, signal, domain, subject, vantage, severity, first_seen, "
                         "last_seen, cleared, value) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET "
                         "severity = excluded.severity, first_seen = excluded.first_seen, last_seen = "
                         "excluded.last_seen, cleared = excluded.cleared, value = excluded.value"_s)
            , insertRecord(database,
                           u"INSERT INTO log (writer, sequence, previous, hash, canonical) VALUES (?,?,?,?,?)"_s)
            , insertMessage(database, u"INSERT INTO message (template, party, channel, person, sent_at, bytes) "
                                      "VALUES (?,?,?,?,?,?)"_s)
            , putSetting(database, u"INSERT INTO setting (key, value) VALUES (?,?) "
                                   "ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s)
            , putTail(database, u"INSERT INTO cache_tail (domain, value) VALUES (?,?) "
                                "ON CONFLICT (domain) DO UPDATE SET value = excluded.value"_s)
            , dropTail(database, u"DELETE FROM cache_tail WHERE domain = ?"_s)
        {
        }
        Runs runs;
        Statement putDomain, insertResolver, putFinding, insertRecord, insertMessage, putSetting, putTail, dropTail;
    };
    std::optional<Writing> writing;

    Result<void> reread();
    Result<std::vector<ChainHead>> write(std::span<const Batch> batches);
    Result<void> writeLooks(std::span<const Batch> batches);
    Result<void> writeLog(const Batch &batch, ChainHead &newHead);
    Result<void> writeResolvers(const std::vector<watch::Resolver> &resolvers);
    Result<void> writeFinding(const detect::Finding &finding);
    Result<void> writeValues(std::span<const Batch> batches);
};

Workspace::Workspace(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Workspace::~Workspace()
{
    if (!d->writing || d->stale) return;
    // Best effort: without it the sightings are as valid, only their last raw answers are older.
    auto transaction = Transaction::begin(*d->database, Transaction::Kind::Write);
    if (transaction && d->writing->runs.writeLatest()) (void)transaction->commit();
}

int Workspace::schemaVersion() { return int(migrations().size()); }

Result<std::unique_ptr<Workspace>> Workspace::open(const QString &path, Mode mode, Options options)
{
    const auto real = realPath(path, mode == Mode::Create);
    if (!real) return tl::unexpected(real.error());
    auto p = std::make_unique<Private>();
    p->options = std::move(options);
    p->head = {p->options.writer, 0, emptyChainHash()};
    if (mode == Mode::ReadOnly) {
        auto database = Database::open(*real, Database::Access::ReadOnly);
        if (!database) return tl::unexpected(database.error());
        auto version = versionOf(**database);
        // Where not even the -shm file can be made, nobody can be writing; with a -wal file the data is not whole.
        const bool mayBeImmutable = !version && version.error().code != ErrorCode::Corrupt &&
                                    version.error().code != ErrorCode::Newer &&
                                    QFileInfo(*real + "-wal"_L1).size() == 0;
        if (mayBeImmutable) {
            database = Database::open(*real, Database::Access::Immutable);
            if (!database) return tl::unexpected(database.error());
            version = versionOf(**database);
        }
        if (!version) return tl::unexpected(version.error());
        if (*version == 0) return failure(ErrorCode::Corrupt, *real, u"an empty file, no workspace"_s);
        if (*version < schemaVersion())
            return failure(
                ErrorCode::ReadOnly, *real,
                u"its version is %1 and must become %2: open it for writing once"_s.arg(*version).arg(schemaVersion()));
        p->database = std::move(*database);
        return std::unique_ptr<Workspace>(new Workspace(std::move(p)));
    }

    auto lock = FileLock::acquire(*real);
    if (!lock) return tl::unexpected(lock.error());
    p->lock = std::move(*lock);
    auto database = Database::open(*real, Database::Access::ReadWrite);
    if (!database) return tl::unexpected(database.error());
    p->database = std::move(*database);
    // First of all: whose file it is. Nothing is written to what is not ours.
    const auto version = versionOf(*p->database);
    if (!version) return tl::unexpected(version.error());
    if (*version == 0 && mode == Mode::Open)
        return failure(ErrorCode::Corrupt, *real, u"an empty file, no workspace"_s);
    if (auto done = mayWrite(*p->database); !done) return tl::unexpected(done.error());
    const auto journal = p->database->value(u"PRAGMA journal_mode = WAL"_s);
    if (!journal) return tl::unexpected(journal.error());
    if (journal->toString() != "wal"_L1)
        return failure(ErrorCode::Internal, *real, u"journal mode %1 instead of wal"_s.arg(journal->toString()));
    QStringList pragmas{u"PRAGMA synchronous = FULL"_s, u"PRAGMA journal_size_limit = 67108864"_s,
                        // A sweep of thousands of domains touches the same pages again and again: they are to stay in
                        // memory, and to be copied out of the log seldom.
                        u"PRAGMA cache_size = -8192"_s, u"PRAGMA wal_autocheckpoint = 4096"_s};
    if (auto done = p->database->run(pragmas[0]); !done) return tl::unexpected(done.error());
    if (auto done = migrate(*p->database, *version); !done) return tl::unexpected(done.error());
    const auto pageSize = p->database->value(u"PRAGMA page_size"_s);
    if (!pageSize) return tl::unexpected(pageSize.error());
    if (p->options.maxBytes > 0)
        pragmas +=
            u"PRAGMA max_page_count = %1"_s.arg(std::max<qint64>(1, p->options.maxBytes / pageSize->toLongLong()));
    for (const QString &pragma : pragmas) {
        if (auto done = p->database->run(pragma); !done) return tl::unexpected(done.error());
    }
    p->writing.emplace(*p->database);
    if (auto done = p->reread(); !done) return tl::unexpected(done.error());
    return std::unique_ptr<Workspace>(new Workspace(std::move(p)));
}

Result<void> Workspace::Private::reread()
{
    stale = true;
    auto current = headOf(*database, options.writer);
    if (!current) return tl::unexpected(current.error());
    if (auto done = writing->runs.load(); !done) return done;
    head = std::move(*current);
    stale = false;
    return {};
}

Result<Loaded> Workspace::load() { return loadAll(*d->database, d->options.writer); }

Result<ChainHead> Workspace::commit(const Batch &batch)
{
    auto heads = commit(std::span(&batch, 1));
    if (!heads) return tl::unexpected(heads.error());
    return heads->back();
}

Result<std::vector<ChainHead>> Workspace::commit(std::span<const Batch> batches)
{
    if (!d->writing) return failure(ErrorCode::ReadOnly, d->database->path(), u"opened for reading only"_s);
    if (std::all_of(batches.begin(), batches.end(), [](const Batch &batch) { return batch.isEmpty(); }))
        return std::vector<ChainHead>(batches.size(), d->head);
    if (d->stale) {
        if (auto done = d->reread(); !done) return tl::unexpected(done.error());
    }
    d->writing->runs.begin();
    auto heads = d->write(batches);
    if (heads) {
        d->writing->runs.committed();
        d->head = heads->back();
        return heads;
    }
    d->writing->runs.rolledBack();
    // If the error came from COMMIT itself, the disk knows better than we do what was written.
    (void)d->reread();
    return heads;
}

Result<std::vector<ChainHead>> Workspace::Private::write(std::span<const Batch> batches)
{
    auto transaction = Transaction::begin(*database, Transaction::Kind::Write);
    if (!transaction) return tl::unexpected(transaction.error());
    std::vector<ChainHead> heads;
    ChainHead newHead = head;
    for (const Batch &batch : batches) {
        if (auto done = writeLog(batch, newHead); !done) return tl::unexpected(done.error());
        heads.push_back(newHead);
    }
    if (auto done = writeLooks(batches); !done) return tl::unexpected(done.error());
    if (auto done = writeValues(batches); !done) return tl::unexpected(done.error());
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return heads;
}

Result<void> Workspace::Private::writeLog(const Batch &batch, ChainHead &newHead)
{
    for (const respond::Entry &entry : batch.entries) {
        const auto record = chained(newHead, entry);
        if (!record) return tl::unexpected(record.error());
        const auto canonical = canonicalRecord(*record);
        if (!canonical) return tl::unexpected(canonical.error());
        if (auto done = writing->insertRecord.run(record->writer, qint64(record->sequence),
                                                  QString::fromLatin1(record->previous),
                                                  QString::fromLatin1(record->hash), QString::fromUtf8(*canonical));
            !done)
            return done;
        newHead = {record->writer, record->sequence, record->hash};
    }
    return {};
}

Result<void> Workspace::Private::writeLooks(std::span<const Batch> batches)
{
    Runs::Evidence evidence;
    std::map<QString, const detect::Finding *> latestFindings;
    for (const Batch &batch : batches) {
        for (const respond::Entry &entry : batch.entries) {
            for (const QByteArray &sha256 : entry.evidence) {
                evidence.ofEntries.insert(QByteArray::fromHex(sha256));
            }
        }
        for (const detect::Finding &finding : batch.findings) {
            latestFindings[finding.key()] = &finding;
        }
    }
    for (const auto &[key, finding] : latestFindings) {
        for (const detect::Evidence &each : finding->evidence) {
            evidence.ofFindings.insert(QByteArray::fromHex(each.sha256));
        }
    }
    if (!evidence.ofEntries.isEmpty()) {
        if (auto done = writing->runs.keepEarlier(evidence.ofEntries); !done) return done;
    }
    for (const Batch &batch : batches) {
        for (const watch::LookPtr &look : batch.looks) {
            for (const Seen &seen : seenIn(*look)) {
                if (auto done = writing->runs.add(seen, batch.keepEverything, evidence); !done) return done;
            }
        }
        for (const Brought &brought : batch.brought) {
            const Seen seen = seenOf(brought.domain, brought.vantage, brought.exchange);
            if (auto done = writing->runs.add(seen, true, evidence); !done) return done;
        }
    }
    for (const Batch &batch : batches) {
        for (const auto &[domain, lookup] : batch.lookups) {
            if (auto done = writing->runs.add(seenOf(domain, *lookup), batch.keepEverything, evidence); !done)
                return done;
        }
        for (const auto &answer : batch.certificates) {
            if (auto done = writing->runs.add(seenOf(*answer), batch.keepEverything, evidence); !done) return done;
        }
    }
    if (auto done = writing->runs.finish(); !done) return done;
    for (const auto &[key, finding] : latestFindings) {
        if (auto done = writeFinding(*finding); !done) return done;
    }
    return {};
}

Result<void> Workspace::Private::writeFinding(const detect::Finding &finding)
{
    return writing->putFinding.run(finding.key(), finding.signal, finding.domain.display(), finding.subject,
                                   finding.vantage, QString::fromLatin1(detect::severityText(finding.severity)),
                                   toUnixMicroseconds(finding.firstSeen), toUnixMicroseconds(finding.lastSeen),
                                   finding.cleared ? QVariant(toUnixMicroseconds(*finding.cleared)) : QVariant(),
                                   compact(detect::toJson(finding)));
}

Result<void> Workspace::Private::writeResolvers(const std::vector<watch::Resolver> &resolvers)
{
    if (auto done = database->run(u"DELETE FROM resolver"_s); !done) return done;
    qint64 position = 0;
    for (const watch::Resolver &resolver : resolvers) {
        if (auto done = writing->insertResolver.run(
                position++, resolver.server.label, resolver.server.name.display(), resolver.server.address.toString(),
                resolver.server.port, resolver.operatorName, resolver.ttlCap ? QVariant(*resolver.ttlCap) : QVariant(),
                resolver.flushPage.toString(QUrl::FullyEncoded), compact(watch::toJson(resolver)));
            !done)
            return done;
    }
    return {};
}

Result<void> Workspace::Private::writeValues(std::span<const Batch> batches)
{
    const std::vector<watch::Resolver> *resolvers = nullptr; // the last list is the whole one
    for (const Batch &batch : batches) {
        for (const watch::Domain &domain : batch.domains) {
            if (auto done = writing->putDomain.run(domain.name.display(), compact(watch::toJson(domain))); !done)
                return done;
        }
        for (const respond::SentMessage &message : batch.messages) {
            const QByteArray bytes = message.bytes.isNull() ? QByteArray("") : message.bytes;
            if (auto done =
                    writing->insertMessage.run(message.templateId, message.party, message.channel, message.person,
                                               toUnixMicroseconds(message.sentAt), QVariant(bytes));
                !done)
                return done;
        }
        if (batch.organisation) {
            if (auto done =
                    writing->putSetting.run(QString(OrganisationKey), compact(respond::toJson(*batch.organisation)));
                !done)
                return done;
        }
        if (batch.decisions) {
            if (auto done = writing->putSetting.run(QString(DecisionsKey), compact(toJson(*batch.decisions))); !done)
                return done;
        }
        if (batch.certificateSearch) {
            const QJsonObject search{{u"address"_s, *batch.certificateSearch}};
            if (auto done = writing->putSetting.run(QString(CertificateSearchKey), compact(search)); !done) return done;
        }
        for (const auto &[domain, baseline] : batch.certificateBaselines) {
            const QString key = QString(CertificatesKey) + domain.display();
            if (auto done = writing->putSetting.run(key, compact(watch::toJson(baseline))); !done) return done;
        }
        for (const auto &[key, baseline] : batch.pathBaselines)
            if (auto done = writing->putSetting.run(QString(PathKey) + key, compact(path::toJson(baseline))); !done)
                return done;
        if (batch.lookAlikesAsked) {
            auto done = writing->putSetting.run(QString(LookAlikesKey), compact(askedToJson(*batch.lookAlikesAsked)));
            if (!done) return done;
        }
        if (batch.settings) {
            if (auto done = writing->putSetting.run(QString(WatchSettingsKey), compact(toJson(*batch.settings))); !done)
                return done;
        }
        for (const auto &[domain, memory] : batch.tails) {
            auto done = memory.isEmpty() ? writing->dropTail.run(domain.display())
                                         : writing->putTail.run(domain.display(), compact(respond::toJson(memory)));
            if (!done) return done;
        }
        if (!batch.resolvers.empty()) resolvers = &batch.resolvers;
    }
    return resolvers ? writeResolvers(*resolvers) : Result<void>();
}

Result<std::vector<Sighting>> Workspace::sightings(const dns::Name &domain)
{
    auto sightings = sightingsOf(*d->database, domain);
    if (!sightings || !d->writing) return sightings;
    const auto latest = d->writing->runs.latest();
    for (Sighting &sighting : *sightings) {
        if (const auto found = latest.find(sighting.id); found != latest.end())
            sighting.lastAnswer = found->second.toHex();
    }
    return sightings;
}

Result<std::vector<KeptAnswer>> Workspace::keptAnswers(const Sighting &sighting)
{
    return keptOf(*d->database, sighting.id);
}

Result<QByteArray> Workspace::answer(const QByteArray &sha256)
{
    const QByteArray key = QByteArray::fromHex(sha256);
    if (key.size() != 32) return failure(ErrorCode::BadInput, QString::fromLatin1(sha256), u"not a SHA-256"_s);
    auto rows = d->database->rows(u"SELECT bytes FROM answer WHERE sha256 = ? UNION ALL "
                                  "SELECT bytes FROM latest WHERE sha256 = ? LIMIT 1"_s,
                                  {key, key});
    if (!rows) return tl::unexpected(rows.error());
    std::optional<QByteArray> bytes;
    if (rows->next()) bytes = rows->value(0).toByteArray();
    if (auto ended = d->database->stepped(*rows); !ended) return tl::unexpected(ended.error());
    if (!bytes && d->writing) bytes = d->writing->runs.latestRaw(key);
    if (!bytes) return failure(ErrorCode::NotFound, QString::fromLatin1(key.toHex()), u"this answer was not kept"_s);
    if (sha256Hex(*bytes) != key.toHex())
        return failure(ErrorCode::Corrupt, QString::fromLatin1(key.toHex()), u"its bytes do not fit its hash"_s);
    return *bytes;
}

Result<BundleReport> Workspace::bundle(const QString &path, const std::vector<BundleDraft> &drafts,
                                       const SumsSigner &signer)
{
    return writeBundle(*d->database, path, drafts, signer);
}

Result<VerifyReport> Workspace::verify(const std::optional<ChainHead> &quoted)
{
    return store::verify(*d->database, quoted);
}

} // namespace hinoban::store
