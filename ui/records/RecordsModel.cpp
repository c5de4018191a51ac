// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecordsModel.h"

#include "ui/common/PlainToolTip.h"
#include "ui/common/TimeText.h"

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

int severityOf(const Cell &cell)
{
    if (!cell.asked) return 0;
    if (cell.mismatch > 0 || cell.state == watch::State::Mismatch) return 2;
    return cell.state == watch::State::Unknown ? 1 : 0;
}

int severityOf(const Row &row)
{
    return std::max({severityOf(row.parent), severityOf(row.authoritative), severityOf(row.resolvers)});
}

int severityOf(watch::State state)
{
    return state == watch::State::Mismatch ? 2 : state == watch::State::Unknown ? 1 : 0;
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

    if (staying != stayingNew) { // another order: rare enough to start anew
        beginResetModel();
        m_matrix = std::move(matrix);
        m_items = std::move(items);
        endResetModel();
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
        return;
    }
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
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
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
        return toolTip(item, column);
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

bool RecordsModel::isLast(size_t position) const
{
    if (position + 1 >= m_items.size()) return true;
    const Item &item = m_items[position], &next = m_items[position + 1];
    return next.kind != item.kind || next.group != item.group;
}

const Shown *RecordsModel::shownAt(const Item &item, int column) const
{
    if (item.kind != ItemKind::Value) return nullptr;
    const Row &row = m_matrix.rows[size_t(item.group)];
    if (size_t(item.line) >= row.lines.size()) return nullptr;
    const auto &line = row.lines[size_t(item.line)];
    if (column == Parent) return &line.parent;
    if (column == Authoritative) return &line.authoritative;
    return nullptr;
}

QString RecordsModel::text(const Item &item, int column) const
{
    if (item.kind == ItemKind::Section)
        return column != Name ? QString()
               : m_registration && !m_registration->source.isEmpty()
                   ? tr("Registration (%1)").arg(m_registration->source)
                   : tr("Registration");
    if (item.kind == ItemKind::Registration) return registrationText(item, column);
    const Row &row = m_matrix.rows[size_t(item.group)];
    switch (column) {
    case Name:
        return item.line == 0 ? row.ownerLabel + QLatin1Char(' ') + QString::fromLatin1(dns::typeText(row.type))
                              : QString();
    case Expected: {
        if (!row.hasExpectation) return item.line == 0 ? tr("not stated") : QString();
        if (!row.className.isEmpty()) return item.line == 0 ? tr("class: %1").arg(row.className) : QString();
        if (row.expectedAbsent) return item.line == 0 ? tr("none") : QString();
        if (size_t(item.line) >= row.lines.size()) return {};
        const QString &expected = row.lines[size_t(item.line)].expected;
        return item.collapsed ? tr("%1 … (%n values)", nullptr, int(row.lines.size())).arg(expected) : expected;
    }
    case Parent:
    case Authoritative: {
        const Shown *shown = shownAt(item, column);
        return shown ? shownText(item, *shown) : QString();
    }
    case Resolvers:
        return resolversText(item);
    default:
        return {};
    }
}

QString RecordsModel::shownText(const Item &item, const Shown &shown) const
{
    const Row &row = m_matrix.rows[size_t(item.group)];
    switch (shown.kind) {
    case Shown::Kind::Blank:
        return {};
    case Shown::Kind::NotAsked:
        return item.line == 0 ? QStringLiteral("—") : QString();
    case Shown::Kind::Missing:
        return tr("— missing");
    case Shown::Kind::Absent:
        return tr("none");
    case Shown::Kind::Unknown:
        return shown.text.isEmpty() ? tr("unknown") : tr("unknown: %1").arg(shown.text);
    case Shown::Kind::Same:
        if (shown.byPlan) return tr("%1 (by plan)").arg(shown.text);
        return item.collapsed && row.hasExpectation && row.className.isEmpty()
                   ? tr("the same %n values", nullptr, int(row.lines.size()))
                   : shown.text;
    case Shown::Kind::Seen:
    case Shown::Kind::Different:
        break;
    }
    return shown.text;
}

QString RecordsModel::resolversText(const Item &item) const
{
    const Cell &cell = m_matrix.rows[size_t(item.group)].resolvers;
    if (!cell.asked) return item.line == 0 ? QStringLiteral("—") : QString();
    if (item.line == 1 && cell.falseTtl) return tr("TTL left, max %1").arg(ttlText(*cell.falseTtl));
    if (item.line > 0) return {};
    QStringList parts;
    if (cell.mismatch > 0) {
        parts << tr("%1 false").arg(cell.mismatch);
        if (cell.match > 0) parts << tr("%1 true").arg(cell.match);
    } else if (cell.match > 0) {
        parts << tr("%1 match").arg(cell.match);
    }
    if (cell.unknown > 0) parts << tr("%1 unknown").arg(cell.unknown);
    return parts.join(QStringLiteral(" · "));
}

QString RecordsModel::registrationText(const Item &item, int column) const
{
    const auto &row = m_matrix.registration[size_t(item.group)];
    switch (column) {
    case Name:
        if (row.field == QLatin1String("nameservers")) return tr("nameservers");
        if (row.field == QLatin1String("statuses")) return tr("statuses");
        if (row.field == QLatin1String("lastChanged")) return tr("last changed");
        if (row.field == QLatin1String("registrar")) return tr("registrar");
        if (row.field == QLatin1String("expires")) return tr("expires");
        if (row.field == QLatin1String("registered")) return tr("registered");
        return row.field;
    case Expected:
        return row.expected.isEmpty() ? tr("not stated") : row.expected;
    case Parent:
        return !row.observed.isEmpty() ? row.observed : row.state == watch::State::Unknown ? tr("unknown") : tr("none");
    default:
        return {};
    }
}

QVariant RecordsModel::mark(const Item &item, int column) const
{
    if (item.kind == ItemKind::Section) return {};
    if (item.kind == ItemKind::Registration) {
        const auto &row = m_matrix.registration[size_t(item.group)];
        // Without an expectation a registration value is only seen.
        if (column != Parent || (row.expected.isEmpty() && row.state == watch::State::Match)) return {};
        return int(markOf(row.state));
    }
    const Row &row = m_matrix.rows[size_t(item.group)];
    if (column == Resolvers) {
        if (item.line != 0 || !row.resolvers.asked || !row.hasExpectation) return {};
        return int(row.resolvers.mismatch > 0 ? Mark::Mismatch : markOf(row.resolvers.state));
    }
    const Shown *shown = shownAt(item, column);
    if (!shown) return {};
    switch (shown->kind) {
    case Shown::Kind::Different:
    case Shown::Kind::Missing:
        return int(Mark::Mismatch);
    case Shown::Kind::Same:
        return int(Mark::Match);
    case Shown::Kind::Absent:
        return row.expectedAbsent ? QVariant(int(Mark::Match)) : QVariant();
    case Shown::Kind::Unknown:
        return int(Mark::Unknown);
    case Shown::Kind::Blank:
    case Shown::Kind::NotAsked:
    case Shown::Kind::Seen:
        break;
    }
    return {};
}

// The TTL stands behind a value only where it says something: at a mismatch, or where it is far from the origin's
// (twice as long, or a tenth: the bounds of D7).
QString RecordsModel::note(const Item &item, int column, bool *differs) const
{
    if (item.kind != ItemKind::Value || item.line != 0 || (column != Parent && column != Authoritative)) return {};
    const Row &row = m_matrix.rows[size_t(item.group)];
    const Cell &cell = column == Parent ? row.parent : row.authoritative;
    const Shown *shown = shownAt(item, column);
    if (!cell.ttl || !shown || (shown->kind != Shown::Kind::Different && shown->kind != Shown::Kind::Same)) return {};
    const auto *expectation = m_domain.find(row.owner, row.type);
    const bool far = column == Authoritative && expectation && expectation->ttl && *expectation->ttl > 0 &&
                     (*cell.ttl >= 2 * quint64(*expectation->ttl) || quint64(*cell.ttl) * 10 <= *expectation->ttl);
    if (differs) *differs = far;
    return far ? tr("TTL %1").arg(*cell.ttl) : QString();
}

QString RecordsModel::toolTip(const Item &item, int column) const
{
    if (item.kind == ItemKind::Section) return {};
    if (item.kind == ItemKind::Registration) return registrationText(item, column);
    const Row &row = m_matrix.rows[size_t(item.group)];
    QStringList lines;
    const Cell *cell = column == Parent          ? &row.parent
                       : column == Authoritative ? &row.authoritative
                       : column == Resolvers     ? &row.resolvers
                                                 : nullptr;
    if (column == Name) return row.owner.display() + QLatin1Char(' ') + QString::fromLatin1(dns::typeText(row.type));
    if (column == Expected) {
        if (item.collapsed)
            for (const auto &line : row.lines)
                lines << line.expected;
        else
            lines << text(item, column);
        return lines.join(QLatin1Char('\n'));
    }
    if (!cell || !cell->asked) return tr("Not asked here.");
    if (const Shown *shown = shownAt(item, column))
        lines << (item.collapsed ? text(item, column) : shownText(item, *shown));
    lines << tr("%1 match, %2 mismatch, %3 unknown").arg(cell->match).arg(cell->mismatch).arg(cell->unknown);
    if (cell->ttl) lines << tr("TTL %1").arg(*cell->ttl);
    if (cell->falseTtl) lines << tr("TTL left, max %1").arg(ttlText(*cell->falseTtl));
    lines << tr("Enter shows every exchange behind this cell.");
    return lines.join(QLatin1Char('\n'));
}

bool RecordsModel::isWords(const Item &item, int column) const
{
    if (item.kind == ItemKind::Section) return true;
    if (item.kind == ItemKind::Registration) {
        const auto &row = m_matrix.registration[size_t(item.group)];
        return column == Name || (column == Expected ? row.expected.isEmpty() : row.observed.isEmpty());
    }
    const Row &row = m_matrix.rows[size_t(item.group)];
    if (column == Resolvers) return true;
    if (column == Expected) return !row.hasExpectation || row.expectedAbsent || !row.className.isEmpty();
    const Shown *shown = shownAt(item, column);
    if (!shown) return false;
    if (shown->kind == Shown::Kind::Same) return item.collapsed && row.className.isEmpty();
    return shown->kind != Shown::Kind::Different && shown->kind != Shown::Kind::Seen;
}

std::vector<detect::Span> RecordsModel::spans(const Item &item, int column) const
{
    if (item.kind == ItemKind::Value) {
        const Shown *shown = shownAt(item, column);
        return shown && shown->kind == Shown::Kind::Different ? shown->spans : std::vector<detect::Span>();
    }
    if (item.kind != ItemKind::Registration || column != Parent) return {};
    const auto &row = m_matrix.registration[size_t(item.group)];
    if (row.state != watch::State::Mismatch || row.expected.isEmpty()) return {};
    // Word by word, each against the expected word that it resembles most.
    const QStringList expected = row.expected.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto marked = [](const std::vector<detect::Span> &differing) {
        int total = 0;
        for (const auto &span : differing)
            total += span.length;
        return total;
    };
    std::vector<detect::Span> all;
    int offset = 0;
    for (const QString &word : row.observed.split(QLatin1Char(' '))) {
        if (!word.isEmpty() && !expected.contains(word)) {
            std::vector<detect::Span> best;
            for (const QString &candidate : expected) {
                auto differing = detect::differingSpans(word, candidate);
                if (best.empty() || marked(differing) < marked(best)) best = std::move(differing);
            }
            if (best.empty()) best = {{0, int(word.size())}};
            for (const auto &span : best)
                all.push_back({offset + span.begin, span.length});
        }
        offset += int(word.size()) + 1;
    }
    return all;
}

int RecordsModel::severity(const Item &item) const
{
    switch (item.kind) {
    case ItemKind::Value:
        return severityOf(m_matrix.rows[size_t(item.group)]);
    case ItemKind::Registration:
        return severityOf(m_matrix.registration[size_t(item.group)].state);
    case ItemKind::Section:
        break;
    }
    int worst = 0;
    for (const auto &row : m_matrix.registration)
        worst = std::max(worst, severityOf(row.state));
    return worst;
}

QString RecordsModel::search(const Item &item) const
{
    QStringList words;
    if (item.kind == ItemKind::Value) {
        const Row &row = m_matrix.rows[size_t(item.group)];
        words << row.owner.display() << row.ownerLabel << QString::fromLatin1(dns::typeText(row.type)) << row.className;
        for (const auto &line : row.lines)
            words << line.expected << line.parent.text << line.authoritative.text << line.resolver.text;
    } else {
        for (int group = 0; group < int(m_matrix.registration.size()); ++group) {
            if (item.kind == ItemKind::Registration && group != item.group) continue;
            const Item row{ItemKind::Registration, group, 0, false, {}};
            for (int column = Name; column <= Parent; ++column)
                words << registrationText(row, column);
        }
    }
    return words.join(QLatin1Char('\n'));
}

} // namespace hinoban::ui
