// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ProposalModel.h"

#include "app/console/ExpectationDiff.h"
#include "ui/common/Fonts.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/ProblemWords.h"
#include "ui/common/StateMark.h"

#include <algorithm>

namespace hinoban::ui {

using watch::Expectation;

namespace {

QStringList valueLines(const Expectation &expectation)
{
    QStringList lines;
    if (expectation.kind == Expectation::Kind::Exact)
        for (const auto &rdata : expectation.rdatas)
            lines << QString::fromLatin1(dns::rdataText(expectation.type, rdata));
    if (expectation.kind == Expectation::Kind::Prefixes)
        for (const auto &prefix : expectation.prefixes)
            lines << prefix.text();
    return lines;
}

bool isAddress(dns::Type type) { return type == dns::Type::A || type == dns::Type::AAAA; }

} // namespace

ProposalModel::ProposalModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void ProposalModel::setProposal(const console::Proposal &proposal, const std::vector<watch::Domain> &zones,
                                const std::vector<watch::Domain> &known)
{
    beginResetModel();
    m_branches.clear();
    for (const auto &domain : proposal.domains) {
        Branch branch{domain, {}};
        const auto zone =
            std::find_if(zones.begin(), zones.end(), [&](const auto &z) { return z.name == domain.name; });
        for (const auto &rrset : domain.rrsets) {
            Line line;
            line.proposed = rrset;
            line.now = rrset.expectation;
            if (zone != zones.end()) {
                if (const auto *stated = zone->find(rrset.expectation.owner, rrset.expectation.type)) {
                    if (stated->kind != rrset.expectation.kind || stated->rdatas != rrset.expectation.rdatas) {
                        const QStringList seen = valueLines(rrset.expectation);
                        line.proposed.disagreements.prepend(
                            tr("seen, but not in the zone file: %1")
                                .arg(seen.isEmpty() ? tr("none") : seen.join(QStringLiteral(", "))));
                    }
                    line.now = *stated;
                    line.proposed.expectation = *stated;
                }
            }
            line.checked = line.proposed.disagreements.isEmpty();
            branch.lines.push_back(std::move(line));
        }
        if (zone != zones.end()) {
            for (const auto &stated : zone->expectations) {
                const bool there = std::any_of(branch.lines.begin(), branch.lines.end(), [&](const Line &line) {
                    return line.now.owner == stated.owner && line.now.type == stated.type;
                });
                if (there) continue;
                Line line;
                line.proposed.expectation = stated;
                line.now = stated;
                branch.lines.push_back(std::move(line));
            }
        }
        const auto watched =
            std::find_if(known.begin(), known.end(), [&](const auto &k) { return k.name == domain.name; });
        for (auto &line : branch.lines) {
            const auto *present = watched == known.end() ? nullptr : watched->find(line.now.owner, line.now.type);
            if (!present) continue;
            line.present = present->kind == Expectation::Kind::Absent ? tr("none") : console::expectationLine(*present);
            line.isSame = console::expectationLine(*present) == console::expectationLine(line.now);
        }
        m_branches.push_back(std::move(branch));
    }
    endResetModel();
    Q_EMIT decisionsChanged();
}

const ProposalModel::Line *ProposalModel::lineAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0) return nullptr;
    return &m_branches[size_t(index.internalId() - 1)].lines[size_t(index.row())];
}

ProposalModel::Line *ProposalModel::lineAt(const QModelIndex &index)
{
    return const_cast<Line *>(std::as_const(*this).lineAt(index));
}

const console::ProposedRRset *ProposalModel::rrsetAt(const QModelIndex &index) const
{
    const Line *line = lineAt(index);
    return line ? &line->proposed : nullptr;
}

const console::ProposedDomain *ProposalModel::domainAt(const QModelIndex &index) const
{
    if (!index.isValid()) return nullptr;
    return &m_branches[index.internalId() == 0 ? size_t(index.row()) : size_t(index.internalId() - 1)].domain;
}

