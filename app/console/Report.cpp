// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Report.h"

#include "app/console/Facts.h"
#include "app/console/IncidentReport.h"
#include "app/console/PathReport.h"
#include "app/console/SecurityReport.h"
#include "app/detect/Sentence.h"
#include "app/detect/Weakness.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

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
    QJsonObject out{{QStringLiteral("signal"), finding.signal},
                    {QStringLiteral("severity"), QString::fromLatin1(detect::severityText(finding.severity))},
                    {QStringLiteral("domain"), finding.domain.display()},
                    {QStringLiteral("subject"), finding.subject},
                    {QStringLiteral("vantage"), finding.vantage},
                    {QStringLiteral("firstSeen"), toRfc3339(finding.firstSeen)},
                    {QStringLiteral("lastSeen"), toRfc3339(finding.lastSeen)},
                    {QStringLiteral("cleared"), timeOrNull(finding.cleared)},
                    {QStringLiteral("message"), detect::englishSentence(finding)},
                    {QStringLiteral("evidence"), evidence}};
    // An expected change: whose.
    if (const QString plan = finding.args.value(QStringLiteral("plan")).toString(); !plan.isEmpty())
        out.insert(QStringLiteral("plan"),
                   QJsonObject{{QStringLiteral("id"), plan},
                               {QStringLiteral("person"), finding.args.value(QStringLiteral("plannedBy"))},
                               {QStringLiteral("reason"), finding.args.value(QStringLiteral("plannedReason"))},
                               {QStringLiteral("until"), finding.args.value(QStringLiteral("plannedUntil"))}});
    return out;
}

QJsonObject recordJson(const watch::Observation &observation)
{
    const auto &exchange = *observation.exchange;
    QJsonObject record{{QStringLiteral("name"), observation.owner.display()},
                       {QStringLiteral("type"), QString::fromLatin1(dns::typeText(observation.type))},
                       {QStringLiteral("vantage"), vantageText(exchange.vantage)},
                       {QStringLiteral("server"), exchange.server.display()},
                       {QStringLiteral("address"), exchange.server.address.toString()},
                       {QStringLiteral("transport"), QString::fromLatin1(dns::transportText(exchange.transport))},
                       {QStringLiteral("expected"), observation.expected},
                       {QStringLiteral("state"), QString::fromLatin1(watch::stateText(observation.state))},
                       {QStringLiteral("outcome"), QString::fromLatin1(dns::outcomeText(exchange.outcome))},
                       {QStringLiteral("at"), toRfc3339(exchange.sentAt)},
                       {QStringLiteral("sha256"), QString::fromLatin1(exchange.replySha256())}};
    QJsonArray rdata;
    if (observation.seen) {
        for (const auto &one : observation.seen->rdatas)
            rdata.append(QString::fromLatin1(dns::rdataText(observation.type, one)));
        record.insert(QStringLiteral("ttl"), static_cast<qint64>(observation.seen->ttl));
    }
    record.insert(QStringLiteral("rdata"), rdata);
    if (exchange.message)
        record.insert(QStringLiteral("rcode"), QString::fromLatin1(dns::rcodeText(exchange.message->rcode)));
    if (exchange.strays > 0) record.insert(QStringLiteral("ignoredReplies"), static_cast<qint64>(exchange.strays));
    if (observation.byPlan) record.insert(QStringLiteral("byPlan"), true);
    if (!observation.reason.isEmpty()) record.insert(QStringLiteral("reason"), observation.reason);
    return record;
}

QJsonArray originsJson(const path::Origins &origins)
{
    std::map<QString, path::Origin> byAddress;
    for (auto at = origins.begin(); at != origins.end(); ++at)
        byAddress.emplace(at.key().toString(), at.value());
    QJsonArray list;
    for (const auto &[address, origin] : byAddress)
        list.append(QJsonObject{{QStringLiteral("address"), address},
                                {QStringLiteral("as"), origin.as == 0 ? QJsonValue() : QJsonValue(qint64(origin.as))},
                                {QStringLiteral("country"), origin.country},
                                {QStringLiteral("source"), origin.source},
                                {QStringLiteral("at"), toRfc3339(origin.at)}});
    return list;
}

QJsonObject resolverJson(const respond::ResolverState &resolver, bool asked)
{
    const auto &server = resolver.server;
    QJsonObject object{
        {QStringLiteral("name"), server.display()},
        {QStringLiteral("state"), QString::fromLatin1(respond::cacheStateText(resolver.cache))},
        {QStringLiteral("until"), timeOrNull(resolver.until)},
        {QStringLiteral("bound"), timeOrNull(resolver.bound)},
        {QStringLiteral("delegationBound"), timeOrNull(resolver.delegationBound)},
        {QStringLiteral("flushPage"), resolver.flushPage.toString(QUrl::FullyEncoded)},
        {QStringLiteral("flushCommand"), resolver.flushCommand},
        {QStringLiteral("ttlCap"), resolver.ttlCap ? QJsonValue(qint64(*resolver.ttlCap)) : QJsonValue()}};
    if (!asked) return object;
    object.insert(QStringLiteral("address"), server.address.toString());
    object.insert(QStringLiteral("remainingTtl"), qint64(resolver.falseTtl));
    object.insert(QStringLiteral("trueLooks"), qint64(resolver.trueLooks));
    return object;
}

