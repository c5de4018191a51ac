// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/Asker.h"
#include "app/console/InternetOptions.h"

#include <QCoreApplication>

namespace hinoban::cli {

namespace {

QString why(const dns::Exchange &exchange)
{
    QString text = QString::fromLatin1(dns::outcomeText(exchange.outcome));
    if (!exchange.detail.isEmpty()) text += QStringLiteral(": ") + exchange.detail;
    return QCoreApplication::translate("cli", "%1 gave no answer (%2).").arg(exchange.server.address.toString(), text);
}

int runAsk(console::SessionOptions options, const dns::AskLine &line, console::AnswerForm form)
{
    console::Session session(std::move(options));
    int status = Success;
    QObject::connect(&session, &console::Session::started, &session, [&] { session.ask(1, line.text()); });
    QObject::connect(&session, &console::Session::asked, &session, [&](const console::AskedPtr &asked) {
        if (!asked->exchange) {
            status = refuse(*asked->error, asked->onTheWay.empty() ? Usage : Failed);
        } else {
            print(console::answerAs(*asked->exchange, form));
            if (!asked->exchange->answered()) status = refuse(why(*asked->exchange), Failed);
        }
        session.stop();
    });
    const int ran = runSession(session);
    return ran != Success ? ran : status;
}

} // namespace

int ask(const QStringList &arguments)
{
    // What begins with two dashes is the program's; everything else is the question's, whose words begin with @, + or
    // one dash.
    QStringList words, options{arguments.first()};
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &word = arguments.at(i);
        if (!word.startsWith(QLatin1String("--"))) {
            words << word;
            continue;
        }
        options << word;
        if (word != QLatin1String("--help") && !word.contains(QLatin1Char('=')) && i + 1 < arguments.size())
            options << arguments.at(++i);
    }

    QCommandLineParser parser;
    parser.addPositionalArgument(
        QStringLiteral("QUESTION"),
        QCoreApplication::translate("cli", "As dig takes it, in any order: @SERVER[#PORT] NAME TYPE CLASS -x ADDRESS "
                                           "+tcp +tls +https +dnssec +cd +norec +nsid."),
        QStringLiteral("[@SERVER] NAME [TYPE] [+FLAG…]"));
    console::addInternetOptions(parser);
    parser.addOption({QStringLiteral("format"),
                      QCoreApplication::translate(
                          "cli", "text (default, as dig prints it), hex (the reply's octets) or json (RFC 8427)."),
                      QStringLiteral("text|hex|json"), QStringLiteral("text")});
    if (const auto ended = parse(parser, options, "ask")) return *ended;
    const auto form = console::answerFormFromText(parser.value(QStringLiteral("format")));
    if (!form) return refuse(QCoreApplication::translate("cli", "--format is text, hex or json."));
    const auto line = dns::AskLine::fromWords(words);
    if (!line) return refuse(line.error(), Usage);

    // The machine's own resolver is asked where no other is named: it may be on the machine or in its network.
    const bool wantsSystem = !line->namesServer() && !parser.isSet(QStringLiteral("resolver")) &&
                             !parser.isSet(QStringLiteral("root-hints"));
    const auto system = wantsSystem ? console::systemResolvers() : std::vector<dns::Server>();
    console::SessionOptions session;
    session.ephemeral = true;
    if (auto done = console::applyInternetOptions(parser, session, system); !done) return refuse(done.error(), Usage);
    if (wantsSystem) {
        session.resolvers.clear();
        for (const auto &server : system) {
            watch::Resolver resolver;
            resolver.server = server;
            session.resolvers.push_back(std::move(resolver));
        }
    }
    return runAsk(std::move(session), *line, *form);
}

} // namespace hinoban::cli
