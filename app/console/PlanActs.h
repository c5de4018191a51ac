// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Workspace.h"
#include "app/watch/Plan.h"

namespace hinoban::console {

// Who does something with a plan, and why.
struct PlanActor {
    QString person, reason;
    Instant at{};
};

// What people do with planned changes, each as the batch to be committed: the domain as it is then, and the entries
// that say who did it and why. Pure; any thread. BadInput: there is no such plan, or it would change nothing.
[[nodiscard]] Result<store::Batch> makePlan(const watch::Domain &domain, watch::Plan plan);
[[nodiscard]] Result<store::Batch> cancelPlan(const watch::Domain &domain, const QString &id, const PlanActor &actor);
// The planned state becomes what is expected. The open findings say what of the registration came with it; those of
// them that the plan explains are cleared.
[[nodiscard]] Result<store::Batch> acceptPlan(const watch::Domain &domain, const QString &id, const PlanActor &actor,
                                              const std::vector<detect::Finding> &findings);

} // namespace hinoban::console
