// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/AssetWatch.h"
#include "app/console/NetworkDesks.h"
#include "app/console/Session.h"
#include "app/console/ViewShelf.h"

#include "app/base/StoryClock.h"
#include "app/drill/World.h"
#include "app/store/Record.h"
#include "app/store/Writer.h"

#include <QTemporaryDir>
#include <QThread>

#include <deque>
#include <functional>

namespace hinoban::console {

// The inside of a Session, shared by its files: Session.cpp (life), SessionActs.cpp (what people do),
// SessionLog.cpp (what is kept), SessionSnapshot.cpp (what is shown).
struct Session::Private {
    Private(Session *owner, SessionOptions given);
    ~Private();

    [[nodiscard]] bool isDrill() const { return scenario != nullptr; }
    [[nodiscard]] Result<void> prepareDrill();
    [[nodiscard]] Result<void> prepareWatch();
    [[nodiscard]] Result<void> addScenarioContacts();
    void opened(store::Loaded loaded);
    void scheduleFacts();
    void take(const watch::LookPtr &look);
    void takeCertificates(const registry::CertificateAnswerPtr &answer);
    void searchCertificates(const QString &stored, store::Batch &batch, std::vector<respond::Entry> &entries);
    void finishOnce();
    void takeLookAlike(const registry::LookupPtr &lookup, Instant firstAsked);
    void followTail(const Watched &watched);
    void keepPaths(store::Batch &batch, const QStringList &keys) const; // baselines, as they are now
    void acceptFirstRegistration(const watch::Look &look);
    // Chains the entries onto the log and puts them into the batch.
    void log_(store::Batch &batch, const std::vector<respond::Entry> &entries);
    void note(const respond::Entry &entry); // folds it into what is kept of the log
    void remind();                          // of requests and deadlines that are due, now or later
    void loadRunbook();
    [[nodiscard]] respond::Response responseNow(const std::vector<detect::Finding> &findings) const;
    // `answered`: null once it is on disk, else why it is not, which is then the caller's to say.
    void submit(store::Batch batch, std::function<void(const Error *)> answered = {});
    void takeOut(qsizetype entries, const Error &error); // of the log: they could not be stored
    // What nobody typed is tried again: with the next commit that succeeds, at the latest after a while, and at the
    // end.
    void keepForLater(store::Batch lost);
    void retry();
    void write(const std::vector<respond::Entry> &entries); // a batch of just these
    void write(store::Batch batch);                         // its entries are chained first
    void publish();
    void finish();
    void conclude();
    void fail(const Error &error);
    [[nodiscard]] SnapshotPtr makeSnapshot();
    void useResolvers(std::vector<watch::Resolver> chosen); // this machine's are asked besides
    void setDomains();                                      // after every change of `domains`
    // SessionSettings.cpp. What a command line says goes before what the workspace says.
    void makePreparation();                                                      // or none
    [[nodiscard]] Result<void> applySettings(const store::WatchSettings &asked); // nothing is changed where it fails
    void restoreSettings(store::WatchSettings stored);
    [[nodiscard]] DomainView viewOf(const Watched &watched, const std::vector<detect::Finding> &all,
                                    const respond::Incident &incident) const;
    // What is the attacker's, and where mail may have gone, at this moment. `findings`: all; `contacts`: whom to
    // contact now.
    [[nodiscard]] std::vector<respond::HostileAsset> hostileNow(const std::vector<detect::Finding> &findings,
                                                                const std::vector<respond::Contact> &contacts) const;
    [[nodiscard]] respond::Exposure exposureNow(const std::vector<detect::Finding> &findings) const;
    void watchAssets(); // makes `assetWatch`
    void takeTurn(const respond::AssetKey &key, const dns::Name &domain, respond::AssetState before,
                  const respond::AssetTurn &turn, const std::vector<dns::ExchangePtr> &evidence);
    void takeInterview(const respond::AssetKey &key, const dns::Name &domain,
                       const std::vector<dns::ExchangePtr> &exchanges);
    [[nodiscard]] bool sawHostile(const Watched &watched); // hosts or addresses that were not there before
    void followAssets(); // tells of those that are new; after everything that may show one
    [[nodiscard]] respond::Entry entryNow(respond::Entry::Kind kind, const QString &author, const QString &rule) const;

