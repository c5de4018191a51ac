// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace hinoban::console {

// Who can take a status of a registration away.
enum class StatusHolder {
    Account,  // client*: the registrar, and so whoever holds the account there (RFC 5731, 2.3)
    Registry, // server*: only the registry
    Passing,  // it ends by itself, or with what is under way
    Nobody,   // it is only told
    Unknown,
};

// What a status means, in the language of the program. `status` in EPP's spelling (RFC 5731; RFC 3915; RFC 8056) or in
// that of RDAP alone (RFC 9083, 10.2.2).
struct StatusWords {
    QString meaning;
    StatusHolder holder = StatusHolder::Unknown;
    bool isUrgent = false; // the domain is leaving its holder, or the DNS
};
[[nodiscard]] StatusWords statusWords(const QString &status);
[[nodiscard]] QString holderWord(StatusHolder holder); // "only the registry can take it away"

} // namespace hinoban::console
