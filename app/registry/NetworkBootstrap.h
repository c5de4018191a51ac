// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Prefix.h"

#include <QUrl>

#include <optional>
#include <vector>

namespace hinoban::registry {

// Which registry answers RDAP questions about an address or an autonomous system: IANA's bootstrap files (RFC 9224, 5),
// resources/rdap/ipv4.json, ipv6.json and asn.json. An immutable value; any thread.
class NetworkBootstrap {
public:
    // The services of one file more. Errors: BadInput with the place. Bases that are not https are left out.
    [[nodiscard]] Result<void> add(const QByteArray &json);

    // The base, ending in a slash; of the longest prefix or the shortest range that fits.
    [[nodiscard]] std::optional<QUrl> base(const QHostAddress &address) const;
    [[nodiscard]] std::optional<QUrl> base(quint32 autonomousSystem) const;
    // By the keys "ip/…" and "autnum/…" (NetworkRegistration.h); nothing for any other.
    [[nodiscard]] std::optional<QUrl> baseOfKey(const QByteArray &key) const;

private:
    struct Block {
        Prefix prefix;
        int length = 0;
        QUrl url;
    };
    struct Range {
        quint32 first = 0, last = 0;
        QUrl url;
    };
    std::vector<Block> m_blocks;
    std::vector<Range> m_ranges;
};

} // namespace hinoban::registry
