// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/dns/Rdata.h"

#include <set>

namespace hinoban::respond {

// What was changed and what was left alone, by purpose. Three values: what the false servers were never asked is not
// called untouched.
struct AttackAim {
    enum class Part { Unknown, Untouched, Changed };
    bool delegation = false;      // the parent, or the servers it names
    bool registration = false;    // the registration left its holder
    Part mail = Part::Unknown;    // who receives (MX)
    Part senders = Part::Unknown; // who may send (SPF, DKIM, DMARC)
    Part addresses = Part::Unknown;
    bool certificates = false; // issued by a stranger, or made possible (CAA, ACME challenge)
    friend bool operator==(const AttackAim &, const AttackAim &) = default;
};

// `findings`: of one incident, open and cleared. `compared`: the types at the domain itself that the false servers
// answered and that something is expected of. `expectsSenders`: one of the TXT records expected there is SPF (RFC
// 7208).
[[nodiscard]] AttackAim aimOf(const std::vector<detect::Finding> &findings, const std::set<dns::Type> &compared,
                              bool expectsSenders);

// What the attack was for, in one sentence: "MX false, SPF untouched: to read mail, not to forge it." Empty where the
// changes say nothing.
[[nodiscard]] QString aimSentence(const AttackAim &aim, bool japanese);

} // namespace hinoban::respond
