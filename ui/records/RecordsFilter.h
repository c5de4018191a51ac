// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSortFilterProxyModel>

namespace hinoban::ui {

// Which RRsets of the matrix are shown, and in which order. An RRset is shown whole or not at all, and its lines stay
// together however it is sorted.
class RecordsFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RecordsFilter(QObject *parent = nullptr);

    void setText(const QString &text); // every word must occur somewhere in the RRset
    void setOnlyDifferences(bool only);
    [[nodiscard]] bool onlyDifferences() const { return m_onlyDifferences; }
    // Worst first instead of the matrix's own order.
    void setWorstFirst(bool worstFirst);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
    bool m_onlyDifferences = false;
    bool m_worstFirst = false;
};

} // namespace hinoban::ui
