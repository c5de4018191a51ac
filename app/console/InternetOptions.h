// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Session.h"

#include <QCommandLineParser>

namespace hinoban::console {

// --root-hints, --trust-anchor, --dns-port, --permit, --resolver, --ca, --origins, --ask-origins: another internet than
// the real one, for the command line and for the screen alike.
void addInternetOptions(QCommandLineParser &parser);

// Sets `internet`, `resolvers` and `trustAnchors` of a session as the words on the command line want them; leaves them
// alone if there are none. `ownServers`: what the machine itself is set up to ask, permitted wherever it is.
[[nodiscard]] Result<void> applyInternetOptions(const QCommandLineParser &parser, SessionOptions &options,
                                                const std::vector<dns::Server> &ownServers = {});

} // namespace hinoban::console
