// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RegistryWords.h"

#include "app/base/SafeText.h"

#include <QCoreApplication>

namespace hinoban::registry {

QString words(const char *english) { return QCoreApplication::translate("Registry", english); }

QString notPermitted()
{
    return words(QT_TRANSLATE_NOOP("Registry", "Packets to the registration server are not permitted."));
}

QString unreachable(const QString &why)
{
    return words(QT_TRANSLATE_NOOP("Registry", "The registration server cannot be reached (%1)."))
        .arg(safeText(why, 300));
}

QString tooLate() { return words(QT_TRANSLATE_NOOP("Registry", "The registration server did not answer in time.")); }

QString askedToWait()
{
    return words(QT_TRANSLATE_NOOP("Registry", "The registry asks us to wait before we ask again."));
}

QString problemOf(int status)
{
    if (status == 404) return words(QT_TRANSLATE_NOOP("Registry", "The registry does not know this domain."));
    if (status == 429) return askedToWait();
    return words(QT_TRANSLATE_NOOP("Registry", "The registry's server answered with the HTTP status %1.")).arg(status);
}

} // namespace hinoban::registry
