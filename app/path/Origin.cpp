// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Origin.h"

#include <algorithm>

namespace hinoban::path {

QString countryFromText(const QString &text)
{
    const QString upper = text.toUpper();
    const bool isCode =
        upper.size() == 2 && std::all_of(upper.begin(), upper.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
    return isCode ? upper : QString();
}

QString originText(const Origin &origin)
{
    if (origin.as == 0) return origin.country;
    const QString as = QStringLiteral("AS%1").arg(origin.as);
    return origin.country.isEmpty() ? as : as + QLatin1Char(' ') + origin.country;
}

} // namespace hinoban::path
