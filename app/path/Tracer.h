// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/path/Prober.h"

#include <functional>
#include <memory>

namespace hinoban::path {

struct TracerOptions {
    std::optional<ProbeMode> mode;           // as a person wants it; nothing: the best that the system allows
    int perSecond = 200;                     // probes in all, of all traces; 0: no pacing, everything at once (a lab)
    int window = 8;                          // probes of one flow that are out at once
    int longest = 30;                        // no path is longer
    int tries = 2;                           // for a hop that is silent while somebody behind it is not
    Duration wait = std::chrono::seconds(1); // at least, for a reply; more where round trips are long
    bool sharesNear = true; // traces that go side by side ask the routers near this machine once (Doubletree)
};

// Measures paths by probes of its own, without privileges or helpers. All probes of a flow look alike to whoever shares
// load between ways (Paris traceroute, doi 10.1145/1177080.1177100). Modes: ICMP where the system lets everybody have
// its sockets, else connections to the service's port, else datagrams; several flows are datagrams, because ports are
// what load is shared by. Round trips are by the kernel's time stamps.
//
// Replies are shown as what they are: a late or duplicated one belongs to its probe and is no other hop; a router that
// quotes too little is asked one probe at a time; when the machine slept, its address changed or its network went, the
// trace says so (Trace::fault) and tells no path.
//
// Thread: that of the clock, which is given at construction; everything is called and answers there. TracingProber
// gives it one of its own. Owner: whoever made it; open traces are dropped with it. Linux.
class Tracer final {
public:
    using Permit = std::function<bool(const QHostAddress &)>;
    // `stepped`: what the system's clock, by which the kernel stamps, has beyond `clock` (WallClock::stepped).
    Tracer(Clock &clock, Permit permit, std::function<Duration()> stepped, TracerOptions options = {});
    ~Tracer();
    Tracer(const Tracer &) = delete;
    Tracer &operator=(const Tracer &) = delete;

    // Answers later, exactly once.
    void measure(const TraceOrder &order, std::function<void(TracePtr)> done);

    struct Counters {
        quint64 sent = 0;    // probes
        quint64 shared = 0;  // that others had asked
        quint64 strange = 0; // messages that belong to no probe
    };
    [[nodiscard]] Counters counters() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::path
