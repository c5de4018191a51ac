// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/DnssecOk.h"

#include "app/dns/MessageOutline.h"

namespace hinoban::dns {

bool asksForSignatures(const Exchange &exchange)
{
    // Asked of every exchange there is: OPT is the only record of a question, and its flags stand where others have the
    // second half of their TTL.
    const QByteArray &query = exchange.query;
    const qsizetype name = query.size() < HeaderSize ? -1 : skipName(query, HeaderSize);
    const qsizetype opt = name + 4;
    return name > 0 && query.size() >= opt + 11 && query.at(opt) == 0 &&
           u16At(query, opt + 1) == static_cast<quint16>(Type::OPT) && (u16At(query, opt + 7) & 0x8000) != 0;
}

} // namespace hinoban::dns
