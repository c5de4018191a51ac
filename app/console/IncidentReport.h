// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Pipeline.h"

#include <QJsonObject>

namespace hinoban::console {

// The incident and the response to it as the report has them: state, parts, runbook, deadlines and meetings, at the
// moment of the newest look. English.
[[nodiscard]] QJsonObject incidentJson(const Pipeline &pipeline, const respond::ResponseBook &book);

} // namespace hinoban::console
