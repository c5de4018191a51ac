// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <algorithm>

namespace {

// What another program reads stays English whatever the user speaks: JSON, and a record, whose exchanges quote
// problems.
bool writesForPrograms(const QStringList &arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString option = arguments[i];
        while (option.startsWith(QLatin1Char('-')))
            option.remove(0, 1);
        if (option.size() == arguments[i].size()) continue;
        if (option == QLatin1String("format=json")) return true;
        if (option == QLatin1String("format") && arguments.value(i + 1) == QLatin1String("json")) return true;
        if (option == QLatin1String("record") || option.startsWith(QLatin1String("record="))) return true;
    }
    return false;
}

int usage(int status)
{
    QString text = QStringLiteral("hinoban-cli COMMAND [OPTION…]\n\n");
    for (const auto &command : hinoban::cli::commands())
        text += QStringLiteral("  %1 %2\n")
                    .arg(QLatin1String(command.name), -15)
                    .arg(QCoreApplication::translate("cli", command.summary));
    text += QLatin1Char('\n') +
            QCoreApplication::translate("cli", "hinoban-cli COMMAND --help tells a command's options.") +
            QLatin1Char('\n');
    std::fputs(qUtf8Printable(text), status == 0 ? stdout : stderr);
    return status;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hinoban"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HINOBAN_VERSION));
    QStringList arguments = QCoreApplication::arguments();
    arguments.removeFirst();
    const bool japanese = QLocale::system().language() == QLocale::Japanese && !writesForPrograms(arguments);
    QTranslator translator;
    if (translator.load(japanese ? QStringLiteral(":/i18n/hinoban_ja.qm") : QStringLiteral(":/i18n/hinoban_en.qm")))
        QCoreApplication::installTranslator(&translator);
    if (arguments.isEmpty()) return usage(hinoban::cli::Usage);
    if (arguments.first() == QLatin1String("--help") || arguments.first() == QLatin1String("help")) return usage(0);
    if (arguments.first() == QLatin1String("--version")) {
        hinoban::cli::print(QStringLiteral("hinoban %1\n").arg(QCoreApplication::applicationVersion()));
        return 0;
    }
    const auto &commands = hinoban::cli::commands();
    const auto command = std::find_if(commands.begin(), commands.end(), [&](const hinoban::cli::Command &one) {
        return arguments.first() == QLatin1String(one.name);
    });
    if (command == commands.end()) {
        hinoban::cli::refuse(QCoreApplication::translate("cli", "There is no command \"%1\".").arg(arguments.first()));
        return usage(hinoban::cli::Usage);
    }
    return command->run(arguments);
}
