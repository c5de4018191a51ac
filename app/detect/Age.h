// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QString>

namespace hinoban::detect {

// How old a registration is, as far as it says something: who prepares an attack registers names days before it, not
// years. Pure functions.
constexpr std::chrono::days YoungFor{30};

[[nodiscard]] bool isYoung(Instant registered, Instant now);
// A number for a sentence: hours for the first two days, days from then on …
[[nodiscard]] QString ageText(Instant registered, Instant now);
// … and the sentence that speaks of that unit: `rule` with "-hours" or "-days".
[[nodiscard]] QString ageRule(const QString &rule, Instant registered, Instant now);

} // namespace hinoban::detect
