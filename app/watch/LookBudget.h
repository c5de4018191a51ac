// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Allowance.h"
#include "app/dns/Name.h"

#include <map>
#include <set>

namespace hinoban::watch {

// How many servers one look asks, under how many addresses, and how much its walks ask for them: whoever changed a
// delegation chooses whom we ask, and must not choose how often. A part of one look; thread: its own.
class LookBudget {
public:
    static constexpr int MaxServers = 40;   // host names of one domain's servers
    static constexpr int MaxAddresses = 60; // of all of them together
    static constexpr int MaxNames = 4;      // under which one address is asked
    static constexpr int MaxProofs = 1200;  // answers that are asked for again, with their signatures

    // Whether the server is still to be looked for, and may be.
    [[nodiscard]] bool takeServer(const dns::Name &host);
    [[nodiscard]] bool knowsServer(const dns::Name &host) const { return m_servers.contains(host); }
    [[nodiscard]] bool takeAddress(const QHostAddress &address);
    [[nodiscard]] bool takeProof();
    [[nodiscard]] const dns::AllowancePtr &walks() const { return m_walks; }

    // What the look did not ask because it had asked enough: a sentence in technical English; empty as a rule.
    [[nodiscard]] QString leftOut() const;

private:
    std::set<dns::Name> m_servers, m_serversLeftOut;
    std::map<QString, int> m_namesOf; // by address
    int m_addresses = 0, m_addressesLeftOut = 0;
    int m_proofs = 0, m_proofsLeftOut = 0;
    dns::AllowancePtr m_walks = std::make_shared<dns::Allowance>();
};

} // namespace hinoban::watch
