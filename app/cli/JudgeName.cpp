// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/NameJudge.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <array>
#include <cstdio>

namespace hinoban::cli {
namespace {

constexpr size_t LongestLine = 4096;

// One name a line; what is longer than any name can be is cut, and refused as a name then.
QStringList linesOfInput()
{
    QStringList lines;
    std::array<char, LongestLine> buffer{};
    while (std::fgets(buffer.data(), int(buffer.size()), stdin))
        if (const QString line = QString::fromUtf8(buffer.data()).trimmed(); !line.isEmpty()) lines += line;
    return lines;
}

} // namespace

int judgeName(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(
        QStringLiteral("NAME"),
        QCoreApplication::translate("cli", "What is to be judged: nameservers, mail hosts. \"-\" reads names from "
                                           "standard input, one a line."),
        QStringLiteral("NAME…"));
    parser.addOption({QStringLiteral("against"),
                      QCoreApplication::translate("cli", "The names that are expected; may be repeated."),
                      QStringLiteral("NAME[,NAME…]")});
    addFormatOption(parser);
    if (const auto ended = parse(parser, arguments, "judge-name")) return *ended;
    const auto json = wantsJson(parser);
    if (!json) return Usage;
    const QString against = parser.values(QStringLiteral("against")).join(u',');
    const auto judge = console::NameJudge::against(against.split(u',', Qt::SkipEmptyParts));
    if (!judge) return refuse(judge.error(), Usage);
    QStringList names = parser.positionalArguments();
    if (names == QStringList{QStringLiteral("-")}) names = linesOfInput();
    if (names.isEmpty()) return refuse(QCoreApplication::translate("cli", "Which name is to be judged?"));

    int status = Success;
    for (const QString &given : std::as_const(names)) {
        const auto verdict = judge->judge(given);
        if (!verdict)
            status = refuse(verdict.error(), Usage); // and on to the next: nothing else is lost by it
        else if (*json)
            print(QJsonDocument(verdict->toJson()).toJson(QJsonDocument::Compact) + '\n');
        else
            print(verdict->toText() + u'\n');
    }
    return status;
}

} // namespace hinoban::cli
