// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Name.h"

#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

namespace hinoban::registry {

// A domain's registration as the registry publishes it (RFC 9083 words; statuses in EPP spelling, RFC 8056).
struct Registration {
    dns::Name domain;
    QString registrar; // safe text
    QString registrarIanaId;
    QString abuseEmail, abusePhone; // of the registrar
    QStringList statuses;           // "clientTransferProhibited", sorted
    std::optional<Instant> registered, expires, lastChanged, transferred;
    std::vector<dns::Name> nameservers; // sorted
    bool delegationSigned = false;
    QUrl registrarServer{}; // where the registrar tells it himself: https (RDAP) or "whois://HOST"; empty: not told
    QByteArray raw;         // as received
    friend bool operator==(const Registration &, const Registration &) = default;
};

// One question to the registry, and what came back. Evidence as a dns::Exchange is; never changed.
struct Lookup {
    dns::Name domain;
    QString source; // "RDAP https://rdap.example/domain/…"
    Instant askedAt{};
    Duration took{};
    QByteArray raw; // bytes as received; empty without an answer
    QByteArray rawSha256;
    std::optional<Registration> registration; // nothing: unknown
    bool isFree = false;                      // unknown because the registry has no such registration
    QString problem;                          // why it is unknown; empty otherwise
    // The registrar's own answer about the same domain; null: he was not asked. It has no `registrar` itself.
    std::shared_ptr<const Lookup> registrar{};
};
using LookupPtr = std::shared_ptr<const Lookup>;

[[nodiscard]] QJsonObject toJson(const Lookup &lookup);
[[nodiscard]] Result<LookupPtr> lookupFromJson(const QJsonObject &object); // parses `raw` again

// RFC 9083 domain object to a value. Bounded; what is not understood is left out, a wrong shape is BadInput.
[[nodiscard]] Result<Registration> registrationFromRdap(const QByteArray &json, const dns::Name &domain);

} // namespace hinoban::registry
