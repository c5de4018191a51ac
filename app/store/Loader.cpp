// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Loader.h"

#include "app/base/CanonicalJson.h"
#include "app/store/RecordText.h"
#include "app/store/Settings.h"
#include "app/watch/ResolverJson.h"

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

Error corrupt(const Database &database, const QString &what, const Error &error)
{
    QString detail = what;
    if (!error.where.isEmpty()) detail += ": "_L1 + error.where;
    return Error{ErrorCode::Corrupt, database.path(), detail + ": "_L1 + error.detail};
}

Result<QJsonObject> objectOf(const QByteArray &text)
{
    const auto value = parseJson(text, StoredLimits);
    if (!value) return tl::unexpected(value.error());
    if (!value->isObject()) return failure(ErrorCode::BadInput, {}, u"not a JSON object"_s);
    return value->toObject();
}

Instant instantOf(const QVariant &value) { return instantFromUnixMicroseconds(value.toLongLong()); }

// Every row of `query` through `read`, whose errors are told with column 0 as the place.
template <class Read>
Result<void> each(Database &database, const QString &query, const QVariantList &arguments, const QString &what,
                  Read read)
{
    auto rows = database.rows(query, arguments);
    if (!rows) return tl::unexpected(rows.error());
    while (rows->next()) {
        Result<void> done = read(*rows);
        if (!done) return tl::unexpected(corrupt(database, what + u' ' + rows->value(0).toString(), done.error()));
    }
    return database.stepped(*rows);
}

Result<void> readDomains(Database &database, Loaded &loaded)
{
    return each(database, u"SELECT name, value FROM domain ORDER BY name"_s, {}, u"domain"_s,
                [&](const QSqlQuery &row) -> Result<void> {
                    const auto object = objectOf(row.value(1).toByteArray());
                    if (!object) return tl::unexpected(object.error());
                    auto domain = watch::domainFromJson(*object);
                    if (!domain) return tl::unexpected(domain.error());
                    loaded.domains.push_back(std::move(*domain));
                    return {};
                });
}

Result<void> readResolvers(Database &database, Loaded &loaded)
{
    return each(database,
                u"SELECT position, label, name, address, port, operator, ttl_cap, flush_page, value FROM resolver "
                "ORDER BY position"_s,
                {}, u"resolver"_s, [&](const QSqlQuery &row) -> Result<void> {
                    if (const QByteArray value = row.value(8).toByteArray(); !value.isEmpty()) {
                        const auto object = objectOf(value);
                        if (!object) return tl::unexpected(object.error());
                        auto whole = watch::resolverFromJson(*object);
                        if (!whole) return tl::unexpected(whole.error());
                        loaded.resolvers.push_back(std::move(*whole));
                        return {};
                    }
                    watch::Resolver resolver;
                    auto name = dns::Name::fromText(row.value(2).toString().toUtf8());
                    if (!name) return tl::unexpected(name.error());
                    resolver.server.label = row.value(1).toString();
                    resolver.server.name = *name;
                    resolver.server.address = QHostAddress(row.value(3).toString());
                    resolver.server.port = quint16(row.value(4).toUInt());
                    resolver.operatorName = row.value(5).toString();
                    if (!row.value(6).isNull()) resolver.ttlCap = row.value(6).toUInt();
                    resolver.flushPage = QUrl(row.value(7).toString(), QUrl::StrictMode);
                    if (resolver.server.address.isNull())
                        return failure(ErrorCode::BadInput, row.value(3).toString(), u"not an address"_s);
                    loaded.resolvers.push_back(std::move(resolver));
                    return {};
                });
}

Result<void> readFindings(Database &database, Loaded &loaded)
{
    return each(database, u"SELECT key, value FROM finding ORDER BY first_seen, key"_s, {}, u"finding"_s,
                [&](const QSqlQuery &row) -> Result<void> {
                    const auto object = objectOf(row.value(1).toByteArray());
                    if (!object) return tl::unexpected(object.error());
                    auto finding = detect::findingFromJson(*object);
                    if (!finding) return tl::unexpected(finding.error());
                    loaded.findings.push_back(std::move(*finding));
                    return {};
                });
}

Result<void> readLog(Database &database, Loaded &loaded)
{
    return each(database, u"SELECT id, writer, sequence, previous, hash, canonical FROM log ORDER BY id"_s, {},
                u"log record"_s, [&](const QSqlQuery &row) -> Result<void> {
                    auto entry = entryOfRecord(row.value(5).toByteArray());
                    if (!entry) return tl::unexpected(entry.error());
                    loaded.log.push_back({row.value(1).toString(), row.value(2).toULongLong(),
                                          row.value(3).toByteArray(), row.value(4).toByteArray(), std::move(*entry)});
                    return {};
                });
}

Result<void> readMessages(Database &database, Loaded &loaded)
{
    return each(database, u"SELECT id, template, party, channel, person, sent_at, bytes FROM message ORDER BY id"_s, {},
                u"message"_s, [&](const QSqlQuery &row) -> Result<void> {
                    loaded.messages.push_back({row.value(1).toString(), row.value(2).toString(),
                                               row.value(3).toString(), row.value(4).toString(),
                                               instantOf(row.value(5)), row.value(6).toByteArray()});
                    return {};
                });
}

