// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHostAddress>

namespace hinoban::console {

// What the parts of a resolver's place may look like, in a file, on the command line and on the screen. Pure.

inline constexpr QLatin1String UsualDohPath{"/dns-query"};

// What goes into a certificate's check and into a request line: nothing that could be more than a name or a path.
[[nodiscard]] bool isHostName(const QString &text);
[[nodiscard]] bool isDohPath(const QString &text);

// Null where it is not written as everybody writes it: QHostAddress takes "192.0.2" for 192.0.0.2.
[[nodiscard]] QHostAddress plainAddress(const QString &text);

} // namespace hinoban::console
