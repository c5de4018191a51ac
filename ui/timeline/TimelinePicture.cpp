// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelinePicture.h"

#include "app/base/SafeText.h"
#include "app/detect/Sentence.h"
#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/timeline/TimelineRows.h"

#include <algorithm>
#include <cmath>

namespace hinoban::ui {
namespace {

using Row = TimelineChart::Row;

constexpr int MostLines = 7; // of a tool tip

} // namespace

TimelinePicture::TimelinePicture(QWidget *parent)
    : TimePlot(parent)
{
    axisRect()->setMinimumMargins(QMargins(6, 3, 12, 0));
    yAxis->setRange(0, TimelineRows::RowCount);
    yAxis->setTickLength(0, 0);
    yAxis->setTickLabelPadding(6);
    yAxis->grid()->setVisible(false);

    m_rows = new TimelineRows(this);
    m_rows->setChart(&m_chart);
    m_response = addGraph(xAxis, yAxis2);
    m_response->setSelectable(QCP::stNone);
    connect(this, &TimePlot::clicked, this, [this](const QPoint &position) {
        if (const auto *mark = markNear(position)) Q_EMIT recordChosen(mark->record);
    });

    retranslate();
    restyle();
}

void TimelinePicture::setChart(TimelineChart chart, const QList<store::LogRecord> &log)
{
    m_log = log;
    const bool same = chart == m_chart;
    m_chart = std::move(chart);
    if (same) return;

    auto curve = QSharedPointer<QCPGraphDataContainer>::create();
    double highest = 1;
    for (const auto &point : m_chart.points) {
        curve->add(QCPGraphData(axisKey(point.at), point.responseMs));
        highest = std::max(highest, point.responseMs);
    }
    m_response->setData(curve);
    // The second y axis lays 0 … highest into the band of the response row and leaves the other bands alone.
    const double middle = TimelineRows::middleOf(Row::Response), band = 0.72;
    const double perRow = highest / band;
    yAxis2->setRange((band / 2 - middle) * perRow, (band / 2 - middle + TimelineRows::RowCount) * perRow);

    // Without a domain there is no time to show, and none is made up.
    xAxis->setTickLabels(m_chart.begin < m_chart.end);
    setExtent(m_chart.begin, m_chart.end);
    redraw();
}

void TimelinePicture::retranslate()
{
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    //: Row of the timeline's picture: findings about the registration
    ticker->addTick(TimelineRows::middleOf(Row::Registration), tr("Registry"));
    //: Row of the timeline's picture: findings about DNS
    ticker->addTick(TimelineRows::middleOf(Row::Dns), tr("DNS"));
    //: Row of the timeline's picture: response time in milliseconds; keep it short
    ticker->addTick(TimelineRows::middleOf(Row::Response), tr("Response ms"));
    //: Row of the timeline's picture: what people did, sent and knew; keep it short
    ticker->addTick(TimelineRows::middleOf(Row::People), tr("People"));
    yAxis->setTicker(ticker);
    setAccessibleName(tr("Timeline as a picture"));
    setAccessibleDescription(tr("Findings, planned changes, response time and messages on one time axis. "
                                "Plus and minus zoom, the arrow keys pan, Home shows everything. "
                                "The list below says the same in words."));
    redraw();
}

void TimelinePicture::restyle()
{
    dressPlot(*this);
    yAxis->setBasePen(Qt::NoPen);
    m_response->setPen(QPen(Theme::colours().ink, 1.4));
    redraw();
}

std::optional<Row> TimelinePicture::rowAt(const QPoint &position) const
{
    if (!axisRect()->rect().contains(position)) return std::nullopt;
    const int row = int(TimelineRows::RowCount - yAxis->pixelToCoord(position.y()));
    return Row(qBound(0, row, int(TimelineRows::RowCount) - 1));
}

const TimelineChart::Mark *TimelinePicture::markNear(const QPoint &position) const
{
    if (rowAt(position) != Row::People) return nullptr;
    const TimelineChart::Mark *nearest = nullptr;
    double best = Reach + 1;
    for (const auto &mark : m_chart.marks) {
        const double away = std::abs(xAxis->coordToPixel(axisKey(mark.at)) - position.x());
        if (away <= best) {
            best = away;
            nearest = &mark;
        }
    }
    return nearest;
}

QString TimelinePicture::textAt(const QPoint &position) const
{
    const auto row = rowAt(position);
    if (!row) return {};
    const auto from = instantAt(position.x() - Reach);
    const auto to = instantAt(position.x() + Reach);
    const auto &times = TimeText::instance();

    QStringList lines;
    for (const auto &window : m_chart.windows) {
        if (window.begin > to || window.end < from || *row == Row::People || *row == Row::Response) continue;
        //: %1: the plan's name; %2 and %3: times; %4: who; %5: why
        lines.append(tr("Planned change %1, %2 to %3, %4: %5")
                         .arg(window.id, times.brief(window.begin), times.brief(window.end),
                              safeText(window.person, 120), safeText(window.reason, 200)));
        if (window.isOff) lines.append(tr("It ended otherwise: neither as it was nor as planned."));
    }
    switch (*row) {
    case Row::Registration:
        if (m_chart.changedAt && *m_chart.changedAt >= from && *m_chart.changedAt <= to)
            lines.append(tr("The registry says it was changed at %1").arg(times.both(*m_chart.changedAt)));
        [[fallthrough]];
    case Row::Dns:
        for (const auto &finding : findingsBetween(m_chart, *row, from, to))
            lines.append(
                finding.signal + u' ' + safeText(detect::sentence(finding), 300) + u'\n' +
                (finding.cleared
                     ? tr("seen %1, cleared %2").arg(times.brief(finding.firstSeen), times.brief(*finding.cleared))
                     : tr("first seen %1").arg(times.full(finding.firstSeen))));
        break;
    case Row::Response: {
        const auto &points = m_chart.points;
        const auto wanted = instantAt(position.x());
        const auto after = std::lower_bound(points.begin(), points.end(), wanted,
                                            [](const auto &point, Instant at) { return point.at < at; });
        auto nearest = after;
        if (after == points.end() || (after != points.begin() && wanted - std::prev(after)->at < after->at - wanted))
            nearest = after == points.begin() ? points.end() : std::prev(after);
        if (nearest != points.end())
            lines.append(
                tr("%1 ms at %2").arg(QLocale().toString(nearest->responseMs, 'f', 0), times.both(nearest->at)));
        break;
    }
    case Row::People:
        for (const auto &mark : m_chart.marks)
            if (mark.at >= from && mark.at <= to && mark.record >= 0 && mark.record < m_log.size())
                lines.append(times.brief(mark.at) + u' ' +
                             safeText(respond::sentence(m_log.at(mark.record).entry), 300));
        break;
    }
    if (lines.size() > MostLines) {
        const auto more = int(lines.size() - MostLines);
        lines = lines.first(MostLines);
        lines.append(tr("and %n more", nullptr, more));
    }
    if (lines.isEmpty()) lines.append(times.both(instantAt(position.x())));
    return lines.join(u'\n');
}

QSize TimelinePicture::sizeHint() const { return {400, 92}; }
QSize TimelinePicture::minimumSizeHint() const { return {160, 76}; }

} // namespace hinoban::ui
