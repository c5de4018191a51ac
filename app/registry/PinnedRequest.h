// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QNetworkRequest>

class QHostAddress;

namespace hinoban::registry {

// A GET of `url` from this address and no other: a second look-up of its name could say something else than the one
// that passed the guard. The name still goes into the certificate check and the request. `authorities` (PEM) are
// trusted instead of the system's; empty = the system's. Redirects are shown and not followed, nothing is unpacked,
// nothing of one answer is kept for the next (cookies, passwords, caches). `port`: of the address; -1 = the scheme's.
[[nodiscard]] QNetworkRequest pinnedRequest(const QUrl &url, const QHostAddress &address, int port,
                                            const QByteArray &accept, const QByteArray &authorities);

} // namespace hinoban::registry
