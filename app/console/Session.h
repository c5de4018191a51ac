// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/console/Asker.h"
#include "app/console/AssetWatch.h"
#include "app/console/EvidenceBundle.h"
#include "app/console/EvidenceImport.h"
#include "app/console/Pipeline.h"
#include "app/console/PlanActs.h"
#include "app/console/Proposal.h"
#include "app/console/Snapshot.h"
#include "app/console/Step.h"
#include "app/console/TimelineFiles.h"
#include "app/dns/TrustAnchors.h"
#include "app/store/Settings.h"
#include "app/watch/CertificateWatch.h"
#include "app/watch/PreparationWatch.h"
#include "app/watch/Sweeper.h"

#include <QObject>

#include <memory>

namespace hinoban::console {

// What is opened, and how. Exactly one of `scenario` and `workspace` decides what it is: a drill, or a watch.
struct SessionOptions {
    QString scenario;  // id or folder of a drill; empty: watch
    QString workspace; // file; a drill without one keeps its evidence in a temporary file
    bool createWorkspace = false;
    QString record;                                      // --record FILE; empty: none
    std::optional<Instant> from;                         // drill: the history before is computed with a sparse cadence
    std::optional<Instant> until;                        // drill: ends here instead of at the story's end
    double speed = 0;                                    // drill: StoryClock's; 0 = max
    bool once = false;                                   // watch: one full look at every domain, then ended()
    std::optional<Internet> internet;                    // watch: another internet than the real one (a lab)
    std::shared_ptr<const path::OriginDatabase> origins; // null: whose an address is no database tells
    // Whether Team Cymru may be asked over DNS whose addresses are, where no database is named: they learn the
    // addresses. Nothing: as the workspace says, which without a word says no. Not in a drill.
    std::optional<bool> askOrigins;
    dns::TrustAnchors trustAnchors; // watch: none = DNSSEC is not looked at, and nothing is asked for it
    // One look without a database (`check`): these domains and resolvers, nothing is written.
    bool ephemeral = false;
    std::vector<watch::Domain> domains;
    std::vector<watch::Resolver> resolvers;
    // Watch: how often; the default unless a test says otherwise.
    watch::Cadence cadence;
    // How often look-alikes of names that the domains depend on are asked for; nothing: never. Not where one look is
    // all that is wanted (`once`, `ephemeral`). In a drill too.
    std::optional<watch::PreparationCadence> preparation = watch::PreparationCadence{};
    // Where the certificates of the domains are searched for (T1); empty: nowhere; nothing: as the workspace says,
    // which without a word says nowhere. Whoever runs the search learns the domains' names. A drill has its own.
    std::optional<QString> certificates;
    watch::CertificateCadence certificateCadence;
    AssetCadence assetCadence; // how often the attacker's servers are asked after; in a drill too
    dns::EngineOptions engine; // as `cadence`; in a drill too
    QString person;            // who sits here; empty: unknown
};

// The composition root (DESIGN.md, 2): clock, internet, engine, sweep, judgement, store, wired alike for the screen,
// the command line and the tests.
//
// Thread: made, called and destroyed in one thread, the network thread (the command line's only one; the screen's
// second, see Console). Every slot answers by a signal. Owner: whoever made it.
class Session final : public QObject {
    Q_OBJECT
public:
    explicit Session(SessionOptions options, QObject *parent = nullptr);
    ~Session() override;

