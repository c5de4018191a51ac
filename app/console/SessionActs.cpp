// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SessionPrivate.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/console/DrillSetup.h"
#include "app/console/EvidenceImport.h"
#include "app/console/OwnResolver.h"

#include <QJsonDocument>

namespace hinoban::console {

namespace {

constexpr qsizetype MaxTyped = 16384;
constexpr qsizetype MostWaitedFor = 60;
constexpr size_t MostChosen = 64; // each is asked about every domain

// What a person typed or pasted, as the log can keep it: its canonical form knows no DEL and no half character, and
// an entry that it refuses would be lost. They stay readable as escapes; a pasted tab is a space.
QString typedText(QString text, bool keepLines = false)
{
    text.replace(QLatin1Char('\t'), QLatin1Char(' '));
    return safeText(text.trimmed(), MaxTyped, keepLines);
}

QString decisionRule(DecidedRRset::Decision decision)
{
    switch (decision) {
    case DecidedRRset::Decision::Accepted:
        return QStringLiteral("expectation.accepted");
    case DecidedRRset::Decision::Edited:
        return QStringLiteral("expectation.edited");
    case DecidedRRset::Decision::Refused:
        return QStringLiteral("expectation.refused");
    case DecidedRRset::Decision::Imported:
        return QStringLiteral("expectation.imported");
    case DecidedRRset::Decision::Removed:
        return QStringLiteral("expectation.removed");
    }
    return {};
}

} // namespace

respond::Entry Session::Private::entryNow(respond::Entry::Kind kind, const QString &author, const QString &rule) const
{
    respond::Entry entry;
    entry.kind = kind;
    entry.happened = entry.learned = clock->now();
    entry.author = author;
    entry.rule = rule;
    return entry;
}

void Session::Private::write(store::Batch batch)
{
    const auto entries = std::exchange(batch.entries, {});
    log_(batch, entries);
    submit(std::move(batch));
    publish();
}

void Session::Private::write(const std::vector<respond::Entry> &entries)
{
    if (entries.empty()) return;
    store::Batch batch;
    log_(batch, entries);
    submit(std::move(batch));
    publish();
}

// What the people of the story knew comes onto the timeline at the moment they learned it.
void Session::Private::scheduleFacts()
{
    const auto &brief = drill::briefing(*scenario);
    for (const auto &fact : brief.facts) {
        if (fact.learned < brief.begins) continue;
        clock->after(fact.learned - clock->now(), q, [this, entry = entryOf(fact)] { write({entry}); });
    }
}

Result<void> Session::Private::addScenarioContacts()
{
    if (!scenario) return {};
    const auto &brief = drill::briefing(*scenario);
    if (brief.contacts.isEmpty()) return {};
    auto own = respond::contactsFromJson(brief.contacts, brief.id);
    if (!own) return tl::unexpected(own.error());
    for (auto &contact : *own) {
        std::erase_if(contacts, [&](const respond::Contact &shipped) { return shipped.id == contact.id; });
        contacts.push_back(std::move(contact));
    }
    return {};
}

void Session::lookNow()
{
    if (d->sweeper) d->sweeper->lookNow();
}

void Session::setSpeed(double factor)
{
    if (!d->storyClock || d->catchingUp) return;
    d->storyClock->setSpeed(factor);
    d->publish();
}

void Session::setPaused(bool paused)
{
    if (!d->storyClock) return;
    d->storyClock->setPaused(paused);
    d->publish();
}

void Session::ask(quint64 ticket, const QString &line)
{
    if (!d->asker) return;
    d->asker->ask(ticket, line, [this](const AskedPtr &answer) { Q_EMIT asked(answer); });
}

void Session::keepAsked(const dns::ExchangePtr &exchange, const QString &line, const QString &person)
{
    if (!d->isOpen || !exchange) return;
    d->write(askedEvidence(exchange, typedText(line), d->domains, typedText(person), d->clock->now()));
}

void Session::bringEvidence(const QString &path, const QString &person)
{
    if (!d->isOpen || d->reading) return;
    // The file may be large: it is read in a thread of its own, which ends with it.
    auto result = std::make_shared<std::optional<Result<BroughtPtr>>>();
    d->reading.reset(
        QThread::create([result, path, person = typedText(person), domains = d->domains, now = d->clock->now()] {
            *result = console::bringEvidence(path, domains, person, now);
        }));
    connect(d->reading.get(), &QThread::finished, this, [this, result] {
        d->reading.release()->deleteLater();
        if (!*result) return;
        if (!**result) return d->fail((*result)->error());
        const BroughtPtr &evidence = ***result;
        d->write(evidence->batch);
        Q_EMIT brought(evidence);
    });
    d->reading->start();
}

void Session::addEntry(const QString &typedLine, const QString &person, int zoneSeconds)
{
    const QString line = typedText(typedLine);
    if (!d->isOpen || line.isEmpty()) return;
    d->write({respond::entryFromTyped(line, typedText(person), d->clock->now(), zoneSeconds)});
}

void Session::clearFinding(const QString &key, const QString &typedPerson, const QString &typedReason)
{
    if (!d->isOpen) return;
    const QString person = typedText(typedPerson), reason = typedText(typedReason, true);
    const Instant now = d->clock->now();
    const auto entries = d->pipeline.clear(key, person, reason, now);
    if (entries.empty()) return;
    store::Batch batch;
    d->keepPaths(batch, d->pipeline.takeAcceptedPaths());
    for (const auto &finding : d->pipeline.ledger().all()) {
        if (finding.key() != key) continue;
        batch.findings.push_back(finding);
        d->shelf.changed(finding.domain);
        const auto certificates = d->pipeline.certificates().find(finding.domain);
        if (finding.signal == QLatin1String("T1") && certificates != d->pipeline.certificates().end() &&
            certificates->second.baseline)
            batch.certificateBaselines.emplace(finding.domain, *certificates->second.baseline);
        if (finding.vantage != QLatin1String("registry")) continue;
        // Accepting the change makes the registration of now the one that later ones are measured by.
        const auto watched = d->pipeline.watched().find(finding.domain);
        for (auto &domain : d->domains) {
            if (domain.name != finding.domain || watched == d->pipeline.watched().end() ||
                !watched->second.registration || !watched->second.registration->registration)
                continue;
            domain.registration = watch::RegistrationExpectation::of(*watched->second.registration->registration,
                                                                     {person, reason, QStringLiteral("registry"), now});
            batch.domains.push_back(domain);
        }
        d->setDomains();
    }
    if (d->record) {
        if (auto written = d->record->write(store::PersonAct{now, QStringLiteral("clear"), key, person, reason});
            !written)
            d->fail(written.error());
    }
    d->log_(batch, entries);
    d->submit(std::move(batch));
    d->publish();
}

void Session::setResolvers(const std::vector<watch::Resolver> &chosen, const QString &typedPerson,
                           const QString &typedReason)
{
    if (!d->isOpen || d->isDrill()) return;
    if (chosen.empty() || chosen.size() > MostChosen)
        return d->fail({ErrorCode::BadInput, {}, QStringLiteral("not 1 to %1 resolvers").arg(MostChosen)});
    const QString person = typedText(typedPerson), reason = typedText(typedReason, true);
    const auto linesOf = [](const std::vector<watch::Resolver> &resolvers) {
        QStringList lines;
        for (const auto &one : resolvers)
            lines << typedText(resolverLine(one));
        return lines;
    };
    const QStringList before = linesOf(*d->chosenResolvers), after = linesOf(chosen);
    const auto without = [](QStringList lines, const QStringList &others) {
        lines.removeIf([&](const QString &line) { return others.contains(line); });
        return lines.join(QStringLiteral(", "));
    };
    auto entry = d->entryNow(respond::Entry::Kind::Watch, person, QStringLiteral("resolvers.changed"));
    entry.text = reason;
    entry.before = without(before, after);
    entry.after = without(after, before);
    std::vector<respond::Entry> entries{entry};
    for (const auto &one : chosen) {
        if (!one.isOwn || isGloballyRoutable(one.server.address) || before.contains(typedText(resolverLine(one))))
            continue;
        entries.push_back(d->entryNow(respond::Entry::Kind::Watch, person, QStringLiteral("resolvers.permitted")));
        entries.back().text = reason;
        entries.back().args.insert(QStringLiteral("address"), one.server.address.toString());
    }
    d->useResolvers(chosen);
    for (const auto &domain : d->domains)
        d->shelf.changed(domain.name);
    if (d->record) {
        if (auto written = d->record->write(store::RecordStart{chosen, {}, {}, {}}); !written) d->fail(written.error());
    }
    store::Batch batch;
    batch.resolvers = chosen;
    d->log_(batch, entries);
    d->submit(std::move(batch));
    d->sweeper->lookNow();
    d->publish();
}

void Session::setOrganisation(const respond::Organisation &organisation)
{
    if (!d->isOpen) return;
    d->organisation = organisation;
    store::Batch batch;
    batch.organisation = organisation;
    d->submit(std::move(batch));
    d->publish();
}

void Session::recordSent(const respond::SentMessage &sent)
{
    if (!d->isOpen) return;
    auto message = sent; // the bytes stay what they are
    for (auto *text : {&message.person, &message.party, &message.channel, &message.templateId})
        *text = typedText(*text);
    auto entry = d->entryNow(respond::Entry::Kind::Message, message.person, QStringLiteral("message.sent"));
    entry.happened = message.sentAt;
    entry.args = {{QStringLiteral("party"), message.party},
                  {QStringLiteral("channel"), message.channel},
                  {QStringLiteral("template"), message.templateId}};
    entry.evidence.push_back(sha256Hex(message.bytes));
    d->messages.push_back(message);
    store::Batch batch;
    batch.messages.push_back(message);
    d->log_(batch, {entry});
    d->submit(std::move(batch), [this, message](const Error *problem) {
        if (!problem) return;
        d->messages.removeIf([&](const respond::SentMessage &one) {
            return one.sentAt == message.sentAt && one.party == message.party && one.bytes == message.bytes;
        });
        d->fail(*problem);
    });
    d->publish();
}

void Session::propose(const QList<QByteArray> &names)
{
    if (!d->proposer) return;
    // Who is to say what should be wants to see the registration too, unless that takes minutes.
    watch::LookExtras extras;
    extras.registration = true;
    extras.registrationWish.isPatient = names.size() <= MostWaitedFor;
    struct Gathering {
        Proposal proposal;
        qsizetype open = 0;
    };
    auto gathering = std::make_shared<Gathering>();
    gathering->open = names.size();
    gathering->proposal.domains.resize(static_cast<size_t>(names.size()));
    for (qsizetype at = 0; at < names.size(); ++at) {
        const auto place = static_cast<size_t>(at);
        const auto name = dns::Name::fromText(names[at]);
        if (!name) {
            gathering->proposal.domains[place].problem = sentence(name.error());
            --gathering->open;
            continue;
        }
        watch::Domain domain;
        domain.name = *name;
        gathering->proposal.domains[place].name = *name;
        d->proposer->look(domain, watch::Depth::Full, extras, d->resolvers,
                          [this, gathering, place](const watch::LookPtr &look) {
                              gathering->proposal.domains[place] = proposalOf(look);
                              if (--gathering->open == 0) Q_EMIT proposed(gathering->proposal);
                          });
    }
    if (gathering->open == 0) Q_EMIT proposed(gathering->proposal);
}

void Session::accept(const Decided &typed)
{
    if (!d->isOpen || d->isDrill()) return;
    auto decided = typed;
    decided.person = typedText(decided.person);
    decided.reason = typedText(decided.reason, true);
    const Instant now = d->clock->now();
    store::Batch batch;
    std::vector<respond::Entry> entries;
    for (const auto &one : decided.domains) {
        const auto known = std::find_if(d->domains.begin(), d->domains.end(),
                                        [&](const watch::Domain &domain) { return domain.name == one.name; });
        watch::Domain domain = known == d->domains.end() ? watch::Domain{one.name, {}, {}} : *known;
        for (const auto &rrset : one.rrsets) {
            auto expectation = rrset.expectation;
            expectation.approval.person = decided.person;
            expectation.approval.reason = decided.reason;
            expectation.approval.at = now;
            if (expectation.approval.source.isEmpty())
                expectation.approval.source = QStringLiteral("seen %1").arg(toRfc3339(now));
            auto entry = d->entryNow(respond::Entry::Kind::Expectation, decided.person, decisionRule(rrset.decision));
            entry.domain = one.name;
            entry.text = decided.reason;
            entry.source = expectation.approval.source;
            entry.args.insert(QStringLiteral("rrset"),
                              QString::fromLatin1(dns::questionText({expectation.owner, expectation.type})));
            if (const auto *before = domain.find(expectation.owner, expectation.type))
                entry.before = expectationText(*before);
            const bool isRemoved = rrset.decision == DecidedRRset::Decision::Removed;
            if (!isRemoved) entry.after = expectationText(expectation);
            entries.push_back(std::move(entry));
            if (isRemoved)
                domain.expectations.removeIf([&](const watch::Expectation &present) {
                    return present.owner == expectation.owner && present.type == expectation.type;
                });
            else if (rrset.decision != DecidedRRset::Decision::Refused)
                domain.set(std::move(expectation));
        }
        if (one.registration)
            domain.registration = watch::RegistrationExpectation::of(
                *one.registration, {decided.person, decided.reason, QStringLiteral("registry"), now});
        if (known == d->domains.end())
            d->domains.push_back(domain);
        else
            *known = domain;
        batch.domains.push_back(std::move(domain));
    }
    d->setDomains();
    d->log_(batch, entries);
    d->submit(std::move(batch));
    d->sweeper->lookNow();
    d->publish();
}

void Session::plan(const PlanDeed &typed)
{
    const auto refuse = [this, typed](const Error &error) { Q_EMIT planRefused(typed, error); };
    if (!d->isOpen || d->isDrill() || !d->writer)
        return refuse({ErrorCode::NotPermitted, typed.domain.display(),
                       QStringLiteral("changes are planned only in a workspace that is open")});
    auto deed = typed;
    deed.person = typedText(deed.person);
    deed.reason = typedText(deed.reason, true);
    for (auto *text : {&deed.plan.registrar, &deed.plan.registrarIanaId, &deed.plan.approval.source})
        *text = typedText(*text);
    const auto known = std::find_if(d->domains.begin(), d->domains.end(),
                                    [&](const watch::Domain &one) { return one.name == deed.domain; });
    if (known == d->domains.end())
        return refuse({ErrorCode::NotFound, deed.domain.display(), QStringLiteral("it is not watched")});
    const Instant now = d->clock->now();
    auto batch = batchOf(*known, deed, now, d->pipeline.ledger().open());
    if (!batch) return refuse(batch.error());
    const watch::Domain before = std::exchange(*known, batch->domains.front());
    auto entries = std::exchange(batch->entries, {});
    for (auto &finding : batch->findings) {
        const QString key = finding.key();
        for (auto &entry : d->pipeline.clear(key, deed.person, deed.reason, now))
            entries.push_back(std::move(entry));
        if (!d->record) continue;
        if (auto written =
                d->record->write(store::PersonAct{now, QStringLiteral("clear"), key, deed.person, deed.reason});
            !written)
            d->fail(written.error());
    }
    d->setDomains();
    d->shelf.changed(deed.domain);
    d->log_(*batch, entries);
    d->submit(std::move(*batch), [this, deed, before, refuse](const Error *problem) {
        if (!problem) {
            Q_EMIT planned(deed);
            return;
        }
        for (auto &domain : d->domains)
            if (domain.name == before.name) domain = before;
        d->setDomains();
        d->shelf.changed(before.name);
        d->publish();
        refuse(*problem);
    });
    d->sweeper->lookNow(deed.domain);
    d->publish();
}

} // namespace hinoban::console
