// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

#include "app/console/RealInternet.h"

#include <QCoreApplication>

#include <cstdio>

namespace hinoban::cli {

const std::vector<Command> &commands()
{
    static const std::vector<Command> all{
        {"ask", QT_TRANSLATE_NOOP("cli", "one question to one server, with the habits of dig"), ask},
        {"check", QT_TRANSLATE_NOOP("cli", "one look at domains, against a zone file; no database"), check},
        {"validate", QT_TRANSLATE_NOOP("cli", "whether names are signed without a gap from the trust anchor down"),
         validate},
        {"drill", QT_TRANSLATE_NOOP("cli", "plays a scenario on its own clock, with the real probes"), drill},
        {"watch", QT_TRANSLATE_NOOP("cli", "looks at the domains of a workspace on their cadence"), watch},
        {"import", QT_TRANSLATE_NOOP("cli", "takes a zone file into a workspace as what is expected"), import},
        {"log", QT_TRANSLATE_NOOP("cli", "prints the timeline of a workspace"), log},
        {"verify", QT_TRANSLATE_NOOP("cli", "checks log and answers of a workspace against their hashes"), verify},
        {"replay", QT_TRANSLATE_NOOP("cli", "judges a record file again"), replay},
    };
    return all;
}

int refuse(const QString &text, int status)
{
    std::fprintf(stderr, "hinoban-cli: %s\n", qUtf8Printable(text));
    return status;
}

int refuse(const Error &error, int status) { return refuse(sentence(error), status); }

int statusOf(const Error &error)
{
    return error.code == ErrorCode::BadInput || error.code == ErrorCode::NotFound ? Usage : Failed;
}

void print(const QString &text) { print(text.toUtf8()); }

void print(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
    std::fflush(stdout); // a line that acknowledges must be out before anything else happens
}

std::optional<int> parse(QCommandLineParser &parser, const QStringList &arguments, const char *command)
{
    parser.setApplicationDescription(QStringLiteral("hinoban-cli %1").arg(QLatin1String(command)));
    const auto help = parser.addHelpOption();
    if (!parser.parse(arguments)) return refuse(parser.errorText());
    if (!parser.isSet(help)) return {};
    print(parser.helpText());
    return Success;
}

void addFormatOption(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("format"), QCoreApplication::translate("cli", "text (default) or json."),
                      QStringLiteral("text|json"), QStringLiteral("text")});
}

std::optional<bool> wantsJson(const QCommandLineParser &parser)
{
    const QString format = parser.value(QStringLiteral("format"));
    if (format == QLatin1String("json")) return true;
    if (format == QLatin1String("text")) return false;
    return {};
}

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
        {QStringLiteral("dns-port"), QCoreApplication::translate("cli", "Ask name servers on this port."),
         QStringLiteral("N"), QStringLiteral("53")},
        {QStringLiteral("resolver"),
         QCoreApplication::translate("cli", "Ask this resolver instead of the shipped ones; may be repeated."),
         QStringLiteral("ADDRESS[#PORT]")},
        {QStringLiteral("permit"),
         QCoreApplication::translate(
             "cli", "Allow questions to these addresses although they are not globally routable; may be repeated."),
         QStringLiteral("PREFIX")},
        {QStringLiteral("ca"),
         QCoreApplication::translate("cli", "Trust the certificates of this PEM file instead of the system's "
                                            "authorities, for DNS over TLS and HTTPS."),
         QStringLiteral("FILE")},
    });
}

Result<void> applyInternetOptions(const QCommandLineParser &parser, console::SessionOptions &options,
                                  const std::vector<dns::Server> &ownServers)
{
    console::RealOptions real;
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
        auto resolver = console::resolverFromText(text);
        if (!resolver) return tl::unexpected(resolver.error());
        options.resolvers.push_back(std::move(*resolver));
    }
    // Another root is another internet: asking the real resolvers about it would only leak its names.
    if (resolvers.isEmpty() && real.rootHints.isEmpty() && options.ephemeral) {
        auto shipped = console::shippedResolvers();
        if (!shipped) return tl::unexpected(shipped.error());
        options.resolvers = std::move(*shipped);
    }
    const QString anchors = parser.value(QStringLiteral("trust-anchor"));
    if (!anchors.isEmpty()) {
        auto read = dns::TrustAnchors::fromFile(anchors);
        if (!read) return tl::unexpected(read.error());
        options.trustAnchors = std::move(*read);
    } else if (real.rootHints.isEmpty()) { // another root has other keys, or none
        auto shipped = console::shippedTrustAnchors();
        if (!shipped) return tl::unexpected(shipped.error());
        options.trustAnchors = std::move(*shipped);
    }
    const bool another =
        !real.rootHints.isEmpty() || real.dnsPort != 53 || !real.permitted.empty() || !real.certificates.isEmpty();
    if (!another && !options.ephemeral) return {};
    auto internet = console::realInternet(real);
    if (!internet) return tl::unexpected(internet.error());
    options.internet = std::move(*internet);
    return {};
}

int runSession(console::Session &session)
{
    int status = Success;
    bool begun = false;
    QObject::connect(&session, &console::Session::started, &session, [&begun] { begun = true; });
    QObject::connect(&session, &console::Session::failed, &session, [&](const Error &error) {
        status = refuse(error, begun ? Failed : statusOf(error));
        if (!begun) QCoreApplication::exit(status);
    });
    QObject::connect(&session, &console::Session::ended, &session, [] { QCoreApplication::exit(0); });
    QMetaObject::invokeMethod(&session, &console::Session::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return status;
}

} // namespace hinoban::cli
