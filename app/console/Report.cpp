// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Report.h"

#include "app/base/SafeText.h"
#include "app/detect/Sentence.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hinoban::console {

namespace {

QString vantageText(dns::Vantage vantage)
{
    switch (vantage) {
    case dns::Vantage::Parent:
        return QStringLiteral("parent");
    case dns::Vantage::Authoritative:
        return QStringLiteral("authoritative");
    case dns::Vantage::Resolver:
        return QStringLiteral("resolver");
    }
    return {};
}

QJsonValue timeOrNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toRfc3339(*instant)) : QJsonValue();
}

QJsonObject findingJson(const detect::Finding &finding)
{
    QJsonArray evidence;
    for (const auto &one : finding.evidence) {
        evidence.append(QJsonObject{{QStringLiteral("sha256"), QString::fromLatin1(one.sha256)},
                                    {QStringLiteral("vantage"), one.vantage},
                                    {QStringLiteral("server"), one.server},
                                    {QStringLiteral("address"), one.address},
                                    {QStringLiteral("question"), one.question},
                                    {QStringLiteral("at"), toRfc3339(one.at)}});
    }
    return {{QStringLiteral("signal"), finding.signal},
            {QStringLiteral("severity"), QString::fromLatin1(detect::severityText(finding.severity))},
            {QStringLiteral("domain"), finding.domain.display()},
            {QStringLiteral("subject"), finding.subject},
            {QStringLiteral("vantage"), finding.vantage},
            {QStringLiteral("firstSeen"), toRfc3339(finding.firstSeen)},
            {QStringLiteral("lastSeen"), toRfc3339(finding.lastSeen)},
            {QStringLiteral("cleared"), timeOrNull(finding.cleared)},
            {QStringLiteral("message"), detect::englishSentence(finding)},
            {QStringLiteral("evidence"), evidence}};
}

QJsonObject recordJson(const watch::Observation &observation)
{
    const auto &exchange = *observation.exchange;
    QJsonObject record{{QStringLiteral("name"), observation.owner.display()},
                       {QStringLiteral("type"), QString::fromLatin1(dns::typeText(observation.type))},
                       {QStringLiteral("vantage"), vantageText(exchange.vantage)},
                       {QStringLiteral("server"), exchange.server.display()},
                       {QStringLiteral("address"), exchange.server.address.toString()},
                       {QStringLiteral("expected"), observation.expected},
                       {QStringLiteral("state"), QString::fromLatin1(watch::stateText(observation.state))},
                       {QStringLiteral("outcome"), QString::fromLatin1(dns::outcomeText(exchange.outcome))},
                       {QStringLiteral("at"), toRfc3339(exchange.sentAt)},
                       {QStringLiteral("sha256"), QString::fromLatin1(exchange.replySha256)}};
    QJsonArray rdata;
    if (observation.seen) {
        for (const auto &one : observation.seen->rdatas)
            rdata.append(QString::fromLatin1(dns::rdataText(observation.type, one)));
        record.insert(QStringLiteral("ttl"), static_cast<qint64>(observation.seen->ttl));
    }
    record.insert(QStringLiteral("rdata"), rdata);
    if (exchange.message)
        record.insert(QStringLiteral("rcode"), QString::fromLatin1(dns::rcodeText(exchange.message->rcode)));
    if (!observation.reason.isEmpty()) record.insert(QStringLiteral("reason"), observation.reason);
    return record;
}

