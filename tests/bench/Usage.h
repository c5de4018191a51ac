// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hinoban::bench {

// What this process has used so far.
struct Usage {
    double user = 0, system = 0; // seconds of CPU, of all threads
    double peakMiB = 0;          // of its own image: getrusage() counts what its parent held when it forked
    [[nodiscard]] double cpu() const { return user + system; }
};
[[nodiscard]] Usage usage();

} // namespace hinoban::bench
