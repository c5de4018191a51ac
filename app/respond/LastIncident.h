// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Incident.h"

namespace hinoban::respond {

// As assess(), and where all is quiet again the incident that was: for what is written about it afterwards.
[[nodiscard]] Incident lastIncident(const std::vector<detect::Finding> &findings,
                                    const registry::LookupPtr &registration, const Decisions &decisions,
                                    int number = 1);

} // namespace hinoban::respond
