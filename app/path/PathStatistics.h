// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

#include <vector>

namespace hinoban::path {

// Figures of many rounds, kept for each path by itself: a path that changed is another path, with figures of its own,
// and its old hops do not go on to be "lost". Pure values; any thread.

// The way that one flow of one trace took.
struct FlowPath {
    int flow = 0;
    std::vector<QHostAddress> addresses; // [i] replied at TTL i + 1; null: silent. No silence behind the last reply
    bool reached = false;                // the last one is the target
    friend bool operator==(const FlowPath &, const FlowPath &) = default;
};

// One for each flow. A trace without probes (a scenario's, an older version's) has one way, its hops'; a trace that
// says nothing of the path (`fault`, `problem`) has none.
[[nodiscard]] std::vector<FlowPath> pathsOf(const Trace &trace);

// Sets hops, reached and response from what the probes say of the first flow; leaves the rest.
void summarise(Trace &trace);

// Whether both can be the same way: no TTL at which two different addresses replied, and not one end before the other's
// target. Silence agrees with everything, so that loss is no path change; it is therefore not transitive.
[[nodiscard]] bool agree(const FlowPath &one, const FlowPath &other);

struct HopStatistics {
    int ttl = 0;
    QHostAddress address; // null: nobody ever replied here
    int sent = 0;         // probes that went out
    int received = 0;
    int withheld = 0;         // silent, while somebody behind replied to the same round: limited or unwilling, no loss
    int lost = 0;             // silent, and everybody behind as well
    bool rateLimited = false; // some replied and some were withheld: a router that counts its replies
    std::optional<Duration> last;
    std::optional<Duration> best;
    std::optional<Duration> average;
    std::optional<Duration> worst;
    std::optional<Duration> deviation; // of a sample (n - 1); from two on
    std::optional<Duration> jitter;    // mean change from one reply to the next (as in RFC 5481, unsigned); from two on
    std::optional<Duration> p50;       // nearest rank
    std::optional<Duration> p95;
    std::optional<int> replyTtl;   // the latest
    std::vector<MplsLabel> labels; // the latest
    friend bool operator==(const HopStatistics &, const HopStatistics &) = default;
};

struct PathStatistics {
    FlowPath path;          // what the rounds say together: a hop that was silent once is known from another round
    std::vector<int> flows; // in order
    int rounds = 0;         // traces × flows that took it
    Instant first{};        // when a round began that took it
    Instant last{};
    std::vector<HopStatistics> hops; // one a TTL
    friend bool operator==(const PathStatistics &, const PathStatistics &) = default;
};

// All traces are of one target from one vantage; in any order. The path that was seen last comes first. A round that
// could be several paths' counts for the one seen latest before it.
[[nodiscard]] std::vector<PathStatistics> statisticsOf(std::vector<TracePtr> traces);

} // namespace hinoban::path
