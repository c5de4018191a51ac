// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/TimeAxis.h"

#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace hinoban::ui {

double TimeTicker::getTickStep(const QCPRange &range)
{
    constexpr double Minute = 60, Hour = 3600, Day = 86400;
    constexpr std::array<double, 22> Steps{1,           5,           15,          Minute,   2 * Minute, 5 * Minute,
                                           10 * Minute, 15 * Minute, 30 * Minute, Hour,     2 * Hour,   3 * Hour,
                                           6 * Hour,    12 * Hour,   Day,         2 * Day,  7 * Day,    14 * Day,
                                           28 * Day,    91 * Day,    182 * Day,   364 * Day};
    const double wanted = range.size() / std::max(1, mTickCount);
    const auto step = std::find_if(Steps.begin(), Steps.end(), [wanted](double s) { return s >= wanted; });
    return step != Steps.end() ? *step : std::ceil(wanted / Steps.back()) * Steps.back();
}

QString TimeTicker::getTickLabel(double tick, const QLocale &, QChar, int)
{
    const auto at = TimeText::instance().dateTime(instantOfKey(tick));
    if (m_step < 60) return at.toString(QStringLiteral("HH:mm:ss"));
    if (at.time() == QTime(0, 0)) return at.toString(QStringLiteral("MM-dd"));
    return at.toString(QStringLiteral("HH:mm"));
}

QVector<double> TimeTicker::createTickVector(double tickStep, const QCPRange &range)
{
    m_step = tickStep;
    if (!(tickStep > 0) || !(range.size() > 0)) return {};
    // Aligned to the zone's midnight; across a change of summer time the later ticks are off by that hour.
    const double offset = TimeText::instance().zoneSeconds(instantOfKey(range.center()));
    QVector<double> ticks;
    const double first = std::floor((range.lower + offset) / tickStep) * tickStep - offset;
    for (double tick = first; tick <= range.upper + tickStep && ticks.size() < 200; tick += tickStep)
        ticks.append(tick);
    return ticks;
}

void dressPlot(QCustomPlot &plot)
{
    const auto &colours = Theme::colours();
    plot.setBackground(QBrush(colours.pane));
    const QPen line(colours.line, 1);
    for (auto *rect : plot.axisRects()) {
        for (auto *axis : rect->axes()) {
            axis->setBasePen(line);
            axis->setTickPen(line);
            axis->setSubTickPen(line);
            axis->setTickLabelColor(colours.mut);
            axis->setLabelColor(colours.mut);
            axis->setTickLabelFont(fonts::prose(fonts::Size::Small));
            axis->setLabelFont(fonts::prose(fonts::Size::Small));
            axis->grid()->setPen(line);
            axis->grid()->setZeroLinePen(Qt::NoPen);
        }
    }
}

} // namespace hinoban::ui
