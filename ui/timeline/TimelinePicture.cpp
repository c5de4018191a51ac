// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelinePicture.h"

#include "app/base/SafeText.h"
#include "app/detect/Sentence.h"
#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/timeline/PlainToolTip.h"
#include "ui/timeline/TimeAxis.h"
#include "ui/timeline/TimelineRows.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace hinoban::ui {
namespace {

using Row = TimelineChart::Row;

constexpr double NearestSpan = 60;                 // seconds across the picture
constexpr double WidestSpan = 40 * 365.25 * 86400; // nothing here is older
constexpr int Reach = 5;                           // pixels around the pointer
constexpr int MostLines = 7;                       // of a tool tip

} // namespace

TimelinePicture::TimelinePicture(QWidget *parent)
    : QCustomPlot(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    axisRect()->setRangeDrag(Qt::Horizontal);
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setMinimumMargins(QMargins(6, 3, 12, 0));
    setNoAntialiasingOnDrag(false);
    setAntialiasedElements(QCP::aePlottables | QCP::aeItems);

    xAxis->setTicker(QSharedPointer<TimeTicker>::create());
    xAxis->setTickLength(0, 0);
    xAxis->setTickLabelPadding(2);
    yAxis->setRange(0, TimelineRows::RowCount);
    yAxis->setTickLength(0, 0);
    yAxis->setTickLabelPadding(6);
    yAxis->grid()->setVisible(false);

    m_rows = new TimelineRows(this);
    m_rows->setChart(&m_chart);
    m_response = addGraph(xAxis, yAxis2);
    m_response->setSelectable(QCP::stNone);
    connect(xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, &TimelinePicture::bound);

    retranslate();
    restyle();
}

void TimelinePicture::setChart(TimelineChart chart, const QList<store::LogRecord> &log)
{
    m_log = log;
    const bool same = chart == m_chart;
    m_chart = std::move(chart);
    if (same) return;

    auto data = QSharedPointer<QCPGraphDataContainer>::create();
    double highest = 1;
    for (const auto &point : m_chart.points) {
        data->add(QCPGraphData(axisKey(point.at), point.responseMs));
        highest = std::max(highest, point.responseMs);
    }
    m_response->setData(data);
    // The second y axis lays 0 … highest into the band of the response row and leaves the other bands alone.
    const double middle = TimelineRows::middleOf(Row::Response), band = 0.72;
    const double perRow = highest / band;
    yAxis2->setRange((band / 2 - middle) * perRow, (band / 2 - middle + TimelineRows::RowCount) * perRow);

    if (!m_zoomed) fit();
    replot(QCustomPlot::rpQueuedReplot);
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
    setAccessibleDescription(tr("Findings, response time and messages on one time axis. "
                                "Plus and minus zoom, the arrow keys pan, Home shows everything. "
                                "The list below says the same in words."));
    replot(QCustomPlot::rpQueuedReplot);
}

void TimelinePicture::restyle()
{
    dressPlot(*this);
    yAxis->setBasePen(Qt::NoPen);
    m_response->setPen(QPen(Theme::colours().ink, 1.4));
    replot(QCustomPlot::rpQueuedReplot);
}

void TimelinePicture::showEverything()
{
    m_zoomed = false;
    fit();
    replot(QCustomPlot::rpQueuedReplot);
}

void TimelinePicture::fit()
{
    if (m_chart.begin >= m_chart.end) return;
    const double lower = axisKey(m_chart.begin), upper = axisKey(m_chart.end), room = (upper - lower) * 0.02;
    m_fitting = true;
    xAxis->setRange(lower - room, upper + room);
    m_fitting = false;
}

