// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DomainModel.h"

#include "ui/common/PlainToolTip.h"
#include "ui/common/TimeText.h"

#include <algorithm>

namespace hinoban::ui {

DomainModel::DomainModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

DomainModel::Item DomainModel::itemOf(const console::Snapshot &snapshot, const console::DomainView &view)
{
    Item item{view.name, markOf(view.state), {}};
    const auto &affected = snapshot.incident.domains;
    const bool inIncident = std::find(affected.begin(), affected.end(), view.name) != affected.end();
    switch (view.state) {
    case console::DomainState::Mismatch: {
        const QString word = inIncident && snapshot.incident.state == respond::IncidentState::Hijack
                                 ? incidentWord(snapshot.incident.state)
                                 : markWord(Mark::Mismatch);
        item.second = tr("%1 · %n findings", nullptr, int(view.findings.size())).arg(word);
        break;
    }
    case console::DomainState::Suspicion: {
        QStringList signalIds;
        for (const auto &finding : view.findings)
            if (!signalIds.contains(finding.signal)) signalIds << finding.signal;
        item.second = signalIds.isEmpty()
                          ? markWord(Mark::Suspicion)
                          : tr("%1: %2").arg(markWord(Mark::Suspicion), signalIds.join(QLatin1Char(' ')));
        break;
    }
    case console::DomainState::Unknown:
        item.second = !view.lookedAt ? tr("unknown: not looked at yet")
                      : view.unknownServers > 0
                          ? tr("unknown: %1 of %2 silent").arg(view.unknownServers).arg(view.askedServers)
                          : markWord(Mark::Unknown);
        break;
    case console::DomainState::Match:
        item.second = view.lookedAt ? tr("%1 · %2").arg(markWord(Mark::Match), agoText(snapshot.at - *view.lookedAt))
                                    : markWord(Mark::Match);
        break;
    }
    return item;
}

void DomainModel::setSnapshot(const console::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    std::vector<Item> items;
    if (snapshot)
        for (const auto &view : snapshot->domains)
            items.push_back(itemOf(*snapshot, view));

    // Gone ones first; then each place gets its domain, moved from below or inserted.
    for (int row = int(m_items.size()) - 1; row >= 0; --row) {
        const bool stays = std::any_of(items.begin(), items.end(),
                                       [&](const Item &item) { return item.name == m_items[size_t(row)].name; });
        if (stays) continue;
        beginRemoveRows({}, row, row);
        m_items.erase(m_items.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(items.size()); ++row) {
        const auto found = std::find_if(m_items.begin() + row, m_items.end(),
                                        [&](const Item &item) { return item.name == items[size_t(row)].name; });
        if (found == m_items.end()) {
            beginInsertRows({}, row, row);
            m_items.insert(m_items.begin() + row, items[size_t(row)]);
            endInsertRows();
            continue;
        }
        const int from = int(found - m_items.begin());
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_items.begin() + row, found, found + 1);
            endMoveRows();
        }
        if (m_items[size_t(row)] == items[size_t(row)]) continue;
        m_items[size_t(row)] = items[size_t(row)];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void DomainModel::retranslate() { setSnapshot(m_snapshot); }

dns::Name DomainModel::nameAt(int row) const
{
    return row >= 0 && row < int(m_items.size()) ? m_items[size_t(row)].name : dns::Name();
}

int DomainModel::rowOf(const dns::Name &name) const
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [&](const Item &item) { return item.name == name; });
    return found == m_items.end() ? -1 : int(found - m_items.begin());
}

int DomainModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_items.size()); }

QVariant DomainModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Item &item = m_items[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return item.name.display();
    case Qt::ToolTipRole:
        return plainToolTip(item.name.display() + QLatin1Char('\n') + item.second);
    case Qt::AccessibleTextRole:
        return QStringList{item.name.display(), markWord(item.mark), item.second}.join(QStringLiteral(", "));
    case MarkRole:
        return int(item.mark);
    case SecondRole:
        return item.second;
    case NameRole:
        return item.name.text();
    default:
        return {};
    }
}

} // namespace hinoban::ui
