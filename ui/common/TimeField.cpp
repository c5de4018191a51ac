// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/TimeField.h"

#include "ui/common/TimeText.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>

namespace hinoban::ui {

namespace {

QDateTime in(const QTimeZone &zone, Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(at) / 1000, zone);
}

} // namespace

TimeField::TimeField(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_time(new QDateTimeEdit(this))
    , m_zone(new QComboBox(this))
    , m_other(new QLabel(this))
{
    m_time->setObjectName(name + QStringLiteral("Time"));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_time->setCalendarPopup(true);
    m_time->setTimeSpec(Qt::UTC);
    m_zone->setObjectName(name + QStringLiteral("Zone"));
    m_zone->addItems({QString(), QStringLiteral("UTC")});
    m_zone->setCurrentIndex(TimeText::instance().zone() == TimeText::Zone::Utc ? 1 : 0);
    m_other->setTextFormat(Qt::PlainText);
    m_other->setProperty("muted", true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_time);
    layout->addWidget(m_zone);
    layout->addWidget(m_other, 1);
    setFocusProxy(m_time);
    setInstant({});
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, [this] {
        showOther();
        Q_EMIT changed();
    });
    connect(m_zone, &QComboBox::activated, this, [this] {
        setInstant(instant());
        Q_EMIT changed();
    });
}

QWidget *TimeField::field() const { return m_time; }

bool TimeField::isUtc() const { return m_zone->currentIndex() == 1; }

void TimeField::retranslate(const QString &accessibleName)
{
    m_time->setAccessibleName(accessibleName);
    m_zone->setAccessibleName(tr("Zone of the time"));
    showOther();
}

// QDateTimeEdit knows no zone but the system's and UTC: here it holds what the clock on the wall says, and the zone
// beside it says where that wall is.
Instant TimeField::instant() const
{
    const QDateTime time(m_time->date(), m_time->time(), m_shownIn);
    return instantFromUnixMicroseconds(time.toMSecsSinceEpoch() * 1000);
}

void TimeField::setInstant(Instant at)
{
    m_shownIn = isUtc() ? QTimeZone::utc() : TimeText::instance().localZone();
    const QDateTime shown = in(m_shownIn, at);
    m_time->setDateTime(QDateTime(shown.date(), shown.time(), Qt::UTC));
    showOther();
}

void TimeField::showOther()
{
    const Instant at = instant();
    const auto &times = TimeText::instance();
    m_zone->setItemText(0, times.localZoneName(at));
    const QString form = QStringLiteral("= yyyy-MM-dd HH:mm ");
    m_other->setText(isUtc() ? in(times.localZone(), at).toString(form) + times.localZoneName(at)
                             : in(QTimeZone::utc(), at).toString(form) + QStringLiteral("UTC"));
}

} // namespace hinoban::ui
