// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/PreparationSignal.h"

#include "app/detect/Age.h"
#include "app/detect/Docket.h"

namespace hinoban::detect {

Judgement judgePreparation(const LookAlikeName &lookAlike, const registry::Lookup &lookup, Instant firstAsked,
                           Instant now)
{
    const QString signal = QStringLiteral("P1"), subject = lookAlike.name.display();
    Judgement out;
    if (lookup.isFree) out.judged.append(signal + QLatin1String("||") + subject);
    if (!lookup.registration || !lookup.registration->registered) return out;
    const Instant registered = *lookup.registration->registered;
    if (!isYoung(registered, now) && registered <= firstAsked) return out;

    Finding finding;
    finding.signal = signal;
    finding.domain = lookAlike.domain;
    finding.subject = subject;
    finding.severity = Severity::High;
    finding.rule = ageRule(QStringLiteral("preparation"), registered, now);
    finding.args = {
        {QStringLiteral("imitates"), lookAlike.imitates.display()},
        {QStringLiteral("likeness"), lookAlike.rule},
        {QStringLiteral("registered"), toRfc3339(registered)},
        {QStringLiteral("age"), ageText(registered, now)},
        {QStringLiteral("registrar"), lookup.registration->registrar},
        {QStringLiteral("nameservers"), textList(std::set<dns::Name>(lookup.registration->nameservers.begin(),
                                                                     lookup.registration->nameservers.end()))}};
    finding.evidence.push_back({lookup.rawSha256,
                                QStringLiteral("registry"),
                                lookup.source,
                                {},
                                subject + QLatin1String(" registration"),
                                lookup.askedAt});
    finding.firstSeen = finding.lastSeen = now;
    out.findings.push_back(std::move(finding));
    return out;
}

} // namespace hinoban::detect
