// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/drill/Scenario.h"
#include "app/respond/Contact.h"
#include "app/respond/Draft.h"
#include "app/respond/Entry.h"
#include "app/watch/PathRound.h"
#include "app/watch/Resolver.h"

namespace hinoban::console {

// A scenario's briefing in the words of the pipeline. A world knows nothing of who looks at it, so the turn from
// one to the other is here.
[[nodiscard]] std::vector<watch::Domain> domainsOf(const drill::Briefing &briefing);
[[nodiscard]] std::vector<watch::Resolver> resolversOf(const drill::Briefing &briefing);
[[nodiscard]] std::vector<watch::ControlTarget> controlsOf(const drill::Briefing &briefing);
[[nodiscard]] respond::Entry entryOf(const drill::KnownFact &fact);

} // namespace hinoban::console
