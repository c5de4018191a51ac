// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

namespace hinoban::ui {

// As people who run resolvers call it; the same in every language.
[[nodiscard]] inline QString transportWord(dns::Transport transport)
{
    switch (transport) {
    case dns::Transport::Udp:
        return QStringLiteral("UDP");
    case dns::Transport::Tcp:
        return QStringLiteral("TCP");
    case dns::Transport::Tls:
        return QStringLiteral("DoT");
    case dns::Transport::Https:
        return QStringLiteral("DoH");
    }
    return {};
}

} // namespace hinoban::ui
