// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace hinoban::ui {

// Why something is not known, in the language of the program. Below the screen such reasons are English, because they
// are stored and replayed; those that are our own words are said again here, with their numbers and names. What is not
// ours (a library's, a server's) stays as it is. Any thread.
[[nodiscard]] QString problemText(const QString &problem);

} // namespace hinoban::ui
