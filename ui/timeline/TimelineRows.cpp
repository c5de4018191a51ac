// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelineRows.h"

#include "ui/common/Fonts.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeAxis.h"

namespace hinoban::ui {
namespace {

constexpr double LeastWidth = 4; // pixels of a bar
constexpr double BarHeight = 10; // pixels
constexpr double MarkSize = 7;   // pixels of the shape inside a bar
constexpr double PersonSize = 6; // pixels

QRectF around(const QPointF &middle, double width, double height)
{
    return {middle.x() - width / 2, middle.y() - height / 2, width, height};
}

} // namespace

double TimelineRows::middleOf(TimelineChart::Row row) { return RowCount - 0.5 - double(int(row)); }

TimelineRows::TimelineRows(QCustomPlot *plot)
    : QCPAbstractItem(plot)
{
    setSelectable(false);
}

double TimelineRows::x(Instant at) const
{
    // Far outside the picture a painter's coordinates overflow.
    const auto rect = mParentPlot->axisRect()->rect();
    return qBound(double(rect.left()) - 50, mParentPlot->xAxis->coordToPixel(axisKey(at)), double(rect.right()) + 50);
}

double TimelineRows::y(TimelineChart::Row row) const { return mParentPlot->yAxis->coordToPixel(middleOf(row)); }

void TimelineRows::draw(QCPPainter *painter)
{
    if (!m_chart) return;
    const auto &colours = Theme::colours();
    const auto rect = mParentPlot->axisRect()->rect();

    for (const auto &window : m_chart->windows)
        drawWindow(*painter, window);
    painter->setPen(QPen(colours.line, 1));
    for (int border = 1; border < int(RowCount); ++border) {
        const double level = mParentPlot->yAxis->coordToPixel(border);
        painter->drawLine(QPointF(rect.left(), level), QPointF(rect.right(), level));
    }
    drawChange(*painter);
    for (const auto &bar : m_chart->bars)
        drawBar(*painter, bar);
    for (const auto &mark : m_chart->marks)
        drawMark(*painter, mark);
    drawLatestResponse(*painter);

    const double present = x(m_chart->present);
    painter->setPen(QPen(colours.ink, 1.2));
    painter->drawLine(QPointF(present, rect.top()), QPointF(present, rect.bottom()));
}

// Behind everything: what is seen within it was announced.
void TimelineRows::drawWindow(QCPPainter &painter, const TimelineChart::Window &window) const
{
    const auto rect = mParentPlot->axisRect()->rect();
    const double left = x(window.begin), right = std::max(x(window.end), left + LeastWidth);
    if (right < rect.left() || left > rect.right()) return;
    const QColor edge = window.isOff ? markColour(Mark::Mismatch) : Theme::colours().info;
    QColor fill = edge;
    fill.setAlphaF(0.12F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRect(QRectF(left, rect.top(), right - left, rect.height()));
    painter.setPen(QPen(edge, 1, Qt::DashLine));
    for (const double border : {left, right})
        painter.drawLine(QPointF(border, rect.top()), QPointF(border, rect.bottom()));
    if (!window.isOff) return;
    // Colour never speaks alone.
    paintMark(painter, {right - MarkSize, rect.top() + 1.0, 2 * MarkSize, 2 * MarkSize}, Mark::Mismatch, MarkSize,
              edge);
}

void TimelineRows::drawBar(QCPPainter &painter, const TimelineChart::Bar &bar) const
{
    const bool mismatch = bar.level == TimelineChart::Level::Mismatch;
    const auto mark = mismatch ? Mark::Mismatch : Mark::Suspicion;
    const double left = x(bar.begin), right = std::max(x(bar.end), left + LeastWidth);
    const QRectF place(left, y(bar.row) - BarHeight / 2, right - left, BarHeight);

    QColor fill = markColour(mark);
    if (!mismatch) fill.setAlphaF(0.35F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(place, 2, 2);
    if (place.width() < 2 * BarHeight) return;
    const QRectF shape(std::max(left, double(mParentPlot->axisRect()->left())) + 2, place.top(), BarHeight, BarHeight);
    paintMark(painter, shape, mark, MarkSize, mismatch ? Theme::colours().pane : markColour(mark));
}

// From the registry's stamp to the first sight of it: changed, and nobody had noticed.
void TimelineRows::drawChange(QCPPainter &painter) const
{
    if (!m_chart->changedAt) return;
    Instant noticed = m_chart->present;
    for (const auto &bar : m_chart->bars)
        if (bar.row == TimelineChart::Row::Registration && bar.begin >= *m_chart->changedAt)
            noticed = std::min(noticed, bar.begin);
    const double left = x(*m_chart->changedAt), level = y(TimelineChart::Row::Registration);
    painter.setPen(QPen(markColour(Mark::Mismatch), 1.5, Qt::DotLine));
    painter.drawLine(QPointF(left, level), QPointF(x(noticed), level));
    paintMark(painter, {left - MarkSize, level - MarkSize, 2 * MarkSize, 2 * MarkSize}, Mark::Mismatch, MarkSize + 1,
              markColour(Mark::Mismatch));
}

void TimelineRows::drawMark(QCPPainter &painter, const TimelineChart::Mark &mark) const
{
    const auto &colours = Theme::colours();
    const QPointF middle(x(mark.at), y(TimelineChart::Row::People));
    painter.setBrush(colours.pane);
    painter.setPen(QPen(colours.ink, 1.2));
    switch (mark.kind) {
    case TimelineChart::Mark::Kind::Person:
        painter.setBrush(colours.ink);
        painter.drawEllipse(around(middle, PersonSize, PersonSize));
        break;
    case TimelineChart::Mark::Kind::Message: {
        const auto envelope = around(middle, PersonSize * 1.9, PersonSize * 1.3);
        painter.drawRect(envelope);
        painter.drawPolyline(QPolygonF{envelope.topLeft(), envelope.center(), envelope.topRight()});
        break;
    }
    case TimelineChart::Mark::Kind::Fact:
        painter.setPen(QPen(colours.mut, 1.2));
        painter.drawRect(around(middle, PersonSize - 1, PersonSize - 1));
        break;
    }
}

void TimelineRows::drawLatestResponse(QCPPainter &painter) const
{
    if (m_chart->points.empty()) return;
    const auto &latest = m_chart->points.back();
    const auto rect = mParentPlot->axisRect()->rect();
    if (x(latest.at) < rect.left() || x(latest.at) > rect.right()) return;
    const double at = mParentPlot->yAxis2->coordToPixel(latest.responseMs);
    painter.setBrush(Theme::colours().ink);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(around({x(latest.at), at}, 4, 4));
}

} // namespace hinoban::ui
