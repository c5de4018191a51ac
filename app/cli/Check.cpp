// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/ExpectationFiles.h"
#include "app/console/InternetOptions.h"
#include "app/console/Report.h"

#include <QCoreApplication>

#include <algorithm>

namespace hinoban::cli {

namespace {

// What the zone files say of the domains that were named. A file without a SOA speaks of the only domain.
Result<void> expect(std::vector<watch::Domain> &domains, const QStringList &files)
{
    for (const auto &path : files) {
        const auto apex = dns::apexOfZoneFile(path);
        if (!apex && domains.size() != 1) return tl::unexpected(apex.error());
        const dns::Name name = apex ? *apex : domains.front().name;
        const auto domain =
            std::find_if(domains.begin(), domains.end(), [&](const auto &one) { return one.name == name; });
        if (domain == domains.end())
            return failure(ErrorCode::BadInput, path,
                           QStringLiteral("it is a zone file of %1, which was not asked for").arg(name.display()));
        auto expected = console::readExpectedZone(path, name, {QStringLiteral("command line"), {}, path, {}});
        if (!expected) return tl::unexpected(expected.error());
        *domain = std::move(*expected);
    }
    return {};
}

} // namespace

int check(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("DOMAIN"),
                                 QCoreApplication::translate("cli", "The domains to look at."),
                                 QStringLiteral("DOMAIN…"));
    parser.addOption({QStringLiteral("expect"),
                      QCoreApplication::translate("cli", "A BIND zone file: what should be; may be repeated."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("record"),
                      QCoreApplication::translate("cli", "Keep every exchange in this file, for replay or for a "
                                                         "colleague's workspace (import-evidence)."),
                      QStringLiteral("FILE")});
    console::addInternetOptions(parser);
    addCertificatesOption(parser);
    addFormatOption(parser);
    if (const auto ended = parse(parser, arguments, "check")) return *ended;
    const auto json = wantsJson(parser);
    if (!json) return refuse(QCoreApplication::translate("cli", "--format is text or json."));
    if (parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which domain is to be checked?"));

    console::SessionOptions options;
    if (!applyCertificates(parser, options)) return Usage;
    options.ephemeral = options.once = true;
    options.record = parser.value(QStringLiteral("record"));
    const auto names = parser.positionalArguments();
    for (const auto &text : names) {
        const auto name = dns::Name::fromUserText(text);
        if (!name) return refuse(name.error(), Usage);
        if (std::any_of(options.domains.begin(), options.domains.end(),
                        [&](const auto &known) { return known.name == *name; }))
            continue;
        options.domains.push_back({*name, {}, {}});
    }
    if (auto done = expect(options.domains, parser.values(QStringLiteral("expect"))); !done)
        return refuse(done.error(), Usage);
    if (auto done = console::applyInternetOptions(parser, options); !done) return refuse(done.error(), Usage);

    console::Session session(std::move(options));
    if (const int status = runSession(session); status != Success) return Usage;
    if (*json)
        print(console::reportBytes(session.pipeline(), session.responseBook()));
    else
        print(console::reportText(session.pipeline()));
    return console::exitStatusOf(session.pipeline());
}

} // namespace hinoban::cli