QJsonObject tailJson(const respond::CacheTail &tail)
{
    auto resolvers = tail.resolvers;
    std::stable_sort(resolvers.begin(), resolvers.end(), [](const auto &a, const auto &b) {
        const auto key = [](const respond::ResolverState &one) {
            return std::tuple(one.server.display(), one.server.address.toString(), one.server.port);
        };
        return key(a) < key(b);
    });
    QJsonArray asked, others;
    for (const auto &resolver : resolvers)
        asked.append(resolverJson(resolver, true));
    for (const auto &kind : tail.others)
        others.append(resolverJson(kind, false));
    return {{QStringLiteral("state"), QString::fromLatin1(respond::cacheStateText(tail.state))},
            {QStringLiteral("end"), timeOrNull(tail.end)},
            {QStringLiteral("askedEnd"), timeOrNull(tail.askedEnd)},
            {QStringLiteral("unbounded"), tail.unbounded},
            {QStringLiteral("falseSince"), timeOrNull(tail.falseSince)},
            {QStringLiteral("repairedAt"), timeOrNull(tail.repairedAt)},
            {QStringLiteral("parentTtl"), qint64(tail.parentTtl)},
            {QStringLiteral("childTtl"), qint64(tail.childTtl)},
            {QStringLiteral("otherTtl"), qint64(tail.otherTtl)},
            {QStringLiteral("resolvers"), asked},
            {QStringLiteral("others"), others}};
}

// Observations in an order that does not depend on which answer came first.
std::vector<watch::Observation> sorted(std::vector<watch::Observation> observations)
{
    std::stable_sort(observations.begin(), observations.end(), [](const auto &a, const auto &b) {
        const auto key = [](const watch::Observation &one) {
            return std::tuple(one.owner, one.type, one.vantage(), one.exchange->server.name,
                              one.exchange->server.address.toString(), one.exchange->server.port,
                              one.exchange->server.label);
        };
        return key(a) < key(b);
    });
    return observations;
}

QJsonObject delegationJson(const watch::DelegationCheck &check)
{
    QJsonArray servers, differences;
    for (const auto &server : check.servers) {
        QJsonObject object{{QStringLiteral("name"), server.name.display()},
                           {QStringLiteral("address"), server.address.toString()},
                           {QStringLiteral("state"), QString::fromLatin1(watch::serverStateText(server.kind))},
                           {QStringLiteral("delegated"), server.isDelegated}};
        if (!server.detail.isEmpty()) object.insert(QStringLiteral("detail"), server.detail);
        if (!server.identity.isEmpty()) object.insert(QStringLiteral("nsid"), server.identity);
        if (!server.version.isEmpty()) object.insert(QStringLiteral("version"), server.version);
        servers.append(object);
    }
    for (const auto &difference : check.differences) {
        QJsonArray sides;
        for (const auto &side : difference.sides)
            sides.append(QJsonObject{{QStringLiteral("servers"), QJsonArray::fromStringList(side.servers)},
                                     {QStringLiteral("says"), side.says}});
        differences.append(QJsonObject{{QStringLiteral("what"), QString::fromLatin1(difference.what)},
                                       {QStringLiteral("sides"), sides}});
    }
    return {{QStringLiteral("servers"), servers}, {QStringLiteral("differences"), differences}};
}

QJsonArray weaknessesJson(const std::vector<detect::Weakness> &weaknesses)
{
    QJsonArray list;
    for (const auto &weakness : weaknesses) {
        QJsonObject object{{QStringLiteral("id"), QString::fromLatin1(detect::weaknessText(weakness.kind))},
                           {QStringLiteral("severity"), QString::fromLatin1(detect::severityText(weakness.severity))},
                           {QStringLiteral("message"), detect::englishSentence(weakness)}};
        if (weakness.kind == detect::Weakness::Kind::NoServerLock)
            object.insert(QStringLiteral("signal"), QStringLiteral("R3"));
        list.append(object);
    }
    return list;
}

QJsonObject networkJson(const detect::Interception &interception)
{
    QJsonArray signs;
    for (const auto &reason : interception.reasons)
        signs.append(QJsonObject{{QStringLiteral("sign"), QString::fromLatin1(detect::signText(reason.sign))},
                                 {QStringLiteral("servers"), reason.servers},
                                 {QStringLiteral("at"), toRfc3339(reason.exchange->sentAt)},
                                 {QStringLiteral("sha256"), QString::fromLatin1(reason.exchange->replySha256())}});
    return {{QStringLiteral("rewritesDns"), true},
            {QStringLiteral("message"), detect::englishSentence(interception)},
            {QStringLiteral("signs"), signs}};
}

