// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ResolverTokens.h"

#include <algorithm>

namespace hinoban::console {

namespace {
constexpr qsizetype LongestPath = 300;
}

bool isHostName(const QString &text)
{
    return !text.isEmpty() && text.size() <= 253 && std::ranges::all_of(text, [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.'));
    });
}

bool isDohPath(const QString &text)
{
    return text.startsWith(QLatin1Char('/')) && text.size() <= LongestPath &&
           std::ranges::all_of(text, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

QHostAddress plainAddress(const QString &text)
{
    const QHostAddress address(text);
    const bool isIpv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    return isIpv4 && address.toString() != text ? QHostAddress() : address;
}

} // namespace hinoban::console
