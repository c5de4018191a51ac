// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecoveryPlot.h"

#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"

#include <QPainter>

#include <algorithm>

namespace hinoban::ui {

using respond::CacheState;

namespace {

constexpr int Side = 10;
constexpr qreal BarHeight = 0.46; // of a row
constexpr qreal MarkSize = 9;

QColor between(const QColor &a, const QColor &b)
{
    return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

} // namespace

RecoveryPlot::RecoveryPlot(QWidget *parent)
    : TimePlot(parent)
{
    axisRect()->setAutoMargins(QCP::msNone);
    yAxis->setVisible(false);
    setGeometryOfRows(m_top, m_height, 0);
    retranslate();
    restyle();
}

void RecoveryPlot::setRows(std::vector<RecoveryRow> rows, Instant now, std::optional<Instant> repairedAt)
{
    if (rows == m_rows && now == m_now && repairedAt == m_repairedAt) return;
    m_rows = std::move(rows);
    m_now = now;
    m_repairedAt = repairedAt;
    Instant begin = m_repairedAt ? std::min(now, *m_repairedAt) : now;
    Instant end = now + std::chrono::hours(1);
    for (const auto &row : m_rows) {
        // A TTL without any bound lasts for decades: it must not press the others into a line.
        constexpr Duration Longest = std::chrono::days(14);
        for (const auto &at : {row.until, row.bound})
            if (at) end = std::max(end, std::min(*at, now + Longest));
    }
    // What has been stays in the picture, but not more of it than of what is to come.
    begin = std::max(begin, now - (end - now));
    setExtent(begin, end);
    redraw();
}

void RecoveryPlot::setGeometryOfRows(int top, int height, int scrolled)
{
    const QMargins margins(Side, top, Side, AxisHeight);
    if (axisRect()->margins() != margins) {
        axisRect()->setMargins(margins);
        redraw();
    }
    m_top = top;
    m_height = std::max(1, height);
    m_scrolled = scrolled;
    update();
}

void RecoveryPlot::setCurrentRow(int row)
{
    m_current = row;
    update();
}

void RecoveryPlot::retranslate()
{
    setAccessibleName(tr("Who recovers when, as a picture"));
    setAccessibleDescription(
        tr("A bar for each resolver, from now until it can no longer serve false data. The list beside "
           "it says the same in words. Plus and minus zoom, the arrow keys pan, Home shows "
           "everything."));
    update();
}

void RecoveryPlot::restyle()
{
    dressPlot(*this);
    redraw();
}

int RecoveryPlot::rowAt(const QPoint &position) const
{
    if (position.y() < m_top || position.y() > height() - AxisHeight) return -1;
    const int row = (position.y() - m_top + m_scrolled) / m_height;
    return row < int(m_rows.size()) ? row : -1;
}

QString RecoveryPlot::textAt(const QPoint &position) const
{
    const int row = rowAt(position);
    return row < 0 ? QString() : longTextOf(m_rows[size_t(row)]);
}

void RecoveryPlot::paintEvent(QPaintEvent *event)
{
    TimePlot::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &c = Theme::colours();
    const QRect inside(0, m_top, width(), height() - m_top - AxisHeight);
    painter.save();
    painter.setClipRect(inside);
    for (size_t row = 0; row < m_rows.size(); ++row) {
        const QRectF place(0, m_top + int(row) * m_height - m_scrolled, width(), m_height);
        if (!place.intersects(inside)) continue;
        // Whole, so that what stands on it hides the grid.
        const QColor ground = int(row) == m_current ? between(c.pane, c.sel) : c.pane;
        if (int(row) == m_current) painter.fillRect(place, ground);
        paintRow(painter, m_rows[row], place, ground);
    }
    painter.restore();
    if (m_repairedAt) paintLine(painter, *m_repairedAt, tr("repaired"), c.ok, Qt::DashLine, Qt::AlignLeft);
    //: Beside the line of the present in the picture of the cache tail
    paintLine(painter, m_now, tr("now"), c.ink, Qt::SolidLine, Qt::AlignRight);
}

void RecoveryPlot::paintRow(QPainter &painter, const RecoveryRow &row, const QRectF &place, const QColor &ground) const
{
    const Colours &c = Theme::colours();
    const Mark mark = markOf(row.state);
    const QColor ink = markColour(mark);
    const qreal right = width() - Side;
    const auto xOf = [&](Instant at) { return std::clamp(xAxis->coordToPixel(axisKey(at)), -10.0, width() + 10.0); };
    const qreal from = xOf(m_now);
    const qreal high = place.height() * BarHeight;
    const QRectF bar(from, place.center().y() - high / 2, 0, high);
    const bool isFalse = row.state == CacheState::False;
    qreal end = from;

    // What other caches of the same resolver may do, or nobody knows better: an outline, hatched.
    const auto maybe = [&](qreal x1, qreal x2, const QColor &colour) {
        const QRectF rect(x1, bar.top(), std::max<qreal>(2, x2 - x1), high);
        QColor pattern = colour;
        pattern.setAlphaF(0.55F);
        painter.fillRect(rect, QBrush(pattern, Qt::BDiagPattern));
        painter.setPen(QPen(colour, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect);
        end = std::max(end, rect.right());
    };
    if (isFalse && row.until) {
        const QRectF rect(from, bar.top(), std::max<qreal>(3, xOf(*row.until) - from), high);
        painter.fillRect(rect, ink);
        end = rect.right();
        if (row.bound && *row.bound > *row.until) maybe(rect.right(), xOf(*row.bound), c.warn);
    } else if (row.until && *row.until > m_now) {
        maybe(from, xOf(*row.until), row.state == CacheState::TrueNow ? c.ok : c.warn);
    }
    if (row.open) {
        // An arrow to where no end is known.
        const qreal middle = place.center().y();
        const qreal tip = right;
        painter.setPen(QPen(isFalse ? c.bad : c.warn, 1.4, Qt::DotLine));
        painter.drawLine(QPointF(std::min(end + 3, tip - 6), middle), QPointF(tip - 2, middle));
        painter.setPen(QPen(isFalse ? c.bad : c.warn, 1.4));
        painter.drawLine(QPointF(tip - 7, middle - 4), QPointF(tip - 1, middle));
        painter.drawLine(QPointF(tip - 7, middle + 4), QPointF(tip - 1, middle));
    }
    // The shape on the line of the present: what it does now.
    const QRectF shape(from - MarkSize / 2 - 1.5, place.center().y() - MarkSize / 2 - 1.5, MarkSize + 3, MarkSize + 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.pane);
    painter.drawEllipse(shape);
    paintMark(painter, shape, mark, MarkSize);

    // The moment that the list gives: after the bar, or on its hatched rest.
    const QString text = row.until && *row.until > m_now && !row.open
                             ? TimeText::instance().brief(*row.until).chopped(3)
                         : row.state == CacheState::Clean ? wordOf(row.state)
                                                          : QString();
    if (text.isEmpty()) return;
    const QFont font = fonts::prose(fonts::Size::Small);
    const int wide = QFontMetrics(font).horizontalAdvance(text);
    const qreal solid = isFalse && row.until ? xOf(*row.until) : end;
    qreal x = std::max(solid, from + MarkSize) + 5;
    if (end > solid && x + wide + 4 > end) x = end + 5; // too short a rest for it
    if (x + wide > right) x = std::min(end, right) - wide - 6;
    if (x < from + MarkSize) return;
    // No line of the grid runs through figures.
    const qreal tall = x < end ? high - 2 : place.height() - 2;
    painter.fillRect(QRectF(x - 2, place.center().y() - tall / 2, wide + 4, tall), x < end ? c.pane : ground);
    painter.setFont(font);
    painter.setPen(row.state == CacheState::Clean ? c.ok : c.ink);
    painter.drawText(QRectF(x, place.top(), wide + 2, place.height()), Qt::AlignVCenter, text);
}

void RecoveryPlot::paintLine(QPainter &painter, Instant at, const QString &word, const QColor &colour,
                             Qt::PenStyle style, Qt::Alignment side) const
{
    const qreal x = xAxis->coordToPixel(axisKey(at));
    if (x < Side - 2 || x > width() - Side + 2) return;
    const int bottom = height() - AxisHeight;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colour, 1, style));
    painter.drawLine(QPointF(x, m_top - 3), QPointF(x, bottom));
    const QFont font = fonts::prose(fonts::Size::Small);
    painter.setFont(font);
    const int wide = QFontMetrics(font).horizontalAdvance(word) + 4;
    const bool right = side.testFlag(Qt::AlignRight) ? x + wide < width() : x - wide < 0;
    painter.drawText(QRectF(right ? x + 3 : x - wide - 1, 2, wide, m_top - 5), Qt::AlignVCenter, word);
}

} // namespace hinoban::ui
