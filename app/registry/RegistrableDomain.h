// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Name.h"

namespace hinoban::registry {

// The registrable domain by the Public Suffix List, ICANN section (libpsl): the name that somebody registered, and that
// a registry can be asked about. The name itself if it has none. Pure; any thread.
[[nodiscard]] dns::Name registrableDomain(const dns::Name &name);

} // namespace hinoban::registry
