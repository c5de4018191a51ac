// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/TextTable.h"

#include "ui/common/Fonts.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QPixmap>
#include <QStyledItemDelegate>
#include <QTableView>

namespace hinoban::ui {

namespace {

// Text where the column's head has it, and no box around one cell where whole lines are selected.
class LineDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem line(option);
        line.state.setFlag(QStyle::State_HasFocus, false);
        if (const auto part = index.data(Qt::BackgroundRole); part.isValid())
            painter->fillRect(option.rect, part.value<QColor>());
        if (line.state.testFlag(QStyle::State_Selected)) painter->fillRect(option.rect, option.palette.highlight());
        line.rect.adjust(Padding, 0, 0, 0);
        QStyledItemDelegate::paint(painter, line, index);
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem line(option);
        if (line.rect.width() > 2 * Padding) line.rect.setWidth(line.rect.width() - 2 * Padding); // where lines wrap
        return QStyledItemDelegate::sizeHint(line, index) + QSize(2 * Padding, Padding);
    }

private:
    static constexpr int Padding = 5;
};

} // namespace

TextTable::TextTable(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void TextTable::setHeads(const QStringList &heads)
{
    if (heads == m_heads) return;
    if (heads.size() != m_heads.size()) {
        beginResetModel();
        m_heads = heads;
        endResetModel();
        return;
    }
    m_heads = heads;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, int(heads.size()) - 1);
}

void TextTable::setLines(std::vector<Line> lines)
{
    const int before = int(m_lines.size()), after = int(lines.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_lines.resize(size_t(after));
        endRemoveRows();
    }
    const int common = std::min(before, after);
    for (int row = 0; row < common; ++row) {
        if (m_lines[size_t(row)] == lines[size_t(row)]) continue;
        m_lines[size_t(row)] = lines[size_t(row)];
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_lines = std::move(lines);
        endInsertRows();
    }
}

int TextTable::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_lines.size()); }

int TextTable::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_heads.size()); }

QVariant TextTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Line &line = m_lines[size_t(index.row())];
    if (size_t(index.column()) >= line.size()) return {};
    const Cell &cell = line[size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return plainToolTip(cell.tip.isEmpty() ? cell.text : cell.tip);
    case Qt::FontRole:
        if (cell.strong) return fonts::prose(fonts::Size::Small, true);
        return cell.mono ? fonts::mono() : fonts::prose();
    case Qt::BackgroundRole:
        return line.front().strong ? QVariant(Theme::colours().head) : QVariant();
    case Qt::ForegroundRole:
        return cell.mark ? QVariant(markColour(*cell.mark)) : QVariant();
    case Qt::DecorationRole: {
        if (!cell.mark) return {};
        QPixmap pixmap(24, 24);
        pixmap.setDevicePixelRatio(2);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintMark(painter, QRectF(0, 0, 12, 12), *cell.mark, 9);
        return pixmap;
    }
    default:
        return {};
    }
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= m_heads.size()) return {};
    return m_heads.at(section);
}

QTableView *TextTable::makeView(QAbstractItemModel *model, QWidget *parent)
{
    auto *view = new QTableView(parent);
    view->setModel(model);
    view->setItemDelegate(new LineDelegate(view));
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(int(QFontMetricsF(fonts::mono()).height()) + 8);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->horizontalHeader()->setFont(fonts::prose(fonts::Size::Small));
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view->horizontalHeader()->setStretchLastSection(true);
    return view;
}

void TextTable::giveRoomTo(QTableView *view, std::initializer_list<int> columns)
{
    view->horizontalHeader()->setStretchLastSection(false);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (const int column : columns)
        view->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

} // namespace hinoban::ui
