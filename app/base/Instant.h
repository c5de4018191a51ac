// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QString>

#include <chrono>

namespace hinoban {

// All spans and instants of the program. Microseconds, because a round trip on loopback is shorter than a
// millisecond; UTC, because evidence that crosses zones must not be ambiguous.
using Duration = std::chrono::microseconds;
using Instant = std::chrono::sys_time<Duration>;

// "2020-05-30T15:11:38Z" (RFC 3339, UTC). Milliseconds appear only where they are not zero.
[[nodiscard]] QString toRfc3339(Instant instant);

// Reads RFC 3339. A text without a zone is refused: a time that could mean nine hours is no evidence.
[[nodiscard]] Result<Instant> instantFromRfc3339(QStringView text);

[[nodiscard]] qint64 toUnixMicroseconds(Instant instant);
[[nodiscard]] Instant instantFromUnixMicroseconds(qint64 microseconds);

} // namespace hinoban
