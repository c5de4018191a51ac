// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/drill/Scenario.h"
#include "app/drill/ZoneIndex.h"

#include <map>

namespace hinoban::drill {

enum class Condition {
    Up,
    Down,       // silent
    Lame,       // answers without authority and without data
    Refusing,   // REFUSED
    Failing,    // SERVFAIL
    Truncating, // everything over UDP is cut; TCP works
    Garbling,   // bytes that are no DNS message
};

// A machine that answers for zones.
struct ServerSpec {
    dns::Name name;
    std::vector<QHostAddress> addresses;
    Duration roundTrip{};
};

// What other people ask a resolver for, so that its cache is not empty when the team looks.
struct Users {
    dns::Name name;
    std::vector<dns::Type> types;
    Instant since{};
    Duration every{};
};

// What a resolver says of an RRset instead of asking for it.
struct Lie {
    dns::RRset set;
    Instant from{}, until{};
};

struct ResolverSpec {
    WatchedResolver watched; // its ttlCap caps positive answers and delegations
    quint32 negativeCap = 3600;
    bool renews = false; // every answer of a child renews its cached NS set: a "ghost" lives as long as it is asked
    bool usable = true;  // false: listed, and silent
    Duration roundTrip{};
    std::vector<Users> users;
    std::vector<Lie> lies;
    std::optional<QHostAddress> wildcard; // where it leads names that do not exist, instead of saying so
};

// What the registry publishes of one domain, until the next version.
struct RegistrationSpec {
    dns::Name domain;
    QString registrar, registrarIanaId, abuseEmail, abusePhone;
    Instant registered{}, expires{}, lastChanged{};
    QStringList statuses;
    std::vector<dns::Name> nameservers;
    bool delegationSigned = false;
};

// A certificate in the public logs.
struct CertificateSpec {
    QString issuer, serial; // the distinguished name, hex
    QStringList names;
    Instant from{}, until{}, entered{};
};

// Whose a block of addresses is, as its regional registry tells.
struct NetworkSpec {
    Prefix prefix;
    QString handle, name, country, holder, abuseEmail, abusePhone;
};

struct HopSpec {
    QHostAddress address; // null: silent
    QString name, place;
    Duration roundTrip{};
};

struct Route {
    std::vector<HopSpec> hops;
    Duration response{};                // zero: the service does not answer
    Duration jitter{};                  // around response and round trips, never more than this
    std::optional<HopSpec> destination; // the address itself; nothing: it is never reached
};

// A machine that takes mail, as far as its greeting.
struct MailHostSpec {
    QHostAddress address;
    QString greeting; // behind the code: "mail.example ESMTP"
};
enum class MailCondition {
    Up,
    Down,     // it hangs up without a word
    Refusing, // it greets with 554
};

// The state of everything that the story can change, from `from` until the next state begins.
struct State {
    Instant from{};
    struct Serving {
        Condition condition = Condition::Up;
        std::shared_ptr<const ServedZones> zones;
    };
    std::vector<Serving> servers; // by index of Scenario::servers
    struct Mail {
        MailCondition condition = MailCondition::Up;
    };
    std::vector<Mail> mail; // by index of Scenario::mailHosts
    std::map<dns::Name, RegistrationSpec> registrations;
    std::vector<std::pair<Prefix, QStringList>> paths; // first match counts; the names of routes that share the load
};

struct Turn {
    Instant at{};
    QString what;
    bool hourChosen = false;
};

struct Scenario {
    Briefing briefing;
    std::vector<ServerSpec> servers;
    std::vector<ResolverSpec> resolvers;
    std::vector<MailHostSpec> mailHosts;
    std::vector<QByteArray> rdapTlds;  // whose registry answers
    std::vector<QByteArray> whoisTlds; // … on port 43, and not by RDAP
    std::vector<NetworkSpec> networks; // asked by RDAP too; the first that fits counts
    bool hasCertificates = false;      // the story tells of certificate logs, be they empty
    std::vector<CertificateSpec> certificates;
    std::map<QString, Route> routes;
    std::vector<State> states; // ascending; the first holds before everything
    std::vector<Turn> turns;

    // The state in force. A change holds from its instant on.
    [[nodiscard]] const State &at(Instant instant) const;
    [[nodiscard]] std::optional<size_t> serverAt(const QHostAddress &address) const;
};

} // namespace hinoban::drill
