// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Look.h"

#include "app/watch/JsonFields.h"

#include <QHash>

#include <limits>

namespace hinoban::watch {
namespace {

// The walk and the observations share exchanges: each is written once and named by its place.
class ExchangeTable {
public:
    int indexOf(const dns::ExchangePtr &exchange)
    {
        const auto known = m_places.constFind(exchange.get());
        if (known != m_places.constEnd()) return *known;
        const int place = int(m_list.size());
        m_places.insert(exchange.get(), place);
        m_list.append(dns::toJson(*exchange));
        return place;
    }
    [[nodiscard]] QJsonArray list() const { return m_list; }

private:
    QHash<const dns::Exchange *, int> m_places;
    QJsonArray m_list;
};

Result<std::vector<dns::ExchangePtr>> exchangesField(const QJsonObject &object, const QString &key,
                                                     const std::vector<dns::ExchangePtr> &table)
{
    auto list = arrayField(object, key);
    if (!list) return tl::unexpected(list.error());
    std::vector<dns::ExchangePtr> out;
    for (const QJsonValue value : *list) {
        const int place = value.toInt(-1);
        if (place < 0 || size_t(place) >= table.size())
            return failure(ErrorCode::BadInput, key, QStringLiteral("names an exchange that is not there"));
        out.push_back(table[size_t(place)]);
    }
    return out;
}

Result<std::vector<dns::ExchangePtr>> tableField(const QJsonObject &object)
{
    auto list = arrayField(object, QStringLiteral("exchanges"));
    if (!list) return tl::unexpected(list.error());
    std::vector<dns::ExchangePtr> out;
    for (const QJsonValue value : *list) {
        auto exchange = dns::exchangeFromJson(value.toObject());
        if (!exchange) return tl::unexpected(exchange.error());
        out.push_back(*exchange);
    }
    return out;
}

Result<dns::Delegation> delegationField(const QJsonObject &object, const std::vector<dns::ExchangePtr> &table)
{
    const QString key = QStringLiteral("delegation");
    if (!object.value(key).isObject()) return failure(ErrorCode::BadInput, key, QStringLiteral("missing"));
    const QJsonObject value = object.value(key).toObject();
    auto zone = nameField(value, QStringLiteral("zone"));
    auto parentZone = nameField(value, QStringLiteral("parentZone"));
    auto parentServers = serversField(value, QStringLiteral("parentServers"));
    auto childServers = serversField(value, QStringLiteral("childServers"));
    auto exchanges = exchangesField(value, QStringLiteral("exchanges"), table);
    if (!zone) return tl::unexpected(zone.error());
    if (!parentZone) return tl::unexpected(parentZone.error());
    if (!parentServers) return tl::unexpected(parentServers.error());
    if (!childServers) return tl::unexpected(childServers.error());
    if (!exchanges) return tl::unexpected(exchanges.error());
    if (!value.value(QStringLiteral("exists")).isBool())
        return failure(ErrorCode::BadInput, QStringLiteral("exists"), QStringLiteral("not true or false"));
    return dns::Delegation{*zone,
                           *parentZone,
                           std::move(*parentServers),
                           std::move(*childServers),
                           value.value(QStringLiteral("exists")).toBool(),
                           std::move(*exchanges)};
}

} // namespace

QJsonObject toJson(const Look &look)
{
    ExchangeTable table;
    QJsonArray walk;
    for (const dns::ExchangePtr &exchange : look.delegation.exchanges)
        walk.append(table.indexOf(exchange));
    QJsonArray observations;
    for (const Observation &observation : look.observations)
        observations.append(table.indexOf(observation.exchange));
    QJsonObject dnssec;
    if (look.dnssec) {
        QJsonArray asked;
        for (const dns::ExchangePtr &exchange : look.dnssec->exchanges)
            asked.append(table.indexOf(exchange));
        dnssec = dns::toJson(*look.dnssec);
        dnssec.insert(QStringLiteral("exchanges"), asked);
    }
    QJsonArray formerServers;
    for (const Observation &observation : look.formerServers)
        formerServers.append(table.indexOf(observation.exchange));
    QJsonArray traces;
    for (const path::TracePtr &trace : look.traces)
        traces.append(path::toJson(*trace));

    QJsonObject out{
        {QStringLiteral("domain"), toJson(look.domain)},
        {QStringLiteral("depth"), look.depth == Depth::Full ? QStringLiteral("full") : QStringLiteral("delegation")},
        {QStringLiteral("startedAt"), exactTime(look.startedAt)},
        {QStringLiteral("endedAt"), exactTime(look.endedAt)},
        {QStringLiteral("delegation"),
         QJsonObject{{QStringLiteral("zone"), look.delegation.zone.display()},
                     {QStringLiteral("parentZone"), look.delegation.parentZone.display()},
                     {QStringLiteral("parentServers"), serversToJson(look.delegation.parentServers)},
                     {QStringLiteral("childServers"), serversToJson(look.delegation.childServers)},
                     {QStringLiteral("exists"), look.delegation.exists},
                     {QStringLiteral("exchanges"), walk}}},
        {QStringLiteral("walkProblem"), look.walkProblem},
        {QStringLiteral("servers"), serversToJson(look.servers)},
        {QStringLiteral("exchanges"), table.list()},
        {QStringLiteral("observations"), observations},
        {QStringLiteral("traces"), traces},
    };
    if (!formerServers.isEmpty()) out.insert(QStringLiteral("formerServers"), formerServers);
    if (!look.origins.isEmpty()) {
        QJsonObject origins;
        for (auto at = look.origins.begin(); at != look.origins.end(); ++at)
            origins.insert(at.key().toString(), static_cast<qint64>(at.value()));
        out.insert(QStringLiteral("origins"), origins);
    }
    if (look.registration) out.insert(QStringLiteral("registration"), registry::toJson(*look.registration));
    QJsonArray hostRegistrations;
    for (const registry::LookupPtr &lookup : look.hostRegistrations)
        hostRegistrations.append(registry::toJson(*lookup));
    if (!hostRegistrations.isEmpty()) out.insert(QStringLiteral("hostRegistrations"), hostRegistrations);
    if (look.dnssec) out.insert(QStringLiteral("dnssec"), dnssec);
    return out;
}

Result<LookPtr> lookFromJson(const QJsonObject &object)
{
    auto look = std::make_shared<Look>();
    auto domain = domainFromJson(object.value(QStringLiteral("domain")).toObject());
    if (!domain) return tl::unexpected(domain.error());
    look->domain = std::move(*domain);

    auto depth = textField(object, QStringLiteral("depth"));
    if (!depth) return tl::unexpected(depth.error());
    if (*depth != QLatin1String("full") && *depth != QLatin1String("delegation"))
        return failure(ErrorCode::BadInput, QStringLiteral("depth"), QStringLiteral("not full or delegation"));
    look->depth = *depth == QLatin1String("full") ? Depth::Full : Depth::Delegation;

    auto startedAt = timeField(object, QStringLiteral("startedAt"));
    auto endedAt = timeField(object, QStringLiteral("endedAt"));
    auto walkProblem = textField(object, QStringLiteral("walkProblem"));
    auto servers = serversField(object, QStringLiteral("servers"));
    if (!startedAt) return tl::unexpected(startedAt.error());
    if (!endedAt) return tl::unexpected(endedAt.error());
    if (!walkProblem) return tl::unexpected(walkProblem.error());
    if (!servers) return tl::unexpected(servers.error());
    look->startedAt = *startedAt;
    look->endedAt = *endedAt;
    look->walkProblem = *walkProblem;
    look->servers = std::move(*servers);

    auto table = tableField(object);
    if (!table) return tl::unexpected(table.error());
    auto delegation = delegationField(object, *table);
    if (!delegation) return tl::unexpected(delegation.error());
    look->delegation = std::move(*delegation);
    const QJsonObject origins = object.value(QStringLiteral("origins")).toObject();
    for (auto at = origins.begin(); at != origins.end(); ++at) {
        const QHostAddress address(at.key());
        auto origin = wholeField(origins, at.key(), 1, std::numeric_limits<quint32>::max());
        if (!origin) return tl::unexpected(origin.error());
        if (address.isNull()) return failure(ErrorCode::BadInput, at.key(), QStringLiteral("not an address"));
        look->origins.insert(address, static_cast<quint32>(*origin));
    }
    auto observed = exchangesField(object, QStringLiteral("observations"), *table);
    if (!observed) return tl::unexpected(observed.error());
    look->observations.reserve(observed->size());
    for (const dns::ExchangePtr &exchange : *observed)
        look->observations.push_back(observe(look->domain, exchange, look->origins));
    if (object.contains(QStringLiteral("formerServers"))) {
        auto former = exchangesField(object, QStringLiteral("formerServers"), *table);
        if (!former) return tl::unexpected(former.error());
        for (const dns::ExchangePtr &exchange : *former)
            look->formerServers.push_back(observe(look->domain, exchange, look->origins));
    }

    if (object.contains(QStringLiteral("registration"))) {
        auto registration = registry::lookupFromJson(object.value(QStringLiteral("registration")).toObject());
        if (!registration) return tl::unexpected(registration.error());
        look->registration = *registration;
    }
    for (const QJsonValue told : object.value(QStringLiteral("hostRegistrations")).toArray()) {
        auto registration = registry::lookupFromJson(told.toObject());
        if (!registration) return tl::unexpected(registration.error());
        look->hostRegistrations.push_back(*registration);
    }
    if (const QJsonObject told = object.value(QStringLiteral("dnssec")).toObject(); !told.isEmpty()) {
        auto validation = dns::validationFromJson(told);
        if (!validation) return tl::unexpected(validation.error());
        auto asked = exchangesField(told, QStringLiteral("exchanges"), *table);
        if (!asked) return tl::unexpected(asked.error());
        validation->exchanges = std::move(*asked);
        look->dnssec = std::make_shared<const dns::Validation>(std::move(*validation));
    }
    auto traces = arrayField(object, QStringLiteral("traces"));
    if (!traces) return tl::unexpected(traces.error());
    for (const QJsonValue value : *traces) {
        auto trace = path::traceFromJson(value.toObject());
        if (!trace) return tl::unexpected(trace.error());
        look->traces.push_back(*trace);
    }
    return LookPtr(std::move(look));
}

} // namespace hinoban::watch
