// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/CookieOption.h"

#include <QtEndian>

namespace hinoban::dns {

std::optional<ReplyCookie> cookieIn(QByteArrayView options)
{
    while (options.size() >= 4) {
        const auto code = qFromBigEndian<quint16>(options.data());
        const qsizetype length = qFromBigEndian<quint16>(options.data() + 2);
        options = options.sliced(4);
        if (length > options.size()) return std::nullopt;
        if (code == CookieOption) {
            constexpr qsizetype Least = ClientCookieSize + 8;
            constexpr qsizetype Most = ClientCookieSize + 32;
            if (length < Least || length > Most) return ReplyCookie{};
            return ReplyCookie{options.first(ClientCookieSize),
                               options.sliced(ClientCookieSize, length - ClientCookieSize)};
        }
        options = options.sliced(length);
    }
    return std::nullopt;
}

} // namespace hinoban::dns
