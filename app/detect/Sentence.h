// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/detect/LookAlike.h"

namespace hinoban::detect {

// A finding as one or two sentences. English always (JSON, logs) …
[[nodiscard]] QString englishSentence(const Finding &finding);
// … or in the language that the program speaks now.
[[nodiscard]] QString sentence(const Finding &finding);

// The rule of the finding (D2) that says of whom a look-alike is one.
[[nodiscard]] QString imitationRule(const NameJudgement &lookAlike);
// The sentence of that finding, in the language that the program speaks now.
[[nodiscard]] QString imitationSentence(const dns::Name &name, const NameJudgement &lookAlike);

} // namespace hinoban::detect