QString ProposalModel::valuesAt(const QModelIndex &index) const
{
    const Line *line = lineAt(index);
    return line ? valueLines(line->now).join(QLatin1Char('\n')) : QString();
}

Result<void> ProposalModel::setValues(const QModelIndex &index, const QString &text)
{
    Line *line = lineAt(index);
    if (!line) return failure(ErrorCode::Internal, {}, QStringLiteral("no RRset is selected"));
    Expectation next = line->proposed.expectation;
    next.rdatas.clear();
    next.prefixes.clear();
    int number = 0;
    for (const QString &raw : text.split(QLatin1Char('\n'))) {
        ++number;
        const QString value = raw.trimmed();
        if (value.isEmpty()) continue;
        const QString where = tr("line %1").arg(number);
        if (isAddress(next.type) && value.contains(QLatin1Char('/'))) {
            auto prefix = Prefix::fromText(value);
            if (!prefix) return failure(prefix.error().code, where, prefix.error().detail);
            next.prefixes.push_back(*prefix);
            continue;
        }
        auto rdata = dns::rdataFromText(next.type, value.toUtf8());
        if (!rdata) return failure(rdata.error().code, where, rdata.error().detail);
        next.rdatas.push_back(*rdata);
    }
    if (!next.prefixes.empty() && !next.rdatas.empty())
        return failure(ErrorCode::BadInput, {}, QStringLiteral("either addresses or prefixes, not both"));
    std::sort(next.rdatas.begin(), next.rdatas.end());
    next.rdatas.erase(std::unique(next.rdatas.begin(), next.rdatas.end()), next.rdatas.end());
    next.kind = !next.prefixes.empty() ? Expectation::Kind::Prefixes
                : next.rdatas.empty()  ? Expectation::Kind::Absent
                                       : Expectation::Kind::Exact;
    if (next.kind != Expectation::Kind::Exact) next.ttl.reset();
    const bool same = next.kind == line->proposed.expectation.kind &&
                      next.rdatas == line->proposed.expectation.rdatas &&
                      next.prefixes == line->proposed.expectation.prefixes;
    line->now = same ? line->proposed.expectation : next;
    line->edited = !same;
    if (!same) line->checked = true;
    const QModelIndex first = index.siblingAtColumn(0);
    Q_EMIT dataChanged(first, index.siblingAtColumn(ColumnCount - 1));
    Q_EMIT dataChanged(first.parent(), first.parent().siblingAtColumn(ColumnCount - 1));
    Q_EMIT decisionsChanged();
    return {};
}

int ProposalModel::accepted() const
{
    int count = 0;
    for (const auto &branch : m_branches)
        count +=
            int(std::count_if(branch.lines.begin(), branch.lines.end(), [](const Line &line) { return line.checked; }));
    return count;
}

console::Decided ProposalModel::decided(const QString &person, const QString &reason) const
{
    console::Decided result;
    result.person = person;
    result.reason = reason;
    for (const auto &branch : m_branches) {
        const bool any =
            std::any_of(branch.lines.begin(), branch.lines.end(), [](const Line &line) { return line.checked; });
        if (!any) continue; // nothing is taken of it: it is not watched
        console::Decided::Domain domain;
        domain.name = branch.domain.name;
        domain.registration = branch.domain.registration;
        for (const auto &line : branch.lines) {
            const auto decision = !line.checked ? console::DecidedRRset::Decision::Refused
                                  : line.edited ? console::DecidedRRset::Decision::Edited
                                                : console::DecidedRRset::Decision::Accepted;
            domain.rrsets.push_back({decision, line.now});
        }
        result.domains.push_back(std::move(domain));
    }
    return result;
}

QModelIndex ProposalModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex ProposalModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0) return {};
    return createIndex(int(index.internalId() - 1), 0, quintptr(0));
}

int ProposalModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return int(m_branches.size());
    if (parent.internalId() != 0 || parent.column() != 0) return 0;
    return int(m_branches[size_t(parent.row())].lines.size());
}

int ProposalModel::columnCount(const QModelIndex &) const { return ColumnCount; }

