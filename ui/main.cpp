// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Application.h"

#include <QApplication>

#include <algorithm>
#include <cstring>

namespace {

bool asksForHelp(int argc, char **argv)
{
    return std::any_of(argv + 1, argv + argc, [](const char *word) {
        return std::strcmp(word, "--help") == 0 || std::strcmp(word, "-h") == 0 ||
               std::strcmp(word, "--version") == 0 || std::strcmp(word, "-v") == 0;
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setOrganizationName(QStringLiteral("Hinoban"));
    QCoreApplication::setApplicationName(QStringLiteral("hinoban"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HINOBAN_VERSION));
    int status = 0;
    if (argc > 1 && asksForHelp(argc, argv)) { // needs no display
        const QCoreApplication program(argc, argv);
        (void)hinoban::ui::programOptions(QCoreApplication::arguments(), status);
        return status;
    }
    QApplication program(argc, argv);
    const auto options = hinoban::ui::programOptions(QApplication::arguments(), status);
    if (!options) return status;
    hinoban::ui::Application application(*options);
    application.start();
    return QApplication::exec();
}
