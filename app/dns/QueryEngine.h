// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/dns/Exchange.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace hinoban::dns {

struct Query {
    Vantage vantage = Vantage::Authoritative;
    Server server;
    Question question;
    bool recursionDesired = false;
    bool dnssecOk = false;                // DO (RFC 4035, 3.2.1)
    bool checkingDisabled = false;        // CD: the resolver must not validate for us
    bool nsid = false;                    // ask for the server's identifier (RFC 5001)
    Transport transport = Transport::Udp; // UDP falls back to TCP on truncation; the others are asked as they are
};

struct EngineOptions {
    Duration firstTimeout = std::chrono::milliseconds(800); // until a server's round trip is known; doubled each time
    int attempts = 8;                                       // over UDP, as far as the deadline lets them
    Duration deadline = std::chrono::seconds(5);            // of the whole question from its first packet, TCP included
    int window = 8192;                                      // questions on the wire at once
    int windowPerServer = 100;                              // at first
    // Timers follow each server's round trips (RFC 6298), and its window what it bears. False: `firstTimeout` and
    // `windowPerServer` always, for comparison.
    bool adaptive = true;
    // Questions a second that one address is asked, 0 for no limit: as a resolver (public ones take more for an
    // attack), as any other server.
    double resolverRate = 20;
    double serverRate = 1000;
    int udpSockets = 16; // a family; each on a random port, one drawn for each question
};

// What the engine has to do, and what keeps it.
struct EngineLoad {
    int waiting = 0;     // not yet let out
    int onWire = 0;      // being asked
    int deadServers = 0; // not asked at present, because they answered nothing
    Duration behind{};   // until the last question that waits for its server's pace may go out
};

// Asks questions and matches answers: asynchronous, many in flight, UDP with TCP on truncation (RFC 7766), random
// id, source port and 0x20 case, a reply taken only from the address and port asked with the id, question and case
// sent (RFC 5452), and DNS cookies where the server has them (RFC 7873). Retries when a reply is overdue by what is
// known of the server; falls back from 0x20, cookies or EDNS when a server demonstrably cannot. A server that answers
// nothing at all is left alone for a while: questions to it then end at once as TimedOut, with the reason.
// Never blocks: non-blocking sockets under QSocketNotifier, recvmmsg and sendmmsg.
//
// Thread: lives in the network thread; ask() is called there and answers there, never from inside ask().
// Owner: console::Network. Destroying it drops every open question without calling back.
class QueryEngine final : public QObject {
    Q_OBJECT
public:
    // A null exchange never comes back.
    using Answer = std::function<void(ExchangePtr)>;

    QueryEngine(Clock &clock, Internet internet, EngineOptions options = {}, QObject *parent = nullptr);
    ~QueryEngine() override;

    // `context` gone = the answer is dropped; no context = only the engine's end drops it. Every question ends within
    // the deadline, counted from when the window lets it out.
    void ask(Query query, QObject *context, Answer answer);

    // From now on. For another guard or mapping of the same internet: whom TLS trusts stays as it was.
    void setInternet(Internet internet);
    // Questions a second that these addresses are asked as resolvers, instead of EngineOptions::resolverRate.
    void setResolverRates(QHash<QHostAddress, double> rates);

    [[nodiscard]] int open() const;    // asked and not answered
    [[nodiscard]] int waiting() const; // of these, not yet let out by the windows
    [[nodiscard]] EngineLoad load() const;
    [[nodiscard]] const Internet &internet() const;
    [[nodiscard]] Clock &clock() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::dns
