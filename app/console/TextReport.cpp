// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/console/Facts.h"
#include "app/console/OriginNotes.h"
#include "app/console/PathReport.h"
#include "app/console/Report.h"
#include "app/console/SecurityReport.h"
#include "app/console/ServerWords.h"
#include "app/detect/Sentence.h"
#include "app/detect/Weakness.h"

#include <QCoreApplication>

namespace hinoban::console {

namespace {

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("hinoban::console", text, comment);
}

QChar mark(watch::State state)
{
    switch (state) {
    case watch::State::Match:
        return u'●';
    case watch::State::Mismatch:
        return u'▲';
    case watch::State::Unknown:
        return u'○';
    }
    return u' ';
}

QString stateWord(DomainState state)
{
    switch (state) {
    case DomainState::Match:
        return QStringLiteral("● ") + tr("match");
    case DomainState::Suspicion:
        return QStringLiteral("◆ ") + tr("suspicion");
    case DomainState::Mismatch:
        return QStringLiteral("▲ ") + tr("mismatch");
    case DomainState::Unknown:
        return QStringLiteral("○ ") + tr("unknown");
    }
    return {};
}

// "▲ 13 of 13 false", "● 12", "○ 3, 1 unknown": how many servers say what.
QString cellText(const Cell &cell)
{
    if (!cell.asked) return QStringLiteral("-");
    const int answered = cell.match + cell.mismatch;
    QString text = QString(mark(cell.state)) + QLatin1Char(' ');
    text += cell.mismatch > 0 ? tr("%1 of %2 false").arg(cell.mismatch).arg(answered) : QString::number(answered);
    if (cell.unknown > 0) text += QStringLiteral(", ") + tr("%1 unknown").arg(cell.unknown);
    return text;
}

struct Column {
    QString label;
    const Shown Line::*shown;
};

const std::vector<Column> &columns()
{
    static const std::vector<Column> all{{QStringLiteral("parent"), &Line::parent},
                                         {QStringLiteral("authoritative"), &Line::authoritative},
                                         {QStringLiteral("resolvers"), &Line::resolver}};
    return all;
}

// What differs from the expected value of one line, vantage by vantage.
QString deviations(const Line &line)
{
    QStringList texts;
    for (const auto &[label, column] : columns()) {
        const Shown &shown = line.*column;
        if (shown.kind == Shown::Kind::Different) texts << QStringLiteral("%1: %2").arg(label, shown.text);
        if (shown.byPlan) texts << tr("%1: %2 (by plan)").arg(label, shown.text);
        if (shown.kind == Shown::Kind::Missing) texts << QStringLiteral("%1: %2").arg(label, tr("missing"));
    }
    return texts.isEmpty() ? QString() : QStringLiteral("   ≠ ") + texts.join(QStringLiteral(" | "));
}

// What is there, where no exact data is expected.
QStringList seenValues(const Row &row)
{
    QStringList texts;
    for (const auto &[label, column] : columns()) {
        QStringList values;
        for (const auto &line : row.lines) {
            const Shown &shown = line.*column;
            if (shown.kind == Shown::Kind::Same || shown.kind == Shown::Kind::Seen) values << shown.text;
        }
        if (!values.isEmpty()) texts << QStringLiteral("%1: %2").arg(label, values.join(QStringLiteral(", ")));
    }
    return texts;
}

QString rowText(const Row &row)
{
    QString text = QStringLiteral("  %1 %2  %3: %4   %5: %6   %7: %8\n")
                       .arg(row.ownerLabel, -6)
                       .arg(QString::fromLatin1(dns::typeText(row.type)), -5)
                       .arg(columns()[0].label, cellText(row.parent), columns()[1].label, cellText(row.authoritative),
                            columns()[2].label, cellText(row.resolvers));
    const bool exact = row.hasExpectation && row.className.isEmpty() && !row.expectedAbsent;
    if (!exact) {
        if (row.expectedAbsent) text += QStringLiteral("      (%1)\n").arg(tr("none expected"));
        if (!row.className.isEmpty()) text += QStringLiteral("      [%1]\n").arg(row.className);
        for (const auto &value : seenValues(row))
            text += QStringLiteral("      %1\n").arg(value);
    }
    for (const auto &line : row.lines) {
        const QString different = deviations(line);
        if (exact ? line.expected.isEmpty() && different.isEmpty() : different.isEmpty()) continue;
        text += QStringLiteral("      %1%2\n").arg(line.expected, different);
    }
    for (const auto &[label, column] : columns()) {
        const Shown &shown = row.lines.front().*column;
        if (shown.kind == Shown::Kind::Unknown) text += QStringLiteral("      ? %1: %2\n").arg(label, shown.text);
    }
    return text;
}

// "  ▲ caches: 7 of 12 resolvers serve false data; nobody after 2020-06-06T00:00:00Z".
QString tailText(const respond::CacheTail &tail)
{
    if (tail.resolvers.empty() && !tail.falseSince) return {};
    const int asked = tail.serveFalse + tail.serveTrue + tail.unknown;
    const auto state = tail.state == respond::CacheState::Clean ? watch::State::Match
                       : tail.serveFalse > 0                    ? watch::State::Mismatch
                                                                : watch::State::Unknown;
    QString text;
    if (tail.serveFalse > 0)
        text = tr("%1 of %2 resolvers serve false data").arg(tail.serveFalse).arg(asked);
    else if (!tail.falseSince)
        return {};
    else
        text = tr("none of %1 resolvers serves false data").arg(asked);
    if (tail.unbounded)
        text +=
            QStringLiteral("; ") + tr("no end is certain while the false nameservers answer or the parent is wrong");
    else if (tail.end)
        text += QStringLiteral("; ") + tr("nobody serves it after %1").arg(toRfc3339(*tail.end));
    return QStringLiteral("  %1 %2: %3\n").arg(mark(state)).arg(tr("caches"), text);
}

QString registrationText(const RegistrationRow &row)
{
    QString text =
        QStringLiteral("  %1 %2 %3: %4").arg(mark(row.state)).arg(tr("registration"), row.field, row.observed);
    if (row.state == watch::State::Mismatch) text += QStringLiteral("   ≠ %1").arg(row.expected);
    return text + QLatin1Char('\n');
}

// What is not as it should be between the servers; nothing where all is well.
QString delegationText(const watch::DelegationCheck &check)
{
    QString text;
    for (const auto &server : check.servers) {
        if (server.kind == watch::ServerState::Kind::Answers && server.isDelegated) continue;
        text += QStringLiteral("  %1 %2: %3").arg(server.name.display(), server.address.toString(), serverWord(server));
        if (!server.detail.isEmpty()) text += QStringLiteral(" (%1)").arg(server.detail);
        text += QLatin1Char('\n');
    }
    for (const auto &difference : check.differences) {
        text += QStringLiteral("  %1\n").arg(differenceWord(difference.what));
        for (const auto &side : difference.sides)
            text += QStringLiteral("      %1: %2\n").arg(side.servers.join(QStringLiteral(", ")), side.says);
    }
    return text;
}

} // namespace

