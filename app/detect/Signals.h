// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/watch/Look.h"

#include <map>

namespace hinoban::detect {

// A resolver that says of an RRset what neither we expect nor the domain's servers say, though it knows the right
// servers and all that it could have learned before has run out.
struct Overdue {
    dns::Name owner;
    dns::Type type = dns::Type::A;
    QString server; // Server::display()
    Instant since{};
    quint32 ttl = 0; // what it said it would keep it for, when it was first seen
    friend bool operator==(const Overdue &, const Overdue &) = default;
};

// What the signals may look at: the look itself, and the latest observation at every vantage of the domain (a
// delegation look does not ask for everything). Pure input; no clock.
struct View {
    const watch::Look &look;
    // The newest observation for each (vantage, server, owner, type), look included; those of servers that no
    // longer belong to the delegation are left out.
    const std::vector<watch::Observation> &latest;
    const registry::LookupPtr &registration; // newest; may be null
    Instant now;                             // look.endedAt
    dns::ValidationPtr dnssec{};             // newest; null: DNSSEC is not looked at
    // The DS records with which the domain was secure before; empty: it never was, as far as is known.
    std::vector<dns::Rdata> dsBefore{};
    // DS records other than expected whose keys the expected ones have endorsed; empty: none.
    std::vector<dns::Rdata> dsEndorsed{};
    // The newest of each registrable domain of servers that nobody expects.
    std::map<dns::Name, registry::LookupPtr> hostRegistrations{};
    std::vector<Overdue> overdue{}; // D13
};

// What the signals say now. `judged` tells which signal families had enough truth to be cleared: a finding whose
// scope is not judged here, or whose subject is undecided, stays as it is (unknown never clears).
struct Judgement {
    std::vector<Finding> findings; // firstSeen, lastSeen = now; sorted by key
    // Scopes "D1|parent", "D8|resolver" …: signal and vantage; or one subject in them, "P1||a.example". Sorted.
    QStringList judged;
    // "D9|resolver|www.example.com A": subjects in a judged scope without an answer; "D12|authoritative|ns1.example.com
    // *": every one of this server's, wherever it stands.
    QStringList undecided;
    [[nodiscard]] bool decides(const Finding &finding) const;
};

// Evaluates every signal of one domain: D1 to D9, D11 to D13, R1 to R5, W1 (planned changes) and S1 (a first look,
// with nothing expected yet); one file a family in this folder. What a plan announces is found as INFO.
[[nodiscard]] Judgement judge(const View &view);

// F1: two or more domains with the same signal, within an hour. From the open findings of all domains.
[[nodiscard]] std::vector<Finding> judgeFleet(const std::vector<Finding> &open, Instant now);

} // namespace hinoban::detect
