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

// A place that cannot be true is marked, for those too who do not hover.
QString placeOf(const std::optional<path::Hop> &hop, bool isDoubtful)
{
    const QString place = placeOf(hop);
    return place.isEmpty() || !isDoubtful ? place : place + u'?';
}

QString cellOf(const std::optional<path::Hop> &hop, bool isDoubtful)
{
    const QString place = placeOf(hop, isDoubtful);
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

bool isFigure(int column) { return column >= HopModel::LossColumn && column < HopModel::ColumnCount; }

QString figureOf(const HopNote &note, int column)
{
    if (!note.figures) return {};
    switch (column) {
    case HopModel::LossColumn:
        return lossText(*note.figures);
    case HopModel::BestColumn:
        return millisecondsText(note.figures->best);
    case HopModel::AverageColumn:
        return millisecondsText(note.figures->average);
    case HopModel::WorstColumn:
        return millisecondsText(note.figures->worst);
    case HopModel::JitterColumn:
        return millisecondsText(note.figures->jitter);
    default:
        return {};
    }
}

QString originLines(const HopNote &note)
{
    if (note.origin.isEmpty()) return {};
    const QString source = safeText(note.originSource, 100);
    return u'\n' + (source.isEmpty() ? HopModel::tr("Origin: %1").arg(note.origin)
                                     : HopModel::tr("Origin: %1 (%2)").arg(note.origin, source));
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
    static const HopNote none;
    const HopNote &note = size_t(index.row()) < m_table.notes.size() ? m_table.notes[size_t(index.row())] : none;
    const bool isDoubtful = usual ? note.usualIsDoubtful : note.doubt.has_value();
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case NumberColumn:
            return QString::number(ttlOf(line));
        case UsualColumn:
        case NowColumn:
            return cellOf(hop, isDoubtful);
        case UsualMsColumn:
        case NowMsColumn:
            return hop ? millisecondsText(hop->rtt) : QString();
        case OriginColumn:
            return note.origin;
        default:
            return figureOf(note, index.column());
        }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter |
                   (index.column() == UsualMsColumn || index.column() == NowMsColumn || isFigure(index.column())
                        ? Qt::AlignRight
                        : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        if (index.column() == BarColumn) return data(this->index(index.row(), NowMsColumn), Qt::DisplayRole);
        if (index.column() == NowColumn && line.state == path::HopState::Different)
            return tr("%1, different").arg(cellOf(hop, isDoubtful));
        return data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return plainToolTip(tr("Hop %1").arg(ttlOf(line)) + u'\n' + tr("Usual: %1").arg(wholeOf(line.usual)) + u'\n' +
                            tr("Now: %1").arg(wholeOf(line.now)) + originLines(note) +
                            (note.doubt ? u'\n' + doubtText(*note.doubt) : QString()) +
                            (note.figures ? u'\n' + figuresText(*note.figures) : QString()) +
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
        return placeOf(hop, isDoubtful);
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
        return int(
            Qt::AlignVCenter |
            (section == UsualMsColumn || section == NowMsColumn || isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
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
    //: Column: who announces today's hop, "AS64500 JP"
    case OriginColumn:
        return tr("Origin");
    //: Column, narrow: how much was lost
    case LossColumn:
        return tr("Loss");
    //: Column, narrow: the shortest round trip
    case BestColumn:
        return tr("Best");
    //: Column, narrow: the average round trip
    case AverageColumn:
        return tr("Avg");
    //: Column, narrow: the longest round trip
    case WorstColumn:
        return tr("Worst");
    //: Column, narrow: how much the round trip changes from one to the next
    case JitterColumn:
        return tr("Jitter");
    default:
        return {};
    }
}

} // namespace hinoban::ui
