// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ExpectationDesk.h"

#include "ui/common/TakeWords.h"
#include "ui/shell/ImportDialog.h"
#include "ui/shell/Menus.h"
#include "ui/shell/PlanDialog.h"
#include "ui/shell/WatchDialog.h"

#include <QAction>
#include <QFileDialog>

namespace hinoban::ui {

ExpectationDesk::ExpectationDesk(const Menus &menus, QWidget *window)
    : QObject(window)
    , m_menus(menus)
    , m_window(window)
{
    connect(menus.watchOwn, &QAction::triggered, this, &ExpectationDesk::watchOwnDomains);
    connect(menus.importExpected, &QAction::triggered, this, &ExpectationDesk::chooseImport);
    connect(menus.plans, &QAction::triggered, this, &ExpectationDesk::showPlans);
}

void ExpectationDesk::show(const console::SnapshotPtr &snapshot, const dns::Name &domain)
{
    m_snapshot = snapshot;
    m_domain = domain;
    // A drill's expectations are the story's.
    const bool isWatch = snapshot && !snapshot->drill;
    m_menus.importExpected->setEnabled(isWatch);
    m_menus.plans->setEnabled(isWatch && !domain.isRoot() && snapshot->domains.find(domain));
    for (auto at = m_plans.begin(); at != m_plans.end();) {
        auto &[name, dialog] = *at;
        if (dialog && isWatch && snapshot->domains.find(name)) {
            dialog->show(snapshot);
            ++at;
            continue;
        }
        if (dialog && snapshot) delete dialog; // of another workspace
        if (dialog) dialog->leave();
        at = dialog ? std::next(at) : m_plans.erase(at);
    }
}

void ExpectationDesk::showStarted()
{
    if (m_watch) m_watch->showStarted();
}

bool ExpectationDesk::takesFailure(const Error &error)
{
    if (!m_watch || !m_watch->isVisible()) return false;
    m_watch->showFailure(error);
    return true;
}

void ExpectationDesk::showProposal(const console::Proposal &proposal)
{
    if (!m_watch) return;
    std::vector<watch::Domain> known;
    if (m_snapshot && !m_snapshot->drill) {
        for (const auto &domain : proposal.domains)
            if (const auto view = m_snapshot->domains.find(domain.name)) known.push_back(view->domain);
    }
    m_watch->showProposal(proposal, known);
}

void ExpectationDesk::showPlanned(const console::PlanDeed &deed)
{
    const auto at = m_plans.find(deed.domain);
    if (at != m_plans.end() && at->second) at->second->showDone(deed);
}

bool ExpectationDesk::showPlanRefused(const console::PlanDeed &deed, const Error &error)
{
    const auto at = m_plans.find(deed.domain);
    return at != m_plans.end() && at->second && at->second->showRefused(deed, error);
}

void ExpectationDesk::showPlans()
{
    if (!m_snapshot || m_snapshot->drill || !m_snapshot->domains.find(m_domain)) return;
    auto &dialog = m_plans[m_domain];
    if (!dialog) {
        dialog = new PlanDialog(m_domain, m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show(m_snapshot);
        connect(dialog, &PlanDialog::asked, this, &ExpectationDesk::planAsked);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void ExpectationDesk::watchOwnDomains()
{
    const bool open = m_snapshot && !m_snapshot->drill && !m_snapshot->workspace.isEmpty();
    const QString workspace = open ? m_snapshot->workspace : QString();
    if (m_watch && m_watch->isHidden()) m_watch->setOpenWorkspace(workspace);
    if (!m_watch) {
        m_watch = new WatchDialog(workspace, m_window);
        m_watch->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_watch, &WatchDialog::openRequested, this, &ExpectationDesk::openRequested);
        connect(m_watch, &WatchDialog::proposeRequested, this, &ExpectationDesk::proposeRequested);
        connect(m_watch, &WatchDialog::decided, this, &ExpectationDesk::decided);
    }
    m_watch->show();
    m_watch->raise();
    m_watch->activateWindow();
}

void ExpectationDesk::chooseImport()
{
    auto *dialog = new QFileDialog(m_window, tr("Import what is expected"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ExpectationDesk::importFile);
    dialog->open();
}

void ExpectationDesk::importFile(const QString &path)
{
    auto *dialog = new ImportDialog(m_snapshot, m_domain, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::decided, this, &ExpectationDesk::decided);
    if (auto *left = KeptDialog::find<ImportDialog>(m_window, path)) {
        takeWords(*left, *dialog); // the reason; what the file says is read again
        left->deleteLater();
    }
    dialog->setSubject(path);
    dialog->read(path);
    dialog->open();
}

} // namespace hinoban::ui
