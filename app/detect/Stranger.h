// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Docket.h"

namespace hinoban::detect {

// A name server or mail host that nobody expects, and who names it.
struct Stranger {
    Observations naming;
    std::set<QString> roles, vantages; // "NS", "MX"; "parent" …
};

// The hosts that the domain's NS and MX expectations name.
[[nodiscard]] std::set<dns::Name> expectedHosts(const Docket &docket);
[[nodiscard]] std::map<dns::Name, Stranger> strangersOf(const Docket &docket);
// Whether every vantage that was asked has answered: a host is gone only when nobody shows it any more.
[[nodiscard]] bool everyVantageKnows(const Docket &docket);

} // namespace hinoban::detect
