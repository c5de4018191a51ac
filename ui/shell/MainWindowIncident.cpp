// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the window that has to do with the incident: its pane, and who opens, commands and closes it.
#include "ui/shell/MainWindow.h"

#include "ui/common/Person.h"
#include "ui/contacts/ContactsPane.h"
#include "ui/incident/IncidentPane.h"
#include "ui/shell/IncidentBar.h"
#include "ui/shell/Menus.h"
#include "ui/shell/Notice.h"

#include <QAction>
#include <QDesktopServices>
#include <QDockWidget>
#include <QUrl>

namespace hinoban::ui {

void MainWindow::raise(Pane *pane)
{
    for (const auto &[dock, inside] : m_docks) {
        if (inside != pane) continue;
        dock->show();
        dock->raise();
    }
}

void MainWindow::connectIncident()
{
    connect(m_menus->incidentPage, &QAction::triggered, this, [this] {
        raise(m_incident);
        m_incident->focusRunbook();
    });
    connect(m_menus->openIncident, &QAction::triggered, m_incident, &IncidentPane::openIncident);
    connect(m_bar, &IncidentBar::incidentRequested, m_menus->incidentPage, &QAction::trigger);
    connect(m_incident, &IncidentPane::acted, this, &MainWindow::incidentActed);
    connect(m_incident, &IncidentPane::caseTold, this, &MainWindow::caseTold);
    connect(m_incident, &IncidentPane::takeCommandRequested, this, &MainWindow::takeCommand);
    connect(m_incident, &IncidentPane::closeRequested, this, &MainWindow::closeIncident);
    connect(m_incident, &IncidentPane::draftRequested, this, [this](const QString &templateId) {
        raise(m_contacts);
        m_contacts->showDraft(templateId);
    });
    connect(m_incident, &IncidentPane::roomRequested, this, [](const QUrl &room) { QDesktopServices::openUrl(room); });
}

void MainWindow::takeCommand()
{
    // One key for whoever sits here, while nobody commands; taking it from somebody is asked about.
    if (const QString known = person(); !known.isEmpty() && m_snapshot && m_snapshot->incident.commander.isEmpty()) {
        Q_EMIT commandTaken(known);
        return;
    }
    auto *dialog = new DecisionDialog(tr("Take command"),
                                      tr("One person commands the response. The timeline says who, and since when."),
                                      DecisionDialog::Reason::No, this);
    dialog->setActionText(tr("Take command"));
    connect(dialog, &DecisionDialog::decided, this, [this](const QString &name) { Q_EMIT commandTaken(name); });
    dialog->open();
}

void MainWindow::closeIncident()
{
    if (!m_snapshot) return;
    if (const QString open = respond::stillOpenSentence(m_snapshot->response.open); !open.isEmpty()) {
        m_notice->showWords(open);
        return;
    }
    auto *dialog =
        DecisionDialog::about(QStringLiteral("close"), tr("Close the incident"),
                              tr("The incident is closed. If a finding opens again, so does the incident."), this);
    dialog->setActionText(tr("Close the incident"));
    connect(dialog, &DecisionDialog::decided, this, &MainWindow::incidentClosed);
    dialog->open();
}

} // namespace hinoban::ui
