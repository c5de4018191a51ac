// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Expectation.h"

namespace hinoban::watch {

// Whether an expectation of hosts (NS, MX) knows this one: by its name, or because it stands under one of a class.
// Pure; any thread.
[[nodiscard]] bool isExpectedHost(const Expectation &expectation, const dns::Name &host);

} // namespace hinoban::watch
