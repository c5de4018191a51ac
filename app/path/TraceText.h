// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

namespace hinoban::path {

// What tracepath and traceroute print (iputils, and Dmitry Butskoy's or the BSD traceroute), read as hops. Lines that
// say something else are passed over: the tools print notes between the hops.
struct TraceText {
    std::vector<Hop> hops; // one a TTL, in order; a silent hop has no address
    bool reached = false;  // the target itself answered
};

[[nodiscard]] TraceText readTraceText(const QByteArray &text, const QHostAddress &target);

} // namespace hinoban::path
