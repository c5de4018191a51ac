// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path/ResponsePlot.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlanWords.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"

#include <algorithm>
#include <cmath>

namespace hinoban::ui {
namespace {

// Three round numbers are enough for a curve as high as a thumb.
class FewTicks final : public QCPAxisTicker {
public:
    FewTicks()
    {
        setTickCount(2);
        setTickStepStrategy(tssReadability);
    }

protected:
    int getSubTickCount(double) override { return 0; }
};

QString placeOf(const path::TracePtr &trace)
{
    if (!trace) return {};
    for (auto hop = trace->hops.rbegin(); hop != trace->hops.rend(); ++hop)
        if (!hop->place.isEmpty()) return hop->place;
    return {};
}

bool sameSamples(const QList<console::PathSample> &a, const QList<console::PathSample> &b)
{
    // Samples are only ever added; equal ends mean equal lists.
    if (a.size() != b.size()) return false;
    return a.isEmpty() || (a.first().at == b.first().at && a.last().at == b.last().at);
}

} // namespace

std::vector<ChangeMark> changeMarks(const console::DomainView &view, const respond::Incident &incident)
{
    std::vector<ChangeMark> marks;
    for (const auto &finding : view.findings)
        if (finding.open() && (finding.signal == QLatin1String("D1") || finding.signal == QLatin1String("D9")))
            marks.push_back({finding.firstSeen, {finding.signal}, isExpectedChange(finding)});
    std::stable_sort(marks.begin(), marks.end(), [](const auto &a, const auto &b) { return a.at < b.at; });

    std::vector<ChangeMark> together;
    for (const auto &mark : marks) {
        const auto same = std::find_if(together.rbegin(), together.rend(), [&mark](const auto &one) {
            return one.planned == mark.planned && mark.at - one.at <= std::chrono::minutes(1);
        });
        if (same == together.rend()) {
            together.push_back(mark);
        } else if (!same->signalIds.contains(mark.signalIds.first())) {
            same->signalIds.append(mark.signalIds);
            same->signalIds.sort();
        }
    }
    const bool affected =
        std::find(incident.domains.begin(), incident.domains.end(), view.name) != incident.domains.end();
    if (affected && incident.changedAt && incident.changedAtSource == QLatin1String("registry")) {
        const auto later = std::find_if(together.begin(), together.end(),
                                        [&](const auto &mark) { return mark.at > *incident.changedAt; });
        together.insert(later, ChangeMark{*incident.changedAt, {}, false});
    }
    return together;
}

ResponsePlot::ResponsePlot(QWidget *parent)
    : TimePlot(parent)
    , m_line(addGraph())
    , m_elsewhere(addGraph())
    , m_baseline(new QCPItemStraightLine(this))
    , m_baselineText(new QCPItemText(this))
{
    axisRect()->setMinimumMargins(QMargins(8, 14, 12, 0));
    yAxis->setTicker(QSharedPointer<FewTicks>::create());
    yAxis->setTickLength(0, 0);
    yAxis->setTickLabelPadding(4);
    m_elsewhere->setLineStyle(QCPGraph::lsNone);
    for (auto *graph : {m_line, m_elsewhere})
        graph->setSelectable(QCP::stNone);
    m_baseline->setSelectable(false);
    m_baseline->point1->setType(QCPItemPosition::ptPlotCoords);
    m_baseline->point2->setType(QCPItemPosition::ptPlotCoords);
    m_baselineText->setSelectable(false);
    m_baselineText->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    m_baselineText->position->setTypeY(QCPItemPosition::ptPlotCoords);
    m_baselineText->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    connect(this, &QCustomPlot::afterLayout, this, &ResponsePlot::spreadWords);
    retranslate();
    restyle();
}

void ResponsePlot::setView(const console::DomainView &view, const console::Snapshot &snapshot)
{
    const auto &path = view.path;
    auto marks = changeMarks(view, snapshot.incident);
    const auto usual =
        path.baseline.response ? std::optional(double(path.baseline.response->count()) / 1000) : std::nullopt;
    if (sameSamples(path.samples, m_samples) && marks == m_marks && usual == m_usual && snapshot.at == m_present)
        return;
    m_samples = path.samples;
    m_marks = std::move(marks);
    m_usual = usual;
    m_usualPlace = placeOf(path.baseline.trace);
    m_present = snapshot.at;

    auto line = QSharedPointer<QCPGraphDataContainer>::create();
    auto elsewhere = QSharedPointer<QCPGraphDataContainer>::create();
    double highest = m_usual.value_or(1);
    for (const auto &sample : m_samples) {
        const QCPGraphData point(axisKey(sample.at), sample.responseMs);
        line->add(point);
        highest = std::max(highest, sample.responseMs);
        // Only a place is compared: the addresses of a content network rotate every minute.
        if (!sample.place.isEmpty() && !m_usualPlace.isEmpty() && sample.place != m_usualPlace) elsewhere->add(point);
    }
    m_line->setData(line);
    m_elsewhere->setData(elsewhere);
    yAxis->setRange(0, highest * 1.12);

    Instant begin = m_present - std::chrono::minutes(10);
    if (!m_samples.isEmpty()) begin = std::min(begin, m_samples.first().at);
    for (const auto &mark : m_marks)
        begin = std::min(begin, mark.at);
    setExtent(begin, m_present);
    layMarks();
    redraw();
}

void ResponsePlot::layMarks()
{
    const auto &colours = Theme::colours();
    for (auto *item : std::as_const(m_markItems))
        removeItem(item);
    m_markItems.clear();
    m_markWords.clear();
    for (const auto &mark : m_marks) {
        const bool finding = !mark.signalIds.isEmpty();
        const QColor ink = mark.planned ? colours.mut : finding ? colours.bad : colours.warn;
        const QString symbol = mark.planned ? QStringLiteral("◇") : QString(markSymbol(Mark::Mismatch));
        auto *line = new QCPItemStraightLine(this);
        line->setSelectable(false);
        line->setPen(QPen(ink, 1, Qt::DashLine));
        line->point1->setCoords(axisKey(mark.at), 0);
        line->point2->setCoords(axisKey(mark.at), 1);
        auto *text = new QCPItemText(this);
        text->setSelectable(false);
        text->setClipToAxisRect(false);
        text->position->setType(QCPItemPosition::ptAbsolute); // spreadWords() says where
        text->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
        text->setFont(fonts::prose(fonts::Size::Small));
        text->setColor(ink);
        text->setPadding(QMargins(2, 0, 2, 0));
        text->setText(finding ? symbol + u' ' + mark.signalIds.join(u' ')
                              //: Mark in the picture of response times: when the registry says the change was; short
                              : QString(markSymbol(Mark::Suspicion)) + u' ' + tr("registry"));
        m_markItems.append(line);
        m_markItems.append(text);
        m_markWords.append(text);
    }
    m_baseline->setVisible(m_usual.has_value());
    m_baselineText->setVisible(m_usual.has_value());
    if (!m_usual) return;
    m_baseline->point1->setCoords(0, *m_usual);
    m_baseline->point2->setCoords(1, *m_usual);
    m_baselineText->position->setCoords(0.005, *m_usual);
    m_baselineText->setText(tr("usual %1 ms").arg(QLocale().toString(*m_usual, 'f', 0)));
}

// Each in the middle over its line where there is room; else beside the one before it. All of them stay in the
// picture, the last ones first; what has no room at all is told by pointing at its line.
void ResponsePlot::spreadWords()
{
    const QFontMetrics metrics(fonts::prose(fonts::Size::Small));
    constexpr double Padding = 2;
    const double left = 0, right = width();
    std::vector<double> wide, at;
    for (qsizetype i = 0; i < m_markWords.size(); ++i) {
        const double x = xAxis->coordToPixel(axisKey(m_marks[size_t(i)].at));
        const double own = metrics.horizontalAdvance(m_markWords[i]->text()) + 2 * Padding + 2;
        const double before = at.empty() ? left : at.back() + wide.back();
        wide.push_back(own);
        at.push_back(std::max(x - own / 2, before));
    }
    double end = right;
    for (size_t i = at.size(); i-- > 0;) {
        at[i] = std::min(at[i], end - wide[i]);
        end = at[i];
    }
    for (size_t i = 0; i < at.size(); ++i) {
        auto *word = m_markWords[qsizetype(i)];
        const double x = xAxis->coordToPixel(axisKey(m_marks[i].at));
        const auto rect = axisRect()->rect();
        word->setVisible(at[i] >= left && x >= rect.left() - 1 && x <= rect.right() + 1);
        word->position->setCoords(at[i], rect.top());
    }
}

void ResponsePlot::retranslate()
{
    setAccessibleName(tr("Response time as a picture"));
    setAccessibleDescription(tr("Response time in milliseconds, its usual value, and when DNS changed. Plus and minus "
                                "zoom, the arrow keys pan, Home shows everything."));
    layMarks();
    redraw();
}

void ResponsePlot::restyle()
{
    const auto &colours = Theme::colours();
    dressPlot(*this);
    yAxis->setBasePen(Qt::NoPen);
    xAxis->grid()->setVisible(false);
    m_line->setPen(QPen(colours.ink, 1.3));
    m_elsewhere->setPen(QPen(colours.warn, 1));
    m_elsewhere->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDiamond, colours.warn, colours.warn, 4));
    m_baseline->setPen(QPen(colours.mut, 1, Qt::DotLine));
    m_baselineText->setColor(colours.mut);
    m_baselineText->setFont(fonts::prose(fonts::Size::Small));
    layMarks();
    redraw();
}

