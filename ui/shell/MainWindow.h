// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Session.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

class QDockWidget;
class QLabel;

namespace hinoban::ui {

class ContactsPane;
class DomainList;
class DrillBanner;
class EvidenceDesk;
class ExpectationDesk;
class HarmDesk;
class IncidentBar;
class IncidentPane;
class Menus;
class NetworkBanner;
class Notice;
class Pane;
class PathPane;
class RecordsPane;
class ReportDesk;
class ResolverDesk;
class SettingsDesk;
class TimelineDesk;
class TimelinePane;

// The one window (DESIGN.md, 8). It shows moments and asks for actions by signals; it knows no session. Panes are
// docks around the records; their places are kept between runs.
// Thread: the screen's. Owner: Application.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    // Clocks go on by themselves between two moments; a test wants them to stand.
    void setTicking(bool ticking);
    void setDrills(const QStringList &ids);
    [[nodiscard]] EvidenceDesk *desk() const { return m_desk; }
    [[nodiscard]] HarmDesk *harmDesk() const { return m_harm; }
    [[nodiscard]] ResolverDesk *resolverDesk() const { return m_resolvers; }
    [[nodiscard]] SettingsDesk *settingsDesk() const { return m_settings; }
    [[nodiscard]] TimelineDesk *timelineDesk() const { return m_timelineDesk; }

public Q_SLOTS:
    void showSnapshot(const hinoban::console::SnapshotPtr &snapshot);
    void showFailure(const hinoban::Error &error);
    void showNotWritten(const hinoban::respond::Entry &entry, const hinoban::Error &error);
    void showStarted();
    void showEnded(); // by itself
    void showProposal(const hinoban::console::Proposal &proposal);
    void showPlanned(const hinoban::console::PlanDeed &deed);
    void showPlanRefused(const hinoban::console::PlanDeed &deed, const hinoban::Error &error);

Q_SIGNALS:
    void openRequested(const hinoban::console::SessionOptions &options);
    void lookNowRequested();
    void speedRequested(double factor);
    void pauseRequested(bool paused);
    void entryTyped(const QString &line, const QString &person, int zoneSeconds);
    void entryCorrected(const QByteArray &hash, const QString &line, const QString &person, int zoneSeconds);
    void commandTaken(const QString &person);
    void incidentClosed(const QString &person, const QString &reason);
    void incidentActed(const hinoban::respond::IncidentAct &act);
    void findingCleared(const QString &key, const QString &person, const QString &reason);
    void organisationChanged(const hinoban::respond::Organisation &organisation);
    void messageSent(const hinoban::respond::SentMessage &message);
    void requestActed(const hinoban::respond::RequestAct &act);
    void caseTold(const QString &field, const QString &value, const QString &person);
    void serviceMarked(const QString &service, bool isStopped, const QString &person);
    void proposeRequested(const QList<QByteArray> &domains);
    void decided(const hinoban::console::Decided &decided);
    void planAsked(const hinoban::console::PlanDeed &deed);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QDockWidget *addDock(Pane *pane, const QString &name, Qt::DockWidgetArea area);
    void connectMenus();
    void connectPanes();
    void retranslate();
    void showMoment();
    void tick();
    void resetLayout();
    void openWorkspace();
    void openDrillFolder();
    void takeCommand();
    void closeIncident();
    void connectIncident();
    void raise(Pane *pane); // its dock, in front of those in the same place
    using QWidget::raise;
    void acceptRegistration();
    void writeEntry(const QString &line);
    void correctEntry(const store::LogRecord &record);
    [[nodiscard]] Instant now() const;
    [[nodiscard]] const detect::Finding *openRegistrationFinding() const;

    Menus *m_menus;
    Notice *m_notice;
    NetworkBanner *m_network;
    DrillBanner *m_banner;
    IncidentBar *m_bar;
    DomainList *m_domains;
    RecordsPane *m_records;
    TimelinePane *m_timeline;
    PathPane *m_path;
    ContactsPane *m_contacts;
    IncidentPane *m_incident;
    EvidenceDesk *m_desk;
    HarmDesk *m_harm;
    ExpectationDesk *m_expectations;
    ReportDesk *m_reports;
    ResolverDesk *m_resolvers;
    SettingsDesk *m_settings;
    TimelineDesk *m_timelineDesk;
    QList<QPair<QDockWidget *, Pane *>> m_docks;
    QLabel *m_statusLeft, *m_statusRight;
    console::SnapshotPtr m_snapshot;
    QElapsedTimer m_received;
    QTimer m_tick;
    bool m_laidOut = false;
};

} // namespace hinoban::ui