void TimelinePicture::bound(const QCPRange &range)
{
    if (m_fitting) return;
    m_zoomed = true;
    const double span = qBound(NearestSpan, range.size(), WidestSpan);
    const double middle = qBound(axisKey(m_chart.begin) - span / 3, range.center(), axisKey(m_chart.end) + span / 3);
    if (std::abs(span - range.size()) < 1e-3 && std::abs(middle - range.center()) < 1e-3) return;
    m_fitting = true;
    xAxis->setRange(middle - span / 2, middle + span / 2);
    m_fitting = false;
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
    const auto from = instantOfKey(xAxis->pixelToCoord(position.x() - Reach));
    const auto to = instantOfKey(xAxis->pixelToCoord(position.x() + Reach));
    const auto &times = TimeText::instance();

    QStringList lines;
    switch (*row) {
    case Row::Registration:
    case Row::Dns:
        for (const auto &finding : findingsBetween(m_chart, *row, from, to))
            lines.append(finding.signal + u' ' + safeText(detect::sentence(finding), 300) + u'\n'
                         + (finding.cleared ? tr("seen %1, cleared %2")
                                                  .arg(times.brief(finding.firstSeen), times.brief(*finding.cleared))
                                            : tr("first seen %1").arg(times.full(finding.firstSeen))));
        break;
    case Row::Response: {
        const auto &points = m_chart.points;
        const auto wanted = instantOfKey(xAxis->pixelToCoord(position.x()));
        const auto after = std::lower_bound(points.begin(), points.end(), wanted,
                                            [](const auto &point, Instant at) { return point.at < at; });
        auto nearest = after;
        if (after == points.end() || (after != points.begin() && wanted - std::prev(after)->at < after->at - wanted))
            nearest = after == points.begin() ? points.end() : std::prev(after);
        if (nearest != points.end())
            lines.append(tr("%1 ms at %2").arg(QLocale().toString(nearest->responseMs, 'f', 0), times.both(nearest->at)));
        break;
    }
    case Row::People:
        for (const auto &mark : m_chart.marks)
            if (mark.at >= from && mark.at <= to && mark.record >= 0 && mark.record < m_log.size())
                lines.append(times.brief(mark.at) + u' '
                             + safeText(respond::sentence(m_log.at(mark.record).entry), 300));
        break;
    }
    if (lines.size() > MostLines) {
        const auto more = int(lines.size() - MostLines);
        lines = lines.first(MostLines);
        lines.append(tr("and %n more", nullptr, more));
    }
    if (lines.isEmpty()) lines.append(times.both(instantOfKey(xAxis->pixelToCoord(position.x()))));
    return lines.join(u'\n');
}

QSize TimelinePicture::sizeHint() const { return {400, 92}; }
QSize TimelinePicture::minimumSizeHint() const { return {160, 76}; }

bool TimelinePicture::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QCustomPlot::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QRect same(help->pos() - QPoint(2, 2), QSize(5, 5)); // another place, another text
    QToolTip::showText(help->globalPos(), plainToolTip(textAt(help->pos())), this, same);
    return true;
}

void TimelinePicture::keyPressEvent(QKeyEvent *event)
{
    const auto zoom = [this](double factor) { xAxis->scaleRange(factor, xAxis->range().center()); };
    const auto pan = [this](double part) { xAxis->moveRange(part * xAxis->range().size()); };
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(0.7); break;
    case Qt::Key_Minus: zoom(1 / 0.7); break;
    case Qt::Key_Left: pan(-0.15); break;
    case Qt::Key_Right: pan(0.15); break;
    case Qt::Key_Home: showEverything(); break;
    default: QCustomPlot::keyPressEvent(event); return;
    }
    replot(QCustomPlot::rpQueuedReplot);
}

void TimelinePicture::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->pos();
    QCustomPlot::mousePressEvent(event);
}

void TimelinePicture::mouseReleaseEvent(QMouseEvent *event)
{
    QCustomPlot::mouseReleaseEvent(event);
    if ((event->pos() - m_pressed).manhattanLength() > 3) return;
    if (const auto *mark = markNear(event->pos())) Q_EMIT recordChosen(mark->record);
}

void TimelinePicture::mouseDoubleClickEvent(QMouseEvent *event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    showEverything();
}

void TimelinePicture::paintEvent(QPaintEvent *event)
{
    QCustomPlot::paintEvent(event);
    if (!hasFocus()) return;
    QPainter painter(this);
    painter.setPen(QPen(Theme::colours().info, 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace hinoban::ui
