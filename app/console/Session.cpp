// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SessionPrivate.h"

#include "app/base/StoryClock.h"
#include "app/base/WallClock.h"
#include "app/console/DrillSetup.h"
#include "app/console/PathProbing.h"
#include "app/console/RealInternet.h"
#include "app/console/ResolverList.h"
#include "app/respond/Contact.h"

#include <QMetaMethod>
#include <QRandomGenerator>

#include <algorithm>

namespace hinoban::console {

namespace {

constexpr Duration CatchUpInterval = std::chrono::hours(1);

// An RDAP answer tells when it was given: only what it says of the registration counts.
bool saysTheSame(const registry::Lookup &a, const registry::Lookup &b)
{
    if (a.isFree != b.isFree || a.registration.has_value() != b.registration.has_value()) return false;
    return !a.registration || (a.registration->registered == b.registration->registered &&
                               watch::RegistrationExpectation::of(*a.registration, {}).standing ==
                                   watch::RegistrationExpectation::of(*b.registration, {}).standing);
}

} // namespace

Session::Private::Private(Session *owner, SessionOptions given)
    : q(owner)
    , options(std::move(given))
{
}

// Everything is destroyed in the reverse order of its making: nothing outlives what it asks.
Session::Private::~Private()
{
    if (reading) reading->wait();
    reading.reset();
    preparation.reset();
    certificates.reset();
    certificateLog.reset();
    sweeper.reset();
    proposer.reset();
    asker.reset();
    assetWatch.reset();
    desks.reset();
    registry.reset();
    origins.reset();
    validator.reset();
    walk.reset();
    engine.reset();
    writer.reset(); // writes what was submitted
    world.reset();
    clock.reset();
}

void Session::Private::fail(const Error &error) { Q_EMIT q->failed(error); }

Result<void> Session::Private::prepareDrill()
{
    auto read = drill::readScenario(options.scenario);
    if (!read) return tl::unexpected(read.error());
    scenario = std::move(*read);
    const auto &brief = drill::briefing(*scenario);
    const Instant end = options.until.value_or(brief.ends);
    if (end < brief.begins || end > brief.ends)
        return failure(
            ErrorCode::BadInput, toRfc3339(end),
            QStringLiteral("the story lasts from %1 to %2").arg(toRfc3339(brief.begins), toRfc3339(brief.ends)));
    if (options.from && (*options.from < brief.begins || *options.from > end))
        return failure(ErrorCode::BadInput, toRfc3339(*options.from),
                       QStringLiteral("the story lasts from %1 to %2").arg(toRfc3339(brief.begins), toRfc3339(end)));

    const bool catchesUp = options.from && *options.from > brief.begins;
    auto story = std::make_unique<StoryClock>(brief.begins, catchesUp ? StoryClock::Max : options.speed);
    storyClock = story.get();
    storyClock->setPaused(true); // until the workspace is open: the story must not run away from its log
    clock = std::move(story);
    world = std::make_unique<drill::World>(*clock, scenario);
    if (auto begun = world->start(); !begun) return tl::unexpected(begun.error());
    internet = world->internet();
    domains = domainsOf(brief);
    resolvers = resolversOf(brief);
    organisation = respond::organisationFromJson(brief.organisation);
    cadence.jitter = 0;
    storyClock->setEnd(end);
    QObject::connect(storyClock, &StoryClock::reached, q, [this] { finish(); });
    return {};
}

Result<void> Session::Private::prepareWatch()
{
    clock = std::make_unique<WallClock>();
    cadence = options.cadence;
    cadence.waitsForRegistry = options.once;
    if (options.internet) {
        internet = *options.internet;
    } else {
        RealOptions own;
        machineResolvers = systemVantages();
        for (const auto &resolver : machineResolvers)
            if (const auto prefix = Prefix::fromText(resolver.server.address.toString()))
                own.permitted.push_back(*prefix);
        auto real = realInternet(own);
        if (!real) return tl::unexpected(real.error());
        internet = *real;
        if (options.trustAnchors.isEmpty()) {
            auto shipped = shippedTrustAnchors();
            if (!shipped) return tl::unexpected(shipped.error());
            options.trustAnchors = std::move(*shipped);
        }
    }
    if (!options.ephemeral && !internet->pathProber()) {
        internet = internet->withPathProber(tracingProber(*internet));
    }
    domains = options.domains;
    resolvers = options.resolvers;
    return {};
}

void Session::start()
{
    auto prepared = d->options.scenario.isEmpty() ? d->prepareWatch() : d->prepareDrill();
    if (!prepared) return d->fail(prepared.error());
    // A drill is the same everywhere; a watch calls the team's own numbers. A fault in their file stops no watch: the
    // screen says it.
    auto directory = d->isDrill() ? respond::shippedContacts() : respond::knownContacts();
    if (!directory) directory = respond::shippedContacts();
    if (!directory) return d->fail(directory.error());
    d->contacts = std::move(*directory);
    d->loadRunbook();
    if (auto added = d->addScenarioContacts(); !added) return d->fail(added.error());

    d->engine = std::make_unique<dns::QueryEngine>(*d->clock, *d->internet, d->options.engine);
    d->walk = std::make_unique<dns::DelegationWalk>(*d->engine);
    d->registry = std::make_unique<registry::RegistryClient>(*d->clock, *d->internet);
    d->desks = std::make_unique<NetworkDesks>(*d->clock, *d->registry);
    connect(d->desks.get(), &NetworkDesks::learned, this, [this](const dns::Name &domain) {
        d->shelf.changed(domain);
        d->publish();
    });
    if (!d->options.trustAnchors.isEmpty())
        d->validator = std::make_unique<dns::Validator>(*d->engine, *d->walk, d->options.trustAnchors);
    d->origins = std::make_unique<watch::OriginFinder>(*d->engine, *d->walk);
    d->origins->use(d->options.origins, d->options.askOrigins.value_or(false) && !d->isDrill()); // till it is opened
    const watch::Instruments instruments{*d->clock,    *d->engine,         *d->walk,
                                         *d->registry, d->validator.get(), d->origins.get()};
    const quint32 seed = d->isDrill() ? 1 : QRandomGenerator::system()->generate();
    d->sweeper = std::make_unique<watch::Sweeper>(instruments, d->cadence, seed);
    d->makePreparation();
    d->proposer = std::make_unique<watch::Looker>(instruments);
    d->asker = std::make_unique<Asker>(*d->engine, *d->walk);
    d->watchAssets();
    connect(d->sweeper.get(), &watch::Sweeper::looked, this, [this](const watch::LookPtr &look) { d->take(look); });

    if (!d->options.record.isEmpty()) {
        auto record = store::RecordWriter::create(d->options.record);
        if (!record) return d->fail(record.error());
        d->record = std::move(*record);
    }
    if (d->options.ephemeral) return d->opened({});
    if (d->options.workspace.isEmpty()) {
        d->temporary = std::make_unique<QTemporaryDir>();
        if (!d->temporary->isValid())
            return d->fail({ErrorCode::ReadOnly, d->temporary->path(), d->temporary->errorString()});
        d->options.workspace = d->temporary->filePath(QStringLiteral("drill.hinoban"));
        d->options.createWorkspace = true;
        d->unnamed = true;
    }
    d->writer = std::make_unique<store::Writer>(*d->clock);
    d->writer->open(d->options.workspace,
                    d->options.createWorkspace ? store::Workspace::Mode::Create : store::Workspace::Mode::Open, {},
                    [this](Result<store::Loaded> loaded) {
                        if (!loaded) return d->fail(loaded.error());
                        d->opened(std::move(*loaded));
                    });
}

void Session::Private::opened(store::Loaded loaded)
{
    if (finishing) return; // stopped while the workspace was being opened
    head = loaded.head;
    if (head.hash.isEmpty()) head = {QStringLiteral("hinoban"), 0, store::emptyChainHash()};
    for (auto &known : loaded.log) {
        note(known.entry);
        log.push_back(std::move(known));
    }
    storedHead = head;
    storedEntries = log.size();
    for (auto &message : loaded.messages)
        messages.push_back(std::move(message));

    store::Batch first;
    const Instant now = clock->now();
    respond::Entry begun;
    begun.kind = respond::Entry::Kind::Watch;
    begun.happened = begun.learned = now;
    begun.author = QStringLiteral("Hinoban");
    if (isDrill()) {
        // A drill starts its own story: what an earlier run of it found stays in the log and is not believed again.
        begun.rule = QStringLiteral("drill.started");
        begun.args.insert(QStringLiteral("scenario"), drill::briefing(*scenario).id);
        first.domains = domains;
        first.resolvers = resolvers;
        first.organisation = organisation;
        for (const auto &[domain, memory] : loaded.tails)
            first.tails[domain] = {};
        scheduleFacts();
    } else {
        begun.rule = QStringLiteral("watch.started");
        if (!options.ephemeral) {
            domains = loaded.domains;
            resolvers = options.resolvers.empty() ? loaded.resolvers : options.resolvers;
            if (resolvers.empty() && !options.internet) {
                auto shipped = shippedResolvers();
                if (!shipped) return fail(shipped.error());
                resolvers = std::move(*shipped);
                first.resolvers = resolvers;
            }
            organisation = loaded.organisation;
        }
        pipeline.restore(loaded.findings, loaded.decisions, loaded.tails);
        pipeline.restoreCertificates(loaded.certificateBaselines);
        pipeline.restorePaths(loaded.pathBaselines);
        lookAlikesAsked = loaded.lookAlikesAsked;
        loaded.settings.certificates = options.certificates.value_or(loaded.certificateSearch);
        restoreSettings(loaded.settings);
    }
    std::vector<respond::Entry> begin{begun};
    searchCertificates(loaded.certificateSearch, first, begin);
    pipeline.setResolvers(resolvers);
    if (record) {
        if (auto written = record->write(store::RecordStart{
                resolvers, pipeline.restoredTails(),
                isDrill() ? std::map<dns::Name, watch::CertificateBaseline>() : loaded.certificateBaselines,
                pipeline.paths()});
            !written)
            return fail(written.error());
    }
    isOpen = true;
    log_(first, begin);
    submit(std::move(first));
    remind();

    setDomains();
    useResolvers(std::exchange(resolvers, {}));
    if (storyClock && options.from && *options.from > now) {
        catchingUp = true;
        sweeper->catchUp(drill::briefing(*scenario).turns, *options.from, CatchUpInterval);
        if (assetWatch) assetWatch->setSparse(true);
        clock->after(*options.from - now, q, [this] {
            catchingUp = false;
            if (assetWatch) assetWatch->setSparse(false);
            storyClock->setSpeed(options.speed);
            publish();
            Q_EMIT q->caughtUp();
        });
    }
    // In a drill nobody is there but the world: whom it offers.
    sweeper->setControls(isDrill() ? controlsOf(drill::briefing(*scenario)) : watch::controlsOf(internet->rootHints()));
    sweeper->start();
    if (preparation) preparation->start();
    if (certificates) certificates->start();
    if (assetWatch) assetWatch->start();
    if (!assets.all().empty()) followAssets(); // of before a restart
    if (storyClock) storyClock->setPaused(false);
    Q_EMIT q->started();
    Q_EMIT q->settingsChanged(settings);
    if (options.once && domains.empty()) finish();
    publish();
}

void Session::Private::take(const watch::LookPtr &look)
{
    if (!domains.empty()) acceptFirstRegistration(*look);
    const auto step = pipeline.take(look);
    if (!look->origins.isEmpty()) {
        const auto addresses = look->origins.keys();
        pipeline.noteOrigins(look->domain.name, origins->knownOf({addresses.begin(), addresses.end()}));
    }
    shelf.changed(look->domain.name);
    for (const auto &change : step->changes)
        shelf.changed(change.finding.domain);
    if (record) {
        if (auto written = record->write(*look); !written) {
            record.reset();
            fail(written.error());
        }
    }
    store::Batch batch;
    batch.looks.push_back(look);
    const auto &incident = pipeline.incident();
    const bool lasts =
        incident.state == respond::IncidentState::Hijack || incident.state == respond::IncidentState::Recovering;
    batch.keepEverything = lasts && std::find(incident.domains.begin(), incident.domains.end(), look->domain.name) !=
                                        incident.domains.end();
    for (const auto &change : step->changes)
        batch.findings.push_back(change.finding);
    const auto &watched = pipeline.watched().at(look->domain.name);
    for (const auto &[name, host] : watched.hostile)
        desks->want(watched.domain.name, host.addresses);
    if (step->tailChanged) batch.tails.emplace(look->domain.name, watched.tailMemory);
    if (step->certificatesChanged)
        batch.certificateBaselines.emplace(look->domain.name, *pipeline.certificates().at(look->domain.name).baseline);
    keepPaths(batch, step->pathBaselines);
    if (!look->traces.empty()) sweeper->setPathWish(look->domain.name, pipeline.pathWish(look->domain.name));
    log_(batch, step->entries);
    submit(std::move(batch));
    Q_EMIT q->stepped(step);
    if (sawHostile(watched) || !step->changes.empty()) followAssets();
    if (step->lookFurther) sweeper->lookNow(look->domain.name);
    if (step->tailChanged || !watched.tailMemory.isEmpty()) followTail(watched);
    publish();
    if (!options.once || look->depth != watch::Depth::Full) return;
    lookedOnce.insert(look->domain.name);
    finishOnce();
}

// Where one look is all that is wanted, one answer about certificates is, too.
void Session::Private::finishOnce()
{
    if (!options.once || lookedOnce.size() < domains.size()) return;
    if (!certificates || certifiedOnce.size() >= domains.size()) finish();
}

void Session::Private::searchCertificates(const QString &stored, store::Batch &batch,
                                          std::vector<respond::Entry> &entries)
{
    QUrl address;
    if (isDrill()) {
        address = world->certificateSearch();
    } else {
        const QString named = options.certificates.value_or(stored);
        if (!named.isEmpty()) {
            auto read = registry::CertificateLog::addressFromText(named);
            if (!read) return fail(read.error());
            address = *read;
        }
        if (named != stored && !options.ephemeral) {
            batch.certificateSearch = named;
            auto entry = entryNow(respond::Entry::Kind::Watch,
                                  options.person.isEmpty() ? QStringLiteral("Hinoban") : options.person,
                                  named.isEmpty() ? QStringLiteral("certificates.not-searched")
                                                  : QStringLiteral("certificates.searched"));
            entry.args.insert(QStringLiteral("address"), named);
            entries.push_back(std::move(entry));
        }
    }
    if (address.isEmpty()) return;
    certificateLog = std::make_unique<registry::CertificateLog>(*clock, *internet, address);
    auto pace = options.certificateCadence;
    if (options.once) pace.pace = std::min<Duration>(pace.pace, std::chrono::seconds(2));
    certificates = std::make_unique<watch::CertificateWatch>(*clock, *certificateLog, pace);
    QObject::connect(certificates.get(), &watch::CertificateWatch::looked, q,
                     [this](const registry::CertificateAnswerPtr &answer) { takeCertificates(answer); });
}

void Session::Private::takeCertificates(const registry::CertificateAnswerPtr &answer)
{
    const store::CertificateNews news{answer, options.person, clock->now()};
    const auto step = pipeline.take(news);
    if (record) {
        if (auto written = record->write(news); !written) {
            record.reset();
            fail(written.error());
        }
    }
    store::Batch batch;
    batch.certificates.push_back(answer);
    const auto &known = pipeline.certificates().at(answer->domain);
    if (step->certificatesChanged) batch.certificateBaselines.emplace(answer->domain, *known.baseline);
    for (const auto &change : step->changes) {
        batch.findings.push_back(change.finding);
        shelf.changed(change.finding.domain);
    }
    log_(batch, step->entries);
    submit(std::move(batch));
    if (!step->changes.empty()) {
        Q_EMIT q->stepped(step);
        followAssets();
        publish();
    }
    certifiedOnce.insert(answer->domain);
    finishOnce();
}

void Session::Private::takeLookAlike(const registry::LookupPtr &lookup, Instant firstAsked)
{
    const auto lookAlike = lookAlikes.find(lookup->domain);
    if (lookAlike == lookAlikes.end()) return;
    const store::LookAlikeAnswer answer{lookAlike->second, lookup, firstAsked, clock->now()};
    const auto step = pipeline.take(answer);
    // "Since it was first asked for" holds over a restart.
    const bool isFirst = !isDrill() && lookAlikesAsked.emplace(lookup->domain, firstAsked).second;
    if (record) {
        if (auto written = record->write(answer); !written) {
            record.reset();
            fail(written.error());
        }
    }
    // The same answer every few hours is no evidence of anything more.
    auto &seen = lookAlikesSeen[lookup->domain];
    const bool isNew = !seen || !saysTheSame(*seen, *lookup);
    if (!isNew && step->changes.empty() && !isFirst) return;
    seen = lookup;
    store::Batch batch;
    if (isFirst) {
        std::erase_if(lookAlikesAsked, [this](const auto &asked) { return !lookAlikes.contains(asked.first); });
        batch.lookAlikesAsked = lookAlikesAsked;
    }
    batch.lookups.emplace_back(lookAlike->second.domain, lookup);
    for (const auto &change : step->changes) {
        batch.findings.push_back(change.finding);
        shelf.changed(change.finding.domain);
    }
    log_(batch, step->entries);
    submit(std::move(batch));
    if (step->changes.empty()) return;
    Q_EMIT q->stepped(step);
    followAssets();
    publish();
}

// Resolvers are asked again when their own TTLs say that they will answer otherwise; the false name servers as long as
// anybody may still be sent to them.
void Session::Private::followTail(const Watched &watched)
{
    std::vector<dns::NameServer> formerServers;
    formerServers.reserve(watched.tailMemory.servers.size());
    for (const auto &[name, addresses] : watched.tailMemory.servers)
        formerServers.push_back({name, addresses, {}});
    sweeper->follow(watched.domain.name, respond::nextTurn(watched.tailMemory, clock->now()), std::move(formerServers));
}

// The registry's stamp that the first look finds is what later ones are measured by, in a drill; a watched domain's
// is accepted by a person with the rest of the proposal.
void Session::Private::acceptFirstRegistration(const watch::Look &look)
{
    if (!isDrill() || !look.registration || !look.registration->registration ||
        pipeline.watched().contains(look.domain.name))
        return;
    for (auto &domain : domains) {
        if (domain.name != look.domain.name || domain.registration || domain.expectations.empty()) continue;
        domain.registration = watch::RegistrationExpectation::of(
            *look.registration->registration, {QStringLiteral("scenario"), QStringLiteral("as the story begins"),
                                               QStringLiteral("registry"), look.endedAt});
    }
    setDomains();
}

void Session::Private::finish()
{
    if (finishing) return;
    finishing = true;
    sweeper->stop();
    if (preparation) preparation->stop();
    if (certificates) certificates->stop();
    if (assetWatch) assetWatch->stop();
    if (record) {
        if (auto written = record->finish(); !written) fail(written.error());
    }
    publish();
    for (auto left = unwritten.size(); left > 0; --left)
        retry(); // once more: there is no later
    if (openCommits == 0) conclude();
}

void Session::Private::conclude()
{
    if (concluded) return;
    concluded = true;
    // After the caller has returned: whoever hears it may destroy the session.
    QMetaObject::invokeMethod(
        q, [this] { Q_EMIT q->ended(); }, Qt::QueuedConnection);
}

// The machine's own are a vantage of this machine, and belong to no workspace that others open too.
void Session::Private::useResolvers(std::vector<watch::Resolver> chosen)
{
    pipeline.setResolvers(chosen);
    resolvers = chosen;
    resolvers.insert(resolvers.end(), machineResolvers.begin(), machineResolvers.end());
    std::vector<QHostAddress> own;
    QHash<QHostAddress, double> rates;
    for (const auto &one : chosen) {
        if (one.isOwn) own.push_back(one.server.address);
        if (one.questionsPerSecond > 0) rates.insert(one.server.address, one.questionsPerSecond);
    }
    chosenResolvers = std::make_shared<const std::vector<watch::Resolver>>(std::move(chosen));
    engine->setInternet(internet->withPermitted(own));
    engine->setResolverRates(std::move(rates));
    sweeper->setResolvers(resolvers);
    if (!resolvers.empty()) asker->setUsual(resolvers.front().server);
}

void Session::Private::setDomains()
{
    sweeper->setDomains(domains);
    shelf.setDomains(domains);
    ours = ownNames(domains);
    if (certificates) certificates->setDomains(domains);
    lookAlikes.clear();
    if (!preparation) return;
    std::vector<dns::Name> names;
    for (auto &one : detect::lookAlikeNames(domains, options.preparation->mostNames)) {
        names.push_back(one.name);
        lookAlikes.emplace(one.name, std::move(one));
    }
    preparation->setNames(names);
}

void Session::Private::publish()
{
    dirty = true;
    if (!wanted || !isOpen || !q->isSignalConnected(QMetaMethod::fromSignal(&Session::changed))) return;
    wanted = dirty = false;
    Q_EMIT q->changed(makeSnapshot());
}

Session::Session(SessionOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(options)))
{
    qRegisterMetaType<SnapshotPtr>();
    qRegisterMetaType<StepPtr>();
    qRegisterMetaType<Proposal>();
    qRegisterMetaType<Decided>();
    qRegisterMetaType<PlanDeed>();
    qRegisterMetaType<store::WatchSettings>();
    qRegisterMetaType<AskedPtr>();
    qRegisterMetaType<BroughtPtr>();
    qRegisterMetaType<BroughtTimelinePtr>();
    qRegisterMetaType<Error>();
    qRegisterMetaType<respond::Entry>();
    qRegisterMetaType<respond::RequestAct>();
    qRegisterMetaType<respond::IncidentAct>();
    qRegisterMetaType<respond::AssetDeed>();
    qRegisterMetaType<respond::AccountDeed>();
    qRegisterMetaType<store::ChainHead>();
}

Session::~Session() = default;

SnapshotPtr Session::snapshot() const { return d->isOpen ? d->makeSnapshot() : nullptr; }

const Pipeline &Session::pipeline() const { return d->pipeline; }

void Session::stop()
{
    if (d->sweeper)
        d->finish();
    else
        d->conclude();
}

void Session::wantSnapshot()
{
    d->wanted = true;
    if (d->dirty) d->publish();
}

} // namespace hinoban::console
