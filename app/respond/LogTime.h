// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

namespace hinoban::respond {

// Whether the log can keep this instant and hand it on: a timeline says it in microseconds, which JSON carries exactly
// up to 2^53 of them (RFC 8785, 3.2.2.3; the years 1684 to 2255). Everything else is nobody's time of an incident.
[[nodiscard]] inline bool isLogTime(Instant instant)
{
    constexpr qint64 MostExact = qint64(1) << 53;
    const qint64 microseconds = toUnixMicroseconds(instant);
    return -MostExact < microseconds && microseconds < MostExact;
}

} // namespace hinoban::respond
