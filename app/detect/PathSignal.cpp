// SPDX-License-Identifier: GPL-3.0-or-later
// D10: the answer, or the way to it, leads elsewhere.
#include "app/detect/Docket.h"
#include "app/detect/PathVerdict.h"
#include "app/path/PlaceBook.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace hinoban::detect {

using namespace Qt::StringLiterals;

namespace {

const QString Vantage = u"path"_s;

QString subjectOf(const PathVerdict &verdict)
{
    return verdict.target.display() + (verdict.ipv6 ? " AAAA path"_L1 : " A path"_L1);
}

QString millisecondsOf(const std::optional<Duration> &span)
{
    return span ? QString::number(qRound64(double(span->count()) / 1000)) : u"?"_s;
}

QString placeText(const QString &code) { return path::PlaceBook::shipped().textOf(code); }

QString changeOf(const path::Way &way, const PathVerdict &verdict)
{
    if (!way.after.isEmpty())
        return (way.before.isEmpty() ? u"?"_s : placeText(way.before)) + u" → "_s + placeText(way.after);
    const PathTarget *said = verdict.said();
    for (const PathTarget &one : verdict.targets)
        if (one.role != PathRole::Control && !one.isNew && said)
            return one.trace->address.toString() + u" → "_s + said->trace->address.toString();
    return said ? said->trace->address.toString() : QString();
}

// What is wrong with the domain's nameservers, if anything is.
QString pointerOf(const std::vector<Finding> &open)
{
    for (const auto &signal : {"D1"_L1, "D2"_L1, "D3"_L1, "D9"_L1})
        if (std::any_of(open.begin(), open.end(), [&](const Finding &one) { return one.signal == signal; }))
            return signal;
    return {};
}

// What was new about an answer ends with that answer, whether or not the way to those that are expected can be told.
bool isAnswerOver(const PathVerdict &verdict, const std::vector<Finding> &open)
{
    bool isAnswered = false;
    for (const PathTarget &one : verdict.targets) {
        if (one.role != PathRole::Present) continue;
        if (one.isNew) return false;
        isAnswered = true;
    }
    return isAnswered && std::any_of(open.begin(), open.end(), [&](const Finding &one) {
               return one.signal == "D10"_L1 && one.subject == subjectOf(verdict) &&
                      one.rule.startsWith("path-dns-change"_L1);
           });
}

} // namespace

Evidence evidenceOf(const path::Trace &trace)
{
    Evidence evidence;
    const QByteArray raw = QJsonDocument(path::toJson(trace)).toJson(QJsonDocument::Compact);
    evidence.sha256 = QCryptographicHash::hash(raw, QCryptographicHash::Sha256).toHex();
    evidence.vantage = Vantage;
    evidence.server = trace.target.display();
    evidence.address = trace.address.toString();
    evidence.question = evidence.server + " path"_L1;
    evidence.at = trace.at;
    return evidence;
}

Finding statementOf(const dns::Name &domain, const PathVerdict &verdict, const std::vector<Finding> &open, Instant now)
{
    const PathTarget *said = verdict.said();
    const path::Way way = said ? said->way : path::Way();
    Finding finding;
    finding.signal = u"D10"_s;
    finding.domain = domain;
    finding.subject = subjectOf(verdict);
    finding.vantage = Vantage;
    finding.severity = !verdict.isChange() || (said && said->byPlan) ? Severity::Info : Severity::Med;
    finding.firstSeen = finding.lastSeen = now;
    finding.args = {
        {u"target"_s, verdict.target.display()},
        {u"verdict"_s, QString::fromLatin1(pathKindText(verdict.kind))},
        {u"address"_s, said ? said->trace->address.toString() : QString()},
        {u"change"_s, changeOf(way, verdict)},
        {u"before"_s, way.before},
        {u"after"_s, way.after},
        {u"usualMs"_s, millisecondsOf(way.usual)},
        {u"nowMs"_s, millisecondsOf(way.now)},
        {u"times"_s, millisecondsOf(way.usual) + u" → "_s + millisecondsOf(way.now)},
        {u"hop"_s, way.ttl ? QString::number(*way.ttl) : u"?"_s},
        {u"router"_s, way.routerName.isEmpty() ? way.router.toString() : way.routerName},
        {u"controls"_s, u"%1/%2"_s.arg(verdict.steady).arg(verdict.controls)},
        {u"controlsOff"_s, u"%1/%2"_s.arg(verdict.controls - verdict.steady).arg(verdict.controls)},
        {u"baseline"_s, QString::fromLatin1(verdict.baseline)},
        {u"baselineSince"_s, toRfc3339(verdict.baselineSince)},
        {u"baselineRounds"_s, QString::number(verdict.baselineRounds)},
    };
    const bool isAnswer = verdict.kind == PathKind::DnsChange || verdict.kind == PathKind::Both;
    const QString pointer = isAnswer ? pointerOf(open) : QString();
    if (isAnswer) finding.args[u"see"_s] = pointer.isEmpty() ? u"D1"_s : pointer;
    finding.rule = u"path-"_s + QString::fromLatin1(pathKindText(verdict.kind));
    if (!pointer.isEmpty()) finding.rule += "-see"_L1;
    if (verdict.kind == PathKind::Unknown) finding.rule += u'-' + (verdict.why.isEmpty() ? u"failed"_s : verdict.why);
    if (verdict.kind == PathKind::Noise && said && said->isNew) finding.rule += "-answer"_L1;
    for (const PathTarget &one : verdict.targets)
        if (finding.evidence.size() < Docket::MaxEvidence) finding.evidence.push_back(evidenceOf(*one.trace));
    return finding;
}

Judgement judgePath(const dns::Name &domain, const std::vector<PathVerdict> &verdicts, const std::vector<Finding> &open,
                    Instant now)
{
    Judgement out;
    for (const PathVerdict &verdict : verdicts) {
        const QString subject = subjectOf(verdict);
        if (verdict.kind == PathKind::Unknown) {
            if (isAnswerOver(verdict, open)) out.judged << u"D10|"_s + Vantage + u'|' + subject;
            continue;
        }
        // Where our own network is off, nothing can be said of others'.
        if (verdict.kind != PathKind::Local) out.judged << u"D10|"_s + Vantage + u'|' + subject;
        if (verdict.isChange() && verdict.said()) out.findings.push_back(statementOf(domain, verdict, open, now));
    }
    std::sort(out.findings.begin(), out.findings.end(),
              [](const Finding &a, const Finding &b) { return a.key() < b.key(); });
    out.judged.sort();
    return out;
}

} // namespace hinoban::detect
