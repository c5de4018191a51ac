// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/DelegationWalk.h"
#include "app/registry/MailGreeting.h"
#include "app/watch/Expectation.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace hinoban::watch {

// What is to be found out of one host, address or domain of the attacker's.
struct HostQuestion {
    std::optional<dns::Name> name;   // is resolved from the root; nothing: it has no name that others answer for
    bool isDomain = false;           // `name` is a registrable domain: only whether the registry still delegates it
    std::vector<QHostAddress> known; // addresses from before; at most four are asked
    bool asksDns = false;            // its addresses are asked about `domains`
    bool asksMail = false;           // its addresses are asked for an SMTP greeting
    std::vector<dns::Name> domains;  // watched ones; at most three are asked about
};

// What came of the name.
enum class NameFate {
    Unknown,      // whoever should have told did not
    Resolves,     // it has an address; of a domain: it is delegated
    Gone,         // its domain is there, and says that there is no such name, or no address of it
    Unregistered, // the zone above denies its domain
    Failing,      // its domain's servers answer SERVFAIL or REFUSED, or none of them answers
};
[[nodiscard]] QByteArray nameFateText(NameFate fate); // "resolves" …

// What one address said about one domain of ours, all types together.
enum class ServerFate {
    Unknown, // nobody may ask, or the network said no
    Silent,
    Refuses, // REFUSED, SERVFAIL, NOTAUTH …
    Empty,   // it answers, and has nothing of ours
    Answers,
};

struct HostAnswer {
    Instant at{};
    NameFate fate = NameFate::Unknown;
    QString fateDetail; // technical, English: "NXDOMAIN from ns1.dns.com"
    std::vector<QHostAddress> addresses;
    struct Served {
        QHostAddress address;
        ServerFate fate = ServerFate::Unknown;
        QString detail;
    };
    std::vector<Served> served;
    // What the servers say of our domains, in an order of its own: "coincheck.com MX 5 mail.coincheck.com; …". A serial
    // number and TTLs are left out: they are no other lie.
    QString says;
    std::vector<registry::Greeting> greetings;
    bool networkWorks = false; // somebody answered something: silence of others is theirs
    // What decided: of the name the last answer, of each server those that had data or refused.
    std::vector<dns::ExchangePtr> evidence;
};

// Finds that out, within a budget: a walk to the name and its domain, then at most 4 addresses × 3 domains × 3
// questions, and one greeting an address. Nothing is asked twice at a time. Thread: the network thread. Owner:
// console::Session; destroying it drops what is open without calling back.
class HostProbe final : public QObject {
public:
    static constexpr size_t MostAddresses = 4, MostDomains = 3;

    HostProbe(Clock &clock, dns::QueryEngine &engine, QObject *parent = nullptr);
    ~HostProbe() override;

    // `done` is called once, from the event loop.
    void ask(HostQuestion question, QObject *context, std::function<void(HostAnswer)> done);

    // Asks one server of the attacker's each of these, a few at a time; the exchanges come in their order.
    void askAll(const dns::Server &server, std::vector<dns::Question> questions, QObject *context,
                std::function<void(std::vector<dns::ExchangePtr>)> done);

private:
    class Run;
    class Interview;
    Clock &m_clock;
    dns::QueryEngine &m_engine;
    dns::DelegationWalk m_walk; // its own: what a shared one remembers of a name is no news of it
    registry::MailGreeter m_greeter;
    std::optional<Instant> m_forgotAt;
};

// Everything of a domain that an attacker may have copied or made up: at the apex every type that people use, of the
// names that are expected and of the usual ones those that such names have. Bounded; in the order in which they are
// asked.
[[nodiscard]] std::vector<dns::Question> questionsBeforeCleanup(const Domain &domain);

} // namespace hinoban::watch
