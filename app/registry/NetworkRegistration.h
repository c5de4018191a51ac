// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QHostAddress>
#include <QUrl>

#include <memory>
#include <optional>

namespace hinoban::registry {

// Whose a block of addresses or an autonomous system is, and where its misuse is reported: an "ip network" or an
// "autnum" of RDAP (RFC 9083, 5.4 and 5.5). Texts are safe to show.
struct NetworkRegistration {
    QString handle, name;
    QHostAddress first, last;               // of a network
    std::optional<quint32> firstAs, lastAs; // of an autonomous system
    QString country;                        // two letters, as registered; empty: not told
    QString holder;                         // its registrant
    QString abuseEmail, abusePhone;
    QByteArray raw; // as received
    // "45.76.0.0 – 45.77.255.255", "AS20473"
    [[nodiscard]] QString range() const;
    friend bool operator==(const NetworkRegistration &, const NetworkRegistration &) = default;
};

// One question about a network, and what came back. Evidence; never changed.
struct NetworkLookup {
    QString subject; // "45.77.24.250", "AS20473"
    QString source;  // "RDAP https://rdap.example/ip/…"
    Instant askedAt{};
    Duration took{};
    QByteArray raw; // bytes as received; empty without an answer
    QByteArray rawSha256;
    std::optional<NetworkRegistration> network; // nothing: unknown
    QString problem;                            // why it is unknown; empty otherwise
};
using NetworkLookupPtr = std::shared_ptr<const NetworkLookup>;

// Bounded; what is not understood is left out, a wrong shape is BadInput, and so is an answer about a network in which
// `address` (or `number`) is not.
[[nodiscard]] Result<NetworkRegistration> networkFromRdap(const QByteArray &json, const QHostAddress &address);
[[nodiscard]] Result<NetworkRegistration> autonomousSystemFromRdap(const QByteArray &json, quint32 number);

// The last segments of their RDAP path (RFC 9082, 3.1), and the keys by which Internet::rdapBase names their server:
// "ip/45.77.24.250", "autnum/20473".
[[nodiscard]] QByteArray networkKey(const QHostAddress &address);
[[nodiscard]] QByteArray autonomousSystemKey(quint32 number);

} // namespace hinoban::registry
