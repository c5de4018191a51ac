// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

namespace hinoban {

// Text of the attacker's, made safe to show as plain text: control, bidi, zero-width and escape characters become
// visible as "\u202e", line ends as "\n" unless `keepLines`; cut at `limit` characters with an ellipsis.
[[nodiscard]] QString safeText(QStringView text, qsizetype limit = 4096, bool keepLines = false);

// "ns-1515.awsdns-061[.]org", "45.77.24[.]250": the last dot is taken out of reach of programs that make links.
[[nodiscard]] QString defanged(const QString &nameOrAddress);

// A value for one line of a mail header: CR, LF and control characters become spaces (RFC 5322).
[[nodiscard]] QString headerSafe(const QString &text);

} // namespace hinoban
