// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Session.h"

namespace hinoban::bench {

// A team that watches the whole portfolio: its workspace, and the internet in which two NSDs are all there is.

// What is expected of one domain: exactly what its zone says, eight types at the apex (watch::apexTypes()).
[[nodiscard]] watch::Domain watchedDomain(int domain);
// A new workspace in which so many domains are watched, and nothing was seen yet.
[[nodiscard]] Result<void> makeWorkspace(const QString &file, int domains);
// A watch of that workspace as the program opens one; only nothing is looked at a second time by itself, and the
// servers are ours: no politeness towards them.
[[nodiscard]] console::SessionOptions sessionOptions(const QString &file);

} // namespace hinoban::bench
