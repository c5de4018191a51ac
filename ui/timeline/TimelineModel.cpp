// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelineModel.h"

#include "app/base/SafeText.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/PlanWords.h"
#include "ui/common/TimeText.h"
#include "ui/timeline/TimelineChart.h"

#include <QDateTime>

namespace hinoban::ui {
namespace {

constexpr qsizetype LongestShown = 600; // characters of a sentence in the list; the tooltip has all

std::optional<detect::Finding> findingIn(const respond::Entry &entry)
{
    if (entry.kind != respond::Entry::Kind::Finding) return std::nullopt;
    auto finding = detect::findingFromJson(entry.args.value(QLatin1String("finding")).toObject());
    if (!finding) return std::nullopt;
    return std::move(*finding);
}

// "19:40", with its day where that is another one.
QString timeBeside(Instant at, Instant beside)
{
    const auto &times = TimeText::instance();
    const auto shown = times.dateTime(at);
    const bool sameDay = shown.date() == times.dateTime(beside).date();
    return shown.toString(sameDay ? QStringLiteral("HH:mm") : QStringLiteral("MM-dd HH:mm"));
}

} // namespace

EntryMark markOf(const respond::Entry &entry)
{
    using Kind = respond::Entry::Kind;
    switch (entry.kind) {
    case Kind::Finding: {
        if (entry.rule.endsWith(QLatin1String("cleared"))) return EntryMark::Cleared;
        const auto finding = findingIn(entry);
        if (finding && isDoneAsPlanned(*finding)) return EntryMark::Done;
        if (finding && isExpectedChange(*finding)) return EntryMark::Planned;
        if (!finding || finding->severity <= detect::Severity::Info) return EntryMark::Note;
        return levelOf(*finding) == TimelineChart::Level::Mismatch ? EntryMark::Mismatch : EntryMark::Suspicion;
    }
    case Kind::Person:
        return EntryMark::Person;
    case Kind::Message:
        return EntryMark::Message;
    case Kind::Expectation:
        return EntryMark::Decision;
    case Kind::Incident:
        return isOfPeople(entry) ? EntryMark::Decision : EntryMark::Program;
    case Kind::Story:
        return EntryMark::Fact;
    case Kind::Watch:
        return EntryMark::Program;
    }
    return EntryMark::Note;
}

bool isOfPeople(const respond::Entry &entry)
{
    using Kind = respond::Entry::Kind;
    switch (entry.kind) {
    case Kind::Person:
    case Kind::Message:
    case Kind::Story:
        return true;
    case Kind::Expectation:
    case Kind::Incident:
        return entry.author != QLatin1String("Hinoban");
    case Kind::Finding:
    case Kind::Watch:
        break;
    }
    return false;
}

QString markWord(EntryMark mark)
{
    switch (mark) {
    //: State of a timeline entry: false data was seen
    case EntryMark::Mismatch:
        return TimelineModel::tr("mismatch");
    //: State of a timeline entry: something looks wrong
    case EntryMark::Suspicion:
        return TimelineModel::tr("suspicion");
    //: Kind of a timeline entry: worth knowing, nothing wrong
    case EntryMark::Note:
        return TimelineModel::tr("note");
    //: Kind of a timeline entry: it differs from what was expected, and somebody has planned it
    case EntryMark::Planned:
        return TimelineModel::tr("expected change");
    //: Kind of a timeline entry: a planned change is done as it was planned
    case EntryMark::Done:
        return TimelineModel::tr("done as planned");
    //: Kind of a timeline entry: a finding is no longer seen
    case EntryMark::Cleared:
        return TimelineModel::tr("cleared");
    //: Kind of a timeline entry: typed by a person
    case EntryMark::Person:
        return TimelineModel::tr("person");
    //: Kind of a timeline entry: a message was sent
    case EntryMark::Message:
        return TimelineModel::tr("message");
    //: Kind of a timeline entry: a person decided something
    case EntryMark::Decision:
        return TimelineModel::tr("decision");
    //: Kind of a timeline entry: known from a document or the drill's story
    case EntryMark::Fact:
        return TimelineModel::tr("known fact");
    //: Kind of a timeline entry: Hinoban did something by itself
    case EntryMark::Program:
        return TimelineModel::tr("program");
    }
    return {};
}

QString markGlyph(EntryMark mark)
{
    switch (mark) {
    case EntryMark::Mismatch:
        return QStringLiteral("▲");
    case EntryMark::Suspicion:
        return QStringLiteral("◆");
    case EntryMark::Note:
        return QStringLiteral("○");
    case EntryMark::Planned:
        return QStringLiteral("◇");
    case EntryMark::Done:
    case EntryMark::Cleared:
        return QStringLiteral("●");
    case EntryMark::Person:
        return QStringLiteral("✎");
    case EntryMark::Message:
        return QStringLiteral("✉");
    case EntryMark::Decision:
        return QStringLiteral("✓");
    case EntryMark::Fact:
        return QStringLiteral("✎");
    case EntryMark::Program:
        return QStringLiteral("·");
    }
    return {};
}

TimelineModel::TimelineModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void TimelineModel::setLog(const QList<store::LogRecord> &log)
{
    const auto shown = m_log.size();
    const bool continues = log.size() >= shown && (shown == 0 || log.at(shown - 1).hash == m_log.at(shown - 1).hash);
    const auto take = [&](qsizetype from) {
        m_log = log;
        m_marks.reserve(log.size());
        for (auto i = from; i < log.size(); ++i) {
            m_marks.append(markOf(log.at(i).entry));
            m_rows.insert(log.at(i).hash, int(i));
            if (const auto &corrects = log.at(i).entry.corrects; !corrects.isEmpty())
                m_correctedBy.insert(corrects, log.at(i).hash);
        }
        m_sentences.resize(log.size());
    };
    if (!continues) {
        beginResetModel();
        m_marks.clear();
        m_sentences.clear();
        m_rows.clear();
        m_correctedBy.clear();
        take(0);
        endResetModel();
    } else if (log.size() > shown) {
        beginInsertRows({}, int(shown), int(log.size() - 1));
        take(shown);
        endInsertRows();
        // What is corrected says so from now on.
        for (auto i = shown; i < log.size(); ++i) {
            const int row = m_rows.value(log.at(i).entry.corrects, -1);
            if (row >= 0 && row < shown) Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

void TimelineModel::retranslate()
{
    m_sentences.fill(QString());
    if (!m_log.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int TimelineModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_log.size()); }

int TimelineModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const int row = index.row();
    const auto &entry = m_log.at(row).entry;
    const auto mark = m_marks.at(row);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case TimeColumn:
            return TimeText::instance().brief(entry.happened);
        case MarkColumn:
            return markGlyph(mark);
        case TextColumn:
            return wholeTextAt(row);
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return plainToolTip(toolTipAt(row));
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case TimeColumn:
            return TimeText::instance().full(entry.happened);
        case MarkColumn:
            return markWord(mark);
        default:
            return wholeTextAt(row);
        }
    case MarkRole:
        return int(mark);
    case LeadRole:
        return leadAt(row);
    case NoteRole:
        return noteAt(row);
    case SentenceRole:
        return sentenceAt(row);
    case HappenedRole:
        return toUnixMicroseconds(entry.happened);
    case SequenceRole:
        return row;
    case PeopleRole:
        return isOfPeople(entry);
    case CopyRole:
        return copyTextAt(row);
    default:
        return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    //: Column of the timeline: when it happened
    case TimeColumn:
        return tr("Time");
    //: Column of the timeline: the kind of entry, as a sign
    case MarkColumn:
        return tr("Kind");
    //: Column of the timeline: what happened
    case TextColumn:
        return tr("Entry");
    default:
        return {};
    }
}

const QString &TimelineModel::sentenceAt(int row) const
{
    auto &cached = m_sentences[row];
    if (cached.isNull()) {
        cached = safeText(respond::sentence(m_log.at(row).entry), LongestShown);
        if (cached.isNull()) cached = QLatin1String("");
    }
    return cached;
}

QString TimelineModel::leadAt(int row) const
{
    const auto &entry = m_log.at(row).entry;
    if (entry.kind != respond::Entry::Kind::Finding) return {};
    return safeText(entry.args.value(QLatin1String("finding")).toObject().value(QLatin1String("signal")).toString(), 8);
}

QString TimelineModel::noteAt(int row) const
{
    const auto &entry = m_log.at(row).entry;
    QStringList notes;
    // The incident's own sentences say both already.
    if (entry.kind != respond::Entry::Kind::Incident && !entry.before.isEmpty() && !entry.after.isEmpty())
        notes.append(tr("%1 → %2", "before and after").arg(safeText(entry.before, 60), safeText(entry.after, 60)));
    // Whoever types, types seconds later: that is not worth saying.
    if (entry.learned - entry.happened >= std::chrono::minutes(1))
        notes.append(tr("learned %1").arg(timeBeside(entry.learned, entry.happened)));
    if (!entry.corrects.isEmpty()) notes.append(tr("corrects %1").arg(nameOf(entry.corrects)));
    if (const auto by = m_correctedBy.constFind(m_log.at(row).hash); by != m_correctedBy.constEnd())
        notes.append(tr("corrected by %1").arg(nameOf(*by)));
    return notes.join(QStringLiteral(" · "));
}

QString TimelineModel::nameOf(const QByteArray &hash) const
{
    const auto row = m_rows.constFind(hash);
    if (row == m_rows.constEnd()) return QString::fromLatin1(hash.left(16));
    //: One line of the timeline, by its number in the log
    return tr("entry %1").arg(m_log.at(*row).sequence);
}

QString TimelineModel::wholeTextAt(int row) const
{
    const QString lead = leadAt(row);
    const QString note = noteAt(row);
    QString text = sentenceAt(row);
    if (!lead.isEmpty() && !text.startsWith(lead)) text = lead + u' ' + text;
    if (!note.isEmpty()) text += QStringLiteral(" (") + note + u')';
    return text;
}

QString TimelineModel::toolTipAt(int row) const
{
    const auto &record = m_log.at(row);
    const auto &entry = record.entry;
    QStringList lines{wholeTextAt(row)};
    lines.append(tr("Happened: %1").arg(TimeText::instance().both(entry.happened)));
    lines.append(tr("Learned: %1").arg(TimeText::instance().both(entry.learned)));
    if (!entry.zone.isEmpty()) lines.append(tr("Zone in which the time was given: %1").arg(safeText(entry.zone, 20)));
    lines.append(entry.clockError ? tr("The clock was off by at most %1 ms").arg(entry.clockError->count())
                                  : tr("How far the clock was off is not known"));
    if (!entry.author.isEmpty()) lines.append(tr("By: %1").arg(safeText(entry.author, 120)));
    if (!entry.domain.isRoot()) lines.append(tr("Domain: %1").arg(entry.domain.display()));
    if (!entry.before.isEmpty()) lines.append(tr("Before: %1").arg(safeText(entry.before, 400)));
    if (!entry.after.isEmpty()) lines.append(tr("After: %1").arg(safeText(entry.after, 400)));
    if (!entry.source.isEmpty()) lines.append(tr("Source: %1").arg(safeText(entry.source, 400)));
    if (!entry.evidence.empty())
        lines.append(
            tr("Evidence: %1").arg(QString::fromLatin1(entry.evidence.front().left(16))) +
            (entry.evidence.size() > 1 ? tr(" and %n more", nullptr, int(entry.evidence.size() - 1)) : QString()));
    lines.append(
        tr("Log: %1 %2 %3").arg(record.writer).arg(record.sequence).arg(QString::fromLatin1(record.hash.left(16))));
    return lines.join(u'\n');
}

QString TimelineModel::copyTextAt(int row) const
{
    const auto &entry = m_log.at(row).entry;
    // Spaces, not tabs: one cell a line that begins with a digit, so that no spreadsheet takes it for a formula.
    return TimeText::instance().both(entry.happened) + QStringLiteral("  ") + markWord(m_marks.at(row)) +
           QStringLiteral("  ") + wholeTextAt(row);
}

TimelineFilter::TimelineFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(TimelineModel::TimeColumn, Qt::DescendingOrder);
}

