// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/drill/ZoneIndex.h"

namespace hinoban::drill {

// Adds to a reply what a server of a signed zone adds for who sets DO (RFC 4035, 3.1): signatures over what it says, DS
// or the proof that there is none at a cut, and the proof that a name or a type is not there, by NSEC. All of it stands
// in the zone file, made by the tools of a name server; a zone without it is left as it is. Wildcards and NSEC3 are not
// known here. Pure.
void addSecurity(Reply &reply, const ServedZones &zones, const dns::Name &name, dns::Type type);

} // namespace hinoban::drill
