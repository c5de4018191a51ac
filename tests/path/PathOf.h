// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/BaselineSet.h"

#include <initializer_list>

namespace hinoban::testing {

// Ways as pictures: "ab.c*" are routers a, b, one that is silent, c, and the service itself.
inline QHostAddress router(QChar letter) { return QHostAddress(quint32(0x0a000000 + letter.unicode())); }
inline QHostAddress service(int number = 1) { return QHostAddress(quint32(0xcb007100 + number)); }

inline path::Trace traceOf(const char *way, int number = 1)
{
    using namespace std::chrono_literals;
    path::Trace trace;
    trace.domain = trace.target = *dns::Name::fromText("example.com");
    trace.address = service(number);
    trace.source = QStringLiteral("test");
    for (const char *at = way; *at; ++at) {
        path::Hop hop;
        hop.ttl = int(trace.hops.size()) + 1;
        if (*at == '*')
            hop.address = trace.address;
        else if (*at != '.')
            hop.address = router(QLatin1Char(*at));
        if (!hop.address.isNull()) hop.rtt = 1ms * hop.ttl;
        trace.hops.push_back(hop);
    }
    trace.reached = !trace.hops.empty() && trace.hops.back().address == trace.address;
    if (trace.reached) trace.response = *trace.hops.back().rtt + 1ms;
    return trace;
}

inline path::TracePtr share(path::Trace trace) { return std::make_shared<const path::Trace>(std::move(trace)); }

inline path::BaselineSet learned(std::initializer_list<const char *> ways)
{
    path::BaselineSet set;
    for (const char *way : ways)
        set = path::learn(std::move(set), share(traceOf(way)), {}).set;
    return set;
}

} // namespace hinoban::testing
