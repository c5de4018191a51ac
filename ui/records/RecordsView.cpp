// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecordsView.h"

#include "ui/common/Fonts.h"
#include "ui/records/RecordsDelegate.h"
#include "ui/records/RecordsModel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <array>

namespace hinoban::ui {

RecordsView::RecordsView(QWidget *parent)
    : QTableView(parent)
{
    setItemDelegate(new RecordsDelegate(this));
    setObjectName(QStringLiteral("records"));
    setShowGrid(false);
    setWordWrap(false);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectItems);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(int(QFontMetricsF(fonts::mono()).height()) + 8);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setFont(fonts::prose(fonts::Size::Small));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setMinimumSectionSize(30);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &RecordsView::worstFirstToggled);
}

void RecordsView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    const auto again = [this] {
        placeSpans();
        layoutColumns();
    };
    connect(model, &QAbstractItemModel::modelReset, this, again);
    connect(model, &QAbstractItemModel::layoutChanged, this, again);
    connect(model, &QAbstractItemModel::rowsInserted, this, again);
    connect(model, &QAbstractItemModel::rowsRemoved, this, again);
    connect(model, &QAbstractItemModel::headerDataChanged, this, &RecordsView::layoutColumns);
    again();
}

void RecordsView::placeSpans()
{
    clearSpans();
    for (int row = 0; row < model()->rowCount(); ++row) {
        const auto kind = RecordsModel::ItemKind(model()->index(row, 0).data(RecordsModel::KindRole).toInt());
        if (kind == RecordsModel::ItemKind::Section)
            setSpan(row, 0, 1, RecordsModel::ColumnCount);
        else if (kind == RecordsModel::ItemKind::Registration)
            setSpan(row, RecordsModel::Parent, 1, RecordsModel::ColumnCount - RecordsModel::Parent);
    }
}

void RecordsView::layoutColumns()
{
    if (!model()) return;
    const int available = viewport()->width();
    std::array<int, RecordsModel::ColumnCount> need{};
    for (int column = 0; column < RecordsModel::ColumnCount; ++column) {
        const QString head = model()->headerData(column, Qt::Horizontal).toString();
        int widest = horizontalHeader()->fontMetrics().horizontalAdvance(head) + 18;
        for (int row = 0; row < model()->rowCount(); ++row) {
            const QModelIndex index = model()->index(row, column);
            const auto kind = RecordsModel::ItemKind(index.data(RecordsModel::KindRole).toInt());
            if (kind == RecordsModel::ItemKind::Section) continue;
            // A registration value may use three columns.
            if (kind == RecordsModel::ItemKind::Registration && column != RecordsModel::Name) continue;
            widest = std::max(widest, sizeHintForIndex(index).width());
        }
        need[size_t(column)] = widest;
    }
    // Names and counts keep what they need, within reason; the three columns of values share the rest by need.
    need[RecordsModel::Name] = std::clamp(need[RecordsModel::Name], 60, std::max(60, available / 6));
    need[RecordsModel::Resolvers] = std::clamp(need[RecordsModel::Resolvers], 80, std::max(80, available / 4));
    int rest = available - need[RecordsModel::Name] - need[RecordsModel::Resolvers];
    std::array<int, 3> values{RecordsModel::Expected, RecordsModel::Parent, RecordsModel::Authoritative};
    std::sort(values.begin(), values.end(), [&](int a, int b) { return need[size_t(a)] < need[size_t(b)]; });
    for (size_t i = 0; i < values.size(); ++i) {
        const int share = rest / int(values.size() - i);
        const int wanted = need[size_t(values[i])];
        const int given = i + 1 == values.size() ? rest : std::min(share, wanted);
        need[size_t(values[i])] = std::max(40, given);
        rest -= given;
    }
    for (int column = 0; column < RecordsModel::ColumnCount; ++column)
        setColumnWidth(column, need[size_t(column)]);
}

void RecordsView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    layoutColumns();
}

void RecordsView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QGuiApplication::clipboard()->setText(currentIndex().data().toString());
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace hinoban::ui
