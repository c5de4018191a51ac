// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecordsFilter.h"

#include "ui/records/RecordsModel.h"

#include <algorithm>

namespace hinoban::ui {

RecordsFilter::RecordsFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(0);
}

void RecordsFilter::setText(const QString &text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void RecordsFilter::setOnlyDifferences(bool only)
{
    if (m_onlyDifferences == only) return;
    m_onlyDifferences = only;
    invalidateFilter();
}

void RecordsFilter::setWorstFirst(bool worstFirst)
{
    if (m_worstFirst == worstFirst) return;
    m_worstFirst = worstFirst;
    invalidate();
}

bool RecordsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex line = sourceModel()->index(row, 0, parent);
    if (m_onlyDifferences && !line.data(RecordsModel::DiffersRole).toBool()) return false;
    if (m_words.isEmpty()) return true;
    const QString text = line.data(RecordsModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool RecordsFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto value = [](const QModelIndex &index, int role) {
        return index.sibling(index.row(), 0).data(role).toInt();
    };
    // The registration stays below the records.
    const bool leftValue = value(left, RecordsModel::KindRole) == int(RecordsModel::ItemKind::Value);
    const bool rightValue = value(right, RecordsModel::KindRole) == int(RecordsModel::ItemKind::Value);
    if (leftValue != rightValue) return leftValue;
    if (m_worstFirst && leftValue) {
        const int worse = value(left, RecordsModel::SeverityRole), other = value(right, RecordsModel::SeverityRole);
        if (worse != other) return worse > other;
    }
    const int group = value(left, RecordsModel::GroupRole), otherGroup = value(right, RecordsModel::GroupRole);
    return group != otherGroup ? group < otherGroup : left.row() < right.row();
}

} // namespace hinoban::ui
