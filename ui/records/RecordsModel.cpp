// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecordsModel.h"

#include "ui/common/PlainToolTip.h"
#include "ui/common/TimeText.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace hinoban::ui {

using console::Cell;
using console::Row;
using console::Shown;

namespace {

bool asExpected(const Shown &shown)
{
    return shown.kind != Shown::Kind::Different && shown.kind != Shown::Kind::Missing &&
           shown.kind != Shown::Kind::Unknown;
}

bool asExpected(const Row &row)
{
    return std::all_of(row.lines.begin(), row.lines.end(), [](const console::Line &line) {
        return asExpected(line.parent) && asExpected(line.authoritative) && asExpected(line.resolver);
    });
}

int askedOf(const Cell &cell) { return cell.match + cell.mismatch + cell.unknown; }

} // namespace

RecordsModel::RecordsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

std::vector<RecordsModel::Item> RecordsModel::itemsOf(const console::Matrix &matrix) const
{
    std::vector<Item> items;
    int group = 0;
    for (const auto &row : matrix.rows) {
        const QString key = row.owner.display() + QLatin1Char(' ') + QString::fromLatin1(dns::typeText(row.type));
        const bool collapsed = !m_allValues && row.lines.size() > 1 && asExpected(row);
        const int lines = collapsed ? 1 : std::max(1, int(row.lines.size()));
        for (int line = 0; line < lines; ++line)
            items.push_back({ItemKind::Value, group, line, collapsed, key + QLatin1Char('|') + QString::number(line)});
        ++group;
    }
    if (!matrix.registration.empty())
        items.push_back({ItemKind::Section, 0, 0, false, QStringLiteral("|registration")});
    group = 0;
    for (const auto &row : matrix.registration)
        items.push_back({ItemKind::Registration, group++, 0, false, QStringLiteral("|registration|") + row.field});
    return items;
}

void RecordsModel::setView(const console::DomainView *view)
{
    const bool sameDomain = view && view->name == m_domain.name && !m_items.empty();
    const dns::Name name = view ? view->name : dns::Name();
    console::Matrix matrix = view ? view->matrix : console::Matrix();
    auto items = itemsOf(matrix);
    if (!sameDomain) {
        beginResetModel();
        m_matrix = std::move(matrix);
        m_items = std::move(items);
        m_domain = view ? view->domain : watch::Domain();
        m_domain.name = name;
        m_registration = view ? view->registration : registry::LookupPtr();
        endResetModel();
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
        return;
    }
    m_domain = view->domain;
    m_domain.name = name;
    m_registration = view->registration;
    take(std::move(matrix), std::move(items));
}

void RecordsModel::setAllValues(bool all)
{
    if (m_allValues == all) return;
    m_allValues = all;
    take(m_matrix, itemsOf(m_matrix));
}

// Lines that are gone are removed, new ones inserted, the rest stays in its place. While the two lists differ, the
// items keep pointing into the old matrix: an item's group is put right together with the matrix at the end.
void RecordsModel::take(console::Matrix matrix, std::vector<Item> items)
{
    const QStringList before = heads();
    QSet<QString> wanted, present;
    for (const auto &item : items)
        wanted.insert(item.key);
    QStringList staying;
    for (const auto &item : m_items)
        if (wanted.contains(item.key)) staying.append(item.key);
    for (const auto &key : staying)
        present.insert(key);
    QStringList stayingNew;
    for (const auto &item : items)
        if (present.contains(item.key)) stayingNew.append(item.key);

    if (staying != stayingNew) arrange(stayingNew);
    for (int i = int(m_items.size()) - 1; i >= 0; --i) {
        if (wanted.contains(m_items[size_t(i)].key)) continue;
        int first = i;
        while (first > 0 && !wanted.contains(m_items[size_t(first - 1)].key))
            --first;
        beginRemoveRows({}, first, i);
        m_items.erase(m_items.begin() + first, m_items.begin() + i + 1);
        endRemoveRows();
        i = first;
    }
    // From here on the new matrix is what items point into.
    m_matrix = std::move(matrix);
    {
        size_t next = 0;
        for (auto &item : m_items) {
            while (items[next].key != item.key)
                ++next;
            item = items[next];
        }
    }
    for (size_t i = 0; i < items.size(); ++i) {
        if (i < m_items.size() && m_items[i].key == items[i].key) continue;
        size_t last = i;
        while (last + 1 < items.size() && !present.contains(items[last + 1].key))
            ++last;
        beginInsertRows({}, int(i), int(last));
        m_items.insert(m_items.begin() + qsizetype(i), items.begin() + qsizetype(i),
                       items.begin() + qsizetype(last) + 1);
        endInsertRows();
        i = last;
    }
    if (!m_items.empty()) Q_EMIT dataChanged(index(0, 0), index(int(m_items.size()) - 1, ColumnCount - 1));
    if (heads() != before) Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); // columns are laid out for it
}

QStringList RecordsModel::heads() const
{
    QStringList texts;
    for (int column = 0; column < ColumnCount; ++column)
        texts << headerData(column, Qt::Horizontal).toString();
    return texts;
}

