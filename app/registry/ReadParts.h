// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/Registration.h"

// What the readers of RDAP and of WHOIS share. Everything here is somebody else's text.
namespace hinoban::registry {

inline constexpr qsizetype MostEntries = 128; // of any list: no registry has more statuses, events or name servers
inline constexpr qsizetype LongestText = 256;

// "client transfer prohibited" and "clientTransferProhibited" to the latter (RFC 8056), safe to show.
[[nodiscard]] QString eppStatus(QStringView text);

// Whether `text` is plainly one address of mail: it may become the addressee of a draft.
[[nodiscard]] bool isPlainMailAddress(QStringView text);

// Where a date is told twice, the newest counts: it is what a thief would have caused.
void takeNewest(std::optional<Instant> &field, Instant date);

// Lists in the order in which they are compared, without what is told twice.
void settle(Registration &registration);

} // namespace hinoban::registry
