// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/ContactDelegate.h"

#include "ui/common/Fonts.h"
#include "ui/common/Theme.h"
#include "ui/contacts/ContactsModel.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>

namespace hinoban::ui {
namespace {

constexpr int Margin = 12, Badge = 20, Gap = 8, Above = 6;

struct Paragraph {
    QString text;
    QFont font;
    QColor colour;
    int lines; // at most
};

const QAbstractItemView *viewOf(const QStyleOptionViewItem &option)
{
    return qobject_cast<const QAbstractItemView *>(option.widget);
}

std::vector<Paragraph> paragraphsOf(const QModelIndex &index, bool unfolded)
{
    const auto &colours = Theme::colours();
    const QFont small = fonts::prose(fonts::Size::Small);
    const auto channels = index.data(ContactsModel::ChannelsRole).toStringList();

    std::vector<Paragraph> paragraphs;
    paragraphs.push_back({index.data(ContactsModel::UseRole).toString(), small, colours.mut, unfolded ? 4 : 1});
    if (!unfolded) {
        QString first = channels.first();
        if (channels.size() > 1) first += QStringLiteral(" +%1").arg(channels.size() - 1);
        paragraphs.push_back({first, small, colours.ink, 1});
        return paragraphs;
    }
    for (const auto &channel : channels)
        paragraphs.push_back({channel, small, colours.ink, 2});
    paragraphs.push_back({index.data(ContactsModel::AdviceRole).toString(), small, colours.mut, 6});
    paragraphs.push_back({index.data(ContactsModel::TrustRole).toString(), small, colours.mut, 2});
    return paragraphs;
}

// Lays out and, with a painter, draws; gives the height. The last permitted line is elided.
int layOut(const Paragraph &paragraph, const QPoint &at, int width, QPainter *painter)
{
    if (paragraph.text.isEmpty() || width <= 0) return 0;
    const QFontMetrics metrics(paragraph.font);
    QTextLayout layout(paragraph.text, paragraph.font);
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    if (painter) {
        painter->setFont(paragraph.font);
        painter->setPen(paragraph.colour);
    }
    layout.beginLayout();
    int height = 0;
    for (int number = 1; number <= paragraph.lines; ++number) {
        auto line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(width);
        QString shown = paragraph.text.mid(line.textStart(), line.textLength());
        const bool cut = number == paragraph.lines && line.textStart() + line.textLength() < paragraph.text.size();
        if (cut) shown = metrics.elidedText(paragraph.text.mid(line.textStart()), Qt::ElideRight, width);
        if (painter)
            painter->drawText(QRect(at.x(), at.y() + height, width, metrics.height()),
                              Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        height += metrics.height();
    }
    layout.endLayout();
    return height;
}

int textLeft(const QModelIndex &index)
{
    return Margin + (index.data(ContactsModel::NumberRole).toInt() > 0 ? Badge + Gap : 0);
}

void paintBadge(QPainter &painter, const QRect &place, const QModelIndex &index)
{
    const auto &colours = Theme::colours();
    const bool done = index.data(ContactsModel::DoneRole).toBool();
    painter.setPen(Qt::NoPen);
    painter.setBrush(done ? colours.ok : colours.info);
    painter.drawEllipse(place);
    painter.setPen(done ? colours.pane : colours.onInfo);
    painter.setFont(fonts::prose(fonts::Size::Small, true));
    painter.drawText(place, Qt::AlignCenter,
                     done ? QStringLiteral("✓") : index.data(ContactsModel::NumberRole).toString());
}

} // namespace

QSize ContactDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = viewOf(option);
    const int width = view ? view->viewport()->width() : 300;
    const bool unfolded = view && view->currentIndex() == index;
    int height = Above + QFontMetrics(fonts::prose()).height() + Above + 1;
    for (const auto &paragraph : paragraphsOf(index, unfolded))
        height += layOut(paragraph, {}, width - textLeft(index) - Margin, nullptr);
    return {width, height};
}

void ContactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &colours = Theme::colours();
    const auto *view = viewOf(option);
    const bool unfolded = view && view->currentIndex() == index;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (unfolded || option.state & QStyle::State_Selected) painter->fillRect(option.rect, colours.sel);
    painter->setPen(colours.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QFont bold = fonts::prose(fonts::Size::Normal, true), small = fonts::prose(fonts::Size::Small);
    const int left = option.rect.left() + textLeft(index), right = option.rect.right() - Margin;
    const int first = QFontMetrics(fonts::prose()).height();
    int top = option.rect.top() + Above;
    if (index.data(ContactsModel::NumberRole).toInt() > 0)
        paintBadge(*painter, {option.rect.left() + Margin, top, Badge, Badge}, index);

    // The role gives way to the name.
    const QString role = index.data(ContactsModel::RoleWordRole).toString();
    const QFontMetrics boldMetrics(bold), smallMetrics(small);
    const QString title =
        boldMetrics.elidedText(index.data(ContactsModel::TitleRole).toString(), Qt::ElideRight, right - left);
    const int titleWidth = boldMetrics.horizontalAdvance(title);
    painter->setFont(bold);
    painter->setPen(colours.ink);
    painter->drawText(QRect(left, top, right - left, first), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      title);
    const int rest = right - left - titleWidth - Gap;
    if (rest > 40) {
        painter->setFont(small);
        painter->setPen(colours.mut);
        painter->drawText(QRect(right - rest, top, rest, first), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                          smallMetrics.elidedText(role, Qt::ElideRight, rest));
    }
    top += first;
    for (const auto &paragraph : paragraphsOf(index, unfolded))
        top += layOut(paragraph, {left, top}, right - left, painter);
    painter->restore();
}

} // namespace hinoban::ui
