// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QHash>
#include <QHostAddress>
#include <QString>

namespace hinoban::path {

// Who announces an address, and where it is registered or used, as far as somebody tells.
struct Origin {
    quint32 as = 0;  // the autonomous system; 0: not known (it announces nothing, RFC 7607)
    QString country; // ISO 3166-1 alpha-2, "JP"; empty: not known
    QString source;  // who says so: "Team Cymru, DNS", or the name of a database's file
    Instant at{};    // when it was asked; of a database, when it was made
    friend bool operator==(const Origin &, const Origin &) = default;
};

using Origins = QHash<QHostAddress, Origin>;

// "jp" as "JP"; nothing else than two letters is a country.
[[nodiscard]] QString countryFromText(const QString &text);
// "AS64500 JP", "AS64500", "JP"; empty where neither is known.
[[nodiscard]] QString originText(const Origin &origin);

} // namespace hinoban::path
