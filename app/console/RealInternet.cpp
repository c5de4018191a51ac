// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/RealInternet.h"

#include "app/console/BootstrapLists.h"
#include "app/dns/Zone.h"
#include "app/registry/NetworkBootstrap.h"
#include "app/registry/RdapBootstrap.h"
#include "app/registry/WhoisServers.h"
#include "app/watch/VacantAddress.h"

#include <QFile>

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
    // The one address where nobody is: asked to see whether the network answers in everybody's place.
    if (options.rootHints.isEmpty())
        if (const auto vacant = Prefix::fromText(watch::vacantAddress().toString())) parts.permitted.push_back(*vacant);
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
        const auto domains = bootstrapInUse(BootstrapList::Domains);
        if (!domains) return tl::unexpected(domains.error());
        const auto bootstrap = registry::RdapBootstrap::fromJson(domains->bytes);
        if (!bootstrap) return tl::unexpected(bootstrap.error());
        const auto list = contentOf(QStringLiteral(":/rdap/whois.json"));
        if (!list) return tl::unexpected(list.error());
        const auto whois = registry::WhoisServers::fromJson(*list);
        if (!whois) return tl::unexpected(whois.error());
        registry::NetworkBootstrap networks;
        for (const auto kind : {BootstrapList::Ipv4, BootstrapList::Ipv6, BootstrapList::AutonomousSystems}) {
            const auto blocks = bootstrapInUse(kind);
            if (!blocks) return tl::unexpected(blocks.error());
            if (auto added = networks.add(blocks->bytes); !added) return tl::unexpected(added.error());
        }
        // WHOIS only where there is no RDAP: it is text without a signature.
        parts.rdap = [bootstrap = *bootstrap, whois = *whois, networks](const QByteArray &key) {
            if (key.contains('/')) return networks.baseOfKey(key);
            const auto base = bootstrap.base(key);
            return base ? base : whois.server(key);
        };
    } // another root is another internet: its registries are not the real ones
    return Internet(std::move(parts));
}

Result<dns::TrustAnchors> shippedTrustAnchors()
{
    return dns::TrustAnchors::fromFile(QStringLiteral(":/dnssec/root-anchors"));
}

} // namespace hinoban::console
