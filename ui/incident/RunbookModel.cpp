// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incident/RunbookModel.h"

#include "app/base/SafeText.h"
#include "ui/common/TimeText.h"

#include <algorithm>

namespace hinoban::ui {

using State = respond::ItemState::State;

namespace {

// Whether both have the same phases and items, in whatever state.
bool sameLines(const std::vector<respond::PhaseState> &a, const std::vector<respond::PhaseState> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto &one, const auto &other) {
        return one.phase.id == other.phase.id &&
               std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(),
                          [](const auto &item, const auto &same) { return item.item.id == same.item.id; });
    });
}

} // namespace

RunbookModel::RunbookModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void RunbookModel::setPhases(std::vector<respond::PhaseState> phases)
{
    if (phases == m_phases) return;
    const bool isReset = !sameLines(phases, m_phases);
    if (isReset) beginResetModel();
    m_phases = std::move(phases);
    m_rows.clear();
    m_done = m_all = 0;
    for (const auto &phase : m_phases) {
        m_rows.push_back({&phase, nullptr});
        for (const auto &item : phase.items)
            m_rows.push_back({&phase, &item});
        m_done += phase.done;
        m_all += int(phase.items.size());
    }
    if (isReset)
        endResetModel();
    else
        retranslate();
}

void RunbookModel::retranslate()
{
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int RunbookModel::firstOpen() const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [](const Row &row) { return row.item && row.item->state == State::Open; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RunbookModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

Qt::ItemFlags RunbookModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) return {};
    const auto usual = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return m_rows[size_t(index.row())].item ? usual | Qt::ItemIsUserCheckable : usual;
}

QString RunbookModel::note(const respond::ItemState &item) const
{
    const auto &times = TimeText::instance();
    const QString who = safeText(item.mark.who, 60), when = times.brief(item.mark.at);
    switch (item.state) {
    case State::Open:
        return respond::roleWord(item.item.role);
    case State::Ticked:
        return item.mark.why.isEmpty() ? tr("%1, %2").arg(when, who)
                                       : tr("%1, %2: %3").arg(when, who, safeText(item.mark.why, 200));
    case State::Fulfilled:
        return tr("%1, %2: %3").arg(when, who, respond::evidenceSentence(item.mark.why));
    }
    return {};
}

QVariant RunbookModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row &row = m_rows[size_t(index.row())];
    if (!row.item) {
        const auto &phase = *row.phase;
        const QString title = respond::wordsOf(phase.phase.title);
        QString due = tr("%1 of %2").arg(phase.done).arg(phase.items.size());
        if (phase.dueAt && phase.done < int(phase.items.size()))
            due = tr("%1, until %2").arg(due, TimeText::instance().brief(*phase.dueAt));
        if (role == Qt::DisplayRole) return title;
        if (role == DueRole) return due;
        if (role == NoteRole) return respond::roleWord(phase.phase.role);
        if (role == Qt::AccessibleTextRole) return tr("Phase %1: %2").arg(title, due);
        return {};
    }
    const auto &item = *row.item;
    switch (role) {
    case Qt::DisplayRole:
        return respond::wordsOf(item.item.text);
    case IdRole:
        return item.item.id;
    case StateRole:
        return int(item.state);
    case NoteRole:
        return note(item);
    case Qt::CheckStateRole:
        return item.state == State::Open ? Qt::Unchecked : Qt::Checked;
    case Qt::AccessibleTextRole: {
        const QString text = respond::wordsOf(item.item.text);
        return item.state == State::Open     ? tr("Open: %1 (%2)").arg(text, note(item))
               : item.state == State::Ticked ? tr("Ticked: %1 (%2)").arg(text, note(item))
                                             : tr("Fulfilled by evidence: %1 (%2)").arg(text, note(item));
    }
    default:
        return {};
    }
}

} // namespace hinoban::ui
