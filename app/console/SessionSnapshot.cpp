// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/OriginNotes.h"
#include "app/console/SessionPrivate.h"

#include "app/console/Facts.h"
#include "app/respond/ContactOrder.h"

#include <algorithm>
#include <set>
#include <utility>

namespace hinoban::console {

DomainView Session::Private::viewOf(const Watched &watched, const std::vector<detect::Finding> &all,
                                    const respond::Incident &incident) const
{
    DomainView view;
    view.name = watched.domain.name;
    view.domain = watched.domain;
    view.findings = worstFirst(all, view.name);
    view.state = domainStateOf(watched, view.findings);
    view.lookedAt = watched.lookedAt;
    view.matrix = matrixOf(watched.domain, watched.latest.all(), watched.registration);
    noteOrigins(view.matrix, watched.origins);
    view.mail = mailOf(view.matrix, view.name);
    view.tail = tailOf(watched, resolvers, clock->now());
    view.registration = watched.registration;
    view.weaknesses = weaknessesOf(watched, clock->now());
    view.dnssec = watched.dnssec;
    view.delegation = watched.delegation;
    view.path = watched.path;
    view.path.origins = watched.origins;
    view.facts = factsOf({watched, all, incident, view.tail, organisation, storedHead, isDrill()});

    std::set<QString> asked, silent;
    for (const auto &observation : watched.latest.all()) {
        const QString server = observation.exchange->server.display();
        asked.insert(server);
        if (observation.state != watch::State::Unknown) continue;
        silent.insert(server);
        if (view.unknownReason.isEmpty()) view.unknownReason = QStringLiteral("%1: %2").arg(server, observation.reason);
    }
    view.askedServers = static_cast<int>(asked.size());
    view.unknownServers = static_cast<int>(silent.size());
    if (watched.interception) {
        view.unknownReason = QStringLiteral("the network between rewrites DNS");
        view.unknownServers = 0; // they are not silent
    } else if (view.unknownReason.isEmpty()) {
        view.unknownReason = watched.walkProblem;
    }

    const bool affected =
        std::find(incident.domains.begin(), incident.domains.end(), view.name) != incident.domains.end();
    if (affected) {
        std::vector<registry::LookupPtr> strangers;
        strangers.reserve(watched.hostRegistrations.size());
        for (const auto &[domain, lookup] : watched.hostRegistrations)
            strangers.push_back(lookup);
        view.contacts = respond::contactsFor(incident, contacts, watched.registration, view.facts.hostile, strangers,
                                             view.facts.expectedRegistrar);
        view.contacts = respond::overdueFirst(std::move(view.contacts), requests.all(), clock->now());
    }
    for (auto &contact : view.contacts)
        if (desks && !contact.addresses.empty())
            completeHost(contact, desks->find(contact.addresses.front()), incident);
    return view;
}

SnapshotPtr Session::Private::makeSnapshot()
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->at = clock->now();
    snapshot->drill = isDrill();
    if (scenario) {
        const auto &brief = drill::briefing(*scenario);
        snapshot->title = brief.title;
        snapshot->titleJa = brief.titleJa;
    }
    if (storyClock) {
        snapshot->speed = storyClock->speed();
        snapshot->paused = storyClock->paused();
    }
    snapshot->catchingUp = catchingUp;
    if (!unnamed) snapshot->workspace = options.workspace;
    if (writer) snapshot->evidenceFile = options.workspace;
    snapshot->incident = pipeline.incident();
    const auto all = pipeline.ledger().all();
    ViewShelf::Maker maker;
    maker.make = [&](const watch::Domain &domain) {
        const auto watched = pipeline.watched().find(domain.name);
        if (watched != pipeline.watched().end()) {
            auto view = viewOf(watched->second, all, snapshot->incident);
            view.domain.plans = domain.plans; // made since the newest look, too
            return view;
        }
        DomainView view; // not looked at yet
        view.name = domain.name;
        view.domain = domain;
        view.matrix = matrixOf(domain, {}, nullptr);
        view.mail = mailOf(view.matrix, view.name);
        return view;
    };
    // What resolvers may still serve changes with time; whom to contact, with the incident.
    const auto &affected = snapshot->incident.domains;
    std::set<dns::Name> moving(affected.begin(), affected.end());
    for (const auto &domain : pipeline.withTails())
        moving.insert(domain);
    const auto before = std::exchange(movedBefore, moving);
    maker.moves = [&](const dns::Name &domain) { return moving.contains(domain) || before.contains(domain); };
    snapshot->domains = shelf.views(maker);
    snapshot->findings = QList<detect::Finding>(all.begin(), all.end());
    snapshot->log = log;
    snapshot->head = storedHead;
    snapshot->organisation = organisation;
    snapshot->messages = messages;
    snapshot->caseFile = caseFile;
    snapshot->requests = requests.all();
    snapshot->response = responseNow(all);
    std::vector<respond::Contact> toContact;
    for (const auto &domain : affected)
        if (const auto view = snapshot->domains.find(domain))
            toContact.insert(toContact.end(), view->contacts.begin(), view->contacts.end());
    snapshot->assets = hostileNow(all, toContact);
    snapshot->exposure = exposureNow(all);
    snapshot->nextLook = sweeper ? sweeper->nextLook() : std::nullopt;
    snapshot->resolvers = static_cast<int>(resolvers.size());
    snapshot->chosenResolvers = chosenResolvers;
    if (const auto *interception = pipeline.interception()) snapshot->interception = *interception;
    if (sweeper) {
        snapshot->realDelegation = sweeper->realDelegation();
        snapshot->realFull = sweeper->realFull();
    }
    return snapshot;
}

} // namespace hinoban::console
