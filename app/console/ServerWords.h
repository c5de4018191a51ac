// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/DelegationCheck.h"

namespace hinoban::console {

// What a delegation's servers are like, in the language of the program.
[[nodiscard]] QString differenceWord(const QByteArray &what); // "The addresses of one server do not say the same."
[[nodiscard]] QString serverWord(const watch::ServerState &server); // "refuses to answer"

} // namespace hinoban::console