void TimelineFilter::setKinds(Kinds kinds)
{
    if (kinds == m_kinds) return;
    m_kinds = kinds;
    invalidateFilter();
}

void TimelineFilter::setDomain(const std::optional<dns::Name> &domain)
{
    if (domain == m_domain) return;
    m_domain = domain;
    invalidateFilter();
}

void TimelineFilter::setAuthor(const QString &author)
{
    if (author == m_author) return;
    m_author = author;
    invalidateFilter();
}

bool TimelineFilter::accepts(const respond::Entry &entry) const
{
    if (m_kinds != Kinds::All && isOfPeople(entry) != (m_kinds == Kinds::People)) return false;
    if (m_domain && !entry.domain.isRoot() && entry.domain != *m_domain) return false;
    return m_author.isEmpty() || entry.author == m_author;
}

bool TimelineFilter::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const auto *model = qobject_cast<const TimelineModel *>(sourceModel());
    return !model || accepts(model->record(sourceRow).entry);
}

bool TimelineFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto a = left.data(TimelineModel::HappenedRole).toLongLong();
    const auto b = right.data(TimelineModel::HappenedRole).toLongLong();
    if (a != b) return a < b;
    return left.data(TimelineModel::SequenceRole).toInt() < right.data(TimelineModel::SequenceRole).toInt();
}

} // namespace hinoban::ui
