// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Baseline.h"

#include <algorithm>

namespace hinoban::path {

namespace {

// Half a day of the usual cadence: long enough that a slow hour does not become usual.
constexpr size_t NewestSamples = 151;

Duration median(std::vector<Duration> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

Baseline learn(Baseline baseline, const TracePtr &trace)
{
    if (!trace || !trace->problem.isEmpty()) return baseline;
    if (!baseline.trace && trace->reached && !trace->hops.empty()) baseline.trace = trace;
    if (baseline.samples == 0) baseline.since = trace->at;
    ++baseline.samples;
    if (!trace->response) return baseline;
    auto &responses = baseline.responses;
    responses.push_back(*trace->response);
    if (responses.size() > NewestSamples) responses.erase(responses.begin());
    baseline.response = median(responses);
    return baseline;
}

} // namespace hinoban::path
