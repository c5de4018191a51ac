// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace hinoban::respond {

// The language that the program speaks now: "ja" while a Japanese translation is installed, else "en". It is read
// from the translation itself (the message "en" of context "respond::Language" is the translation's own code), so
// that texts which exist in both languages always agree with the sentences around them. Any thread.
[[nodiscard]] QString programLanguage();

} // namespace hinoban::respond