    // This moment, made now; null before started().
    [[nodiscard]] SnapshotPtr snapshot() const;
    // The judgement so far; after started().
    [[nodiscard]] const Pipeline &pipeline() const;
    // What the log says of the response so far, with the runbook.
    [[nodiscard]] respond::ResponseBook responseBook() const;

public Q_SLOTS:
    void start(); // answers started() or failed()
    void stop();  // stands still; what was submitted is written; answers ended()
    void wantSnapshot();
    void lookNow();
    void setSpeed(double factor);
    void setPaused(bool paused);
    void addEntry(const QString &typedLine, const QString &person, int zoneSeconds);
    void takeCommand(const QString &person);
    // Refused by failed() while something of it is open: respond::stillOpen().
    void closeIncident(const QString &person, const QString &reason);
    // Opens, closes and reopens the incident, gives parts, ticks the runbook, decides about deadlines and meetings:
    // each an entry. What fits nothing is refused by failed().
    void actOnIncident(const hinoban::respond::IncidentAct &act);
    void clearFinding(const QString &key, const QString &person, const QString &reason);
    void setOrganisation(const hinoban::respond::Organisation &organisation);
    // Whom to ask from now on, beside this machine's own resolvers: kept in the workspace, with an entry that says who
    // decided it and why. Naming one of the team's own (Resolver::isOwn) permits questions to its address, wherever it
    // lies; another entry says so where that is no public address. Not in a drill, whose resolvers are the story's.
    void setResolvers(const std::vector<hinoban::watch::Resolver> &chosen, const QString &person,
                      const QString &reason);
    void recordSent(const hinoban::respond::SentMessage &message);
    // What only people know: requests to others, fields of the case file, services stopped and resumed. Entries all.
    void actOnRequest(const hinoban::respond::RequestAct &act);
    void tellCase(const QString &field, const QString &value, const QString &person);
    void markService(const QString &service, bool isStopped, const QString &person);
    // Names something as hostile, or decides that it is not; and the checklist of accounts that lost mail could open:
    // answers failed() where it does not fit. Entries all.
    void actOnAsset(const hinoban::respond::AssetDeed &deed);
    void actOnAccounts(const hinoban::respond::AccountDeed &deed);
    // Asks what a person typed, in the habits of dig (dns::AskLine), a drill's world in a drill: answers asked() with
    // this ticket. Nothing else learns of it, unless a person wants it on the timeline: keepAsked().
    void ask(quint64 ticket, const QString &line);
    void keepAsked(const hinoban::dns::ExchangePtr &exchange, const QString &line, const QString &person);
    // A capture, or the record of a colleague's check: answers brought() or failed(). One at a time.
    void bringEvidence(const QString &path, const QString &person);
    // Packs everything into an evidence bundle at `path`, with the drafts of this moment: answers bundled() or
    // failed(), and writes who did it onto the timeline. One at a time.
    void packEvidence(const QString &path, const QString &person);
    // What an entry should have said, as a new one that names it by its hash; that one stays. A line without a time
    // speaks of the same moment.
    void correctEntry(const QByteArray &hash, const QString &typedLine, const QString &person, int zoneSeconds);
    // What another program's timeline would add (respond/TimelineFile.h): answers timelineRead(), and writes nothing
    // until somebody has seen it and says so by takeTimeline(). One file at a time.
    void readTimeline(const QString &path, std::optional<int> zoneSeconds, const QString &person);
    void takeTimeline(const hinoban::console::BroughtTimelinePtr &brought);
    // Output of dig, whois or traceroute (respond/Pasted.h). `happened`: as the person says; else as the text says, or
    // now.
    void paste(const QString &text, const QString &person, std::optional<hinoban::Instant> happened);
    // Looks at domains that are not watched yet, and proposes what it sees: answers proposed().
    void propose(const QList<QByteArray> &domains);
    // Takes accepted and edited proposals into the workspace; refused ones become entries too.
    void accept(const hinoban::console::Decided &decided);
    // Makes, withdraws or accepts a planned change of a watched domain: answers planned() or planRefused(). Not in a
    // drill.
    void plan(const hinoban::console::PlanDeed &deed);
    // Sets how this workspace is watched, from now on: answers settingsChanged() or failed(). Not in a drill.
    void setSettings(const hinoban::store::WatchSettings &settings, const QString &person, const QString &reason);

Q_SIGNALS:
    void started();
    void failed(const hinoban::Error &error); // could not start, or could not write: nothing acknowledged is lost
    // Something is new. Comes once for each wantSnapshot(): whoever shows it asks for the next when it is ready, so
    // that a drill at full speed never floods the screen.
    void changed(const hinoban::console::SnapshotPtr &snapshot);
    void stepped(const hinoban::console::StepPtr &step); // every look, in order
    void entered(const hinoban::respond::Entry &entry);  // every timeline entry, in order, before it is committed
    // It could not be stored, and is gone from the log again: whoever wrote it gets his words back.
    void notWritten(const hinoban::respond::Entry &entry, const hinoban::Error &error);
    void committed(const hinoban::store::ChainHead &head); // after every commit: the acknowledgement
    void proposed(const hinoban::console::Proposal &proposal);
    void planned(const hinoban::console::PlanDeed &deed); // it is in the workspace
    void planRefused(const hinoban::console::PlanDeed &deed, const hinoban::Error &error);
    void settingsChanged(const hinoban::store::WatchSettings &settings); // once opened; and when new ones are on disk
    void asked(const hinoban::console::AskedPtr &asked);                 // once for each ask()
    void brought(const hinoban::console::BroughtPtr &evidence);
    void bundled(const hinoban::console::BundledPtr &bundle);
    // `brought` is null where the file is refused: because of `error`.
    void timelineRead(const QString &path, const hinoban::console::BroughtTimelinePtr &brought,
                      const hinoban::Error &error);
    void caughtUp(); // drill: the instant `from` is reached
    void ended();    // the story, or `once`, is over and everything is written

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::console
