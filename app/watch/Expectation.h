// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/base/Prefix.h"
#include "app/dns/Zone.h"
#include "app/registry/Registration.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace hinoban::watch {

// Who says that this is how it should be.
struct Approval {
    QString person;
    QString reason;
    QString source; // "zone file coincheck.com.zone", "seen 2026-01-02T03:04:05Z", "scenario"
    Instant at{};
    friend bool operator==(const Approval &, const Approval &) = default;
};

// What one RRset should be (DESIGN.md, 1).
struct Expectation {
    enum class Kind {
        Exact,    // exactly this data; for SOA everything but the serial
        Prefixes, // addresses, each inside one of these prefixes (a CDN's)
        Absent,   // no such RRset
    };
    dns::Name owner;
    dns::Type type = dns::Type::A;
    Kind kind = Kind::Exact;
    std::vector<dns::Rdata> rdatas; // Exact: sorted, unique
    std::vector<Prefix> prefixes;   // Prefixes
    QString className;              // Prefixes: what a person calls the class, "CloudFront"
    std::optional<quint32> ttl;     // as configured at the origin, if known; compared by D7
    Approval approval;
    friend bool operator==(const Expectation &, const Expectation &) = default;
};

// The registration as it should be; nothing where the team has not said.
struct RegistrationExpectation {
    // What stood in it, in the words of registry::Registration.
    struct Standing {
        QString registrar, registrarIanaId;
        QStringList statuses; // sorted
        std::optional<Instant> expires, transferred;
        std::vector<dns::Name> nameservers; // sorted
        friend bool operator==(const Standing &, const Standing &) = default;
    };
    std::optional<Instant> lastChanged; // the accepted one: a later one is R1 until a person accepts it
    std::optional<Standing> standing;   // nothing: accepted by an older Hinoban, and not compared
    Approval approval;
    friend bool operator==(const RegistrationExpectation &, const RegistrationExpectation &) = default;

    [[nodiscard]] static RegistrationExpectation of(const registry::Registration &registration, Approval approval);
};

// A registrable name that the team owns and watches, with everything expected of it. A value; any thread.
struct Domain {
    dns::Name name;
    std::vector<Expectation> expectations; // in canonical order of owner, then type number
    std::optional<RegistrationExpectation> registration;
    friend bool operator==(const Domain &, const Domain &) = default;

    [[nodiscard]] const Expectation *find(const dns::Name &owner, dns::Type type) const;
    void set(Expectation expectation); // replaces the one of the same owner and type
};

[[nodiscard]] QJsonObject toJson(const Expectation &expectation);
[[nodiscard]] Result<Expectation> expectationFromJson(const QJsonObject &object);
[[nodiscard]] QJsonObject toJson(const Domain &domain);
[[nodiscard]] Result<Domain> domainFromJson(const QJsonObject &object);

// The types that every watched domain is asked for at its apex, expected or not.
[[nodiscard]] const std::vector<dns::Type> &apexTypes(); // NS SOA A AAAA MX TXT CAA DS

// A zone file as expectations: each RRset exactly; apex types that it does not state are expected absent, DS
// excepted (it lives at the parent).
[[nodiscard]] Domain domainFromZone(const dns::Zone &zone, const Approval &approval);

} // namespace hinoban::watch
