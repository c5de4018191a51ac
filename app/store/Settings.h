// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Incident.h"

namespace hinoban::store {

// Keys of the table `setting`.
inline constexpr QLatin1String OrganisationKey{"organisation"};
inline constexpr QLatin1String DecisionsKey{"decisions"};

[[nodiscard]] QJsonObject toJson(const respond::Decisions &decisions);
[[nodiscard]] Result<respond::Decisions> decisionsFromJson(const QJsonObject &object);

} // namespace hinoban::store
