// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace hinoban::registry {

// Whether the status refuses something to a thief: "…Prohibited" of EPP (RFC 5731, 2.3), "…Locked" of JPRS.
[[nodiscard]] inline bool isLock(const QString &status)
{
    return status.endsWith(QLatin1String("Prohibited")) || status.endsWith(QLatin1String("Locked"));
}

} // namespace hinoban::registry
