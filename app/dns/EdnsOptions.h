// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

#include <optional>
#include <vector>

namespace hinoban::dns {

// An option of EDNS (RFC 6891, 6.1.2), not yet understood.
struct EdnsOption {
    quint16 code = 0;
    QByteArray data;
};
// Nothing if the octets are not a row of whole options.
[[nodiscard]] std::optional<std::vector<EdnsOption>> ednsOptions(const QByteArray &octets);

constexpr quint16 NsidOption = 3; // RFC 5001

// As `dig` shows them, a line each: NSID (RFC 5001), client subnet (RFC 7871), cookie (RFC 7873), padding (RFC 7830)
// and extended error (RFC 8914) in words, any other in hex. ASCII; empty for no options.
[[nodiscard]] QByteArray ednsOptionsText(const QByteArray &octets);

} // namespace hinoban::dns
