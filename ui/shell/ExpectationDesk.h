// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Session.h"

#include <QObject>
#include <QPointer>

#include <map>

class QWidget;

namespace hinoban::ui {

class Menus;
class PlanDialog;
class WatchDialog;

// What the window does about what is expected: the dialog that begins a watch, files that people bring later, and
// planned changes.
// Thread: the screen's. Owner: the window.
class ExpectationDesk final : public QObject {
    Q_OBJECT
public:
    ExpectationDesk(const Menus &menus, QWidget *window);
    void show(const console::SnapshotPtr &snapshot, const dns::Name &domain);
    void showStarted();
    [[nodiscard]] bool takesFailure(const Error &error); // whether a dialog of this desk says it
    void showProposal(const console::Proposal &proposal);
    void showPlanned(const console::PlanDeed &deed);
    // Whether a person sees it in the dialog that asked.
    [[nodiscard]] bool showPlanRefused(const console::PlanDeed &deed, const Error &error);

public Q_SLOTS:
    void watchOwnDomains();
    void chooseImport();
    void importFile(const QString &path);
    void showPlans(); // of the domain that is shown

Q_SIGNALS:
    void openRequested(const hinoban::console::SessionOptions &options);
    void proposeRequested(const QList<QByteArray> &domains);
    void decided(const hinoban::console::Decided &decided);
    void planAsked(const hinoban::console::PlanDeed &deed);

private:
    const Menus &m_menus;
    QWidget *m_window;
    QPointer<WatchDialog> m_watch;
    // One a domain; closed with words in it, it is kept: nothing that was typed is lost.
    std::map<dns::Name, QPointer<PlanDialog>> m_plans;
    console::SnapshotPtr m_snapshot;
    dns::Name m_domain;
};

} // namespace hinoban::ui
