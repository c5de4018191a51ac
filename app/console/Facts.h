// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Pipeline.h"
#include "app/detect/Weakness.h"

namespace hinoban::console {

// What a draft can say of one domain, gathered from the newest observations and the open findings. Pure.
struct FactsInput {
    const Watched &watched;
    const std::vector<detect::Finding> &findings; // of the whole workspace
    const respond::Incident &incident;
    const respond::CacheTail &tail;
    const respond::Organisation &organisation;
    const store::ChainHead &head;
    bool drill = false;
};
[[nodiscard]] respond::DraftFacts factsOf(const FactsInput &input);

// What a draft says of a domain at a moment: the facts of its view, which may be older than the moment, with what the
// moment says of everything (incident, organisation, head of the log).
[[nodiscard]] respond::DraftFacts factsOf(const Snapshot &snapshot, const DomainView &view);

// Adds the attacker's servers that the newest observations name, and their addresses, to `watched.hostile`.
void rememberHostile(Watched &watched);

// The cache tail of one domain at an instant: what its resolvers serve, and what they may serve until when.
[[nodiscard]] respond::CacheTail tailOf(const Watched &watched, const std::vector<watch::Resolver> &resolvers,
                                        Instant now);

// Where mail may have gone, of each domain of which a mail host was false. `now`: for what caches may still hold.
[[nodiscard]] std::vector<respond::ExposureWindow>
exposureWindows(const Pipeline &pipeline, const std::vector<detect::Finding> &findings, Instant now);

// Open findings of the domain, worst first, then by signal and subject.
[[nodiscard]] std::vector<detect::Finding> worstFirst(const std::vector<detect::Finding> &findings,
                                                      const dns::Name &domain);

// What is weak about the domain as it stands, from the newest of everything.
[[nodiscard]] std::vector<detect::Weakness> weaknessesOf(const Watched &watched, Instant now);

} // namespace hinoban::console
