// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/watch/Look.h"

#include <QMetaType>

namespace hinoban::console {

// What Hinoban sees of one RRset and would take as the expectation. Vantages that disagree are told: nothing is
// proposed silently while somebody may already hold the domain.
struct ProposedRRset {
    watch::Expectation expectation; // Exact or Absent, without an approval
    int vantagesAgree = 0, vantagesAsked = 0;
    QStringList disagreements; // "resolver 192.0.2.53: 5 mail.example.com"
};

struct ProposedDomain {
    dns::Name name;
    watch::LookPtr look;
    std::vector<ProposedRRset> rrsets;
    std::optional<registry::Registration> registration;
    QString problem; // why nothing could be seen; empty otherwise
    // What makes it suspicious as it stands (S1), worst first: nobody accepts a hijacked state without having read it.
    std::vector<detect::Finding> suspicions;
};

struct Proposal {
    std::vector<ProposedDomain> domains;
};

// What a named person decided of one RRset that was seen, or that a file tells of.
struct DecidedRRset {
    enum class Decision {
        Accepted, // as it is seen
        Edited,
        Refused,
        Imported, // as a file says
        Removed,  // nothing is expected of it any more
    };
    Decision decision = Decision::Accepted;
    watch::Expectation expectation; // as accepted, edited or imported; Removed: as it was
};

struct Decided {
    struct Domain {
        dns::Name name;
        std::vector<DecidedRRset> rrsets;
        std::optional<registry::Registration> registration; // as it stood then
    };
    QString person, reason;
    std::vector<Domain> domains;
};

[[nodiscard]] ProposedDomain proposalOf(const watch::LookPtr &look);

// What is expected, on one line: data or prefixes, or "absent".
[[nodiscard]] QString expectationText(const watch::Expectation &expectation);

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::Proposal)
Q_DECLARE_METATYPE(hinoban::console::Decided)
