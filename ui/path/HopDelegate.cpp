// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path/HopDelegate.h"

#include "ui/common/Fonts.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/path/HopModel.h"

#include <QPainter>

namespace hinoban::ui {
namespace {

constexpr int Padding = 6, BarHeight = 8, MarkSize = 8;

void paintBar(QPainter &painter, QRect place, const QModelIndex &index)
{
    place.adjust(Padding, 0, -Padding, 0);
    const double now = index.data(HopModel::BarRole).toDouble(), usual = index.data(HopModel::UsualBarRole).toDouble();
    const double top = place.center().y() - BarHeight / 2.0 + 0.5;
    if (now >= 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(markColour(index.data(HopModel::DifferentRole).toBool() ? Mark::Suspicion : Mark::Match));
        painter.drawRoundedRect(QRectF(place.left(), top, qMax(2.0, now * place.width()), BarHeight), 1.5, 1.5);
    }
    if (usual >= 0) { // where it usually ends
        painter.setPen(QPen(Theme::colours().ink, 1.5));
        const double x = place.left() + qMax(2.0, usual * place.width());
        painter.drawLine(QPointF(x, top - 2), QPointF(x, top + BarHeight + 2));
    }
}

void paintHost(QPainter &painter, QRect place, const QModelIndex &index)
{
    const QFont plain = fonts::mono(fonts::Size::Small), bold = fonts::mono(fonts::Size::Small, true);
    const QString where = index.data(HopModel::PlaceRole).toString();
    const QFontMetrics metrics(plain), boldMetrics(bold);
    const int reserved = where.isEmpty() ? 0 : boldMetrics.horizontalAdvance(where) + Padding;
    const QString host =
        metrics.elidedText(index.data(HopModel::HostRole).toString(), Qt::ElideMiddle, place.width() - reserved);
    painter.setFont(plain);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, host);
    if (where.isEmpty()) return;
    place.setLeft(place.left() + metrics.horizontalAdvance(host) + Padding);
    painter.setFont(bold);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, where);
}

} // namespace

int HopDelegate::rowHeight() { return QFontMetrics(fonts::mono(fonts::Size::Small)).height() + 5; }

QSize HopDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {40, rowHeight()}; }

void HopDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &colours = Theme::colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool different = index.data(HopModel::DifferentRole).toBool();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colours.sel);
    else if (different)
        painter->fillRect(option.rect, colours.warnbg);
    painter->setPen(colours.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QRect place = option.rect.adjusted(Padding, 0, -Padding, -1);
    painter->setPen(index.column() == HopModel::NumberColumn || index.column() == HopModel::UsualColumn ||
                            index.column() == HopModel::UsualMsColumn
                        ? colours.mut
                        : colours.ink);
    switch (index.column()) {
    case HopModel::NumberColumn: {
        const bool first = index.data(HopModel::FirstRole).toBool();
        painter->setFont(fonts::mono(fonts::Size::Small, first));
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        if (first)
            paintMark(*painter, QRectF(option.rect.left() + 2, place.top(), MarkSize + 3, place.height()),
                      Mark::Suspicion, MarkSize);
        break;
    }
    case HopModel::UsualColumn:
    case HopModel::NowColumn:
        paintHost(*painter, place, index);
        break;
    case HopModel::BarColumn:
        paintBar(*painter, option.rect, index);
        break;
    default:
        painter->setFont(fonts::mono(fonts::Size::Small));
        painter->drawText(place, index.data(Qt::TextAlignmentRole).toInt(), index.data().toString());
        break;
    }
    painter->restore();
}

} // namespace hinoban::ui
