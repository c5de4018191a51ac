// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Incident.h"

#include <map>

namespace hinoban::store {

// Keys of the table `setting`.
inline constexpr QLatin1String OrganisationKey{"organisation"};
inline constexpr QLatin1String DecisionsKey{"decisions"};
inline constexpr QLatin1String CertificateSearchKey{"certificateSearch"};
inline constexpr QLatin1String CertificatesKey{"certificates/"}; // and the domain
inline constexpr QLatin1String LookAlikesKey{"lookAlikesAsked"};

[[nodiscard]] QJsonObject toJson(const respond::Decisions &decisions);
[[nodiscard]] Result<respond::Decisions> decisionsFromJson(const QJsonObject &object);

// When each look-alike was asked for first (P1).
[[nodiscard]] QJsonObject askedToJson(const std::map<dns::Name, Instant> &asked);
[[nodiscard]] Result<std::map<dns::Name, Instant>> askedFromJson(const QJsonObject &object);

} // namespace hinoban::store