QJsonObject exposureJson(const respond::ExposureWindow &window)
{
    return {{QStringLiteral("from"), toRfc3339(window.from)},
            {QStringLiteral("begin"), QString::fromLatin1(respond::exposureBeginText(window.begin))},
            {QStringLiteral("firstSeen"), toRfc3339(window.firstSeen)},
            {QStringLiteral("until"), timeOrNull(window.until)},
            {QStringLiteral("end"), QString::fromLatin1(respond::exposureEndText(window.end))},
            {QStringLiteral("mailHosts"), QJsonArray::fromStringList(window.hosts)},
            {QStringLiteral("message"), respond::englishSentence(window)}};
}

// Whose certificates the public logs have; a problem where they could not be searched.
QJsonObject certificatesJson(const KnownCertificates &known)
{
    QJsonObject out{{QStringLiteral("problem"), known.newest ? known.newest->problem : QString()},
                    {QStringLiteral("expected"),
                     QJsonArray::fromStringList(known.baseline ? known.baseline->issuers : QStringList())}};
    if (known.newest) {
        out.insert(QStringLiteral("source"), known.newest->source);
        out.insert(QStringLiteral("at"), toRfc3339(known.newest->askedAt));
    }
    if (!known.readable) return out;
    QStringList issuers;
    for (const auto &one : known.readable->list->certificates)
        issuers.append(one.organisation);
    issuers.removeDuplicates();
    out.insert(QStringLiteral("issuers"), QJsonArray::fromStringList(issuers));
    out.insert(QStringLiteral("count"), qint64(known.readable->list->certificates.size()));
    out.insert(QStringLiteral("unread"), known.readable->list->unread);
    return out;
}

} // namespace

QJsonObject reportJson(const Pipeline &pipeline, const respond::ResponseBook &book)
{
    QJsonArray findings, domains;
    QJsonObject network;
    const auto all = pipeline.ledger().all();
    for (const auto &finding : all)
        findings.append(findingJson(finding));
    const auto open = pipeline.ledger().open();
    for (const auto &[name, watched] : pipeline.watched()) {
        QJsonArray records;
        for (const auto &observation : sorted(watched.latest.all()))
            records.append(recordJson(observation));
        QJsonObject domain{
            {QStringLiteral("name"), name.display()},
            {QStringLiteral("state"), QString::fromLatin1(domainStateText(domainStateOf(watched, open)))},
            {QStringLiteral("cacheTail"),
             tailJson(tailOf(watched, pipeline.resolvers(), watched.lookedAt.value_or(Instant{})))},
            {QStringLiteral("weaknesses"), weaknessesJson(weaknessesOf(watched, watched.lookedAt.value_or(Instant{})))},
            {QStringLiteral("records"), records}};
        if (!watched.walkProblem.isEmpty()) domain.insert(QStringLiteral("problem"), watched.walkProblem);
        if (!watched.origins.isEmpty()) domain.insert(QStringLiteral("origins"), originsJson(watched.origins));
        if (watched.dnssec) domain.insert(QStringLiteral("dnssec"), securityJson(*watched.dnssec));
        if (watched.delegation) domain.insert(QStringLiteral("delegation"), delegationJson(*watched.delegation));
        const auto certificates = pipeline.certificates().find(watched.domain.name);
        if (certificates != pipeline.certificates().end())
            domain.insert(QStringLiteral("certificates"), certificatesJson(certificates->second));
        const auto tail = tailOf(watched, pipeline.resolvers(), watched.lookedAt.value_or(Instant{}));
        if (const auto window = respond::exposureWindow(name, all, pipeline.incident(), tail, watched.tailEnded))
            domain.insert(QStringLiteral("exposure"), exposureJson(*window));
        if (watched.interception) network = networkJson(*watched.interception);
        if (const auto paths = pathsJson(watched, open); !paths.isEmpty())
            domain.insert(QStringLiteral("paths"), paths);
        domains.append(domain);
    }
    QJsonObject report{{QStringLiteral("findings"), findings}, {QStringLiteral("domains"), domains}};
    report.insert(QStringLiteral("incident"), incidentJson(pipeline, book));
    if (!network.isEmpty()) report.insert(QStringLiteral("network"), network);
    return report;
}

QByteArray reportBytes(const Pipeline &pipeline, const respond::ResponseBook &book)
{
    return QJsonDocument(reportJson(pipeline, book))
        .toJson(QJsonDocument::Indented); // QJsonObject keeps its keys sorted
}

int exitStatusOf(const Pipeline &pipeline)
{
    const auto open = pipeline.ledger().open();
    const auto isGrave = [](const detect::Finding &finding) { return finding.severity >= detect::Severity::Med; };
    if (std::any_of(open.begin(), open.end(), isGrave)) return 1;
    bool allMatch = !pipeline.watched().empty();
    for (const auto &[name, watched] : pipeline.watched()) {
        const auto state = domainStateOf(watched, open);
        if (state == DomainState::Suspicion) return 1; // something differs
        allMatch = allMatch && state == DomainState::Match;
    }
    return allMatch ? 0 : 2;
}

} // namespace hinoban::console
