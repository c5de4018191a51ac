// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/ExpectationDiff.h"

#include <QAbstractItemModel>

namespace hinoban::ui {

// What a file would change in what is expected: a branch a domain, a line an RRset, each taken (checked) or left as it
// is. What the file cannot know, and domains that are not watched, start unchecked.
class ImportModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Record, Change, Present, FromFile, ColumnCount };

    explicit ImportModel(QObject *parent = nullptr);

    void setDiffs(std::vector<console::ExpectationDiff> diffs);
    [[nodiscard]] const std::vector<console::ExpectationDiff> &diffs() const { return m_diffs; }
    [[nodiscard]] int taken() const;
    // Only what is checked: what is left as it is was not decided.
    [[nodiscard]] console::Decided decided(const QString &person, const QString &reason) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    void retranslate();

Q_SIGNALS:
    void takenChanged();

private:
    [[nodiscard]] const console::ExpectationChange *changeAt(const QModelIndex &index) const;
    [[nodiscard]] QString text(const console::ExpectationChange &change, int column) const;
    [[nodiscard]] QString domainText(const console::ExpectationDiff &diff, int column) const;

    std::vector<console::ExpectationDiff> m_diffs;
    std::vector<std::vector<bool>> m_taken; // as the changes of each diff
};

} // namespace hinoban::ui
