// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/InternetOptions.h"

#include "app/console/RealInternet.h"
#include "app/console/ResolverList.h"

#include <QCoreApplication>

namespace hinoban::console {

void addInternetOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("root-hints"),
         QCoreApplication::translate(
             "cli", "Start at these root servers instead of the real ones; then no resolver is asked unless named."),
         QStringLiteral("FILE")},
        {QStringLiteral("trust-anchor"),
         QCoreApplication::translate("cli",
                                     "Validate from these DS or DNSKEY records instead of the root's: a zone file, "
                                     "BIND's trust-anchors or an RFC 5011 file."),
         QStringLiteral("FILE")},
        {QStringLiteral("dns-port"), QCoreApplication::translate("cli", "Ask nameservers on this port."),
         QStringLiteral("N"), QStringLiteral("53")},
        {QStringLiteral("resolver"),
         QCoreApplication::translate(
             "cli", "Ask this resolver instead of the shipped ones and the system's; may be repeated. Also "
                    "tls://ADDRESS[#PORT][/NAME] and https://ADDRESS[#PORT][/NAME[/PATH]]; NAME is what its "
                    "certificate must bear."),
         QStringLiteral("ADDRESS[#PORT]")},
        {QStringLiteral("resolvers"),
         QCoreApplication::translate(
             "cli",
             "Ask the resolvers of this file, as of the shipped one (resources/resolvers), with their TTL caps."),
         QStringLiteral("FILE")},
        {QStringLiteral("permit"),
         QCoreApplication::translate(
             "cli", "Allow questions to these addresses although they are not globally routable; may be repeated."),
         QStringLiteral("PREFIX")},
        {QStringLiteral("ca"),
         QCoreApplication::translate("cli", "Trust the certificates of this PEM file instead of the system's "
                                            "authorities, for DNS over TLS and HTTPS."),
         QStringLiteral("FILE")},
        {QStringLiteral("origins"),
         QCoreApplication::translate("cli", "Whose network an address belongs to: a database of AS numbers in the "
                                            "MaxMind DB format."),
         QStringLiteral("FILE")},
        {QStringLiteral("ask-origins"),
         QCoreApplication::translate("cli", "Ask Team Cymru over DNS whose network an address belongs to, where no "
                                            "database says so. They learn the addresses.")},
    });
}

Result<void> applyInternetOptions(const QCommandLineParser &parser, SessionOptions &options,
                                  const std::vector<dns::Server> &ownServers)
{
    RealOptions real;
    real.rootHints = parser.value(QStringLiteral("root-hints"));
    bool good = false;
    real.dnsPort = parser.value(QStringLiteral("dns-port")).toUShort(&good);
    if (!good || real.dnsPort == 0)
        return failure(ErrorCode::BadInput, QStringLiteral("--dns-port"), QStringLiteral("not a port number"));
    const auto prefixes = parser.values(QStringLiteral("permit"));
    for (const auto &text : prefixes) {
        const auto prefix = Prefix::fromText(text);
        if (!prefix) return tl::unexpected(prefix.error());
        real.permitted.push_back(*prefix);
    }
    for (const auto &server : ownServers)
        if (const auto prefix = Prefix::fromText(server.address.toString())) real.permitted.push_back(*prefix);
    real.certificates = parser.value(QStringLiteral("ca"));
    const auto resolvers = parser.values(QStringLiteral("resolver"));
    for (const auto &text : resolvers) {
        auto resolver = resolverFromText(text);
        if (!resolver) return tl::unexpected(resolver.error());
        options.resolvers.push_back(std::move(*resolver));
    }
    if (const QString file = parser.value(QStringLiteral("resolvers")); !file.isEmpty()) {
        auto read = readResolvers(file);
        if (!read) return tl::unexpected(read.error());
        options.resolvers.insert(options.resolvers.end(), read->begin(), read->end());
    }
    // Another root is another internet: asking the real resolvers about it would only leak its names.
    if (options.resolvers.empty() && real.rootHints.isEmpty() && options.ephemeral) {
        auto shipped = shippedResolvers();
        if (!shipped) return tl::unexpected(shipped.error());
        options.resolvers = std::move(*shipped);
        for (auto &resolver : systemVantages()) {
            if (const auto prefix = Prefix::fromText(resolver.server.address.toString()))
                real.permitted.push_back(*prefix);
            options.resolvers.push_back(std::move(resolver));
        }
    }
    if (const QString file = parser.value(QStringLiteral("origins")); !file.isEmpty()) {
        auto database = path::OriginDatabase::open(file);
        if (!database) return tl::unexpected(database.error());
        options.origins = std::move(*database);
    }
    if (parser.isSet(QStringLiteral("ask-origins"))) options.askOrigins = true;
    const QString anchors = parser.value(QStringLiteral("trust-anchor"));
    if (!anchors.isEmpty()) {
        auto read = dns::TrustAnchors::fromFile(anchors);
        if (!read) return tl::unexpected(read.error());
        options.trustAnchors = std::move(*read);
    } else if (real.rootHints.isEmpty()) { // another root has other keys, or none
        auto shipped = shippedTrustAnchors();
        if (!shipped) return tl::unexpected(shipped.error());
        options.trustAnchors = std::move(*shipped);
    }
    const bool another =
        !real.rootHints.isEmpty() || real.dnsPort != 53 || !real.permitted.empty() || !real.certificates.isEmpty();
    if (!another && !options.ephemeral) return {};
    auto internet = realInternet(real);
    if (!internet) return tl::unexpected(internet.error());
    options.internet = std::move(*internet);
    return {};
}

} // namespace hinoban::console
