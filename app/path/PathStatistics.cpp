// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/PathStatistics.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace hinoban::path {

namespace {

using Samples = std::map<int, std::vector<Duration>>; // by TTL, in the order of sending

// The probes of one flow of one trace; a trace without probes as if each hop had been asked once.
std::vector<ProbeResult> roundOf(const Trace &trace, int flow)
{
    std::vector<ProbeResult> probes;
    for (const ProbeResult &probe : trace.probes)
        if (probe.flow == flow && probe.kind != ReplyKind::Unsent) probes.push_back(probe);
    if (!trace.probes.empty()) return probes;
    for (const Hop &hop : trace.hops) {
        ProbeResult probe;
        probe.ttl = hop.ttl;
        probe.sent = trace.at;
        probe.address = hop.address;
        probe.rtt = hop.rtt;
        if (!hop.address.isNull()) probe.kind = ReplyKind::Hop;
        probes.push_back(std::move(probe));
    }
    return probes;
}

FlowPath wayOf(const std::vector<ProbeResult> &probes, int flow)
{
    FlowPath path;
    path.flow = flow;
    // Nobody is on the way behind the target: what still answers there was sent before it was known.
    int end = 256;
    for (const ProbeResult &probe : probes)
        if (probe.kind == ReplyKind::Reached) end = std::min(end, probe.ttl);
    for (const ProbeResult &probe : probes) {
        if (probe.address.isNull() || probe.ttl < 1 || probe.ttl > end) continue;
        if (probe.ttl == end && probe.kind != ReplyKind::Reached) continue;
        if (path.addresses.size() < size_t(probe.ttl)) path.addresses.resize(size_t(probe.ttl));
        QHostAddress &address = path.addresses[size_t(probe.ttl) - 1];
        if (address.isNull()) address = probe.address; // the first reply counts
    }
    path.reached = end < 256;
    return path;
}

// Everybody behind this TTL of this round was silent too.
int lastReply(const std::vector<ProbeResult> &probes)
{
    int ttl = 0;
    for (const ProbeResult &probe : probes)
        if (probe.kind != ReplyKind::Silent) ttl = std::max(ttl, probe.ttl);
    return ttl;
}

void count(PathStatistics &path, Samples &samples, const std::vector<ProbeResult> &probes)
{
    const int last = lastReply(probes);
    for (const ProbeResult &probe : probes) {
        // Behind the target, or where this round's truncated path had not yet come to.
        if (probe.ttl < 1 || (path.path.reached && probe.ttl > int(path.path.addresses.size()))) continue;
        while (int(path.hops.size()) < probe.ttl) {
            HopStatistics hop;
            hop.ttl = int(path.hops.size()) + 1;
            path.hops.push_back(std::move(hop));
        }
        HopStatistics &hop = path.hops[size_t(probe.ttl) - 1];
        ++hop.sent;
        if (probe.kind == ReplyKind::Silent) {
            ++(probe.ttl < last ? hop.withheld : hop.lost);
            continue;
        }
        ++hop.received;
        if (probe.rtt) samples[probe.ttl].push_back(*probe.rtt);
        if (probe.replyTtl) hop.replyTtl = probe.replyTtl;
        hop.labels = probe.labels;
    }
}

Duration ranked(const std::vector<Duration> &sorted, int percent)
{
    const auto rank = (sorted.size() * size_t(percent) + 99) / 100;
    return sorted[std::max<size_t>(rank, 1) - 1];
}

void fill(HopStatistics &hop, const std::vector<Duration> &samples)
{
    if (samples.empty()) return;
    auto sorted = samples;
    std::sort(sorted.begin(), sorted.end());
    const auto n = double(samples.size());
    double sum = 0;
    for (const Duration sample : samples)
        sum += double(sample.count());
    const double mean = sum / n;
    hop.last = samples.back();
    hop.best = sorted.front();
    hop.worst = sorted.back();
    hop.average = Duration(qRound64(mean));
    hop.p50 = ranked(sorted, 50);
    hop.p95 = ranked(sorted, 95);
    if (samples.size() < 2) return;
    double squares = 0;
    double changes = 0;
    for (size_t i = 0; i < samples.size(); ++i) {
        squares += (double(samples[i].count()) - mean) * (double(samples[i].count()) - mean);
        if (i > 0) changes += std::abs(double((samples[i] - samples[i - 1]).count()));
    }
    hop.deviation = Duration(qRound64(std::sqrt(squares / (n - 1))));
    hop.jitter = Duration(qRound64(changes / (n - 1)));
}

// What this round knows beside what was known of the path.
void widen(FlowPath &path, const FlowPath &round)
{
    if (path.addresses.size() < round.addresses.size()) path.addresses.resize(round.addresses.size());
    for (size_t i = 0; i < round.addresses.size(); ++i)
        if (path.addresses[i].isNull()) path.addresses[i] = round.addresses[i];
    path.reached = path.reached || round.reached;
}

struct Group {
    PathStatistics statistics;
    Samples samples;
};

void finish(Group &group)
{
    auto &hops = group.statistics.hops;
    const auto &addresses = group.statistics.path.addresses;
    for (HopStatistics &hop : hops) {
        if (size_t(hop.ttl) <= addresses.size()) hop.address = addresses[size_t(hop.ttl) - 1];
        hop.rateLimited = hop.received > 0 && hop.withheld > 0;
        fill(hop, group.samples[hop.ttl]);
    }
    // What was sent behind the end that another round found is nobody's.
    if (group.statistics.path.reached && hops.size() > addresses.size()) hops.resize(addresses.size());
    std::sort(group.statistics.flows.begin(), group.statistics.flows.end());
}

} // namespace