// Observations in an order that does not depend on which answer came first.
std::vector<watch::Observation> sorted(std::vector<watch::Observation> observations)
{
    std::stable_sort(observations.begin(), observations.end(), [](const auto &a, const auto &b) {
        const auto key = [](const watch::Observation &one) {
            return std::tuple(one.owner, one.type, one.vantage(), one.exchange->server.name,
                              one.exchange->server.address.toString(), one.exchange->server.port);
        };
        return key(a) < key(b);
    });
    return observations;
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

QString cellText(const Cell &cell)
{
    if (!cell.asked) return QStringLiteral("-");
    QString text = QStringLiteral("%1 %2/%3")
                       .arg(mark(cell.state))
                       .arg(cell.match + cell.mismatch)
                       .arg(cell.match + cell.mismatch + cell.unknown);
    if (cell.mismatch > 0) text += QStringLiteral(" (%1 false)").arg(cell.mismatch);
    return text;
}

void appendMatrix(QString &text, const Watched &watched)
{
    const auto matrix = matrixOf(watched.domain, watched.latest.all(), watched.registration);
    for (const auto &row : matrix.rows) {
        text += QStringLiteral("  %1 %2   parent %3   authoritative %4   resolvers %5\n")
                    .arg(row.ownerLabel, -6)
                    .arg(QString::fromLatin1(dns::typeText(row.type)), -5)
                    .arg(cellText(row.parent), cellText(row.authoritative), cellText(row.resolvers));
        const QString expectedClass = row.className.isEmpty() ? QString() : QStringLiteral("[%1]").arg(row.className);
        for (const auto &line : row.lines) {
            const auto shown = [](const Shown &one) {
                switch (one.kind) {
                case Shown::Kind::Missing:
                    return QStringLiteral("(missing)");
                case Shown::Kind::Absent:
                    return QStringLiteral("(none)");
                case Shown::Kind::Unknown:
                    return QStringLiteral("? %1").arg(one.text);
                case Shown::Kind::NotAsked:
                case Shown::Kind::Blank:
                    return QString();
                default:
                    return one.text;
                }
            };
            QStringList live;
            const std::pair<QString, const Shown *> columns[]{{QStringLiteral("parent"), &line.parent},
                                                              {QStringLiteral("authoritative"), &line.authoritative},
                                                              {QStringLiteral("resolvers"), &line.resolver}};
            for (const auto &[label, one] : columns) {
                const QString value = shown(*one);
                if (value.isEmpty() || one->kind == Shown::Kind::Same) continue;
                live << QStringLiteral("%1: %2").arg(label, value);
            }
            QString expected = !line.expected.isEmpty() ? line.expected
                               : row.expectedAbsent     ? QStringLiteral("(none)")
                                                        : expectedClass;
            if (expected.isEmpty() && live.isEmpty()) continue;
            text += QStringLiteral("      %1%2\n")
                        .arg(expected.isEmpty() ? QStringLiteral("(nothing expected)") : expected,
                             live.isEmpty() ? QString() : QStringLiteral("   ≠ ") + live.join(QStringLiteral(" | ")));
        }
    }
    for (const auto &row : matrix.registration) {
        text += QStringLiteral("  %1 registration %2: %3%4\n")
                    .arg(mark(row.state))
                    .arg(row.field, row.observed,
                         row.expected.isEmpty() || row.state != watch::State::Mismatch
                             ? QString()
                             : QStringLiteral("   (expected %1)").arg(row.expected));
    }
}

} // namespace

QJsonObject reportJson(const Pipeline &pipeline)
{
    QJsonArray findings, domains;
    for (const auto &finding : pipeline.ledger().all())
        findings.append(findingJson(finding));
    const auto open = pipeline.ledger().open();
    for (const auto &[name, watched] : pipeline.watched()) {
        QJsonArray records;
        for (const auto &observation : sorted(watched.latest.all()))
            records.append(recordJson(observation));
        QJsonObject domain{
            {QStringLiteral("name"), name.display()},
            {QStringLiteral("state"), QString::fromLatin1(domainStateText(domainStateOf(watched, open)))},
            {QStringLiteral("records"), records}};
        if (watched.look && !watched.look->walkProblem.isEmpty())
            domain.insert(QStringLiteral("problem"), watched.look->walkProblem);
        domains.append(domain);
    }
    return {{QStringLiteral("findings"), findings}, {QStringLiteral("domains"), domains}};
}

QByteArray reportBytes(const Pipeline &pipeline)
{
    return QJsonDocument(reportJson(pipeline)).toJson(QJsonDocument::Indented); // QJsonObject keeps its keys sorted
}

QString reportText(const Pipeline &pipeline)
{
    QString text;
    const auto open = pipeline.ledger().open();
    for (const auto &[name, watched] : pipeline.watched()) {
        text += QStringLiteral("%1  %2\n")
                    .arg(name.display(), QString::fromLatin1(domainStateText(domainStateOf(watched, open))));
        if (watched.look && !watched.look->walkProblem.isEmpty())
            text += QStringLiteral("  %1\n").arg(safeText(watched.look->walkProblem));
        appendMatrix(text, watched);
        text += QLatin1Char('\n');
    }
    for (const auto &finding : open) {
        text += QStringLiteral("%1 %2 %3  %4\n")
                    .arg(toRfc3339(finding.firstSeen), QString::fromLatin1(detect::severityText(finding.severity)),
                         finding.signal, detect::sentence(finding));
    }
    return text;
}

QString entryLine(const respond::Entry &entry)
{
    QString line = QStringLiteral("%1  %2").arg(toRfc3339(entry.happened), respond::sentence(entry));
    if (entry.learned != entry.happened) line += QStringLiteral("  [%1]").arg(toRfc3339(entry.learned));
    return line;
}

int exitStatusOf(const Pipeline &pipeline)
{
    for (const auto &finding : pipeline.ledger().open())
        if (finding.severity >= detect::Severity::Med) return 1;
    const auto open = pipeline.ledger().open();
    for (const auto &[name, watched] : pipeline.watched())
        if (domainStateOf(watched, open) != DomainState::Match) return 2;
    return pipeline.watched().empty() ? 2 : 0;
}

} // namespace hinoban::console
