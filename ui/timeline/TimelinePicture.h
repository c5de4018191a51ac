// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/timeline/TimelineChart.h"

#include "ui/common/TimePlot.h"
#include <QList>

namespace hinoban::ui {

class TimelineRows;

// The timeline as a picture on one time axis: registration, DNS, response time, people, and the present moment.
class TimelinePicture final : public TimePlot {
    Q_OBJECT
public:
    explicit TimelinePicture(QWidget *parent = nullptr);

    void setChart(TimelineChart chart, const QList<store::LogRecord> &log);
    void retranslate(); // also after the zone of times changed
    void restyle();     // the theme changed
    [[nodiscard]] QString textAt(const QPoint &position) const override;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void recordChosen(qsizetype record); // a mark was clicked: its index in the log

private:
    [[nodiscard]] const TimelineChart::Mark *markNear(const QPoint &position) const;
    [[nodiscard]] std::optional<TimelineChart::Row> rowAt(const QPoint &position) const;

    TimelineChart m_chart;
    QList<store::LogRecord> m_log;
    TimelineRows *m_rows = nullptr;
    QCPGraph *m_response = nullptr;
};

} // namespace hinoban::ui
