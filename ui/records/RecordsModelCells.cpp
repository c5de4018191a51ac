// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in one cell of the records: text, mark, note, tool tip, the differing characters.
#include "ui/records/RecordsModel.h"

#include "ui/common/TimeText.h"

#include <algorithm>

namespace hinoban::ui {

using console::Cell;
using console::Row;
using console::Shown;

namespace {

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

} // namespace

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
