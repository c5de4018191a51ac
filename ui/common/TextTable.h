// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/StateMark.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

class QTableView;

namespace hinoban::ui {

// A small table of texts with state marks, for lists that are told anew with every moment: rows are compared with
// what is shown, so that nothing flickers and the selection stays.
class TextTable final : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Cell {
        QString text;
        std::optional<Mark> mark = {};
        bool mono = false;
        QString tip = {};    // more of it; empty: the text
        bool strong = false; // in the first cell of a line: the line begins a part of the table
        friend bool operator==(const Cell &, const Cell &) = default;
    };
    using Line = std::vector<Cell>;

    explicit TextTable(QObject *parent = nullptr);
    void setHeads(const QStringList &heads);
    void setLines(std::vector<Line> lines);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    // A view of this house's looks on a model: whole lines, no grid, the last column takes what is left.
    [[nodiscard]] static QTableView *makeView(QAbstractItemModel *model, QWidget *parent);
    // These columns share what is left instead, so that none behind them is cut off. After the heads are set.
    static void giveRoomTo(QTableView *view, std::initializer_list<int> columns);

private:
    QStringList m_heads;
    std::vector<Line> m_lines;
};

} // namespace hinoban::ui
