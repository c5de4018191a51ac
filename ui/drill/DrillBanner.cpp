// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drill/DrillBanner.h"

#include "ui/common/Fonts.h"
#include "ui/common/Language.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr int Height = 28;
constexpr int Slack = 12;
constexpr double Speeds[] = {1, 10, 60, 300, 600, 0};

QString speedText(double factor)
{
    return factor > 0 ? QStringLiteral("×%1").arg(factor) : DrillBanner::tr("as fast as possible");
}

} // namespace

DrillBanner::DrillBanner(QWidget *parent)
    : QWidget(parent)
    , m_drill(new QLabel(this))
    , m_world(new QLabel(this))
    , m_promise(new QLabel(this))
    , m_speed(new QToolButton(this))
    , m_pause(new QToolButton(this))
    , m_watch(new QPushButton(this))
    , m_speeds(new QMenu(this))
{
    setObjectName(QStringLiteral("DrillBanner"));
    setFixedHeight(Height);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 0, 10, 0);
    layout->setSpacing(12);
    m_drill->setFont(fonts::prose(fonts::Size::Normal, true));
    for (auto *label : {m_drill, m_world, m_promise})
        label->setTextFormat(Qt::PlainText);
    m_world->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_world->setObjectName(QStringLiteral("drillWorld"));
    m_promise->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_promise->setObjectName(QStringLiteral("drillPromise"));
    m_promise->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_speed->setPopupMode(QToolButton::InstantPopup);
    m_speed->setMenu(m_speeds);
    m_speed->setObjectName(QStringLiteral("drillSpeed"));
    m_pause->setObjectName(QStringLiteral("drillPause"));
    m_watch->setObjectName(QStringLiteral("watchOwn"));
    for (QWidget *button :
         {static_cast<QWidget *>(m_speed), static_cast<QWidget *>(m_pause), static_cast<QWidget *>(m_watch)})
        button->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_drill);
    layout->addWidget(m_world);
    layout->addWidget(m_speed);
    layout->addWidget(m_pause);
    layout->addWidget(m_promise, 1);
    layout->addWidget(m_watch);
    // On the band everything is white, whatever the theme.
    setStyleSheet(QStringLiteral(
        "QLabel { color: white; }"
        "QToolButton { color: white; background: rgba(255,255,255,30); border: 1px solid rgba(255,255,255,90); "
        "border-radius: 4px; padding: 1px 8px; }"
        "QToolButton::menu-indicator { image: none; }"
        "QToolButton:hover, QToolButton:focus { background: rgba(255,255,255,70); border-color: white; }"
        "QPushButton { color: #1c2128; background: white; border: 1px solid white; border-radius: 4px; padding: 0 "
        "10px; min-height: 18px; }"
        "QPushButton:hover, QPushButton:focus { background: #e3ecfb; border: 2px solid #1c2128; padding: 0 9px; }"));

    auto *group = new QActionGroup(this);
    for (const double factor : Speeds) {
        auto *action = m_speeds->addAction(QString());
        action->setCheckable(true);
        action->setData(factor);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, factor] { Q_EMIT speedRequested(factor); });
    }
    connect(m_pause, &QToolButton::clicked, this, &DrillBanner::togglePause);
    connect(m_watch, &QPushButton::clicked, this, &DrillBanner::watchRequested);
    connect(&TimeText::instance(), &TimeText::changed, this, &DrillBanner::refresh);
    retranslate();
    hide();
}

void DrillBanner::togglePause()
{
    if (m_snapshot && m_snapshot->drill) Q_EMIT pauseRequested(!m_snapshot->paused);
}

void DrillBanner::show(const console::SnapshotPtr &snapshot, Instant now)
{
    m_snapshot = snapshot;
    m_now = now;
    setVisible(snapshot && snapshot->drill);
    refresh();
}

void DrillBanner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
}

void DrillBanner::retranslate()
{
    m_drill->setText(tr("DRILL"));
    m_promise->setText(tr("Nothing can be sent; every document says DRILL"));
    m_promise->setToolTip(m_promise->text());
    m_watch->setText(tr("Watch my own domains…"));
    m_watch->setAccessibleName(m_watch->text());
    m_speed->setToolTip(tr("How fast the world's clock goes"));
    m_speed->setAccessibleName(tr("Speed of the drill"));
    for (auto *action : m_speeds->actions())
        action->setText(speedText(action->data().toDouble()));
}

void DrillBanner::refresh()
{
    if (!m_snapshot) return;
    const QString title = Language::instance().current() == QLatin1String("ja") && !m_snapshot->titleJa.isEmpty()
                              ? m_snapshot->titleJa
                              : m_snapshot->title;
    QString time = QStringLiteral(" · ") + TimeText::instance().full(m_now);
    if (m_snapshot->catchingUp) time += QStringLiteral(" · ") + tr("computing what happened before");
    m_speed->setText(speedText(m_snapshot->speed));
    for (auto *action : m_speeds->actions())
        action->setChecked(qFuzzyCompare(1 + action->data().toDouble(), 1 + m_snapshot->speed));
    m_pause->setText(m_snapshot->paused ? tr("▶ Go on  [Space]") : tr("❚❚ Pause  [Space]"));
    // The title gives way; the time and the promise that nothing is sent do not.
    int taken = layout()->contentsMargins().left() + layout()->contentsMargins().right() + Slack;
    for (const QWidget *widget : {static_cast<QWidget *>(m_drill), static_cast<QWidget *>(m_speed),
                                  static_cast<QWidget *>(m_pause), static_cast<QWidget *>(m_watch)})
        taken += widget->sizeHint().width() + layout()->spacing();
    const QFontMetrics metrics = m_world->fontMetrics();
    taken += layout()->spacing() + m_promise->fontMetrics().horizontalAdvance(m_promise->text()) +
             metrics.horizontalAdvance(time);
    m_world->setText(metrics.elidedText(title, Qt::ElideRight, std::max(60, width() - taken)) + time);
    m_world->setToolTip(plainToolTip(title + time));
    m_pause->setAccessibleName(m_snapshot->paused ? tr("Go on with the drill") : tr("Pause the drill"));
}

void DrillBanner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void DrillBanner::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::colours();
    QPainter painter(this);
    painter.fillRect(rect(), c.drill);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.drillStripe);
    constexpr int Stripe = 20;
    for (int x = -height(); x < width(); x += 2 * Stripe)
        painter.drawPolygon(QPolygon({QPoint(x, height()), QPoint(x + Stripe, height()),
                                      QPoint(x + Stripe + height(), 0), QPoint(x + height(), 0)}));
}

} // namespace hinoban::ui
