// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelineDelegate.h"

#include "ui/common/Fonts.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/timeline/TimelineModel.h"

#include <QPainter>

namespace hinoban::ui {
namespace {

// The shape that every pane paints for this state, if it is one of the four.
std::optional<Mark> shapeOf(EntryMark mark)
{
    switch (mark) {
    case EntryMark::Mismatch:
        return Mark::Mismatch;
    case EntryMark::Suspicion:
        return Mark::Suspicion;
    case EntryMark::Done:
    case EntryMark::Cleared:
        return Mark::Match;
    case EntryMark::Note:
        return Mark::Unknown;
    default:
        return std::nullopt;
    }
}

// Draws `text` at the left of `place` and takes its width off it.
void drawPart(QPainter &painter, QRect &place, const QString &text, const QFont &font, const QColor &colour)
{
    if (text.isEmpty() || place.width() <= 0) return;
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, place.width());
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    place.setLeft(place.left() + metrics.horizontalAdvance(shown) + metrics.horizontalAdvance(u' '));
}

} // namespace

int TimelineDelegate::rowHeight() { return QFontMetrics(fonts::prose()).height() + 7; }

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    switch (index.column()) {
    case TimelineModel::TimeColumn:
        return {QFontMetrics(fonts::mono()).horizontalAdvance(index.data().toString()) + 20, rowHeight()};
    case TimelineModel::MarkColumn:
        return {24, rowHeight()};
    default:
        return {200, rowHeight()};
    }
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &colours = Theme::colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, colours.sel);
    painter->setPen(colours.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect place = option.rect.adjusted(0, 0, -6, -1);
    const auto mark = EntryMark(index.data(TimelineModel::MarkRole).toInt());
    switch (index.column()) {
    case TimelineModel::TimeColumn:
        place.setLeft(place.left() + 12);
        drawPart(*painter, place, index.data().toString(), fonts::mono(), colours.mut);
        break;
    case TimelineModel::MarkColumn:
        if (const auto shape = shapeOf(mark)) {
            paintMark(*painter, option.rect, *shape, 9);
        } else {
            painter->setFont(option.font);
            painter->setPen(colours.mut);
            painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
        }
        break;
    case TimelineModel::TextColumn: {
        const QString lead = index.data(TimelineModel::LeadRole).toString();
        QString sentence = index.data(TimelineModel::SentenceRole).toString();
        if (!lead.isEmpty() && sentence.startsWith(lead)) sentence = sentence.mid(lead.size()).trimmed();
        QString note = index.data(TimelineModel::NoteRole).toString();
        if (!note.isEmpty()) note = u'(' + note + u')';
        drawPart(*painter, place, lead, fonts::prose(fonts::Size::Normal, true), colours.ink);
        // The note is short and says when: it stays even where the sentence must be cut.
        const QFontMetrics metrics(fonts::prose());
        QRect rest = place;
        const int reserved = note.isEmpty() ? 0 : metrics.horizontalAdvance(note) + metrics.horizontalAdvance(u' ');
        if (reserved < place.width() / 2) place.setRight(place.right() - reserved);
        drawPart(*painter, place, sentence, fonts::prose(), colours.ink);
        rest.setLeft(place.left());
        drawPart(*painter, rest, note, fonts::prose(), colours.mut);
        break;
    }
    default:
        break;
    }
    painter->restore();
}

} // namespace hinoban::ui