Result<void> readSettings(Database &database, Loaded &loaded)
{
    return each(database, u"SELECT key, value FROM setting"_s, {}, u"setting"_s,
                [&](const QSqlQuery &row) -> Result<void> {
                    const auto object = objectOf(row.value(1).toByteArray());
                    if (!object) return tl::unexpected(object.error());
                    if (row.value(0).toString() == OrganisationKey) {
                        loaded.organisation = respond::organisationFromJson(*object);
                    } else if (row.value(0).toString() == DecisionsKey) {
                        auto decisions = decisionsFromJson(*object);
                        if (!decisions) return tl::unexpected(decisions.error());
                        loaded.decisions = std::move(*decisions);
                    } else if (row.value(0).toString() == CertificateSearchKey) {
                        loaded.certificateSearch = object->value(u"address"_s).toString();
                    } else if (const QString key = row.value(0).toString(); key.startsWith(CertificatesKey)) {
                        const auto domain = dns::Name::fromText(key.mid(CertificatesKey.size()).toUtf8());
                        if (!domain) return tl::unexpected(domain.error());
                        auto baseline = watch::certificateBaselineFromJson(*object);
                        if (!baseline) return tl::unexpected(baseline.error());
                        loaded.certificateBaselines.emplace(*domain, std::move(*baseline));
                    } else if (key.startsWith(PathKey)) {
                        auto baseline = path::baselineSetFromJson(*object);
                        if (!baseline) return tl::unexpected(baseline.error());
                        loaded.pathBaselines.emplace(baseline->key(), std::move(*baseline));
                    } else if (key == LookAlikesKey) {
                        auto asked = askedFromJson(*object);
                        if (!asked) return tl::unexpected(asked.error());
                        loaded.lookAlikesAsked = std::move(*asked);
                    } else if (key == WatchSettingsKey) {
                        auto settings = watchSettingsFromJson(*object);
                        if (!settings) return tl::unexpected(settings.error());
                        loaded.settings = std::move(*settings);
                    }
                    return {};
                });
}

Result<void> readTails(Database &database, Loaded &loaded)
{
    return each(database, u"SELECT domain, value FROM cache_tail"_s, {}, u"cache tail"_s,
                [&](const QSqlQuery &row) -> Result<void> {
                    const auto domain = dns::Name::fromText(row.value(0).toString().toUtf8());
                    if (!domain) return tl::unexpected(domain.error());
                    const auto object = objectOf(row.value(1).toByteArray());
                    if (!object) return tl::unexpected(object.error());
                    auto memory = respond::tailMemoryFromJson(*object);
                    if (!memory) return tl::unexpected(memory.error());
                    loaded.tails.emplace(*domain, std::move(*memory));
                    return {};
                });
}

} // namespace

Result<ChainHead> headOf(Database &database, const QString &writer)
{
    auto rows =
        database.rows(u"SELECT sequence, hash FROM log WHERE writer = ? ORDER BY sequence DESC LIMIT 1"_s, {writer});
    if (!rows) return tl::unexpected(rows.error());
    if (rows->next()) return ChainHead{writer, rows->value(0).toULongLong(), rows->value(1).toByteArray()};
    if (auto ended = database.stepped(*rows); !ended) return tl::unexpected(ended.error());
    return ChainHead{writer, 0, emptyChainHash()};
}

Result<Loaded> loadAll(Database &database, const QString &writer)
{
    auto transaction = Transaction::begin(database, Transaction::Kind::Read);
    if (!transaction) return tl::unexpected(transaction.error());
    Loaded loaded;
    for (auto *read : {readDomains, readResolvers, readFindings, readLog, readMessages, readSettings, readTails}) {
        if (auto done = read(database, loaded); !done) return tl::unexpected(done.error());
    }
    auto head = headOf(database, writer);
    if (!head) return tl::unexpected(head.error());
    loaded.head = std::move(*head);
    return loaded;
}

Result<std::vector<Sighting>> sightingsOf(Database &database, const dns::Name &domain)
{
    std::vector<Sighting> sightings;
    auto done = each(
        database,
        u"SELECT s.id, p.vantage, p.server, p.address, p.question, s.canonical, s.outcome, s.first_seen, s.last_seen, "
        "s.count, s.rtt_min, s.rtt_max, s.rtt_sum, s.first_answer, coalesce(s.last_answer, l.sha256, s.first_answer) "
        "FROM probe p JOIN sighting s ON s.probe = p.id LEFT JOIN latest l ON l.sighting = s.id "
        "WHERE p.domain = ? ORDER BY s.first_seen, s.id"_s,
        {domain.display()}, u"sighting"_s, [&](const QSqlQuery &row) -> Result<void> {
            sightings.push_back({row.value(0).toLongLong(), domain, row.value(1).toString(), row.value(2).toString(),
                                 row.value(3).toString(), row.value(4).toString(), row.value(5).toByteArray().toHex(),
                                 row.value(6).toString(), instantOf(row.value(7)), instantOf(row.value(8)),
                                 row.value(9).toULongLong(), row.value(10).toLongLong(), row.value(11).toLongLong(),
                                 row.value(12).toLongLong(), row.value(13).toByteArray().toHex(),
                                 row.value(14).toByteArray().toHex()});
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    return sightings;
}

Result<std::vector<KeptAnswer>> keptOf(Database &database, qint64 sighting)
{
    std::vector<KeptAnswer> kept;
    auto done = each(
        database, u"SELECT sent_at, rtt, answer FROM kept WHERE sighting = ? ORDER BY sent_at, rowid"_s, {sighting},
        u"kept answer"_s, [&](const QSqlQuery &row) -> Result<void> {
            kept.push_back({instantOf(row.value(0)), row.value(1).toLongLong(), row.value(2).toByteArray().toHex()});
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    return kept;
}

} // namespace hinoban::store
