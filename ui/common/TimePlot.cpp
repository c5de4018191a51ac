// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/TimePlot.h"

#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"

#include <QHelpEvent>
#include <QToolTip>

#include <cmath>

namespace hinoban::ui {
namespace {

constexpr double NearestSpan = 60;                 // seconds across the picture
constexpr double WidestSpan = 40 * 365.25 * 86400; // nothing here is older

} // namespace

TimePlot::TimePlot(QWidget *parent)
    : QCustomPlot(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    axisRect()->setRangeDrag(Qt::Horizontal);
    axisRect()->setRangeZoom(Qt::Horizontal);
    setNoAntialiasingOnDrag(false);
    setAntialiasedElements(QCP::aePlottables | QCP::aeItems);
    xAxis->setTicker(QSharedPointer<TimeTicker>::create());
    xAxis->setTickLength(0, 0);
    xAxis->setTickLabelPadding(2);
    connect(xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, &TimePlot::bound);
}

void TimePlot::setExtent(Instant begin, Instant end)
{
    if (begin == m_begin && end == m_end) return;
    m_begin = begin;
    m_end = end;
    if (!m_zoomed) fit();
}

void TimePlot::showEverything()
{
    m_zoomed = false;
    fit();
    redraw();
}

void TimePlot::redraw()
{
    if (isVisible()) replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::showEvent(QShowEvent *event)
{
    QCustomPlot::showEvent(event);
    redraw();
}

void TimePlot::resizeEvent(QResizeEvent *event)
{
    if (!event->size().isEmpty()) QCustomPlot::resizeEvent(event); // folded away, there is nothing to draw into
}

void TimePlot::fit()
{
    if (m_begin >= m_end) return;
    const double lower = axisKey(m_begin), upper = axisKey(m_end), room = (upper - lower) * 0.02;
    m_fitting = true;
    xAxis->setRange(lower - room, upper + room);
    m_fitting = false;
}

void TimePlot::bound(const QCPRange &range)
{
    if (m_fitting || m_begin >= m_end) return;
    m_zoomed = true;
    const double span = qBound(NearestSpan, range.size(), WidestSpan);
    const double middle = qBound(axisKey(m_begin) - span / 3, range.center(), axisKey(m_end) + span / 3);
    if (std::abs(span - range.size()) < 1e-3 && std::abs(middle - range.center()) < 1e-3) return;
    m_fitting = true;
    xAxis->setRange(middle - span / 2, middle + span / 2);
    m_fitting = false;
}

bool TimePlot::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QCustomPlot::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QRect same(help->pos() - QPoint(2, 2), QSize(5, 5)); // another place, another text
    QToolTip::showText(help->globalPos(), plainToolTip(textAt(help->pos())), this, same);
    return true;
}

void TimePlot::keyPressEvent(QKeyEvent *event)
{
    const auto zoom = [this](double factor) { xAxis->scaleRange(factor, xAxis->range().center()); };
    const auto pan = [this](double part) { xAxis->moveRange(part * xAxis->range().size()); };
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(0.7);
        break;
    case Qt::Key_Minus:
        zoom(1 / 0.7);
        break;
    case Qt::Key_Left:
        pan(-0.15);
        break;
    case Qt::Key_Right:
        pan(0.15);
        break;
    case Qt::Key_Home:
        showEverything();
        break;
    default:
        QCustomPlot::keyPressEvent(event);
        return;
    }
    redraw();
}

void TimePlot::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->pos();
    QCustomPlot::mousePressEvent(event);
}

void TimePlot::mouseReleaseEvent(QMouseEvent *event)
{
    QCustomPlot::mouseReleaseEvent(event);
    if ((event->pos() - m_pressed).manhattanLength() <= 3) Q_EMIT clicked(event->pos());
}

void TimePlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    showEverything();
}

void TimePlot::paintEvent(QPaintEvent *event)
{
    QCustomPlot::paintEvent(event);
    if (!hasFocus()) return;
    QPainter painter(this);
    painter.setPen(QPen(Theme::colours().info, 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace hinoban::ui