Qt::CheckState ProposalModel::checkState(const Branch &branch) const
{
    const auto checked =
        std::count_if(branch.lines.begin(), branch.lines.end(), [](const Line &line) { return line.checked; });
    return checked == 0                                ? Qt::Unchecked
           : checked == qsizetype(branch.lines.size()) ? Qt::Checked
                                                       : Qt::PartiallyChecked;
}

QVariant ProposalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Line *line = lineAt(index);
    if (!line) {
        const Branch &branch = m_branches[size_t(index.row())];
        if (role == Qt::CheckStateRole && index.column() == Record && !branch.lines.empty()) return checkState(branch);
        if (role == Qt::FontRole) return fonts::prose(fonts::Size::Normal, index.column() == Record);
        if (role != Qt::DisplayRole) return {};
        if (index.column() == Record) return branch.domain.name.display();
        if (index.column() == Value && !branch.domain.problem.isEmpty())
            return tr("nothing could be seen: %1").arg(problemText(branch.domain.problem));
        if (index.column() == Value) return tr("%n record sets", nullptr, int(branch.lines.size()));
        return {};
    }
    const auto &expectation = line->now;
    switch (role) {
    case Qt::CheckStateRole:
        return index.column() == Record ? QVariant(line->checked ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::FontRole:
        return index.column() == Value && expectation.kind != Expectation::Kind::Absent ? fonts::mono()
                                                                                        : fonts::prose();
    case Qt::ForegroundRole:
        return index.column() == SeenBy && !line->proposed.disagreements.isEmpty()
                   ? QVariant(markColour(Mark::Suspicion))
                   : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Record:
        return QString(expectation.owner.display() + QLatin1Char(' ') +
                       QString::fromLatin1(dns::typeText(expectation.type)));
    case Present:
        return line->present.isEmpty() ? tr("not stated") : line->isSame ? tr("the same") : line->present;
    case Value: {
        const QStringList lines = valueLines(expectation);
        return lines.isEmpty() ? tr("none") : lines.join(QStringLiteral(" · "));
    }
    case SeenBy:
        if (line->proposed.vantagesAsked == 0) return tr("zone file only");
        if (line->proposed.disagreements.isEmpty())
            return tr("%1 of %2 agree").arg(line->proposed.vantagesAgree).arg(line->proposed.vantagesAsked);
        return QString(markSymbol(Mark::Suspicion)) + QLatin1Char(' ') +
               tr("%n disagree", nullptr, int(line->proposed.disagreements.size()));
    case Decision:
        return !line->checked ? tr("refused") : line->edited ? tr("edited") : tr("accepted");
    default:
        return {};
    }
}

bool ProposalModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Record || !index.isValid()) return false;
    const bool checked = Qt::CheckState(value.toInt()) == Qt::Checked;
    if (Line *line = lineAt(index)) {
        line->checked = checked;
        Q_EMIT dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
        Q_EMIT dataChanged(index.parent(), index.parent().siblingAtColumn(ColumnCount - 1));
    } else {
        Branch &branch = m_branches[size_t(index.row())];
        for (auto &each : branch.lines)
            each.checked = checked;
        Q_EMIT dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
        if (!branch.lines.empty())
            Q_EMIT dataChanged(this->index(0, 0, index),
                               this->index(int(branch.lines.size()) - 1, ColumnCount - 1, index));
    }
    Q_EMIT decisionsChanged();
    return true;
}

Qt::ItemFlags ProposalModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (index.isValid() && index.column() == Record) flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant ProposalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Record:
        return tr("Record set");
    case Present:
        return tr("Expected so far");
    case Value:
        return tr("Would be expected");
    case SeenBy:
        return tr("Seen by");
    case Decision:
        return tr("Decision");
    default:
        return {};
    }
}

void ProposalModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_branches.empty()) Q_EMIT dataChanged(index(0, 0), index(int(m_branches.size()) - 1, ColumnCount - 1));
}

} // namespace hinoban::ui
