// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Internet.h"
#include "app/path/TracingProber.h"

namespace hinoban::console {

// The prober of the real internet, by the machine's clock; `guard` permits each address.
[[nodiscard]] std::shared_ptr<path::Prober> tracingProber(const Internet &guard,
                                                          const path::TracerOptions &options = {});

} // namespace hinoban::console
