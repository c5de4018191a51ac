// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Pipeline.h"

#include <QJsonArray>

namespace hinoban::console {

// The newest round of traces of a domain and what it says, for the report's JSON ("paths", described in
// resources/schemas/report.schema.json); empty: there was none.
[[nodiscard]] QJsonArray pathsJson(const Watched &watched, const std::vector<detect::Finding> &open);

// The same for a terminal, in the program's language: one line a service.
[[nodiscard]] QString pathsText(const Watched &watched, const std::vector<detect::Finding> &open);

} // namespace hinoban::console
