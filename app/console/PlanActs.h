// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Workspace.h"
#include "app/watch/Plan.h"

#include <QMetaType>

namespace hinoban::console {

// What a named person does with a planned change of a domain, as the screen asks for it.
struct PlanDeed {
    enum class Kind { Make, Withdraw, Accept };
    Kind kind = Kind::Make;
    dns::Name domain;
    watch::Plan plan{}; // Make: what, from and until; else its id alone counts. Once done, as it was stored.
    QString person, reason;
};

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
// Whichever of the three `deed` is; the plan that is made gets its approval and its id here.
[[nodiscard]] Result<store::Batch> batchOf(const watch::Domain &domain, PlanDeed &deed, Instant at,
                                           const std::vector<detect::Finding> &findings);

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::PlanDeed)
