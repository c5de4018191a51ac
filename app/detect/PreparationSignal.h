// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/LookAlikeNames.h"
#include "app/detect/Signals.h"

namespace hinoban::detect {

// P1: a look-alike of a name that the team depends on was registered lately, or since Hinoban first asked for it. An
// old one is somebody's own name. Clears when the registry has it no more; that it grows older does not clear it.
// Judges this one subject only. Pure.
[[nodiscard]] Judgement judgePreparation(const LookAlikeName &lookAlike, const registry::Lookup &lookup,
                                         Instant firstAsked, Instant now);

} // namespace hinoban::detect