    Session *q;
    SessionOptions options;
    watch::Cadence cadence;
    std::unique_ptr<QTemporaryDir> temporary; // of a drill whose workspace nobody named
    bool unnamed = false;                     // the workspace is in there

    std::unique_ptr<Clock> clock;
    StoryClock *storyClock = nullptr; // `clock` in a drill
    std::shared_ptr<const drill::Scenario> scenario;
    std::unique_ptr<drill::World> world;
    std::optional<Internet> internet;
    std::unique_ptr<dns::QueryEngine> engine;
    std::unique_ptr<dns::DelegationWalk> walk;
    std::unique_ptr<dns::Validator> validator; // null without a trust anchor
    std::unique_ptr<registry::RegistryClient> registry;
    std::unique_ptr<NetworkDesks> desks;
    std::unique_ptr<watch::OriginFinder> origins;
    std::unique_ptr<watch::Sweeper> sweeper;
    std::unique_ptr<watch::PreparationWatch> preparation;     // null: not watched for
    std::unique_ptr<registry::CertificateLog> certificateLog; // null: certificates are not searched for
    std::unique_ptr<watch::CertificateWatch> certificates;    // as `certificateLog`
    std::unique_ptr<watch::Looker> proposer;
    std::unique_ptr<Asker> asker;
    std::unique_ptr<AssetWatch> assetWatch; // null: one look is all that is wanted
    std::unique_ptr<store::Writer> writer;
    std::unique_ptr<store::RecordWriter> record;
    std::unique_ptr<QThread> reading; // of a file that somebody brought

    Pipeline pipeline;
    ViewShelf shelf;
    std::map<dns::Name, detect::LookAlikeName> lookAlikes;   // that `preparation` asks for
    std::map<dns::Name, registry::LookupPtr> lookAlikesSeen; // the newest of each that was stored
    std::set<dns::Name> movedBefore; // whose views were made for the last moment because time or others move them
    std::vector<watch::Domain> domains;
    std::vector<watch::Resolver> resolvers;
    std::shared_ptr<const std::vector<watch::Resolver>> chosenResolvers; // `resolvers` without this machine's
    std::vector<watch::Resolver> machineResolvers;                       // of resolv.conf(5); never stored
    std::vector<respond::Contact> contacts;
    respond::Organisation organisation;
    store::WatchSettings settings;
    std::shared_ptr<const path::OriginDatabase> chosenOrigins; // of `settings`
    QList<store::LogRecord> log;
    QList<respond::SentMessage> messages;
    respond::CaseFile caseFile;              // folded from `log`
    respond::IncidentFile incidentFile;      // as that
    respond::RunbookPtr runbook;             // empty where the team's own has a fault, …
    QString runbookProblem;                  // … which this says
    respond::RequestBook requests;           // as that
    store::ChainHead head;                   // of `log`
    store::ChainHead storedHead;             // as far as the store has acknowledged it
    qsizetype storedEntries = 0;             // of `log`, as that
    respond::AssetBook assets;               // as that
    respond::AccountBook accounts;           // as that
    std::map<dns::Name, size_t> hostileSeen; // by domain: how many hosts and addresses
    std::set<dns::Name> ours;                // watched domains and hosts that are expected of them; by setDomains()
    std::set<dns::Name> lookedOnce, certifiedOnce;
    std::map<dns::Name, Instant> lookAlikesAsked; // as stored

    std::deque<store::Batch> unwritten; // what could not be stored and is no person's: to be tried again
    bool isRetryDue = false;
    std::optional<Instant> retryNotBefore; // the last try failed, too

    int openCommits = 0;
    bool isOpen = false, catchingUp = false, finishing = false, concluded = false;
    bool wanted = true, dirty = false;
};

// The domains and the hosts that are expected of them, in planned changes too: nobody's enemies.
[[nodiscard]] std::set<dns::Name> ownNames(const std::vector<watch::Domain> &domains);

} // namespace hinoban::console
