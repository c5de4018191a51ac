// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Look.h"

#include <optional>

namespace hinoban::detect {

// The network between us and the servers answers in their place ("your network rewrites DNS"): a hotel, a filter, a
// provider. What came over port 53 then says nothing about the domain, and is no hijack of it.
struct Interception {
    enum class Sign {
        VacantAddress, // an answer came from an address where nobody is
        Recursion,     // servers of the parent zone, asked without RD, offer recursion and have no authority
        Encrypted,     // resolvers answer otherwise over TLS or HTTPS than over port 53, all in the same way
    };
    struct Reason {
        Sign sign = Sign::VacantAddress;
        QString servers; // whose address it was; technical
        dns::ExchangePtr exchange;
    };
    std::vector<Reason> reasons; // at least one
};
[[nodiscard]] QByteArray signText(Interception::Sign sign); // "vacant-address", "recursion", "encrypted-differs"

// Pure; any thread. One lame server, one resolver that lags behind itself, or one that is slow to learn are no
// interception: that takes an answer that cannot be, or several servers that agree in what none of them would do.
[[nodiscard]] std::optional<Interception> interceptionIn(const watch::Look &look);

// Whether the servers of the domain and of its parent are answered for, too; else only resolvers are.
[[nodiscard]] bool concernsServers(const Interception &interception);

// The look without what came over port 53 from those concerned, which is unknown then, with the reason; nor with what
// hangs on it: who the servers are, the path, DNSSEC.
[[nodiscard]] watch::LookPtr withoutRewritten(const watch::Look &look, const Interception &interception);

// "Your network rewrites DNS: …", in the language of the program.
[[nodiscard]] QString sentence(const Interception &interception);
[[nodiscard]] QString englishSentence(const Interception &interception);

} // namespace hinoban::detect
