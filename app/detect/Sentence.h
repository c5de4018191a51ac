// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"

namespace hinoban::detect {

// A finding as one or two sentences. English always (JSON, logs) …
[[nodiscard]] QString englishSentence(const Finding &finding);
// … or in the language that the program speaks now.
[[nodiscard]] QString sentence(const Finding &finding);

} // namespace hinoban::detect
