// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Name.h"
#include "app/path/ProbeResult.h"

#include <QHostAddress>
#include <QJsonObject>

#include <memory>
#include <optional>
#include <vector>

namespace hinoban::path {

struct Hop {
    int ttl = 0;
    QHostAddress address; // null: no answer from this hop
    QString name;         // safe text; may be empty
    QString place;        // "NRT", "AMS"; empty where unknown
    std::optional<Duration> rtt;
    friend bool operator==(const Hop &, const Hop &) = default;
};

// One look along the path to a service, and how long the service took to answer. Never changed.
struct Trace {
    dns::Name domain;
    dns::Name target;     // the service's name
    QHostAddress address; // where it led
    Instant at{};
    std::vector<Hop> hops; // the way of the first flow, one a TTL
    bool reached = false;
    std::optional<Duration> response; // the service's response time; where only packets were sent, the target's
    QString source;                   // "scenario", "probes", "tracepath": how this was measured
    QString problem;                  // why there is nothing; empty otherwise

    // Of a trace made of probes of ours; empty otherwise. `hops` is their summary.
    ProbeMode mode = ProbeMode::None;
    ModeReason reason = ModeReason::None;
    TraceFault fault = TraceFault::None; // `problem` as a value
    quint16 port = 0;                    // of the service, or the first one of UDP; 0: ICMP has none
    int flows = 1;                       // how many were sent; pathsOf (PathStatistics.h) tells the way of each
    bool oneByOne = false;               // routers quote too little: never more than one probe was out
    QHostAddress from;                   // this machine's address; another one is another vantage, no path change
    std::vector<ProbeResult> probes;     // in the order in which they were sent
    friend bool operator==(const Trace &, const Trace &) = default;
};
using TracePtr = std::shared_ptr<const Trace>;

[[nodiscard]] QJsonObject toJson(const Trace &trace);
[[nodiscard]] Result<TracePtr> traceFromJson(const QJsonObject &object);

// What is usual, learned while quiet: the first trace of each address set is frozen when an incident opens.
struct Baseline {
    TracePtr trace;                   // null: none yet
    std::optional<Duration> response; // median of the quiet time
    Instant since{};
    int samples = 0;
    std::vector<Duration> responses; // the newest of them, in order, for the median; bounded (Baseline.h)
};

} // namespace hinoban::path
