// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

// Sentences about look-ups that more than one file says, for app/registry alone. In the language of the program.
namespace hinoban::registry {

[[nodiscard]] QString words(const char *english);
[[nodiscard]] QString notPermitted();
[[nodiscard]] QString unreachable(const QString &why); // `why` is a server's or the system's
[[nodiscard]] QString tooLate();
[[nodiscard]] QString askedToWait();
// What a status of HTTP other than 200 means here (RFC 9082, RFC 7480).
[[nodiscard]] QString problemOf(int status);

} // namespace hinoban::registry
