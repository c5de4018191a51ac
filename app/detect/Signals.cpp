// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"
#include "app/watch/Plan.h"

#include <algorithm>

namespace hinoban::detect {

bool Judgement::decides(const Finding &finding) const
{
    const QString scope = finding.signal + QLatin1Char('|') + finding.vantage;
    const QString one = scope + QLatin1Char('|') + finding.subject;
    const bool isOpen = std::any_of(undecided.begin(), undecided.end(), [&](const QString &open) {
        return open == one || (open.endsWith(QLatin1String(" *")) && one.startsWith(QStringView(open).chopped(1)));
    });
    return (judged.contains(scope) || judged.contains(one)) && !isOpen;
}

namespace {

void judgeAll(Docket &docket)
{
    judgeNameservers(docket);
    judgeImitations(docket);
    judgeGlue(docket);
    judgeSharedAddresses(docket);
    judgeSoa(docket);
    judgeMail(docket);
    judgeAddresses(docket);
    judgeTexts(docket);
    judgeDnssec(docket);
    judgeDisagreement(docket);
    judgeFirstLook(docket);
    judgeRegistration(docket);
    judgeYoungHosts(docket);
    judgeTtls(docket);
}

// Who announced the change that a finding is about: the newest plan that has begun.
const watch::Plan *planBehind(const watch::Domain &domain, Instant now)
{
    const watch::Plan *out = nullptr;
    for (const watch::Plan &plan : domain.plans)
        if (plan.from <= now) out = &plan;
    return out;
}

// What only differs from the old state, and not from the planned one, is an expected change.
void markExpected(Finding &finding, const watch::Plan &plan)
{
    finding.severity = Severity::Info;
    finding.args.insert(QStringLiteral("plan"), plan.id);
    finding.args.insert(QStringLiteral("plannedBy"), plan.approval.person);
    finding.args.insert(QStringLiteral("plannedUntil"), toRfc3339(plan.until));
    finding.args.insert(QStringLiteral("plannedReason"), plan.approval.reason);
}

// The findings against the old state, with those that hold against the planned one, too, as those say it.
void takePlanned(Judgement &now, Judgement planned, const watch::Plan &plan)
{
    for (Finding &finding : now.findings) {
        const auto same = std::find_if(planned.findings.begin(), planned.findings.end(),
                                       [&](const Finding &one) { return one.key() == finding.key(); });
        if (same == planned.findings.end())
            markExpected(finding, plan);
        else
            finding = *same;
    }
    const auto isKnown = [&](const Finding &one) {
        return std::any_of(now.findings.begin(), now.findings.end(),
                           [&](const Finding &finding) { return finding.key() == one.key(); });
    };
    for (Finding &finding : planned.findings)
        if (!isKnown(finding)) now.findings.push_back(std::move(finding));
    now.undecided += planned.undecided;
}

} // namespace

Judgement judge(const View &view)
{
    Docket docket(view);
    judgeAll(docket);
    docket.judged(QStringLiteral("W1"), {}); // a plan that was withdrawn or accepted has no outcome any more
    PlanOutcome outcome;
    const watch::Domain &domain = view.look.domain;
    if (watch::isPlanned(domain, view.now)) outcome = judgePlans(docket);
    Judgement out = docket.take();
    if (const watch::Plan *plan = planBehind(domain, view.now); plan && !outcome.isOff) {
        const watch::Domain either = watch::withPlans(domain, view.now);
        Docket other(view, either);
        judgeAll(other);
        takePlanned(out, other.take(), *plan);
    }
    out.findings.insert(out.findings.end(), outcome.findings.begin(), outcome.findings.end());
    std::stable_sort(out.findings.begin(), out.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.key() < b.key(); });
    out.undecided.sort();
    out.undecided.removeDuplicates();
    return out;
}

} // namespace hinoban::detect
