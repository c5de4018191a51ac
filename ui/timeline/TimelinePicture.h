// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/timeline/TimelineChart.h"

#include <QList>
#include <qcustomplot.h>

namespace hinoban::ui {

class TimelineRows;

// The timeline as a picture on one time axis: registration, DNS, response time, people, and the present moment.
// The wheel zooms, dragging pans, a double click or Home shows everything again; the keyboard does the same with
// + and - and the arrows. Until somebody zooms, the picture follows the present.
class TimelinePicture final : public QCustomPlot {
    Q_OBJECT
public:
    explicit TimelinePicture(QWidget *parent = nullptr);

    void setChart(TimelineChart chart, const QList<store::LogRecord> &log);
    void retranslate(); // also after the zone of times changed
    void restyle();     // the theme changed
    void showEverything();
    [[nodiscard]] bool isZoomed() const { return m_zoomed; }
    // What lies under a point of the picture, as lines for a person; empty over nothing.
    [[nodiscard]] QString textAt(const QPoint &position) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void recordChosen(qsizetype record); // a mark was clicked: its index in the log

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fit();
    void bound(const QCPRange &range);
    [[nodiscard]] const TimelineChart::Mark *markNear(const QPoint &position) const;
    [[nodiscard]] std::optional<TimelineChart::Row> rowAt(const QPoint &position) const;

    TimelineChart m_chart;
    QList<store::LogRecord> m_log;
    TimelineRows *m_rows = nullptr;
    QCPGraph *m_response = nullptr;
    QPoint m_pressed;
    bool m_zoomed = false, m_fitting = false;
};

} // namespace hinoban::ui
