// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: how an open question ended, and the exchange made of it.
#include "app/dns/OpenQuestion.h"

namespace hinoban::dns {

struct Ending {
    Outcome outcome = Outcome::TimedOut;
    Transport transport = Transport::Udp;
    QByteArray query; // of the attempt that counted
    QByteArray reply{};
    std::shared_ptr<const Message> message{}; // parsed `reply`, if Answered
    QString detail{};
    QByteArray certificate{};        // DoT, DoH: the server's, DER
    std::optional<Instant> sentAt{}; // nothing: when the first attempt was
    Duration rtt{};
};

// Takes the server and the question out of `question`.
[[nodiscard]] ExchangePtr exchangeOf(OpenQuestion &question, Ending &&ending);

// What Internet::reach's refusal is called in an exchange.
[[nodiscard]] QString unreachableText(const Error &error);

} // namespace hinoban::dns
