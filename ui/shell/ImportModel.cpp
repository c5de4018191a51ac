// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ImportModel.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"

#include <algorithm>

namespace hinoban::ui {

using Kind = console::ExpectationChange::Kind;

namespace {

constexpr qsizetype LongestValue = 600;

} // namespace

ImportModel::ImportModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void ImportModel::setDiffs(std::vector<console::ExpectationDiff> diffs)
{
    beginResetModel();
    m_diffs = std::move(diffs);
    m_taken.clear();
    for (const auto &diff : m_diffs) {
        std::vector<bool> taken;
        taken.reserve(diff.changes.size());
        for (const auto &change : diff.changes)
            taken.push_back(diff.isWatched && !change.isUntold);
        m_taken.push_back(std::move(taken));
    }
    endResetModel();
    Q_EMIT takenChanged();
}

int ImportModel::taken() const
{
    qsizetype count = 0;
    for (const auto &branch : m_taken)
        count += std::count(branch.begin(), branch.end(), true);
    return int(count);
}

console::Decided ImportModel::decided(const QString &person, const QString &reason) const
{
    console::Decided decided;
    decided.person = person;
    decided.reason = reason;
    for (size_t at = 0; at < m_diffs.size(); ++at) {
        console::Decided::Domain domain;
        domain.name = m_diffs[at].domain;
        for (size_t line = 0; line < m_diffs[at].changes.size(); ++line) {
            if (!m_taken[at][line]) continue;
            const auto &change = m_diffs[at].changes[line];
            const auto decision = change.kind == Kind::Removed ? console::DecidedRRset::Decision::Removed
                                                               : console::DecidedRRset::Decision::Imported;
            domain.rrsets.push_back({decision, change.expectation});
        }
        if (!domain.rrsets.empty()) decided.domains.push_back(std::move(domain));
    }
    return decided;
}

const console::ExpectationChange *ImportModel::changeAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0) return nullptr;
    return &m_diffs[size_t(index.internalId() - 1)].changes[size_t(index.row())];
}

QModelIndex ImportModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex ImportModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0) return {};
    return createIndex(int(index.internalId() - 1), 0, quintptr(0));
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return int(m_diffs.size());
    if (parent.internalId() != 0 || parent.column() != 0) return 0;
    return int(m_diffs[size_t(parent.row())].changes.size());
}

int ImportModel::columnCount(const QModelIndex &) const { return ColumnCount; }

QString ImportModel::text(const console::ExpectationChange &change, int column) const
{
    const auto line = [](const watch::Expectation &expectation) {
        return expectation.kind == watch::Expectation::Kind::Absent
                   ? tr("none")
                   : safeText(console::expectationLine(expectation), LongestValue);
    };
    switch (column) {
    case Record:
        return QString(change.expectation.owner.display() + QLatin1Char(' ') +
                       QString::fromLatin1(dns::typeText(change.expectation.type)));
    case Change:
        return change.kind == Kind::Added     ? tr("added")
               : change.kind == Kind::Changed ? tr("changed")
               : change.isUntold              ? tr("removed?")
                                              : tr("removed");
    case Present:
        return change.kind == Kind::Removed ? line(change.expectation)
               : change.before              ? line(*change.before)
                                            : tr("not stated");
    case FromFile:
        return change.kind != Kind::Removed ? line(change.expectation)
               : change.isUntold            ? tr("not stated: the file has no %1 at all")
                                       .arg(QString::fromLatin1(dns::typeText(change.expectation.type)))
                                 : tr("not stated");
    default:
        return {};
    }
}

QString ImportModel::domainText(const console::ExpectationDiff &diff, int column) const
{
    if (column == Record) return diff.domain.display();
    if (column == Change) return diff.isWatched ? QString() : tr("not watched yet");
    if (column != Present) return {};
    return tr("%1 added, %2 changed, %3 removed, %4 the same")
        .arg(diff.count(Kind::Added))
        .arg(diff.count(Kind::Changed))
        .arg(diff.count(Kind::Removed))
        .arg(diff.same);
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto *change = changeAt(index);
    const int column = index.column();
    if (role == Qt::DisplayRole)
        return change ? text(*change, column) : domainText(m_diffs[size_t(index.row())], column);
    if (role == Qt::ToolTipRole) return plainToolTip(data(index, Qt::DisplayRole).toString());
    if (role == Qt::CheckStateRole && column == Record) {
        if (change) return m_taken[size_t(index.internalId() - 1)][size_t(index.row())] ? Qt::Checked : Qt::Unchecked;
        const auto &branch = m_taken[size_t(index.row())];
        if (branch.empty()) return {};
        const auto checked = std::count(branch.begin(), branch.end(), true);
        return checked == 0 ? Qt::Unchecked : checked == qsizetype(branch.size()) ? Qt::Checked : Qt::PartiallyChecked;
    }
    if (role == Qt::FontRole) {
        if (!change) return fonts::prose(fonts::Size::Normal, column == Record);
        const bool stated = column == Present ? change->kind != Kind::Added : change->kind != Kind::Removed;
        return column >= Present && stated ? fonts::mono() : fonts::prose();
    }
    return {};
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Record || !index.isValid()) return false;
    const bool checked = Qt::CheckState(value.toInt()) == Qt::Checked;
    if (changeAt(index)) {
        m_taken[size_t(index.internalId() - 1)][size_t(index.row())] = checked;
        Q_EMIT dataChanged(index, index);
        Q_EMIT dataChanged(index.parent(), index.parent());
    } else {
        auto &branch = m_taken[size_t(index.row())];
        branch.assign(branch.size(), checked);
        Q_EMIT dataChanged(index, index);
        if (!branch.empty())
            Q_EMIT dataChanged(this->index(0, 0, index), this->index(int(branch.size()) - 1, 0, index));
    }
    Q_EMIT takenChanged();
    return true;
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (index.isValid() && index.column() == Record) flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Record:
        return tr("Record set");
    case Change:
        return tr("Change");
    case Present:
        return tr("Expected so far");
    case FromFile:
        return tr("From the file");
    default:
        return {};
    }
}

void ImportModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex branch = index(row, 0);
        Q_EMIT dataChanged(branch, branch.siblingAtColumn(ColumnCount - 1));
        if (rowCount(branch) > 0)
            Q_EMIT dataChanged(index(0, 0, branch), index(rowCount(branch) - 1, ColumnCount - 1, branch));
    }
}

} // namespace hinoban::ui
