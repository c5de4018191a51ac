// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Session.h"

#include <QThread>

namespace hinoban::console {

// A Session in a network thread of its own, for the screen. Its signals arrive in the thread that made the Console;
// its slots are called through `session()` by queued connections or QMetaObject::invokeMethod.
// Owner: the application. The destructor stops the session, waits for its last commit, and joins.
class Console final : public QObject {
    Q_OBJECT
public:
    explicit Console(QObject *parent = nullptr);
    ~Console() override;

    // Replaces what is open. Answers by started() or failed().
    void open(SessionOptions options);

    // Whoever has shown what changed() brought asks for the next when it is ready for it; the first comes unasked.
    void wantSnapshot();

    // The screen's face of the session: each is queued to the network thread.
    void lookNow();
    void setSpeed(double factor);
    void setPaused(bool paused);
    void addEntry(const QString &typedLine, const QString &person, int zoneSeconds);
    void takeCommand(const QString &person);
    void closeIncident(const QString &person, const QString &reason);
    void actOnIncident(const respond::IncidentAct &act);
    void clearFinding(const QString &key, const QString &person, const QString &reason);
    void setOrganisation(const respond::Organisation &organisation);
    void setResolvers(const std::vector<watch::Resolver> &chosen, const QString &person, const QString &reason);
    void recordSent(const respond::SentMessage &message);
    void actOnRequest(const respond::RequestAct &act);
    void tellCase(const QString &field, const QString &value, const QString &person);
    void markService(const QString &service, bool isStopped, const QString &person);
    void actOnAsset(const respond::AssetDeed &deed);
    void actOnAccounts(const respond::AccountDeed &deed);
    void ask(quint64 ticket, const QString &line);
    void keepAsked(const dns::ExchangePtr &exchange, const QString &line, const QString &person);
    void bringEvidence(const QString &path, const QString &person);
    void packEvidence(const QString &path, const QString &person);
    void correctEntry(const QByteArray &hash, const QString &typedLine, const QString &person, int zoneSeconds);
    void readTimeline(const QString &path, std::optional<int> zoneSeconds, const QString &person);
    void takeTimeline(const BroughtTimelinePtr &brought);
    void paste(const QString &text, const QString &person, std::optional<Instant> happened);
    void propose(const QList<QByteArray> &domains);
    void accept(const Decided &decided);
    void plan(const PlanDeed &deed);
    void setSettings(const store::WatchSettings &settings, const QString &person, const QString &reason);

Q_SIGNALS:
    void started();
    void failed(const hinoban::Error &error);
    void changed(const hinoban::console::SnapshotPtr &snapshot);
    void notWritten(const hinoban::respond::Entry &entry, const hinoban::Error &error);
    void proposed(const hinoban::console::Proposal &proposal);
    void planned(const hinoban::console::PlanDeed &deed);
    void planRefused(const hinoban::console::PlanDeed &deed, const hinoban::Error &error);
    void settingsChanged(const hinoban::store::WatchSettings &settings);
    void asked(const hinoban::console::AskedPtr &asked);
    void brought(const hinoban::console::BroughtPtr &evidence);
    void bundled(const hinoban::console::BundledPtr &bundle);
    void timelineRead(const QString &path, const hinoban::console::BroughtTimelinePtr &brought,
                      const hinoban::Error &error);
    void caughtUp();
    void ended();

private:
    void close();
    // Queued to the network thread; dropped while nothing is open.
    template <class Method, class... Arguments>
    void tell(Method method, Arguments... arguments)
    {
        if (auto *session = m_session)
            QMetaObject::invokeMethod(
                session, [=] { (session->*method)(arguments...); }, Qt::QueuedConnection);
    }

    QThread m_thread;
    Session *m_session = nullptr;  // lives and dies in m_thread
    SnapshotPtr m_shown, m_before; // the moment shown, and the one before it
};

} // namespace hinoban::console
