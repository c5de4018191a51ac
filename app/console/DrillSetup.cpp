// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/DrillSetup.h"

#include "app/watch/Plan.h"

#include <algorithm>

namespace hinoban::console {

std::vector<watch::Domain> domainsOf(const drill::Briefing &briefing)
{
    std::vector<watch::Domain> domains;
    for (const auto &watched : briefing.domains) {
        const watch::Approval approval{watched.approvedBy, watched.reason, QStringLiteral("scenario"), briefing.begins};
        if (!watched.hasBaseline) {
            domains.push_back({watched.name, {}, {}});
            continue;
        }
        auto domain = watch::domainFromZone(watched.expected, approval);
        for (const auto &one : watched.classes) {
            watch::Expectation expectation;
            expectation.owner = one.owner;
            expectation.type = one.type;
            expectation.kind = one.under.empty() ? watch::Expectation::Kind::Prefixes : watch::Expectation::Kind::Under;
            expectation.prefixes = one.prefixes;
            expectation.under = one.under;
            expectation.className = one.className;
            expectation.approval = approval;
            domain.set(std::move(expectation));
        }
        for (const auto &[owner, type] : watched.absent) {
            watch::Expectation expectation;
            expectation.owner = owner;
            expectation.type = type;
            expectation.kind = watch::Expectation::Kind::Absent;
            expectation.approval = approval;
            domain.set(std::move(expectation));
        }
        for (const auto &one : watched.plans) {
            const watch::Approval announced{one.by, one.reason, QStringLiteral("scenario"), briefing.begins};
            auto wanted = watch::domainFromZone(one.expected, announced);
            // Classes and absences are no zone file's to tell: they stay.
            for (const auto &known : domain.expectations)
                if ((isClass(known) || known.kind == watch::Expectation::Kind::Absent) &&
                    !wanted.find(known.owner, known.type))
                    wanted.set(known);
            auto plan = watch::planOf(domain, wanted, one.from, one.until, announced);
            plan.registrar = one.registrar;
            plan.registrarIanaId = one.registrarIanaId;
            plan.id = watch::planId(plan);
            domain.plans.push_back(std::move(plan));
        }
        std::stable_sort(domain.plans.begin(), domain.plans.end(),
                         [](const watch::Plan &a, const watch::Plan &b) { return a.from < b.from; });
        domains.push_back(std::move(domain));
    }
    return domains;
}

std::vector<watch::Resolver> resolversOf(const drill::Briefing &briefing)
{
    std::vector<watch::Resolver> resolvers;
    resolvers.reserve(briefing.resolvers.size());
    for (const auto &one : briefing.resolvers) {
        watch::Resolver resolver;
        resolver.server = one.server;
        resolver.operatorName = one.operatorName;
        resolver.ttlCap = one.ttlCap;
        resolver.flushPage = one.flushPage;
        resolvers.push_back(std::move(resolver));
    }
    return resolvers;
}

std::vector<watch::ControlTarget> controlsOf(const drill::Briefing &briefing)
{
    std::vector<watch::ControlTarget> controls;
    for (const auto &[name, address] : briefing.controls)
        controls.push_back({name, address});
    return controls;
}

respond::Entry entryOf(const drill::KnownFact &fact)
{
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Story;
    entry.happened = fact.happened;
    entry.learned = fact.learned;
    entry.author = QStringLiteral("scenario");
    entry.text = fact.en;
    entry.textJa = fact.ja;
    entry.source = fact.hourChosen ? fact.source + QStringLiteral(" (hour chosen by the scenario)") : fact.source;
    return entry;
}

} // namespace hinoban::console
