// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/path/HopTable.h"

#include <QAbstractTableModel>

namespace hinoban::ui {

// The hops of the usual path and of today's, a row a hop. Thread: the screen's.
class HopModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        NumberColumn,
        UsualColumn,
        UsualMsColumn,
        NowColumn,
        NowMsColumn,
        BarColumn,
        OriginColumn,
        LossColumn,
        BestColumn,
        AverageColumn,
        WorstColumn,
        JitterColumn,
        ColumnCount
    };
    enum Role {
        DifferentRole = Qt::UserRole, // bool: this cell belongs to today's other path
        FirstRole,                    // bool: here the paths part
        BarRole,                      // double 0 … 1: today's round trip against the slowest; -1: none
        UsualBarRole,
        PlaceRole, // "NRT", of the cell's hop; "AMS?" where it cannot be true
        HostRole,  // its name or address, without the place
        CopyRole,  // the row as a line
    };

    explicit HopModel(QObject *parent = nullptr);
    void setTable(HopTable table);
    void retranslate();
    [[nodiscard]] const HopTable &table() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    HopTable m_table;
};

} // namespace hinoban::ui
