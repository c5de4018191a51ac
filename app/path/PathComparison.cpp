// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/PathComparison.h"

#include <algorithm>

namespace hinoban::path {

namespace {

// Longer paths do not exist (the TTL of a probe ends at 64); the bound keeps the table small.
constexpr size_t MostHops = 64;

HopState stateOf(const Hop &usual, const Hop &now)
{
    if (usual.address.isNull() || now.address.isNull()) return HopState::Unknown;
    return usual.address == now.address ? HopState::Same : HopState::Different;
}

// How good it is to put two hops side by side. A pair of different routers is as good as a gap on both sides, so that
// a router that was replaced stands beside its successor.
int worth(const Hop &usual, const Hop &now)
{
    switch (stateOf(usual, now)) {
    case HopState::Same:
        return 3;
    case HopState::Unknown:
        return 1;
    case HopState::Different:
        break;
    }
    return 0;
}

// One router more or less must not make every router behind it look new: the two paths are aligned as two texts are.
std::vector<HopRow> aligned(const std::vector<Hop> &usual, const std::vector<Hop> &now)
{
    const size_t rows = std::min(usual.size(), MostHops);
    const size_t columns = std::min(now.size(), MostHops);
    std::vector<std::vector<int>> best(rows + 1, std::vector<int>(columns + 1, 0));
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;)
            best[i][j] = std::max({best[i + 1][j + 1] + worth(usual[i], now[j]), best[i + 1][j], best[i][j + 1]});
    }
    std::vector<HopRow> made;
    size_t i = 0;
    size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && best[i][j] == best[i + 1][j + 1] + worth(usual[i], now[j])) {
            made.push_back({usual[i], now[j], stateOf(usual[i], now[j])});
            ++i;
            ++j;
        } else if (j >= columns || (i < rows && best[i][j] == best[i + 1][j])) {
            made.push_back(
                {usual[i], std::nullopt, usual[i].address.isNull() ? HopState::Unknown : HopState::Different});
            ++i;
        } else {
            made.push_back({std::nullopt, now[j], now[j].address.isNull() ? HopState::Unknown : HopState::Different});
            ++j;
        }
    }
    return made;
}

} // namespace

PathComparison compare(const Baseline &baseline, const Trace &trace)
{
    PathComparison comparison;
    comparison.usualResponse = baseline.response;
    comparison.response = trace.response;
    if (baseline.response && trace.response) comparison.responseChange = *trace.response - *baseline.response;
    if (!baseline.trace) {
        for (const Hop &hop : trace.hops)
            comparison.rows.push_back({std::nullopt, hop, HopState::Unknown});
        return comparison;
    }

    comparison.sameAddress = baseline.trace->address == trace.address;
    if (trace.hops.empty()) {
        for (const Hop &hop : baseline.trace->hops)
            comparison.rows.push_back({hop, std::nullopt, HopState::Unknown});
        return comparison;
    }
    comparison.rows = aligned(baseline.trace->hops, trace.hops);
    const auto &rows = comparison.rows;
    const auto different = [](const HopRow &row) { return row.state == HopState::Different; };
    if (const auto first = std::find_if(rows.begin(), rows.end(), different); first != rows.end())
        comparison.firstDifference = int(first - rows.begin());
    const bool anySame =
        std::any_of(rows.begin(), rows.end(), [](const HopRow &row) { return row.state == HopState::Same; });
    if (comparison.firstDifference)
        comparison.state = HopState::Different;
    else if (anySame)
        comparison.state = HopState::Same;
    return comparison;
}

} // namespace hinoban::path
