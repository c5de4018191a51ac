// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/Asker.h"
#include "app/console/InternetOptions.h"
#include "app/console/TimingRun.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hinoban::cli {

namespace {

bool isGood(const path::WebTiming &timing)
{
    return timing.total() && timing.status < 500 && timing.verification != path::Verification::Mismatch;
}

} // namespace

int timing(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(
        QStringLiteral("URL"),
        QCoreApplication::translate("cli", "The services to be measured: https://NAME/, http://NAME/, or smtp://NAME "
                                           "for the greeting of a mail host."),
        QStringLiteral("URL…"));
    parser.addOption({QStringLiteral("address"),
                      QCoreApplication::translate(
                          "cli", "Asks this address, and not those that the name has; the certificate is still held to "
                                 "the name."),
                      QStringLiteral("ADDRESS")});
    console::addInternetOptions(parser);
    addFormatOption(parser);
    if (const auto ended = parse(parser, arguments, "timing")) return *ended;
    const auto json = wantsJson(parser);
    if (!json) return refuse(QCoreApplication::translate("cli", "--format is text or json."));
    const auto texts = parser.positionalArguments();
    if (texts.isEmpty()) return refuse(QCoreApplication::translate("cli", "Which service is to be measured?"));

    std::vector<QUrl> services;
    for (const auto &text : texts) {
        const auto service = console::serviceFromText(text);
        if (!service) return refuse(service.error(), Usage);
        services.push_back(*service);
    }
    std::optional<QHostAddress> address;
    if (parser.isSet(QStringLiteral("address"))) {
        address.emplace(parser.value(QStringLiteral("address")));
        if (address->isNull())
            return refuse({ErrorCode::BadInput, QStringLiteral("--address"), QStringLiteral("not an address")}, Usage);
    }
    const bool wantsSystem = !parser.isSet(QStringLiteral("resolver")) && !parser.isSet(QStringLiteral("root-hints"));
    const auto system = wantsSystem ? console::systemResolvers() : std::vector<dns::Server>();
    console::SessionOptions session;
    session.ephemeral = true;
    if (auto done = console::applyInternetOptions(parser, session, system); !done) return refuse(done.error(), Usage);

    console::TimingOptions options{*session.internet, std::move(services), address, {}};
    if (!system.empty())
        options.resolver = system.front();
    else if (parser.isSet(QStringLiteral("resolver")))
        options.resolver = session.resolvers.front().server;
    console::TimingRun run(std::move(options));
    QObject::connect(
        &run, &console::TimingRun::ended, &run, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&run, &console::TimingRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();

    QJsonArray list;
    for (const auto &timing : run.results()) {
        list.append(path::toJson(*timing));
        if (!*json) print(console::timingLines(*timing));
    }
    if (*json) print(QJsonDocument(QJsonObject{{QStringLiteral("timings"), list}}).toJson(QJsonDocument::Indented));
    const auto &results = run.results();
    return std::all_of(results.begin(), results.end(), [](const auto &one) { return isGood(*one); }) ? Success : Failed;
}

} // namespace hinoban::cli
