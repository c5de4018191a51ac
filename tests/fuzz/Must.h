// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdio>
#include <cstdlib>

namespace hinoban::fuzz {

// What a target finds wrong with the program.
inline void must(bool good, const char *what)
{
    if (good) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

} // namespace hinoban::fuzz