std::vector<FlowPath> pathsOf(const Trace &trace)
{
    std::vector<FlowPath> paths;
    if (trace.fault != TraceFault::None || !trace.problem.isEmpty()) return paths;
    for (int flow = 0; flow < (trace.probes.empty() ? 1 : trace.flows); ++flow) {
        paths.push_back(wayOf(roundOf(trace, flow), flow));
        if (trace.probes.empty()) paths.back().reached = trace.reached;
    }
    return paths;
}

void summarise(Trace &trace)
{
    trace.hops.clear();
    trace.reached = false;
    trace.response.reset();
    const auto probes = roundOf(trace, 0);
    const FlowPath way = wayOf(probes, 0);
    for (size_t i = 0; i < way.addresses.size(); ++i) {
        Hop hop;
        hop.ttl = int(i) + 1;
        hop.address = way.addresses[i];
        // The fastest of this router's: what is measured is the way, not its leisure.
        for (const ProbeResult &probe : probes)
            if (probe.ttl == hop.ttl && probe.rtt && probe.address == hop.address)
                hop.rtt = std::min(hop.rtt.value_or(*probe.rtt), *probe.rtt);
        trace.hops.push_back(std::move(hop));
    }
    trace.reached = way.reached;
    if (way.reached) trace.response = trace.hops.back().rtt;
}

bool agree(const FlowPath &one, const FlowPath &other)
{
    const size_t common = std::min(one.addresses.size(), other.addresses.size());
    for (size_t i = 0; i < common; ++i)
        if (!one.addresses[i].isNull() && !other.addresses[i].isNull() && one.addresses[i] != other.addresses[i])
            return false;
    // Behind a target there is nobody.
    if (one.reached && other.addresses.size() > one.addresses.size()) return false;
    return !(other.reached && one.addresses.size() > other.addresses.size());
}

std::vector<PathStatistics> statisticsOf(std::vector<TracePtr> traces)
{
    std::erase(traces, nullptr);
    std::stable_sort(traces.begin(), traces.end(), [](const TracePtr &a, const TracePtr &b) { return a->at < b->at; });
    std::vector<Group> groups; // the one seen last at the end
    for (const TracePtr &trace : traces) {
        for (const FlowPath &way : pathsOf(*trace)) {
            const auto probes = roundOf(*trace, way.flow);
            if (probes.empty()) continue;
            auto found = std::find_if(groups.rbegin(), groups.rend(),
                                      [&](const Group &group) { return agree(group.statistics.path, way); });
            if (found == groups.rend()) {
                groups.emplace_back();
                groups.back().statistics.path = way;
                groups.back().statistics.first = trace->at;
            } else {
                std::rotate(found.base() - 1, found.base(), groups.end());
            }
            Group &group = groups.back();
            widen(group.statistics.path, way);
            group.statistics.last = trace->at;
            ++group.statistics.rounds;
            auto &flows = group.statistics.flows;
            if (std::find(flows.begin(), flows.end(), way.flow) == flows.end()) flows.push_back(way.flow);
            count(group.statistics, group.samples, probes);
        }
    }
    std::vector<PathStatistics> all;
    for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
        finish(*group);
        all.push_back(std::move(group->statistics));
    }
    return all;
}

} // namespace hinoban::path
