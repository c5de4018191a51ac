// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PlanActs.h"

#include <algorithm>

namespace hinoban::console {
namespace {

respond::Entry entryOf(const watch::Domain &domain, const watch::Plan &plan, const char *rule, const PlanActor &actor)
{
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Expectation;
    entry.happened = entry.learned = actor.at;
    entry.author = actor.person;
    entry.domain = domain.name;
    entry.rule = QLatin1String(rule);
    entry.text = actor.reason;
    entry.source = plan.approval.source;
    QJsonArray changes;
    for (const auto &line : watch::planTexts(domain, plan))
        changes.append(line);
    entry.args = {{QStringLiteral("plan"), plan.id},
                  {QStringLiteral("start"), toRfc3339(plan.from)},
                  {QStringLiteral("end"), toRfc3339(plan.until)},
                  {QStringLiteral("changes"), changes}};
    return entry;
}

Result<watch::Plan> taken(watch::Domain &domain, const QString &id)
{
    const auto at =
        std::find_if(domain.plans.begin(), domain.plans.end(), [&](const watch::Plan &one) { return one.id == id; });
    if (at == domain.plans.end())
        return failure(ErrorCode::BadInput, id, QStringLiteral("%1 has no such plan").arg(domain.name.display()));
    watch::Plan plan = std::move(*at);
    domain.plans.erase(at);
    return plan;
}

// What the registry showed when the planned change had come about, as the findings about it tell.
void takeRegistration(watch::Domain &domain, const detect::Finding &finding)
{
    if (!domain.registration) return;
    const auto text = [&](const char *key) { return finding.args.value(QLatin1String(key)).toString(); };
    auto &standing = domain.registration->standing;
    if (finding.signal == QLatin1String("R1")) {
        if (const auto at = instantFromRfc3339(text("lastChanged"))) domain.registration->lastChanged = *at;
        if (!standing) return;
        if (const auto at = instantFromRfc3339(text("expires"))) standing->expires = *at;
        if (!text("registrar").isEmpty()) standing->registrar = text("registrar");
        const auto hosts = finding.args.value(QStringLiteral("nameservers")).toArray();
        std::vector<dns::Name> nameservers;
        for (const auto host : hosts)
            if (auto name = dns::Name::fromText(host.toString().toLatin1())) nameservers.push_back(std::move(*name));
        if (!nameservers.empty()) standing->nameservers = std::move(nameservers);
    } else if (finding.rule == QLatin1String("registration-transferred") && standing) {
        if (const auto at = instantFromRfc3339(text("at"))) standing->transferred = *at;
    }
}

} // namespace

Result<store::Batch> makePlan(const watch::Domain &domain, watch::Plan plan)
{
    if (plan.until <= plan.from)
        return failure(ErrorCode::BadInput, toRfc3339(plan.until), QStringLiteral("not after the beginning"));
    if (plan.records.empty() && plan.registrar.isEmpty() && plan.registrarIanaId.isEmpty())
        return failure(ErrorCode::BadInput, domain.name.display(), QStringLiteral("nothing would change"));
    store::Batch batch;
    batch.entries.push_back(
        entryOf(domain, plan, "plan.made", {plan.approval.person, plan.approval.reason, plan.approval.at}));
    watch::Domain after = domain;
    after.plans.push_back(std::move(plan));
    std::stable_sort(after.plans.begin(), after.plans.end(),
                     [](const watch::Plan &a, const watch::Plan &b) { return a.from < b.from; });
    batch.domains.push_back(std::move(after));
    return batch;
}

Result<store::Batch> cancelPlan(const watch::Domain &domain, const QString &id, const PlanActor &actor)
{
    watch::Domain after = domain;
    const auto plan = taken(after, id);
    if (!plan) return tl::unexpected(plan.error());
    store::Batch batch;
    batch.entries.push_back(entryOf(domain, *plan, "plan.cancelled", actor));
    batch.domains.push_back(std::move(after));
    return batch;
}

Result<store::Batch> acceptPlan(const watch::Domain &domain, const QString &id, const PlanActor &actor,
                                const std::vector<detect::Finding> &findings)
{
    watch::Domain after = domain;
    auto plan = taken(after, id);
    if (!plan) return tl::unexpected(plan.error());
    store::Batch batch;
    batch.entries.push_back(entryOf(domain, *plan, "plan.accepted", actor));
    for (auto &one : plan->records)
        one.approval = {actor.person, actor.reason, QStringLiteral("plan %1").arg(id), actor.at};
    after = watch::carriedOut(after, *plan);
    if (after.registration && after.registration->standing) {
        if (!plan->registrar.isEmpty()) after.registration->standing->registrar = plan->registrar;
        if (!plan->registrarIanaId.isEmpty()) after.registration->standing->registrarIanaId = plan->registrarIanaId;
    }
    for (const auto &finding : findings) {
        if (!finding.open() || finding.domain != domain.name || finding.vantage != QLatin1String("registry") ||
            finding.args.value(QStringLiteral("plan")).toString() != id)
            continue;
        takeRegistration(after, finding);
        batch.findings.push_back(finding);
        batch.findings.back().cleared = actor.at;
    }
    if (after.registration && !batch.findings.empty())
        after.registration->approval = {actor.person, actor.reason, QStringLiteral("plan %1").arg(id), actor.at};
    batch.domains.push_back(std::move(after));
    return batch;
}

Result<store::Batch> batchOf(const watch::Domain &domain, PlanDeed &deed, Instant at,
                             const std::vector<detect::Finding> &findings)
{
    if (deed.person.isEmpty() || deed.reason.isEmpty())
        return failure(ErrorCode::BadInput, domain.name.display(), QStringLiteral("no person, or no reason"));
    const PlanActor actor{deed.person, deed.reason, at};
    if (deed.kind == PlanDeed::Kind::Withdraw) return cancelPlan(domain, deed.plan.id, actor);
    if (deed.kind == PlanDeed::Kind::Accept) return acceptPlan(domain, deed.plan.id, actor, findings);
    deed.plan.approval = {deed.person, deed.reason, deed.plan.approval.source, at};
    for (auto &one : deed.plan.records)
        one.approval = deed.plan.approval;
    deed.plan.id = watch::planId(deed.plan);
    return makePlan(domain, deed.plan);
}

} // namespace hinoban::console
