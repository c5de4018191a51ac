// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecordsDelegate.h"

#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"
#include "ui/records/CellText.h"
#include "ui/records/RecordsModel.h"

#include <QFontMetricsF>
#include <QPainter>

namespace hinoban::ui {

namespace {

using Kind = RecordsModel::ItemKind;

struct Pen {
    QPainter &painter;
    qreal x;
    qreal baseline;
    QRectF cell;

    void write(const QString &text, const QFont &font, const QColor &colour)
    {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(x, baseline), text);
        x += QFontMetricsF(font).horizontalAdvance(text);
    }
    void writeMarked(const QString &text, const QFont &font, const QColor &colour)
    {
        QFont marked = font;
        marked.setBold(true);
        marked.setUnderline(true);
        const QFontMetricsF metrics(marked);
        const qreal width = metrics.horizontalAdvance(text);
        painter.fillRect(QRectF(x - 0.5, baseline - metrics.ascent(), width + 1, metrics.ascent() + metrics.descent()),
                         Theme::colours().diff);
        write(text, marked, colour);
    }
};

void writeSpans(Pen &pen, const CutText &cut, const QFont &font, const QColor &colour)
{
    int position = 0;
    for (const auto &span : cut.spans) {
        if (span.begin > position) pen.write(cut.text.mid(position, span.begin - position), font, colour);
        pen.writeMarked(cut.text.mid(span.begin, span.length), font, colour);
        position = span.begin + span.length;
    }
    if (position < cut.text.size()) pen.write(cut.text.mid(position), font, colour);
}

QColor colourOf(const QModelIndex &index, const QVariant &mark)
{
    const Colours &c = Theme::colours();
    if (index.data(RecordsModel::MissingRole).toBool()) return c.bad;
    if (mark.isValid()) {
        switch (Mark(mark.toInt())) {
        case Mark::Match:
            return c.ok;
        case Mark::Unknown:
            return c.unk;
        case Mark::Suspicion:
            return c.warn;
        case Mark::Mismatch:
            return c.ink;
        }
    }
    return index.data(RecordsModel::WordsRole).toBool() && index.column() != RecordsModel::Name ? c.mut : c.ink;
}

} // namespace

void RecordsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = Theme::colours();
    const QRectF cell = option.rect;
    const auto kind = Kind(index.data(RecordsModel::KindRole).toInt());
    const QVariant mark = index.data(RecordsModel::MarkRole);
    const bool mismatch = mark.isValid() && Mark(mark.toInt()) == Mark::Mismatch;
    const bool selected = option.state.testFlag(QStyle::State_Selected);

    painter->save();
    painter->setClipRect(cell);
    painter->setRenderHint(QPainter::TextAntialiasing);
    painter->fillRect(cell, kind == Kind::Section ? c.head : mismatch ? c.badbg : selected ? c.sel : c.pane);
    const bool nameColumn = index.column() == RecordsModel::Name;
    if (!nameColumn || index.data(RecordsModel::LastRole).toBool())
        painter->fillRect(QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), c.line);

    const bool words = index.data(RecordsModel::WordsRole).toBool();
    const QFont font = kind == Kind::Section ? fonts::prose(fonts::Size::Small, true)
                       : words               ? fonts::prose(fonts::Size::Small)
                                             : fonts::mono(fonts::Size::Normal);
    const QFontMetricsF metrics(font);
    const qreal baseline = cell.center().y() + (metrics.ascent() - metrics.descent()) / 2 - 0.5;
    Pen pen{*painter, cell.left() + Padding, baseline, cell};
    const QString text = index.data().toString();

    if (nameColumn && kind == Kind::Value) {
        // The owner may be long; the type never gives way.
        const qsizetype gap = text.lastIndexOf(QLatin1Char(' '));
        if (gap > 0) {
            const QFont bold = fonts::mono(fonts::Size::Normal, true);
            const QString type = text.mid(gap);
            const qreal room = cell.width() - 2 * Padding - metrics.horizontalAdvance(type);
            pen.write(QFontMetricsF(bold).elidedText(text.left(gap), Qt::ElideMiddle, room), bold, c.ink);
            pen.write(type, font, c.ink);
        }
        painter->restore();
        return;
    }

    const QString note = index.data(RecordsModel::NoteRole).toString();
    const bool noteDiffers = index.data(RecordsModel::NoteDiffersRole).toBool();
    // A match carries its shape behind the text; a mismatch has the tint and the marked characters.
    const bool shape = mark.isValid() && !mismatch && index.column() != RecordsModel::Expected;
    qreal room = cell.width() - 2 * Padding;
    if (shape) room -= 14;
    const QFont noteFont = fonts::mono(fonts::Size::Small);
    const qreal noteWidth = note.isEmpty() ? 0 : QFontMetricsF(noteFont).horizontalAdvance(note) + 8;
    // The value goes before its note.
    const bool noted = noteWidth > 0 && metrics.horizontalAdvance(text) + noteWidth <= room;
    if (noted) room -= noteWidth;

    const QColor colour = colourOf(index, mark);
    if (words) {
        pen.write(metrics.elidedText(text, Qt::ElideRight, room), font, colour);
    } else {
        const qreal step = metrics.horizontalAdvance(QLatin1Char('m'));
        const auto spans = index.data(RecordsModel::SpansRole).value<std::vector<detect::Span>>();
        writeSpans(pen, cutAround(text, spans, int(room / step)), font, colour);
    }
    if (noted) {
        pen.x += 8;
        if (noteDiffers)
            pen.writeMarked(note, noteFont, c.ink);
        else
            pen.write(note, noteFont, c.mut);
    }
    if (shape) paintMark(*painter, QRectF(pen.x + 4, cell.top(), 8, cell.height()), Mark(mark.toInt()), 7);
    if (selected) {
        painter->setPen(QPen(option.state.testFlag(QStyle::State_Active) ? c.info : c.mut, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cell.adjusted(1, 1, -1.5, -1.5));
    }
    painter->restore();
}

QSize RecordsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool words = index.data(RecordsModel::WordsRole).toBool();
    const QFontMetricsF metrics(words ? fonts::prose(fonts::Size::Small) : fonts::mono(fonts::Size::Normal));
    qreal width = metrics.horizontalAdvance(index.data().toString()) + 2 * Padding + 2;
    const QString note = index.data(RecordsModel::NoteRole).toString();
    if (!note.isEmpty()) width += QFontMetricsF(fonts::mono(fonts::Size::Small)).horizontalAdvance(note) + 8;
    const QVariant mark = index.data(RecordsModel::MarkRole);
    if (mark.isValid() && Mark(mark.toInt()) != Mark::Mismatch) width += 14;
    return {int(width), int(QFontMetricsF(fonts::mono(fonts::Size::Normal)).height()) + 8};
}

} // namespace hinoban::ui
