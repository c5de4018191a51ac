// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QObject>
#include <QTimeZone>

namespace hinoban::ui {

// Instants and spans as a person reads them, in UTC or in the team's own zone, switched at run time. Evidence is
// always written in UTC (toRfc3339); this is for the screen. One for the process; the screen's thread.
class TimeText final : public QObject {
    Q_OBJECT
public:
    enum class Zone { Local, Utc };

    [[nodiscard]] static TimeText &instance();
    [[nodiscard]] Zone zone() const { return m_zone; }
    void setZone(Zone zone);
    // The team's zone. At first the system's, or Asia/Tokyo where the system has none but UTC: then "local" would
    // say nothing, and the people this was first written for sit there.
    [[nodiscard]] QTimeZone localZone() const { return m_local; }
    void setLocalZone(const QTimeZone &zone);

    [[nodiscard]] QString zoneName(Instant at) const;      // "JST", "UTC": of the zone shown
    [[nodiscard]] QString localZoneName(Instant at) const; // "JST"
    [[nodiscard]] int zoneSeconds(Instant at) const;       // east of UTC, of the zone shown

    [[nodiscard]] QString full(Instant at) const;  // "2020-06-01 19:18:04 JST"
    [[nodiscard]] QString brief(Instant at) const; // "06-01 19:18:02"
    [[nodiscard]] QString clock(Instant at) const; // "19:18:04"
    [[nodiscard]] QString day(Instant at) const;   // "06-01"
    // Both zones, for tool tips and copying: "2020-06-01 19:18:04 JST (2020-06-01T10:18:04Z)".
    [[nodiscard]] QString both(Instant at) const;

    [[nodiscard]] QDateTime dateTime(Instant at) const; // in the zone shown

Q_SIGNALS:
    void changed();

private:
    TimeText();
    Zone m_zone = Zone::Local;
    QTimeZone m_local;
};

// "43 h 06 min", "24 s": never negative.
[[nodiscard]] QString spanText(Duration span);
// "99:58:12", what is left of a TTL.
[[nodiscard]] QString ttlText(quint32 seconds);
// "24 s ago"
[[nodiscard]] QString agoText(Duration span);

} // namespace hinoban::ui
