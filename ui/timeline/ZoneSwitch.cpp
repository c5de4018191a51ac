// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/ZoneSwitch.h"

#include "ui/common/TimeText.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace hinoban::ui {

ZoneSwitch::ZoneSwitch(QWidget *parent)
    : QWidget(parent)
    , m_local(new QToolButton(this))
    , m_utc(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *group = new QButtonGroup(this);
    for (auto *button : {m_local, m_utc}) {
        button->setCheckable(true);
        button->setProperty("link", true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        group->addButton(button);
    }
    auto *between = new QLabel(QStringLiteral("|"), this);
    between->setProperty("muted", true);
    layout->addWidget(m_local);
    layout->addWidget(between);
    layout->addWidget(m_utc);
    m_local->setObjectName(QStringLiteral("zoneLocal"));
    m_utc->setObjectName(QStringLiteral("zoneUtc"));
    connect(m_local, &QToolButton::clicked, this, [] { TimeText::instance().setZone(TimeText::Zone::Local); });
    connect(m_utc, &QToolButton::clicked, this, [] { TimeText::instance().setZone(TimeText::Zone::Utc); });
    connect(&TimeText::instance(), &TimeText::changed, this, &ZoneSwitch::follow);
    retranslate();
}

void ZoneSwitch::setMoment(Instant at)
{
    m_at = at;
    follow();
}

void ZoneSwitch::retranslate()
{
    m_local->setToolTip(tr("Show local time"));
    m_utc->setToolTip(tr("Show UTC"));
    m_utc->setText(QStringLiteral("UTC"));
    m_local->setAccessibleName(tr("Show local time"));
    m_utc->setAccessibleName(tr("Show UTC"));
    follow();
}

void ZoneSwitch::follow()
{
    const auto &times = TimeText::instance();
    m_local->setText(times.localZoneName(m_at));
    (times.zone() == TimeText::Zone::Utc ? m_utc : m_local)->setChecked(true);
}

} // namespace hinoban::ui
