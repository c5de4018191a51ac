// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PathReport.h"

#include "app/detect/Sentence.h"

namespace hinoban::console {

using namespace Qt::StringLiterals;

namespace {

QJsonValue microsecondsOf(const std::optional<Duration> &span)
{
    return span ? QJsonValue(qint64(span->count())) : QJsonValue();
}

QString stateText(path::WayState state)
{
    switch (state) {
    case path::WayState::Usual:
        return u"usual"_s;
    case path::WayState::WithinSet:
        return u"within-set"_s;
    case path::WayState::Different:
        return u"different"_s;
    case path::WayState::Unknown:
        break;
    }
    return u"unknown"_s;
}

detect::Finding statementOf(const Watched &watched, const detect::PathVerdict &verdict,
                            const std::vector<detect::Finding> &open)
{
    std::vector<detect::Finding> own;
    for (const auto &finding : open)
        if (finding.domain == watched.domain.name) own.push_back(finding);
    return detect::statementOf(watched.domain.name, verdict, own, verdict.at);
}

} // namespace

QJsonArray pathsJson(const Watched &watched, const std::vector<detect::Finding> &open)
{
    QJsonArray out;
    if (!watched.path.verdicts) return out;
    for (const auto &verdict : *watched.path.verdicts) {
        QJsonArray targets;
        for (const auto &target : verdict.targets) {
            const auto &way = target.way;
            targets.append(QJsonObject{
                {u"role"_s, QString::fromLatin1(detect::pathRoleText(target.role))},
                {u"name"_s, target.trace->target.display()},
                {u"address"_s, target.trace->address.toString()},
                {u"isNew"_s, target.isNew},
                {u"reached"_s, target.trace->reached},
                {u"state"_s, stateText(way.state)},
                {u"why"_s, way.why},
                {u"before"_s, way.before},
                {u"after"_s, way.after},
                {u"hop"_s, way.ttl ? QJsonValue(*way.ttl) : QJsonValue()},
                {u"router"_s, way.router.isNull() ? QString() : way.router.toString()},
                {u"usualMicroseconds"_s, microsecondsOf(way.usual)},
                {u"microseconds"_s, microsecondsOf(way.now)},
            });
        }
        QJsonObject one{
            {u"target"_s, verdict.target.display()},
            {u"family"_s, verdict.ipv6 ? u"ipv6"_s : u"ipv4"_s},
            {u"verdict"_s, QString::fromLatin1(detect::pathKindText(verdict.kind))},
            {u"at"_s, toRfc3339(verdict.at)},
            {u"message"_s, detect::englishSentence(statementOf(watched, verdict, open))},
            {u"controls"_s, verdict.controls},
            {u"steadyControls"_s, verdict.steady},
            {u"targets"_s, targets},
        };
        if (!verdict.baseline.isEmpty())
            one[u"baseline"_s] = QJsonObject{{u"sha256"_s, QString::fromLatin1(verdict.baseline)},
                                             {u"since"_s, toRfc3339(verdict.baselineSince)},
                                             {u"rounds"_s, verdict.baselineRounds}};
        out.append(one);
    }
    return out;
}

QString pathsText(const Watched &watched, const std::vector<detect::Finding> &open)
{
    QString out;
    if (!watched.path.verdicts) return out;
    for (const auto &verdict : *watched.path.verdicts)
        out += QStringLiteral("  ") + detect::sentence(statementOf(watched, verdict, open)) + u'\n';
    return out;
}

} // namespace hinoban::console
