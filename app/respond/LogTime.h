// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

namespace hinoban::respond {

// Whether the log can keep this instant: RFC 3339 writes years of four digits, and a zone may carry a time of the first
// or the last of them out of it.
[[nodiscard]] inline bool isLogTime(Instant instant)
{
    using namespace std::chrono;
    return instant >= Instant(sys_days(year(1) / 1 / 1)) && instant < Instant(sys_days(year(10000) / 1 / 1));
}

} // namespace hinoban::respond
