// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DomainModel.h"

#include "ui/common/PlainToolTip.h"
#include "ui/common/TimeText.h"

#include <QHash>

#include <algorithm>

namespace hinoban::ui {

namespace {

using Rows = std::vector<console::DomainViewPtr>;

bool isSame(const console::DomainViewPtr &a, const console::DomainViewPtr &b) { return a == b || a->name == b->name; }

QHash<dns::Name, int> placesOf(const Rows &rows)
{
    QHash<dns::Name, int> places;
    places.reserve(qsizetype(rows.size()));
    for (size_t row = 0; row < rows.size(); ++row)
        places.insert(rows[row]->name, int(row));
    return places;
}

} // namespace

DomainModel::DomainModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

QString DomainModel::secondLine(const console::DomainView &view) const
{
    if (!m_snapshot) return {};
    const auto &incident = m_snapshot->incident;
    const auto &affected = incident.domains;
    const bool inIncident = std::find(affected.begin(), affected.end(), view.name) != affected.end();
    switch (view.state) {
    case console::DomainState::Mismatch: {
        const QString word = inIncident && incident.state == respond::IncidentState::Hijack
                                 ? incidentWord(incident.state)
                                 : markWord(Mark::Mismatch);
        return tr("%1 · %n findings", nullptr, int(view.findings.size())).arg(word);
    }
    case console::DomainState::Suspicion: {
        QStringList signalIds;
        for (const auto &finding : view.findings)
            if (!signalIds.contains(finding.signal)) signalIds << finding.signal;
        return signalIds.isEmpty() ? markWord(Mark::Suspicion)
                                   : tr("%1: %2").arg(markWord(Mark::Suspicion), signalIds.join(QLatin1Char(' ')));
    }
    case console::DomainState::Unknown:
        return !view.lookedAt ? tr("unknown: not looked at yet")
               : view.unknownServers > 0
                   ? tr("unknown: %1 of %2 silent").arg(view.unknownServers).arg(view.askedServers)
                   : markWord(Mark::Unknown);
    case console::DomainState::Match:
        return view.lookedAt ? tr("%1 · %2").arg(markWord(Mark::Match), agoText(m_snapshot->at - *view.lookedAt))
                             : markWord(Mark::Match);
    }
    return {};
}

const console::DomainViewPtr &DomainModel::viewAt(int at) const
{
    return m_isWhole ? m_snapshot->domains.shared(size_t(at)) : m_rows[size_t(at)];
}

int DomainModel::count() const
{
    if (!m_isWhole) return int(m_rows.size());
    return m_snapshot ? int(m_snapshot->domains.size()) : 0;
}

void DomainModel::setSnapshot(const console::SnapshotPtr &snapshot)
{
    if (takeWhole(snapshot)) return;
    if (m_isWhole && m_snapshot) {
        m_rows.reserve(m_snapshot->domains.size());
        for (size_t at = 0; at < m_snapshot->domains.size(); ++at)
            m_rows.push_back(m_snapshot->domains.shared(at));
    }
    m_isWhole = false;
    m_snapshot = snapshot;
    take(wantedRows());
    if (!m_filter.isEmpty()) return;
    m_isWhole = true;
    m_rows.clear();
}

// The same domains, and all of them are shown: the moment's index says where each stands now.
bool DomainModel::takeWhole(const console::SnapshotPtr &snapshot)
{
    if (!m_isWhole || !m_filter.isEmpty() || !m_snapshot || !snapshot ||
        !snapshot->domains.hasNamesOf(m_snapshot->domains))
        return false;
    if (snapshot->domains.hasOrderOf(m_snapshot->domains)) {
        m_snapshot = snapshot;
    } else {
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
        const auto before = persistentIndexList();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex &old : before)
            after.push_back(index(int(snapshot->domains.placeOf(nameAt(old.row())).value_or(0)), old.column()));
        m_snapshot = snapshot;
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, VerticalSortHint);
    }
    // "31 s ago" is another text at every moment, though nothing else is new.
    if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1));
    return true;
}

void DomainModel::setFilter(const QString &text)
{
    if (m_filter == text) return;
    m_filter = text;
    setSnapshot(m_snapshot);
}

DomainModel::Rows DomainModel::wantedRows() const
{
    Rows rows;
    if (!m_snapshot) return rows;
    rows.reserve(m_snapshot->domains.size());
    for (auto at = m_snapshot->domains.begin(); at != m_snapshot->domains.end(); ++at)
        if (m_filter.isEmpty() || at->name.display().contains(m_filter, Qt::CaseInsensitive))
            rows.push_back(at.shared());
    return rows;
}

void DomainModel::take(Rows rows)
{
    const bool sameOrder = rows.size() == m_rows.size() && std::equal(rows.begin(), rows.end(), m_rows.begin(), isSame);
    if (!sameOrder) {
        // What goes moves to the end and goes from there, what comes comes there; then all take their places. Each step
        // is one for those who watch the model, and what is selected stays so.
        const auto places = placesOf(rows);
        Rows kept, gone;
        for (const auto &row : m_rows)
            (places.contains(row->name) ? kept : gone).push_back(row);
        if (!gone.empty()) {
            const int first = int(kept.size());
            Rows arranged = kept;
            arranged.insert(arranged.end(), gone.begin(), gone.end());
            reorder(std::move(arranged));
            beginRemoveRows({}, first, int(m_rows.size()) - 1);
            m_rows = kept;
            endRemoveRows();
        }
        if (rows.size() > kept.size()) {
            const auto known = placesOf(kept);
            Rows grown = kept;
            for (const auto &row : rows)
                if (!known.contains(row->name)) grown.push_back(row);
            beginInsertRows({}, int(kept.size()), int(grown.size()) - 1);
            m_rows = std::move(grown);
            endInsertRows();
        }
        reorder(rows);
    }
    // "31 s ago" is another text at every moment, though nothing else is new.
    m_rows = std::move(rows);
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void DomainModel::reorder(Rows rows)
{
    if (std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), isSame)) return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const auto places = placesOf(rows);
    const auto before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before)
        after.push_back(index(places.value(m_rows[size_t(old.row())]->name, -1), old.column()));
    changePersistentIndexList(before, after);
    m_rows = std::move(rows);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void DomainModel::retranslate() { setSnapshot(m_snapshot); }

dns::Name DomainModel::nameAt(int row) const { return row >= 0 && row < count() ? viewAt(row)->name : dns::Name(); }

int DomainModel::rowOf(const dns::Name &name) const
{
    if (m_isWhole) {
        const auto place = m_snapshot ? m_snapshot->domains.placeOf(name) : std::nullopt;
        return place ? int(*place) : -1;
    }
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto &row) { return row->name == name; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int DomainModel::domainCount() const { return m_snapshot ? int(m_snapshot->domains.size()) : 0; }

int DomainModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QVariant DomainModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const console::DomainView &view = *viewAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return view.name.display();
    case Qt::ToolTipRole:
        return plainToolTip(view.name.display() + QLatin1Char('\n') + secondLine(view));
    case Qt::AccessibleTextRole:
        return QStringList{view.name.display(), markWord(markOf(view.state)), secondLine(view)}.join(
            QStringLiteral(", "));
    case MarkRole:
        return int(markOf(view.state));
    case SecondRole:
        return secondLine(view);
    case NameRole:
        return view.name.text();
    default:
        return {};
    }
}

} // namespace hinoban::ui
