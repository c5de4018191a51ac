// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

namespace hinoban::respond {

// A machine-readable abuse report about one server of the attacker's, in XARF version 4 (xarf.org): category
// "infrastructure", type "compromised_server", because the format knows no hijack. One report a server: the format
// wants no bundles. Evidence is what the server said. BadInput where a field that the format requires is missing
// (organisation, a mail address outside the affected domains) or where no server has this address. Pure: the same facts
// give the same report, its id included.
[[nodiscard]] Result<QJsonObject> xarfReport(const QHostAddress &address, const DraftFacts &facts);

} // namespace hinoban::respond
