// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

namespace hinoban::dns {

// Whether it was asked with DO: without it no server sends signatures (RFC 4035, 3.2.1), so that with it the same
// server says more to the same question. Read from the query's own bytes; pure, any thread.
[[nodiscard]] bool asksForSignatures(const Exchange &exchange);

} // namespace hinoban::dns
