// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Incident.h"

#include <QMetaType>

#include <map>

namespace hinoban::store {

// Keys of the table `setting`.
inline constexpr QLatin1String OrganisationKey{"organisation"};
inline constexpr QLatin1String DecisionsKey{"decisions"};
inline constexpr QLatin1String CertificateSearchKey{"certificateSearch"};
inline constexpr QLatin1String CertificatesKey{"certificates/"}; // and the domain
inline constexpr QLatin1String PathKey{"path/"};                 // and path::BaselineSet::key()
inline constexpr QLatin1String LookAlikesKey{"lookAlikesAsked"};

// How a team has its workspace watched.
struct WatchSettings {
    static constexpr int LeastMinutes = 5, MostMinutes = 1440, MostHours = 168;
    int registrationMinutes = 10; // from one question to the registry to the next (R1 to R5)
    int lookAlikeHours = 3;       // once through the look-alikes of names that we depend on (P1); 0: never
    QString origins;              // file of a database of origins (path::OriginDatabase) on this machine; empty: none
    bool askOrigins = false;      // whether Team Cymru may be asked, where there is no database
    QString certificates;         // where certificates are searched for (T1); empty: nowhere. Under a key of its own
    friend bool operator==(const WatchSettings &, const WatchSettings &) = default;
};
inline constexpr QLatin1String WatchSettingsKey{"watch"};

[[nodiscard]] QJsonObject toJson(const WatchSettings &settings); // `certificates` aside
// BadInput: a number out of bounds, so that no file makes us impolite.
[[nodiscard]] Result<WatchSettings> watchSettingsFromJson(const QJsonObject &object);

[[nodiscard]] QJsonObject toJson(const respond::Decisions &decisions);
[[nodiscard]] Result<respond::Decisions> decisionsFromJson(const QJsonObject &object);

// When each look-alike was asked for first (P1).
[[nodiscard]] QJsonObject askedToJson(const std::map<dns::Name, Instant> &asked);
[[nodiscard]] Result<std::map<dns::Name, Instant>> askedFromJson(const QJsonObject &object);

} // namespace hinoban::store

Q_DECLARE_METATYPE(hinoban::store::WatchSettings)
