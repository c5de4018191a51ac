// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/timeline/TimelineChart.h"

#include "ui/common/Plot.h"

namespace hinoban::ui {

// Paints bars, marks and the present of a timeline. One item for all of them, because a bar of two minutes in a week
// must stay visible: its least width is one of pixels, which no rectangle in axis coordinates has.
class TimelineRows final : public QCPAbstractItem {
    Q_OBJECT
public:
    static constexpr double RowCount = 4;
    [[nodiscard]] static double middleOf(TimelineChart::Row row); // on the y axis, 0 … RowCount

    explicit TimelineRows(QCustomPlot *plot);
    void setChart(const TimelineChart *chart) { m_chart = chart; } // not owned; outlives this

    double selectTest(const QPointF &, bool, QVariant *) const override { return -1; }

protected:
    void draw(QCPPainter *painter) override;

private:
    [[nodiscard]] double x(Instant at) const;
    [[nodiscard]] double y(TimelineChart::Row row) const;
    void drawWindow(QCPPainter &painter, const TimelineChart::Window &window) const;
    void drawBar(QCPPainter &painter, const TimelineChart::Bar &bar) const;
    void drawChange(QCPPainter &painter) const;
    void drawMark(QCPPainter &painter, const TimelineChart::Mark &mark) const;
    void drawLatestResponse(QCPPainter &painter) const;

    const TimelineChart *m_chart = nullptr;
};

} // namespace hinoban::ui
