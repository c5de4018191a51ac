// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/Registration.h"

namespace hinoban::registry {

// What servers on port 43 send (RFC 3912 fixes neither encoding nor layout). Pure functions over somebody else's
// bytes: bounded, and never more than read; any thread.

// How an answer is written. Unknown: kept, and not read.
enum class Layout {
    Gtld,    // "Registrar: …" line by line, as ICANN asks of generic domains
    Jprs,    // "[Name Server]  …", for .jp; times in JST
    Nominet, // indented blocks, for .uk
    Unknown,
};

inline constexpr qsizetype MostWhoisBytes = qsizetype(256) * 1024;

// UTF-8 where it is that, else what Japanese servers send (ISO-2022-JP, EUC-JP, Shift_JIS), else Latin-1. What cannot
// be read becomes U+FFFD.
[[nodiscard]] QString whoisText(const QByteArray &raw);

// The layout that the text has.
[[nodiscard]] Layout whoisLayout(const QString &text);

// Whether the server says that it was asked too often, and nothing else.
[[nodiscard]] bool asksToWait(const QString &text);

// NotFound where the answer says that there is no such domain; BadInput where it is about another domain, cannot be
// read, or has no layout that is known. A name server that cannot be read is an error and not left out; dates without
// a zone are taken where the registry's zone is known, and left out elsewhere.
[[nodiscard]] Result<Registration> registrationFromWhois(const QByteArray &raw, const dns::Name &domain);

} // namespace hinoban::registry
