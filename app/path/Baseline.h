// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

namespace hinoban::path {

// What is usual, with one more trace of a quiet time: the first that reached its target is kept, the response time
// becomes the median of the newest samples. The caller says what is quiet, and stops learning when an incident opens.
[[nodiscard]] Baseline learn(Baseline baseline, const TracePtr &trace);

} // namespace hinoban::path
