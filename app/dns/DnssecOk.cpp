// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/DnssecOk.h"

namespace hinoban::dns {

bool asksForSignatures(const Exchange &exchange)
{
    const auto query = parseMessage(exchange.query);
    return query && query->edns && query->edns->dnssecOk;
}

} // namespace hinoban::dns
