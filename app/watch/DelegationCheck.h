// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Look.h"

#include <map>

namespace hinoban::watch {

// How one address of an authoritative server was found (RFC 9499 for the words).
struct ServerState {
    enum class Kind {
        Answers,     // with authority
        Lame,        // without authority: it does not know the zone that it is named for
        Refuses,     // REFUSED: it is there, and does not serve the zone to us
        Fails,       // SERVFAIL or another error
        Malformed,   // something came that is no DNS message
        Silent,      // nothing came in time
        Unreachable, // the network, or the server's machine, says no
    };
    dns::Name name;
    QHostAddress address;
    Kind kind = Kind::Silent;
    QString detail;          // technical
    bool isDelegated = true; // false: expected, and not named by the delegation as it is now
    QString identity;        // NSID (RFC 5001); empty: not offered
    QString version;         // version.bind; empty: not offered
};
[[nodiscard]] QByteArray serverStateText(ServerState::Kind kind); // "answers", "lame", "refuses" …

// Servers that should say the same and do not. A fact, not an accusation: providers do some of this honestly.
struct Difference {
    QByteArray what; // "parent-ns", "parent-ds", "child-ns", "child-soa", "child-dnskey", "one-host", "udp-tcp"
    struct Side {
        QStringList servers; // "ns1.example 192.0.2.1"
        QString says;        // the data, in presentation form
    };
    std::vector<Side> sides; // two at least, the larger one first
};

// The delegation in full, of the newest full look.
struct DelegationCheck {
    std::vector<ServerState> servers; // by name and address
    std::vector<Difference> differences;
};

// Who a server says it is: asked once an address and kept.
struct Identity {
    QString identity, version;
};
using Identities = std::map<QString, Identity>; // by address

// Takes what the look learned about who the servers are.
void rememberIdentities(const Look &look, Identities &identities);

// Whether a server says the same SOA over TCP as over UDP; nothing if it did not say it over both.
[[nodiscard]] std::optional<bool> agreesOverTcp(const Look &look, const QHostAddress &server);

// Pure; any thread. Texts of servers are made safe to show. Beside the observations it reads the look's cross-checks,
// which no signal judges: SOA over TCP, DNSKEY, expected servers that are not delegated to, version.bind with NSID.
// `before`: of the full look before this. TCP is not asked in each (CrossChecks.h): what it found stays until it
// agrees.
[[nodiscard]] DelegationCheck checkDelegation(const Look &look, const Identities &identities,
                                              const DelegationCheck *before = nullptr);

} // namespace hinoban::watch
