// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"

namespace hinoban::respond {

constexpr qsizetype LargestPasted = qsizetype(256) * 1024;

// What a person pastes from dig, whois or traceroute (tracepath, mtr's report) is an observation by a person
// (DESIGN.md, seam 3): an entry with the text as it was pasted, and what could be read out of it. It is no exchange,
// and no signal judges it. It happened when dig says so in a zone that is known, otherwise now. BadInput: none of these
// tools' output, or more than LargestPasted octets of it.
[[nodiscard]] Result<Entry> entryFromPasted(const QString &text, const QString &author, Instant now,
                                            const std::vector<dns::Name> &domains);

} // namespace hinoban::respond
