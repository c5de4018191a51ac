// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Internet.h"
#include "app/dns/TrustAnchors.h"

#include <QStringList>

namespace hinoban::console {

// The internet as it is: root hints, port 53, RDAP bases from the shipped bootstrap.
struct RealOptions {
    QString rootHints; // a hints file instead of the shipped one
    quint16 dnsPort = 53;
    std::vector<Prefix> permitted; // addresses that are not globally routable and are meant to be asked
    QString certificates;          // a PEM file of authorities to trust instead of the system's
};
[[nodiscard]] Result<Internet> realInternet(const RealOptions &options);

// The root's trust anchors (resources/dnssec/root-anchors).
[[nodiscard]] Result<dns::TrustAnchors> shippedTrustAnchors();

} // namespace hinoban::console
