// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/TimeText.h"

#include <QCoreApplication>
#include <QDateTime>

namespace hinoban::ui {

namespace {

QString nameOf(const QTimeZone &zone, const QDateTime &at)
{
    // The C library's abbreviation where there is one; "UTC+09:00" otherwise.
    const QString abbreviation = zone.abbreviation(at);
    return abbreviation.isEmpty() ? zone.displayName(at, QTimeZone::OffsetName) : abbreviation;
}

QDateTime inZone(Instant at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(at) / 1000, zone);
}

} // namespace

TimeText &TimeText::instance()
{
    static TimeText text;
    return text;
}

TimeText::TimeText()
    : m_local(QTimeZone::systemTimeZone())
{
    const bool onlyUtc =
        m_local.offsetFromUtc(QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC)) == 0 && !m_local.hasDaylightTime();
    if (onlyUtc) {
        const QTimeZone tokyo("Asia/Tokyo");
        if (tokyo.isValid()) m_local = tokyo;
    }
}

void TimeText::setZone(Zone zone)
{
    if (m_zone == zone) return;
    m_zone = zone;
    Q_EMIT changed();
}

void TimeText::setLocalZone(const QTimeZone &zone)
{
    if (!zone.isValid() || zone == m_local) return;
    m_local = zone;
    Q_EMIT changed();
}

QDateTime TimeText::dateTime(Instant at) const { return inZone(at, m_zone == Zone::Utc ? QTimeZone::utc() : m_local); }

QString TimeText::zoneName(Instant at) const { return m_zone == Zone::Utc ? QStringLiteral("UTC") : localZoneName(at); }

QString TimeText::localZoneName(Instant at) const { return nameOf(m_local, inZone(at, m_local)); }

int TimeText::zoneSeconds(Instant at) const { return dateTime(at).offsetFromUtc(); }

QString TimeText::full(Instant at) const
{
    return dateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char(' ') + zoneName(at);
}

QString TimeText::brief(Instant at) const { return dateTime(at).toString(QStringLiteral("MM-dd HH:mm:ss")); }

QString TimeText::clock(Instant at) const { return dateTime(at).toString(QStringLiteral("HH:mm:ss")); }

QString TimeText::day(Instant at) const { return dateTime(at).toString(QStringLiteral("MM-dd")); }

QString TimeText::both(Instant at) const
{
    return inZone(at, m_local).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char(' ') + localZoneName(at) +
           QStringLiteral(" (") + toRfc3339(at) + QLatin1Char(')');
}

QString spanText(Duration span)
{
    const qint64 seconds = qMax<qint64>(0, std::chrono::duration_cast<std::chrono::seconds>(span).count());
    if (seconds < 60) return QCoreApplication::translate("Time", "%1 s").arg(seconds);
    const qint64 hours = seconds / 3600, minutes = seconds / 60 % 60;
    if (hours == 0)
        return QCoreApplication::translate("Time", "%1 min %2 s")
            .arg(minutes)
            .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return QCoreApplication::translate("Time", "%1 h %2 min").arg(hours).arg(minutes, 2, 10, QLatin1Char('0'));
}

QString ttlText(quint32 seconds)
{
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString agoText(Duration span) { return QCoreApplication::translate("Time", "%1 ago").arg(spanText(span)); }

} // namespace hinoban::ui