QString reportText(const Pipeline &pipeline)
{
    QString text;
    const auto open = pipeline.ledger().open();
    for (const auto &[name, watched] : pipeline.watched()) {
        text += QStringLiteral("%1  %2\n").arg(name.display(), stateWord(domainStateOf(watched, open)));
        if (!watched.walkProblem.isEmpty()) text += QStringLiteral("  %1\n").arg(safeText(watched.walkProblem));
        if (watched.interception) text += QStringLiteral("  ! %1\n").arg(detect::sentence(*watched.interception));
        if (watched.delegation) text += delegationText(*watched.delegation);
        auto matrix = matrixOf(watched.domain, watched.latest.all(), watched.registration);
        noteOrigins(matrix, watched.origins);
        for (const auto &row : matrix.rows)
            text += rowText(row);
        for (const auto &row : matrix.registration)
            text += registrationText(row);
        for (const auto &source : originSources(watched.origins))
            text += QStringLiteral("  %1\n").arg(source);
        if (watched.dnssec) text += securityLines(*watched.dnssec);
        for (const auto &weakness : weaknessesOf(watched, watched.lookedAt.value_or(Instant{})))
            text += QStringLiteral("  ○ %1: %2\n").arg(tr("weakness"), detect::sentence(weakness));
        text += pathsText(watched, open);
        text += tailText(tailOf(watched, pipeline.resolvers(), watched.lookedAt.value_or(Instant{})));
        text += QLatin1Char('\n');
    }
    if (open.empty()) return text + tr("No open findings.") + QLatin1Char('\n');
    text += tr("Open findings:") + QLatin1Char('\n');
    for (const auto &finding : open) {
        text += QStringLiteral("  %1 %2 %3  %4\n")
                    .arg(toRfc3339(finding.firstSeen), QString::fromLatin1(detect::severityText(finding.severity)),
                         finding.signal, detect::sentence(finding));
    }
    return text;
}

QString entryLine(const respond::Entry &entry)
{
    QString line = QStringLiteral("%1  %2").arg(toRfc3339(entry.happened), respond::sentence(entry));
    if (entry.learned != entry.happened)
        line += QStringLiteral("  (%1)").arg(tr("learned %1").arg(toRfc3339(entry.learned)));
    return line;
}

} // namespace hinoban::console
