// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QHash>
#include <QUrl>

#include <optional>

namespace hinoban::registry {

// Which registry answers RDAP questions about names below a top-level domain: IANA's bootstrap file for domains
// (RFC 9224), of which resources/rdap/dns.json is a part. An immutable value; any thread.
class RdapBootstrap {
public:
    // Errors: BadInput for what is not such a file. Bases that are not https are left out: a registration that
    // somebody on the way could rewrite is no evidence.
    [[nodiscard]] static Result<RdapBootstrap> fromJson(const QByteArray &json);

    // The base for "com" or "co.uk", ending in a slash; the longest entry that fits wins (RFC 9224, 4). Nothing
    // where no server is known.
    [[nodiscard]] std::optional<QUrl> base(const QByteArray &tld) const;

private:
    QHash<QByteArray, QUrl> m_bases; // by lower-case A-labels without the final dot
};

} // namespace hinoban::registry