// The lines of these keys first, in this order; the others behind them.
void RecordsModel::arrange(const QStringList &order)
{
    QHash<QString, int> places;
    for (const auto &key : order)
        places.insert(key, int(places.size()));
    Q_EMIT layoutAboutToBeChanged();
    const auto placeOf = [&](const Item &item) { return places.value(item.key, int(places.size())); };
    const auto before = persistentIndexList();
    QStringList keys;
    for (const auto &index : before)
        keys << m_items[size_t(index.row())].key;
    std::stable_sort(m_items.begin(), m_items.end(),
                     [&](const Item &a, const Item &b) { return placeOf(a) < placeOf(b); });
    QHash<QString, int> rows;
    for (size_t row = 0; row < m_items.size(); ++row)
        rows.insert(m_items[row].key, int(row));
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(rows.value(keys.at(i)), before.at(i).column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

int RecordsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_items.size()); }

int RecordsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

void RecordsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_items.empty()) Q_EMIT dataChanged(index(0, 0), index(int(m_items.size()) - 1, ColumnCount - 1));
}

const Row *RecordsModel::rowAt(int line) const
{
    if (line < 0 || line >= int(m_items.size()) || m_items[size_t(line)].kind != ItemKind::Value) return nullptr;
    return &m_matrix.rows[size_t(m_items[size_t(line)].group)];
}

const console::RegistrationRow *RecordsModel::registrationAt(int line) const
{
    if (line < 0 || line >= int(m_items.size()) || m_items[size_t(line)].kind != ItemKind::Registration) return nullptr;
    return &m_matrix.registration[size_t(m_items[size_t(line)].group)];
}

std::vector<dns::ExchangePtr> RecordsModel::exchangesAt(const QModelIndex &index) const
{
    const Row *row = rowAt(index.row());
    if (!row) return {};
    switch (index.column()) {
    case Parent:
        return row->parent.exchanges;
    case Authoritative:
        return row->authoritative.exchanges;
    case Resolvers:
        return row->resolvers.exchanges;
    default:
        break;
    }
    std::vector<dns::ExchangePtr> all = row->parent.exchanges;
    all.insert(all.end(), row->authoritative.exchanges.begin(), row->authoritative.exchanges.end());
    all.insert(all.end(), row->resolvers.exchanges.begin(), row->resolvers.exchanges.end());
    return all;
}

int RecordsModel::registrationMismatches() const
{
    return int(std::count_if(m_matrix.registration.begin(), m_matrix.registration.end(),
                             [](const auto &row) { return row.state == watch::State::Mismatch; }));
}

QVariant RecordsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Item &item = m_items[size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(item, column);
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(item, column));
    case Qt::AccessibleTextRole: {
        QStringList words{headerData(column, Qt::Horizontal).toString(), text(item, column)};
        const QVariant judged = mark(item, column);
        if (judged.isValid()) words << markWord(Mark(judged.toInt()));
        return words.join(QStringLiteral(", "));
    }
    case KindRole:
        return int(item.kind);
    case MarkRole:
        return mark(item, column);
    case SpansRole:
        return QVariant::fromValue(spans(item, column));
    case NoteRole:
        return note(item, column, nullptr);
    case NoteDiffersRole: {
        bool differs = false;
        (void)note(item, column, &differs);
        return differs;
    }
    case MissingRole: {
        const Shown *shown = shownAt(item, column);
        return shown && shown->kind == Shown::Kind::Missing;
    }
    case WordsRole:
        return isWords(item, column);
    case FirstRole:
        return item.line == 0;
    case LastRole:
        return isLast(size_t(index.row()));
    case GroupRole:
        return item.kind == ItemKind::Value
                   ? item.group
                   : int(m_matrix.rows.size()) + (item.kind == ItemKind::Section ? 0 : item.group + 1);
    case SeverityRole:
        return severity(item);
    case DiffersRole:
        return severity(item) == 2;
    case SearchRole:
        return search(item);
    default:
        return {};
    }
}

QVariant RecordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    // The NS row is the one that every vantage is asked for: it says how many servers there are.
    const Row *ns = nullptr;
    for (const auto &row : m_matrix.rows)
        if (row.type == dns::Type::NS && row.owner == m_domain.name) ns = &row;
    const auto counted = [](const QString &plain, const QString &wrong, const Cell *cell) {
        if (!cell || !cell->asked) return plain;
        return cell->mismatch > 0 ? wrong.arg(cell->mismatch).arg(askedOf(*cell))
                                  : plain + QStringLiteral(" (%1)").arg(askedOf(*cell));
    };
    switch (section) {
    case Name:
        return tr("Name / type");
    case Expected:
        return tr("Expected");
    case Parent:
        return counted(tr("Parent"), tr("Parent (%1 of %2 false)"), ns ? &ns->parent : nullptr);
    case Authoritative:
        return counted(tr("Authoritative"), tr("Authoritative (%1 of %2 false)"), ns ? &ns->authoritative : nullptr);
    case Resolvers: {
        const QString plain = tr("Resolvers");
        return ns && ns->resolvers.asked ? plain + QStringLiteral(" (%1)").arg(askedOf(ns->resolvers)) : plain;
    }
    default:
        return {};
    }
}

} // namespace hinoban::ui
