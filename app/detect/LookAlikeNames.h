// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Name.h"
#include "app/watch/Expectation.h"

#include <vector>

namespace hinoban::detect {

// A registrable domain that somebody would register to be taken for one that a team depends on.
struct LookAlikeName {
    dns::Name name;
    dns::Name imitates; // registrable
    dns::Name domain;   // the watched domain that depends on it; the first of several
    QString rule;       // as judgeName() says it
    friend bool operator==(const LookAlikeName &, const LookAlikeName &) = default;
};

// Names to keep an eye on (P1), nearest first and at most `most`: look-alikes of the registrable domains of the name
// servers that the domains should have, of the domains themselves, and of their mail hosts. Each is a look-alike by
// judgeName() too; no name is among them that a provider owns or the team itself uses. Made for watching only: whether
// a name that was seen is a look-alike is judged pair by pair, and this list has no say in it. Pure; the same whatever
// the order of `domains`.
[[nodiscard]] std::vector<LookAlikeName> lookAlikeNames(const std::vector<watch::Domain> &domains, size_t most);

} // namespace hinoban::detect
