// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Language.h"

#include <QCoreApplication>

namespace hinoban::respond {

QString programLanguage()
{
    //: The code of the language of this translation: "ja" in the Japanese one.
    const QString code = QCoreApplication::translate("respond::Language", "en");
    return code == QLatin1String("ja") ? code : QStringLiteral("en");
}

} // namespace hinoban::respond
