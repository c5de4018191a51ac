// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace hinoban::respond {

// "GMO Internet, Inc." and "gmo internet inc" are one registrar.
[[nodiscard]] inline QString plainName(const QString &text)
{
    QString plain;
    for (const QChar c : text.toCaseFolded())
        if (c.isLetterOrNumber()) plain += c;
    return plain;
}

} // namespace hinoban::respond
