// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/InternetOptions.h"
#include "app/console/Report.h"

#include <QCoreApplication>

namespace hinoban::cli {

int watch(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace with the domains to watch."),
         QStringLiteral("FILE")},
        {QStringLiteral("once"), QCoreApplication::translate("cli", "One full look at every domain, then end.")},
        {QStringLiteral("every"),
         QCoreApplication::translate(
             "cli", "Seconds between two looks at a delegation; a full look is taken every fifth time."),
         QStringLiteral("SECONDS"), QStringLiteral("60")},
    });
    console::addInternetOptions(parser);
    addLookAlikesOption(parser);
    addCertificatesOption(parser);
    addFormatOption(parser);
    if (const auto ended = parse(parser, arguments, "watch")) return *ended;
    if (!parser.isSet(QStringLiteral("workspace")) || !parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which workspace? (--workspace FILE)"));
    const auto json = wantsJson(parser);
    if (!json) return refuse(QCoreApplication::translate("cli", "--format is text or json."));
    bool good = false;
    const double seconds = parser.value(QStringLiteral("every")).toDouble(&good);
    if (!good || seconds < 1 || seconds > 86400)
        return refuse(QCoreApplication::translate("cli", "--every is a number of seconds from 1 to 86400."));

    console::SessionOptions options;
    if (!applyLookAlikes(parser, options) || !applyCertificates(parser, options)) return Usage;
    options.workspace = parser.value(QStringLiteral("workspace"));
    options.once = parser.isSet(QStringLiteral("once"));
    options.cadence.delegation = Duration(static_cast<Duration::rep>(seconds * 1e6));
    options.cadence.full = 5 * options.cadence.delegation;
    options.assetCadence = console::AssetCadence::of(options.cadence.delegation);
    if (auto done = console::applyInternetOptions(parser, options); !done) return refuse(done.error(), Usage);

    console::Session session(std::move(options));
    QObject::connect(&session, &console::Session::committed, &session, [&json](const store::ChainHead &head) {
        if (!*json) print(QByteArray::number(head.sequence) + ' ' + head.hash + '\n');
    });
    QObject::connect(&session, &console::Session::entered, &session, [](const respond::Entry &entry) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(console::entryLine(entry)));
    });
    const int status = runSession(session);
    if (*json && status == Success) print(console::reportBytes(session.pipeline(), session.responseBook()));
    return status;
}

} // namespace hinoban::cli
