// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/StateMark.h"

#include "ui/common/Theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace hinoban::ui {

Mark markOf(watch::State state)
{
    switch (state) {
    case watch::State::Match:
        return Mark::Match;
    case watch::State::Mismatch:
        return Mark::Mismatch;
    case watch::State::Unknown:
        break;
    }
    return Mark::Unknown;
}

Mark markOf(console::DomainState state)
{
    switch (state) {
    case console::DomainState::Match:
        return Mark::Match;
    case console::DomainState::Suspicion:
        return Mark::Suspicion;
    case console::DomainState::Mismatch:
        return Mark::Mismatch;
    case console::DomainState::Unknown:
        break;
    }
    return Mark::Unknown;
}

Mark markOf(detect::Severity severity)
{
    switch (severity) {
    case detect::Severity::Crit:
    case detect::Severity::High:
        return Mark::Mismatch;
    case detect::Severity::Med:
    case detect::Severity::Warn:
        return Mark::Suspicion;
    case detect::Severity::Info:
        break;
    }
    return Mark::Unknown;
}

QChar markSymbol(Mark mark)
{
    switch (mark) {
    case Mark::Match:
        return QChar(0x25cf);
    case Mark::Mismatch:
        return QChar(0x25b2);
    case Mark::Suspicion:
        return QChar(0x25c6);
    case Mark::Unknown:
        break;
    }
    return QChar(0x25cb);
}

QString markWord(Mark mark)
{
    switch (mark) {
    case Mark::Match:
        return QCoreApplication::translate("State", "match");
    case Mark::Mismatch:
        return QCoreApplication::translate("State", "mismatch");
    case Mark::Suspicion:
        return QCoreApplication::translate("State", "suspicion");
    case Mark::Unknown:
        break;
    }
    return QCoreApplication::translate("State", "unknown");
}

QColor markColour(Mark mark)
{
    const Colours &c = Theme::colours();
    switch (mark) {
    case Mark::Match:
        return c.ok;
    case Mark::Mismatch:
        return c.bad;
    case Mark::Suspicion:
        return c.warn;
    case Mark::Unknown:
        break;
    }
    return c.unk;
}

QColor markTint(Mark mark)
{
    const Colours &c = Theme::colours();
    switch (mark) {
    case Mark::Match:
        return c.okbg;
    case Mark::Mismatch:
        return c.badbg;
    case Mark::Suspicion:
        return c.warnbg;
    case Mark::Unknown:
        break;
    }
    return c.unkbg;
}

void paintMark(QPainter &painter, const QRectF &place, Mark mark, qreal size)
{
    paintMark(painter, place, mark, size, markColour(mark));
}

void paintMark(QPainter &painter, const QRectF &place, Mark mark, qreal size, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const QPointF middle = place.center();
    const qreal half = size / 2;
    QPainterPath path;
    switch (mark) {
    case Mark::Match:
        path.addEllipse(middle, half, half);
        break;
    case Mark::Mismatch:
        path.moveTo(middle.x(), middle.y() - half);
        path.lineTo(middle.x() + half * 1.1, middle.y() + half * 0.85);
        path.lineTo(middle.x() - half * 1.1, middle.y() + half * 0.85);
        path.closeSubpath();
        break;
    case Mark::Suspicion:
        path.moveTo(middle.x(), middle.y() - half * 1.15);
        path.lineTo(middle.x() + half * 1.15, middle.y());
        path.lineTo(middle.x(), middle.y() + half * 1.15);
        path.lineTo(middle.x() - half * 1.15, middle.y());
        path.closeSubpath();
        break;
    case Mark::Unknown:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, qMax(1.2, size / 8)));
        path.addEllipse(middle, half - 0.6, half - 0.6);
        break;
    }
    painter.drawPath(path);
    painter.restore();
}

QString incidentWord(respond::IncidentState state)
{
    switch (state) {
    case respond::IncidentState::Quiet:
        return QCoreApplication::translate("State", "Quiet");
    case respond::IncidentState::Suspicion:
        return QCoreApplication::translate("State", "Suspicion");
    case respond::IncidentState::Hijack:
        return QCoreApplication::translate("State", "Hijack");
    case respond::IncidentState::Recovering:
        return QCoreApplication::translate("State", "Recovering");
    case respond::IncidentState::Closed:
        break;
    }
    return QCoreApplication::translate("State", "Closed");
}

Mark incidentMark(respond::IncidentState state)
{
    switch (state) {
    case respond::IncidentState::Hijack:
        return Mark::Mismatch;
    case respond::IncidentState::Suspicion:
    case respond::IncidentState::Recovering:
        return Mark::Suspicion;
    case respond::IncidentState::Quiet:
    case respond::IncidentState::Closed:
        break;
    }
    return Mark::Match;
}

} // namespace hinoban::ui
