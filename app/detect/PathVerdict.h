// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Signals.h"
#include "app/path/Way.h"

#include <map>
#include <memory>

namespace hinoban::detect {

// Whether the answer is new, or the way to it.
enum class PathKind {
    Unknown,       // nothing to compare with, or too little was measured; `why` says which
    Usual,         // the answer and the way to it as ever
    Noise,         // within what is usual: load shared between routers, addresses of one content network
    Congestion,    // the way as ever, and clearly slower: a full line, or another way back
    Local,         // the way to everybody changed: our own network, or the provider
    RoutingChange, // the same address, through another network or place
    DnsChange,     // another address, and that lies elsewhere; the way to the old one as ever
    Both,
};
[[nodiscard]] QByteArray pathKindText(PathKind kind); // "dns-change" …, for machines

enum class PathRole {
    Expected, // an address that is usual, and is not among the answers
    Present,  // where the answers lead now
    Control,  // somebody else's, to tell our own network's troubles from ours
};
[[nodiscard]] QByteArray pathRoleText(PathRole role);

// One address of a round, with what is usual of the way to its name.
struct PathTarget {
    PathRole role = PathRole::Present;
    path::TracePtr trace;   // never null
    bool isNew = false;     // Present: neither usual nor expected by name
    bool isForeign = false; // … and outside what is expected, as far as that can be told; else it may be a rotation
    bool byPlan = false;    // … and announced by a planned change
    path::Way way{};
};

// What one round says of one service over one family. A value; the sentence is made on the way out (statementOf).
struct PathVerdict {
    PathKind kind = PathKind::Unknown;
    QString why; // Unknown: "no-baseline", "failed", "loop", "not-reached", "unknown-routers"
    dns::Name target;
    bool ipv6 = false;
    std::vector<PathTarget> targets; // the service's own, then the controls
    int chief = -1;                  // which of them says it best; -1: none
    int controls = 0, steady = 0;    // that could be compared, and those of them whose way is as ever
    Instant at{};
    // Of what was compared with: its hash, age and size; empty without a baseline.
    QByteArray baseline;
    Instant baselineSince{};
    int baselineRounds = 0;

    [[nodiscard]] const PathTarget *said() const { return chief < 0 ? nullptr : &targets[size_t(chief)]; }
    [[nodiscard]] bool isChange() const
    {
        return kind == PathKind::RoutingChange || kind == PathKind::DnsChange || kind == PathKind::Both;
    }
};
using PathVerdictPtr = std::shared_ptr<const PathVerdict>;

using PathBaselines = std::map<QString, path::BaselineSet>; // by BaselineSet::key()

// The round in a look: what its traces were about, each service and family apart, the gravest first. Of an address the
// look itself says whether it is new. Pure.
[[nodiscard]] std::vector<PathVerdict> verdictsOf(const watch::Look &look, const PathBaselines &baselines);
// The table of it; pure, for tests: `targets` as above, with their ways.
[[nodiscard]] PathVerdict verdictOf(std::vector<PathTarget> targets);

// D10: right owner, wrong region; or another way to the right address. MED; where the answer is new, it points to what
// DNS says (D1). A round that cannot tell clears nothing but
// what was new about answers that are as expected again. `open`: the findings of this domain.
[[nodiscard]] Judgement judgePath(const dns::Name &domain, const std::vector<PathVerdict> &verdicts,
                                  const std::vector<Finding> &open, Instant now);

// What a verdict says, as a rule with its arguments: every kind of it has a sentence (Sentence.h). Of a change it is
// the finding itself. `open`: the findings of this domain, to one of which it may point.
[[nodiscard]] Finding statementOf(const dns::Name &domain, const PathVerdict &verdict, const std::vector<Finding> &open,
                                  Instant now);

// What a trace is evidence of: the octets that the store keeps of it.
[[nodiscard]] Evidence evidenceOf(const path::Trace &trace);

} // namespace hinoban::detect
