// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/base/Prefix.h"
#include "app/dns/Zone.h"
#include "app/registry/Registration.h"

#include <QJsonObject>
#include <QList>

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
        Under,    // an alias to one of these names, or to a name below one of them (a CDN's host of ours)
        Origin,   // addresses, each announced by one of these autonomous systems; unknown where nothing tells whose
        AnyOf,    // as one of `alternatives` says
    };
    dns::Name owner;
    dns::Type type = dns::Type::A;
    Kind kind = Kind::Exact;
    std::vector<dns::Rdata> rdatas; // Exact: sorted, unique; AnyOf: of all alternatives together
    std::vector<Prefix> prefixes;   // Prefixes
    QString className;              // Prefixes: what a person calls the class, "CloudFront"
    std::optional<quint32> ttl;     // as configured at the origin, if known; compared by D7
    Approval approval;
    std::vector<dns::Name> under{};          // Under
    std::vector<quint32> origins{};          // Origin: AS numbers
    std::vector<Expectation> alternatives{}; // AnyOf: of the same owner and type, none of them AnyOf itself
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

// A change that somebody has announced (a change window): within it the new state is as good as the old one, and a
// third is not. Kept until a person has accepted the new state or withdrawn the plan.
struct Plan {
    QString id; // by which people name it: planId()
    Instant from{}, until{};
    QList<Expectation> records{};           // what shall change, as it shall be; in the order of Domain's
    QString registrar{}, registrarIanaId{}; // the registration moves there; empty: it stays
    Approval approval{};                    // who planned it, and why
    friend bool operator==(const Plan &, const Plan &) = default;
};

// A registrable name that the team owns and watches, with everything expected of it. A value; any thread.
struct Domain {
    dns::Name name;
    // In canonical order of owner, then type number. Shared between copies until one is changed: sweep, look and
    // judgement of thousands of domains hold the same list.
    QList<Expectation> expectations;
    std::optional<RegistrationExpectation> registration;
    std::vector<Plan> plans{}; // by `from`; see Plan.h
    friend bool operator==(const Domain &, const Domain &) = default;

    [[nodiscard]] const Expectation *find(const dns::Name &owner, dns::Type type) const;
    void set(Expectation expectation); // replaces the one of the same owner and type
};

// The alternatives of AnyOf; of another kind, itself.
[[nodiscard]] std::vector<const Expectation *> alternativesOf(const Expectation &expectation);
// At least one, all of the same owner and type; alternatives among them are taken apart. One alone stays itself.
[[nodiscard]] Expectation anyOf(const std::vector<Expectation> &alternatives);
// Whether it names no data of its own: other data every hour may be as expected.
[[nodiscard]] bool isClass(const Expectation &expectation);

// Whether what is there is what is expected; unknown where it hangs on whose address it is, and nothing tells.
enum class Fit { Fits, Differs, Unknown };
// One record. `origin`: the AS that announces its address; 0: not known.
[[nodiscard]] Fit fitOf(const Expectation &expectation, dns::Type type, const dns::Rdata &rdata, quint32 origin);
// The whole RRset; `seen` is nothing where it was proven absent. `origins` as the records of `seen`, or empty.
[[nodiscard]] Fit fitOf(const Expectation &expectation, const std::optional<dns::RRset> &seen,
                        const std::vector<quint32> &origins);

// What is expected, for people who read records: data, "203.0.113.0/24", "under cdn.example", "AS64500", "absent".
[[nodiscard]] QStringList contentTexts(const Expectation &expectation);

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
