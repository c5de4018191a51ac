// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incident/RunbookDelegate.h"

#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"
#include "ui/incident/RunbookModel.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>

namespace hinoban::ui {

namespace {

using State = respond::ItemState::State;

constexpr int Margin = 12, Box = 13, Above = 5;

int widthOf(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : 300;
}

QRect wrapped(const QFont &font, const QString &text, int width)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap | Qt::AlignLeft, text);
}

void paintBox(QPainter &painter, const QRectF &place, State state)
{
    const auto &colours = Theme::colours();
    const QColor ink = state == State::Open ? colours.mut : state == State::Ticked ? colours.info : colours.ok;
    painter.setPen(QPen(ink, 1.2));
    painter.setBrush(state == State::Ticked ? QBrush(ink) : Qt::NoBrush);
    if (state != State::Fulfilled) painter.drawRoundedRect(place, 3, 3);
    if (state == State::Open) return;
    QPainterPath tick;
    tick.moveTo(place.left() + 3, place.center().y() + 0.5);
    tick.lineTo(place.center().x() - 0.8, place.bottom() - 3.4);
    tick.lineTo(place.right() - 2.4, place.top() + 3.4);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(state == State::Ticked ? colours.onInfo : ink, 2));
    painter.drawPath(tick);
}

} // namespace

QSize RunbookDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = widthOf(option);
    const int small = QFontMetrics(fonts::prose(fonts::Size::Small)).height();
    if (index.data(RunbookModel::IdRole).toString().isEmpty())
        return {width, QFontMetrics(fonts::prose(fonts::Size::Small, true)).height() + 2 * Above + 2};
    const int text = wrapped(fonts::prose(), index.data().toString(), width - BoxEnd - Margin).height();
    const int note = wrapped(fonts::prose(fonts::Size::Small), index.data(RunbookModel::NoteRole).toString(),
                             width - BoxEnd - Margin)
                         .height();
    return {width, text + std::max(note, small) + 2 * Above};
}

void RunbookDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &colours = Theme::colours();
    const QRect &place = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isPhase = index.data(RunbookModel::IdRole).toString().isEmpty();
    if (isPhase) painter->fillRect(place, colours.head);
    if (option.state & QStyle::State_Selected) painter->fillRect(place, colours.sel);
    const QFont small = fonts::prose(fonts::Size::Small);
    const QFontMetrics smallMetrics(small);
    if (isPhase) {
        const QString due = index.data(RunbookModel::DueRole).toString();
        const int dueWidth = smallMetrics.horizontalAdvance(due);
        const QRect line = place.adjusted(Margin, 0, -Margin, 0);
        const QFont bold = fonts::prose(fonts::Size::Small, true);
        painter->setFont(bold);
        painter->setPen(colours.ink);
        painter->drawText(
            line.adjusted(0, 0, -dueWidth - 10, 0), Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, line.width() - dueWidth - 10));
        painter->setFont(small);
        painter->setPen(colours.mut);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, due);
        painter->restore();
        return;
    }
    const auto state = State(index.data(RunbookModel::StateRole).toInt());
    const QFontMetrics metrics(fonts::prose());
    const QRect inside = place.adjusted(BoxEnd, Above, -Margin, -Above);
    paintBox(*painter, QRectF(place.left() + Margin, inside.top() + (metrics.height() - Box) / 2.0, Box, Box), state);
    const QString text = index.data().toString();
    const int textHeight = wrapped(fonts::prose(), text, inside.width()).height();
    painter->setFont(fonts::prose());
    painter->setPen(state == State::Open ? colours.ink : colours.mut);
    painter->drawText(inside, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text);
    painter->setFont(small);
    painter->setPen(state == State::Open ? colours.mut : state == State::Ticked ? colours.info : colours.ok);
    painter->drawText(inside.adjusted(0, textHeight, 0, 0), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop,
                      index.data(RunbookModel::NoteRole).toString());
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(colours.info);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(place.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace hinoban::ui
