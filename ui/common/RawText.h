// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

namespace hinoban::ui {

// "0000  12 34 …  .4…", sixteen octets a line.
[[nodiscard]] QString hexDump(const QByteArray &bytes);

// The octets of query and reply, each under its size.
[[nodiscard]] QString rawText(const dns::Exchange &exchange);

} // namespace hinoban::ui
