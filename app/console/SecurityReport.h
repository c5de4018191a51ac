// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Security.h"

namespace hinoban::console {

// What DNSSEC says, for machines (report.schema.json, "dnssec"); English.
[[nodiscard]] QJsonObject securityJson(const dns::Validation &validation);
// The same for a terminal: the verdict, then one line a zone from the trust anchor down. In the language of the
// program.
[[nodiscard]] QString securityLines(const dns::Validation &validation);
// "● secure", "▲ bogus": with a shape, for text and screen alike.
[[nodiscard]] QString securityWord(dns::Security security);

} // namespace hinoban::console