QString ResponsePlot::textAt(const QPoint &position) const
{
    if (!axisRect()->rect().contains(position)) return {};
    QStringList lines;
    const auto &times = TimeText::instance();
    for (const auto &mark : m_marks) {
        if (std::abs(xAxis->coordToPixel(axisKey(mark.at)) - position.x()) > Reach) continue;
        lines.append(
            mark.signalIds.isEmpty() ? tr("The registry says it was changed at %1").arg(times.both(mark.at))
            : mark.planned
                ? tr("%1 first seen at %2: an expected change")
                      .arg(mark.signalIds.join(QStringLiteral(", ")), times.both(mark.at))
                : tr("%1 first seen at %2").arg(mark.signalIds.join(QStringLiteral(", ")), times.both(mark.at)));
    }
    const auto wanted = instantAt(position.x());
    const auto away = [wanted](const auto &sample) {
        return sample.at < wanted ? wanted - sample.at : sample.at - wanted;
    };
    const auto nearest = std::min_element(m_samples.begin(), m_samples.end(),
                                          [&](const auto &a, const auto &b) { return away(a) < away(b); });
    if (nearest != m_samples.end()) {
        QString where = nearest->address.isNull() ? QString() : nearest->address.toString();
        if (!nearest->place.isEmpty()) where += u' ' + safeText(nearest->place, 20);
        lines.append(tr("%1 ms at %2").arg(QLocale().toString(nearest->responseMs, 'f', 0), times.both(nearest->at)));
        if (!where.isEmpty()) lines.append(tr("from %1").arg(where));
    }
    return lines.join(u'\n');
}

} // namespace hinoban::ui
