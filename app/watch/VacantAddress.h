// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHostAddress>

namespace hinoban::watch {

// An address where nobody is (TEST-NET-2, RFC 5737: for documentation, routed nowhere). A question to it goes no
// further than the first router that knows no way; an answer from it comes from somebody on the way who answers in
// everybody's place.
inline QHostAddress vacantAddress() { return QHostAddress(QStringLiteral("198.51.100.254")); }

} // namespace hinoban::watch
