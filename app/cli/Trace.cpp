// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/InternetOptions.h"
#include "app/console/TraceReport.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

namespace hinoban::cli {

namespace {

constexpr qint64 MaxBaseline = qint64(16) * 1024 * 1024;

Result<console::UsualPaths> baselineFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    if (file.size() > MaxBaseline) return failure(ErrorCode::BadInput, path, QStringLiteral("larger than 16 MiB"));
    auto read = console::usualPathsFrom(file.readAll());
    if (!read) return failure(read.error().code, path + QLatin1Char(':') + read.error().where, read.error().detail);
    return read;
}

std::optional<int> numberOf(const QCommandLineParser &parser, const char *option, int least, int most)
{
    bool good = false;
    const int number = parser.value(QLatin1String(option)).toInt(&good);
    return good && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

} // namespace

int trace(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(
        QStringLiteral("TARGET"),
        QCoreApplication::translate("cli", "An address, or a name, which is looked up from the root."),
        QStringLiteral("TARGET…"));
    console::addInternetOptions(parser);
    parser.addOptions({
        {QStringLiteral("baseline"),
         QCoreApplication::translate("cli", "Compare with the paths of this file, which an earlier run wrote with "
                                            "--format json."),
         QStringLiteral("FILE")},
        {QStringLiteral("flows"),
         QCoreApplication::translate("cli", "Send so many flows, to learn all paths that share the load: 1 to 16."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("rounds"),
         QCoreApplication::translate("cli", "Measure so many times, one after the other: 1 to 100."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("mode"),
         QCoreApplication::translate("cli",
                                     "Probes are icmp, tcp or udp; the best that the system allows unless given."),
         QStringLiteral("icmp|tcp|udp")},
        {QStringLiteral("port"),
         QCoreApplication::translate("cli", "The service's port, where probes are TCP connections."),
         QStringLiteral("N"), QStringLiteral("443")},
        {QStringLiteral("format"),
         QCoreApplication::translate("cli", "text (default), json, or mtr (what mtr --json writes)."),
         QStringLiteral("text|json|mtr"), QStringLiteral("text")},
    });
    if (const auto ended = parse(parser, arguments, "trace")) return *ended;
    const QString format = parser.value(QStringLiteral("format"));
    if (format != QLatin1String("text") && format != QLatin1String("json") && format != QLatin1String("mtr"))
        return refuse(QCoreApplication::translate("cli", "--format is text, json or mtr."));
    const auto flows = numberOf(parser, "flows", 1, path::MostFlows);
    const auto rounds = numberOf(parser, "rounds", 1, 100);
    const auto port = numberOf(parser, "port", 1, 65535);
    if (!flows) return refuse(QCoreApplication::translate("cli", "--flows is a number from 1 to 16."));
    if (!rounds) return refuse(QCoreApplication::translate("cli", "--rounds is a number from 1 to 100."));
    if (!port) return refuse(QCoreApplication::translate("cli", "--port is a number from 1 to 65535."));
    path::TracerOptions tracer;
    if (parser.isSet(QStringLiteral("mode"))) {
        tracer.mode = path::probeModeFromText(parser.value(QStringLiteral("mode")));
        if (!tracer.mode || *tracer.mode == path::ProbeMode::None)
            return refuse(QCoreApplication::translate("cli", "--mode is icmp, tcp or udp."));
    }
    if (parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Where is the path to be traced to?"));
    console::TraceReport report;
    if (parser.isSet(QStringLiteral("baseline"))) {
        auto usual = baselineFrom(parser.value(QStringLiteral("baseline")));
        if (!usual) return refuse(usual.error(), statusOf(usual.error()));
        report.usual = std::move(*usual);
    }
    console::SessionOptions session;
    session.ephemeral = true;
    if (auto done = console::applyInternetOptions(parser, session); !done) return refuse(done.error(), Usage);

    console::TraceRun run({*session.internet, parser.positionalArguments(), *flows, *rounds, quint16(*port), tracer});
    QObject::connect(
        &run, &console::TraceRun::ended, &run, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&run, &console::TraceRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();

    report.targets = run.results();
    if (format == QLatin1String("text")) print(console::traceText(report));
    if (format == QLatin1String("json"))
        print(QJsonDocument(console::traceJson(report)).toJson(QJsonDocument::Indented));
    if (format == QLatin1String("mtr")) {
        const auto all = console::mtrJson(report);
        for (const QJsonObject &one : all)
            print(QJsonDocument(one).toJson(QJsonDocument::Indented));
    }
    return console::statusOf(report);
}

} // namespace hinoban::cli
