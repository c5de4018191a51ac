// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QHash>
#include <QUrl>

#include <optional>

namespace hinoban::registry {

// The servers on port 43 of registries that have no RDAP: resources/rdap/whois.json. An immutable value; any thread.
class WhoisServers {
public:
    // Errors: BadInput with the place, for what is not such a file.
    [[nodiscard]] static Result<WhoisServers> fromJson(const QByteArray &json);

    // "whois://whois.jprs.jp?suffix=/e" for "jp": the host, and what stands around the domain in the question.
    [[nodiscard]] std::optional<QUrl> server(const QByteArray &tld) const;

private:
    QHash<QByteArray, QUrl> m_servers; // by lower-case A-labels
};

} // namespace hinoban::registry
