// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Application.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication program(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Hinoban"));
    QApplication::setApplicationName(QStringLiteral("hinoban"));
    QApplication::setApplicationVersion(QStringLiteral(HINOBAN_VERSION));
    int status = 0;
    const auto options = hinoban::ui::programOptions(QApplication::arguments(), status);
    if (!options) return status;
    hinoban::ui::Application application(*options);
    application.start();
    return QApplication::exec();
}
