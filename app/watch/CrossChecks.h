// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/QueryEngine.h"
#include "app/watch/Look.h"
#include "app/watch/Resolver.h"

#include <QHash>

namespace hinoban::watch {

// What a full look asks beside the vantages, to hold servers against themselves and each other; DelegationCheck.h and
// detect/Interception.h read the answers. Pure; any thread.

// The zone's SOA at one of its servers over TCP, as it was asked over UDP.
[[nodiscard]] dns::Query overTcp(const dns::Server &server, const dns::Name &zone);

// When that is asked: at the first full look at a zone, then once an hour; at every one as long as the server was last
// found to say otherwise over TCP. Thread: one.
class TcpTurns {
public:
    [[nodiscard]] bool isDue(const dns::Name &zone, const QHostAddress &server, Instant now);
    void learn(const Look &look); // an ended one

private:
    struct Turn {
        Instant askedAt{};
        bool differed = false;
    };
    QHash<std::pair<dns::Name, QHostAddress>, Turn> m_turns;
};

// The same with signatures at one of a signed zone's servers. They are questions of their own: an answer with
// signatures is another answer whenever the zone is signed anew, and history is to show changes of data.
[[nodiscard]] dns::Query withSignatures(const dns::Server &server, const dns::Question &question);
// Of `questions` those that the zone's own keys answer for: keys first, then SOA, then the others in their order.
[[nodiscard]] std::vector<dns::Question> signedQuestions(const dns::Name &zone,
                                                         const std::vector<dns::Question> &questions);

// At a server that is not asked as a vantage.
[[nodiscard]] dns::Query beside(const dns::Server &server, const dns::Name &zone, dns::Type type);

// Who the server is: version.bind in the CHAOS class, and its NSID (RFC 5001).
[[nodiscard]] dns::Query identityOf(const dns::Server &server);

// The zone's NS over TLS or HTTPS at a resolver that is asked over port 53 and can do either.
[[nodiscard]] std::optional<dns::Query> encrypted(const Resolver &resolver, const dns::Name &zone);

// To where nobody is (VacantAddress.h): whoever answers does so in everybody's place.
[[nodiscard]] dns::Query toNobody();

} // namespace hinoban::watch
