// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>
#include <optional>

namespace hinoban {

// How far this machine's clock may be off, one way or the other, as its kernel estimates it from what NTP tells it
// (ntp_adjtime(2), maxerror). Nothing: it is not synchronised, so nobody knows. Any thread; reads only.
[[nodiscard]] std::optional<std::chrono::milliseconds> systemClockError();

} // namespace hinoban
