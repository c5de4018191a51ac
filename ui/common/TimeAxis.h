// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include "ui/common/Plot.h"

namespace hinoban::ui {

// A time axis' coordinate: seconds since 1970, as QCustomPlot counts.
[[nodiscard]] inline double axisKey(Instant at) { return double(toUnixMicroseconds(at)) / 1e6; }
[[nodiscard]] inline Instant instantOfKey(double key) { return instantFromUnixMicroseconds(qint64(key * 1e6)); }

// Ticks at round times of day in the zone shown by TimeText: "05-31" at midnight, "18:00" between.
class TimeTicker final : public QCPAxisTicker {
public:
    TimeTicker() { setTickCount(6); }

protected:
    double getTickStep(const QCPRange &range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &locale, QChar formatChar, int precision) override;
    QVector<double> createTickVector(double tickStep, const QCPRange &range) override;

private:
    double m_step = 0; // seconds between the ticks that are labelled
};

// Axes, grid and background in the colours of the theme, and small figures.
void dressPlot(QCustomPlot &plot);

} // namespace hinoban::ui
