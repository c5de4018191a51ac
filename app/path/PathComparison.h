// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

namespace hinoban::path {

// Today's path beside the usual one, hop by hop: a value for the screen and for a report.

enum class HopState {
    Same,      // the same router answered
    Different, // another router, or one more, or one less
    Unknown,   // one of the two was silent
};

struct HopRow {
    std::optional<Hop> usual; // nothing: today's path has one more
    std::optional<Hop> now;   // nothing: today's path has one less
    HopState state = HopState::Unknown;
    friend bool operator==(const HopRow &, const HopRow &) = default;
};

struct PathComparison {
    std::vector<HopRow> rows;
    std::optional<int> firstDifference;     // index into rows
    bool sameAddress = false;               // both led to the same address
    std::optional<Duration> usualResponse;  // the baseline's median
    std::optional<Duration> response;       // today's
    std::optional<Duration> responseChange; // today's minus the median; nothing where one is missing
    HopState state = HopState::Unknown;     // of the whole path; Unknown without one of the two
    friend bool operator==(const PathComparison &, const PathComparison &) = default;
};

[[nodiscard]] PathComparison compare(const Baseline &baseline, const Trace &trace);

} // namespace hinoban::path
