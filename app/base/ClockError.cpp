// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/ClockError.h"

#include <sys/timex.h>

namespace hinoban {

std::optional<std::chrono::milliseconds> systemClockError()
{
    timex state{};
    const int said = ntp_adjtime(&state);
    if (said < 0 || said == TIME_ERROR || (state.status & STA_UNSYNC) || state.maxerror < 0) return {};
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(state.maxerror));
}

} // namespace hinoban
