// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

namespace hinoban::path {

// How a trace was measured, and why like that: "ICMP echo requests: the system allows them to everybody." Empty for a
// trace that is not made of probes.
[[nodiscard]] QString modeSentence(const Trace &trace);
// Why a trace says nothing about the path; empty for TraceFault::None.
[[nodiscard]] QString faultSentence(TraceFault fault);

} // namespace hinoban::path
