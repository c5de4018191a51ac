// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/RealInternet.h"

#include "app/base/CanonicalJson.h"
#include "app/dns/Zone.h"
#include "app/registry/RdapBootstrap.h"

#include <QFile>
#include <QJsonArray>

namespace hinoban::console {

namespace {

constexpr qint64 MaxShippedFile = qint64(4) * 1024 * 1024;

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    if (file.size() > MaxShippedFile) return failure(ErrorCode::BadInput, path, QStringLiteral("larger than 4 MiB"));
    return file.readAll();
}

Result<std::vector<RootHint>> readHints(const QString &path)
{
    const auto content = contentOf(path);
    if (!content) return tl::unexpected(content.error());
    const auto zone = dns::readZoneText(*content, path, {dns::Name(), false});
    if (!zone) return tl::unexpected(zone.error());
    std::vector<RootHint> hints;
    for (const auto &record : zone->records)
        if (const auto address = dns::addressOf(record.type, record.rdata))
            hints.push_back({record.owner.text(), *address});
    if (hints.empty()) return failure(ErrorCode::BadInput, path, QStringLiteral("no address of a root server in it"));
    return hints;
}

} // namespace

Result<Internet> realInternet(const RealOptions &options)
{
    Internet::Parts parts;
    parts.permitted = options.permitted;
    parts.dnsPort = options.dnsPort;
    auto hints = readHints(options.rootHints.isEmpty() ? QStringLiteral(":/hints/root.hints") : options.rootHints);
    if (!hints) return tl::unexpected(hints.error());
    parts.rootHints = std::move(*hints);
    if (!options.certificates.isEmpty()) {
        auto pem = contentOf(options.certificates);
        if (!pem) return tl::unexpected(pem.error());
        if (!pem->contains("-----BEGIN CERTIFICATE-----"))
            return failure(ErrorCode::BadInput, options.certificates, QStringLiteral("no PEM certificate in it"));
        parts.trustedCertificates = std::move(*pem);
    }
    if (options.rootHints.isEmpty()) {
        const auto json = contentOf(QStringLiteral(":/rdap/dns.json"));
        if (!json) return tl::unexpected(json.error());
        const auto bootstrap = registry::RdapBootstrap::fromJson(*json);
        if (!bootstrap) return tl::unexpected(bootstrap.error());
        parts.rdap = [bootstrap = *bootstrap](const QByteArray &tld) { return bootstrap.base(tld); };
    } // another root is another internet: its registries are not the real ones
    return Internet(std::move(parts));
}

Result<std::vector<watch::Resolver>> shippedResolvers()
{
    const QString path = QStringLiteral(":/resolvers/resolvers.json");
    const auto content = contentOf(path);
    if (!content) return tl::unexpected(content.error());
    const auto json = parseJson(*content);
    if (!json) return tl::unexpected(json.error());
    std::vector<watch::Resolver> resolvers;
    const auto list = json->toArray();
    for (const auto &value : list) {
        const auto object = value.toObject();
        watch::Resolver resolver;
        resolver.server.label = object.value(QStringLiteral("label")).toString();
        resolver.server.address = QHostAddress(object.value(QStringLiteral("address")).toString());
        resolver.operatorName = object.value(QStringLiteral("operator")).toString();
        resolver.flushPage = QUrl(object.value(QStringLiteral("flushPage")).toString());
        if (const auto cap = object.value(QStringLiteral("ttlCap")); cap.isDouble())
            resolver.ttlCap = static_cast<quint32>(cap.toInteger());
        if (resolver.server.address.isNull())
            return failure(ErrorCode::BadInput, path, QStringLiteral("a resolver without an address"));
        resolvers.push_back(std::move(resolver));
    }
    return resolvers;
}

Result<dns::TrustAnchors> shippedTrustAnchors()
{
    return dns::TrustAnchors::fromFile(QStringLiteral(":/dnssec/root-anchors"));
}

Result<watch::Resolver> resolverFromText(const QString &text)
{
    const auto parts = text.trimmed().split(QLatin1Char('#'));
    watch::Resolver resolver;
    if (parts.size() > 2 || !resolver.server.address.setAddress(parts.first()))
        return failure(ErrorCode::BadInput, text, QStringLiteral("not an address, nor ADDRESS#PORT"));
    if (parts.size() == 2) {
        bool good = false;
        const auto port = parts.last().toUShort(&good);
        if (!good || port == 0)
            return failure(ErrorCode::BadInput, text, QStringLiteral("the port is not a number from 1 to 65535"));
        resolver.server.port = port;
    }
    resolver.server.label = text.trimmed();
    return resolver;
}

} // namespace hinoban::console
