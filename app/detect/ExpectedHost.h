// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Expectation.h"

namespace hinoban::detect {

// Whether an expectation of hosts (NS, MX) knows this one: by its name, or because it stands under one of a class.
// Pure.
[[nodiscard]] bool isExpectedHost(const watch::Expectation &expectation, const dns::Name &host);

} // namespace hinoban::detect
