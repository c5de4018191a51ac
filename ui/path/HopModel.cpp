// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path/HopModel.h"

#include "app/base/SafeText.h"
#include "ui/common/PlainToolTip.h"

namespace hinoban::ui {
namespace {

QString hostOf(const std::optional<path::Hop> &hop)
{
    if (!hop) return {};
    if (hop->address.isNull()) return QStringLiteral("*"); // as traceroute writes silence
    return hop->name.isEmpty() ? hop->address.toString() : safeText(hop->name, 255);
}

QString placeOf(const std::optional<path::Hop> &hop) { return hop ? safeText(hop->place, 20) : QString(); }

QString cellOf(const std::optional<path::Hop> &hop)
{
    const QString place = placeOf(hop);
    return place.isEmpty() ? hostOf(hop) : hostOf(hop) + u' ' + place;
}

QString wholeOf(const std::optional<path::Hop> &hop)
{
    if (!hop) return QStringLiteral("-");
    if (hop->address.isNull()) return QStringLiteral("*");
    QString text = hop->address.toString();
    if (!hop->name.isEmpty()) text = safeText(hop->name, 255) + QStringLiteral(" (") + text + u')';
    if (!hop->place.isEmpty()) text += u' ' + placeOf(hop);
    return text + u' ' + millisecondsText(hop->rtt) + QStringLiteral(" ms");
}

double barOf(const std::optional<path::Hop> &hop, double slowest)
{
    if (!hop || !hop->rtt || slowest <= 0) return -1;
    return double(hop->rtt->count()) / 1000 / slowest;
}

bool sameShape(const HopTable &a, const HopTable &b)
{
    if (a.rows.size() != b.rows.size()) return false;
    for (size_t i = 0; i < a.rows.size(); ++i)
        if (ttlOf(a.rows[i]) != ttlOf(b.rows[i])) return false;
    return true;
}

} // namespace

HopModel::HopModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void HopModel::setTable(HopTable table)
{
    const bool same = sameShape(table, m_table); // selection and scrolling stay
    if (!same) beginResetModel();
    m_table = std::move(table);
    if (!same)
        endResetModel();
    else
        retranslate();
}

void HopModel::retranslate()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int HopModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_table.rows.size()); }

int HopModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant HopModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto &line = m_table.rows[size_t(index.row())];
    const bool usual = index.column() == UsualColumn || index.column() == UsualMsColumn;
    const auto &hop = usual ? line.usual : line.now;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case NumberColumn:
            return QString::number(ttlOf(line));
        case UsualColumn:
        case NowColumn:
            return cellOf(hop);
        case UsualMsColumn:
        case NowMsColumn:
            return hop ? millisecondsText(hop->rtt) : QString();
        default:
            return {};
        }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter |
                   (index.column() == UsualMsColumn || index.column() == NowMsColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        if (index.column() == BarColumn) return data(this->index(index.row(), NowMsColumn), Qt::DisplayRole);
        if (index.column() == NowColumn && line.state == path::HopState::Different)
            return tr("%1, different").arg(cellOf(hop));
        return data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return plainToolTip(tr("Hop %1").arg(ttlOf(line)) + u'\n' + tr("Usual: %1").arg(wholeOf(line.usual)) + u'\n' +
                            tr("Now: %1").arg(wholeOf(line.now)) +
                            (index.row() == m_table.firstDifference ? u'\n' + tr("The paths part here.") : QString()));
    case DifferentRole:
        return line.state == path::HopState::Different && !usual && index.column() != NumberColumn;
    case FirstRole:
        return index.row() == m_table.firstDifference;
    case BarRole:
        return barOf(line.now, m_table.slowest);
    case UsualBarRole:
        return barOf(line.usual, m_table.slowest);
    case PlaceRole:
        return placeOf(hop);
    case HostRole:
        return hostOf(hop);
    case CopyRole:
        return QStringLiteral("%1  %2  |  %3")
            .arg(QString::number(ttlOf(line)), wholeOf(line.usual), wholeOf(line.now));
    default:
        return {};
    }
}

QVariant HopModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (section == UsualMsColumn || section == NowMsColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case NumberColumn:
        return QStringLiteral("#");
    //: Column: the usual path, hop by hop
    case UsualColumn:
        return tr("Usual");
    //: Column: today's path, hop by hop
    case NowColumn:
        return tr("Now");
    case UsualMsColumn:
    case NowMsColumn:
        return QStringLiteral("ms");
    default:
        return {};
    }
}

} // namespace hinoban::ui
