// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"
#include "app/watch/Plan.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

enum class State { Unknown, Old, New, Neither };

// What the parent says of the delegation, and what the servers that it names say of the rest. Servers that a move has
// left behind go on telling the old state for as long as they like; caches follow in their own time.
Observations deciding(const Docket &docket, const watch::Expectation &planned)
{
    const bool isParents =
        planned.type == Type::DS || (planned.type == Type::NS && planned.owner == docket.domain().name);
    if (isParents) return docket.known(Vantage::Parent, planned.owner, planned.type);
    return docket.delegated(docket.known(Vantage::Authoritative, planned.owner, planned.type));
}

// Nothing is expected of it: whatever is there, or is not.
bool fits(const watch::Domain &domain, const watch::Observation &one)
{
    const watch::Expectation *expectation = domain.find(one.owner, one.type);
    return !expectation || fitOf(*expectation, one.seen, one.origins) != watch::Fit::Differs;
}

State stateOf(const Docket &docket, const watch::Plan &plan, Observations &said)
{
    const watch::Domain after = carriedOut(docket.domain(), plan);
    bool allOld = true, allNew = true, isKnown = true;
    if (!plan.registrar.isEmpty() || !plan.registrarIanaId.isEmpty()) {
        const registry::LookupPtr &lookup = docket.view().registration;
        const auto &accepted = docket.domain().registration;
        isKnown = lookup && lookup->registration && accepted && accepted->standing;
        if (isKnown) {
            const auto same = [](const QString &id, const QString &name, const QString &otherId, const QString &other) {
                return id.isEmpty() || otherId.isEmpty() ? name == other : id == otherId;
            };
            const registry::Registration &now = *lookup->registration;
            allOld = same(now.registrarIanaId, now.registrar, accepted->standing->registrarIanaId,
                          accepted->standing->registrar);
            allNew = same(now.registrarIanaId, now.registrar, plan.registrarIanaId, plan.registrar);
        }
    }
    for (const watch::Expectation &planned : plan.records) {
        const Observations known = deciding(docket, planned);
        isKnown = isKnown && !known.empty();
        for (const watch::Observation *one : known) {
            allOld = allOld && fits(docket.domain(), *one);
            allNew = allNew && fits(after, *one);
            said.push_back(one);
        }
    }
    if (!allOld && !allNew) return State::Neither;
    if (!isKnown) return State::Unknown;
    return allNew ? State::New : State::Old;
}

} // namespace

// W1: the time of a planned change is over. It has come about and waits for somebody to accept it; it has not; or what
// is there now is neither the old state nor the planned one.
PlanOutcome judgePlans(const Docket &docket)
{
    PlanOutcome out;
    const View &view = docket.view();
    for (const watch::Plan &plan : docket.domain().plans) {
        if (view.now <= plan.until) continue;
        Observations said;
        const State state = stateOf(docket, plan, said);
        if (state == State::Unknown) continue;
        out.isOff = out.isOff || state == State::Neither;
        Finding finding;
        finding.signal = QStringLiteral("W1");
        finding.domain = docket.domain().name;
        finding.subject = plan.id;
        finding.severity = state == State::New ? Severity::Info : state == State::Old ? Severity::Warn : Severity::High;
        finding.rule = state == State::New   ? QStringLiteral("plan-done")
                       : state == State::Old ? QStringLiteral("plan-not-done")
                                             : QStringLiteral("plan-gone-wrong");
        const QStringList changes = planTexts(docket.domain(), plan);
        finding.args = {{QStringLiteral("plannedBy"), plan.approval.person},
                        {QStringLiteral("plannedUntil"), toRfc3339(plan.until)},
                        {QStringLiteral("plannedReason"), plan.approval.reason},
                        {QStringLiteral("changes"), textList(std::set<QString>(changes.begin(), changes.end()))}};
        docket.support(finding, said, int(said.size()));
        finding.args.remove(QStringLiteral("servers")); // of no one vantage
        finding.firstSeen = finding.lastSeen = view.now;
        out.findings.push_back(std::move(finding));
    }
    return out;
}

} // namespace hinoban::detect
