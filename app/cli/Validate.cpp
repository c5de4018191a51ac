// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Validate.h"

#include "app/cli/Command.h"
#include "app/console/InternetOptions.h"
#include "app/console/RealInternet.h"
#include "app/console/SecurityReport.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hinoban::cli {

namespace {

// "www.example.com", "www.example.com/MX"
Result<dns::Question> questionFromText(const QString &text)
{
    const auto slash = text.lastIndexOf(QLatin1Char('/'));
    const auto name = dns::Name::fromUserText(slash < 0 ? text : text.left(slash));
    if (!name) return tl::unexpected(name.error());
    if (slash < 0) return dns::Question{*name, dns::Type::A};
    const auto type = dns::typeFromText(text.mid(slash + 1).toLatin1());
    if (!type) return failure(ErrorCode::BadInput, text, QStringLiteral("not a record type"));
    return dns::Question{*name, *type};
}

QJsonObject json(const dns::Question &question, const dns::Validation &validation)
{
    QJsonObject out = console::securityJson(validation);
    out.insert(QStringLiteral("name"), question.name.display());
    out.insert(QStringLiteral("type"), QString::fromLatin1(dns::typeText(question.type)));
    out.insert(QStringLiteral("questions"), static_cast<int>(validation.exchanges.size()));
    return out;
}

} // namespace

int validate(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(
        QStringLiteral("NAME"),
        QCoreApplication::translate("cli", "What is to be validated; the type is A unless given."),
        QStringLiteral("NAME[/TYPE]…"));
    console::addInternetOptions(parser);
    addFormatOption(parser);
    if (const auto ended = parse(parser, arguments, "validate")) return *ended;
    const auto wanted = wantsJson(parser);
    if (!wanted) return refuse(QCoreApplication::translate("cli", "--format is text or json."));
    if (parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which name is to be validated?"));

    std::vector<dns::Question> questions;
    const auto names = parser.positionalArguments();
    for (const auto &text : names) {
        const auto question = questionFromText(text);
        if (!question) return refuse(question.error(), Usage);
        questions.push_back(*question);
    }
    console::SessionOptions session;
    session.ephemeral = true;
    if (auto done = console::applyInternetOptions(parser, session); !done) return refuse(done.error(), Usage);
    console::ValidateOptions options{*session.internet, session.trustAnchors, questions, {}, dns::Transport::Udp};
    if (parser.isSet(QStringLiteral("resolver"))) {
        const watch::Resolver &resolver = session.resolvers.front();
        options.resolver = resolver.server;
        options.transport = resolver.transports.front();
    }

    console::Validate run(std::move(options));
    QObject::connect(
        &run, &console::Validate::ended, &run, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&run, &console::Validate::start, Qt::QueuedConnection);
    QCoreApplication::exec();

    QJsonArray list;
    int status = Success;
    for (size_t i = 0; i < questions.size(); ++i) {
        const dns::Validation &validation = *run.results()[i];
        if (validation.security == dns::Security::Bogus) status = 1;
        if (validation.security == dns::Security::Indeterminate && status == Success) status = 2;
        list.append(json(questions[i], validation));
        if (!*wanted)
            print(QString::fromLatin1(dns::questionText(questions[i])) + QLatin1Char('\n') +
                  console::securityLines(validation));
    }
    if (*wanted)
        print(QJsonDocument(QJsonObject{{QStringLiteral("validations"), list}}).toJson(QJsonDocument::Indented));
    return status;
}

} // namespace hinoban::cli
