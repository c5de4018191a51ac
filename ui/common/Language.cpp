// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace hinoban::ui {

Language &Language::instance()
{
    static Language language;
    return language;
}

void Language::set(const QString &language)
{
    const QString wanted = language == QLatin1String("ja") ? language : QStringLiteral("en");
    if (wanted == m_current) return;
    m_current = wanted;
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (wanted == QLatin1String("ja")) {
        if (m_qt.load(QStringLiteral("qtbase_ja"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_qt);
    }
    // English has a file too, for its plurals.
    if (m_own.load(QStringLiteral(":/i18n/hinoban_%1.qm").arg(wanted))) QCoreApplication::installTranslator(&m_own);
    Q_EMIT changed();
}

QString Language::preferred()
{
    return QLocale::system().language() == QLocale::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

} // namespace hinoban::ui
