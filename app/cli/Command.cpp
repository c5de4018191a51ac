// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

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
        {"timing", QT_TRANSLATE_NOOP("cli", "how long web sites and mail hosts take to answer, phase by phase"),
         timing},
        {"trace", QT_TRANSLATE_NOOP("cli", "the paths to targets, hop by hop, beside the usual ones"), trace},
        {"drill", QT_TRANSLATE_NOOP("cli", "plays a scenario on its own clock, with the real probes"), drill},
        {"watch", QT_TRANSLATE_NOOP("cli", "looks at the domains of a workspace on their cadence"), watch},
        {"import", QT_TRANSLATE_NOOP("cli", "takes what zones should be from files into a workspace"), import},
        {"export", QT_TRANSLATE_NOOP("cli", "prints what is expected of a domain as a zone file"), exportZone},
        {"plan", QT_TRANSLATE_NOOP("cli", "announces a change of a domain, shows, withdraws or accepts it"), plan},
        {"import-evidence", QT_TRANSLATE_NOOP("cli", "takes a packet capture or a colleague's record into a workspace"),
         importEvidence},
        {"judge-name", QT_TRANSLATE_NOOP("cli", "whether names imitate those that are expected"), judgeName},
        {"log", QT_TRANSLATE_NOOP("cli", "prints the timeline of a workspace"), log},
        {"timeline", QT_TRANSLATE_NOOP("cli", "exchanges the timeline of a workspace with Timesketch and IRIS"),
         timeline},
        {"bundle", QT_TRANSLATE_NOOP("cli", "packs the evidence of a workspace for others, who need no Hinoban"),
         bundle},
        {"report", QT_TRANSLATE_NOOP("cli", "writes an account of the incident in a workspace: Markdown or HTML"),
         report},
        {"verify", QT_TRANSLATE_NOOP("cli", "checks log and answers of a workspace or a bundle against their hashes"),
         verify},
        {"bootstrap", QT_TRANSLATE_NOOP("cli", "which registries are asked, and newer lists of them from IANA"),
         bootstrap},
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

void addLookAlikesOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("look-alikes"),
         QCoreApplication::translate("cli", "Hours between two rounds in which registries are asked for "
                                            "look-alikes of the names that the domains depend on, or off."),
         QStringLiteral("HOURS|off"), QStringLiteral("3")});
}

void addCertificatesOption(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("certificates"),
                      QCoreApplication::translate(
                          "cli", "Search the public certificate logs for the domains at this address, as "
                                 "https://crt.sh/ answers it; whoever runs it learns their names. A workspace "
                                 "remembers it until it is told off. Not searched unless you say so."),
                      QStringLiteral("URL|off")});
}

bool applyCertificates(const QCommandLineParser &parser, console::SessionOptions &options)
{
    if (!parser.isSet(QStringLiteral("certificates"))) return true;
    const QString text = parser.value(QStringLiteral("certificates"));
    if (text == QLatin1String("off")) {
        options.certificates = QString();
        return true;
    }
    if (!registry::CertificateLog::addressFromText(text)) {
        refuse(QCoreApplication::translate("cli", "--certificates is the https address of a search, or off."));
        return false;
    }
    options.certificates = text;
    return true;
}

bool applyLookAlikes(const QCommandLineParser &parser, console::SessionOptions &options)
{
    const QString text = parser.value(QStringLiteral("look-alikes"));
    if (text == QLatin1String("off")) {
        options.preparation.reset();
        return true;
    }
    bool good = false;
    const double hours = text.toDouble(&good);
    if (!good || hours < 1 || hours > 168) {
        refuse(QCoreApplication::translate("cli", "--look-alikes is a number of hours from 1 to 168, or off."));
        return false;
    }
    options.preparation->sweep = Duration(static_cast<Duration::rep>(hours * 3600e6));
    return true;
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
