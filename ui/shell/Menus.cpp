// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Menus.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>

namespace hinoban::ui {

Menus::Menus(QMenuBar *bar)
    : QObject(bar)
    , m_file(bar->addMenu(QString()))
    , m_look(bar->addMenu(QString()))
    , m_view(bar->addMenu(QString()))
    , m_timeline(bar->addMenu(QString()))
    , m_incident(bar->addMenu(QString()))
{
    openWorkspace = add(m_file, "openWorkspace", QKeySequence::Open);
    drills = m_file->addMenu(QString());
    openDrillFolder = add(drills, "openDrillFolder");
    watchOwn = add(m_file, "watchOwnDomains", QKeySequence::New);
    importExpected = add(m_file, "importExpected", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
    plans = add(m_file, "plannedChanges", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    bringEvidence = add(m_file, "bringEvidence", QKeySequence(Qt::CTRL | Qt::Key_I));
    packEvidence = add(m_file, "packEvidence", QKeySequence(Qt::CTRL | Qt::Key_E));
    report = add(m_file, "report", QKeySequence(Qt::CTRL | Qt::Key_P));
    m_file->addSeparator();
    quit = add(m_file, "quit", QKeySequence(Qt::CTRL | Qt::Key_Q));

    lookNow = add(m_look, "lookNow", QKeySequence(Qt::Key_F5));
    pause = add(m_look, "pause", QKeySequence(Qt::Key_Space));
    ask = add(m_look, "askAnything", QKeySequence(Qt::CTRL | Qt::Key_K));
    ask->setShortcutContext(Qt::ApplicationShortcut); // from every window of the program
    resolvers = add(m_look, "resolvers", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    settings = add(m_look, "settings", QKeySequence(Qt::CTRL | Qt::Key_Comma));
    m_look->addSeparator();
    filter = add(m_look, "filter", QKeySequence(Qt::CTRL | Qt::Key_F));
    filterDomains = add(m_look, "filterDomains", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    onlyDifferences = add(m_look, "onlyDifferences", QKeySequence(Qt::CTRL | Qt::Key_D), true);
    recovery = add(m_look, "recovery", QKeySequence(Qt::CTRL | Qt::Key_R));
    worstFirst = add(m_look, "worstFirst", {}, true);
    allValues = add(m_look, "allValues", {}, true);

    m_language = m_view->addMenu(QString());
    auto *languages = new QActionGroup(this);
    japanese = add(m_language, "japanese", {}, true);
    english = add(m_language, "english", {}, true);
    m_theme = m_view->addMenu(QString());
    auto *themes = new QActionGroup(this);
    light = add(m_theme, "light", {}, true);
    dark = add(m_theme, "dark", {}, true);
    m_times = m_view->addMenu(QString());
    auto *zones = new QActionGroup(this);
    local = add(m_times, "local", {}, true);
    utc = add(m_times, "utc", {}, true);
    for (auto *action : {japanese, english})
        languages->addAction(action);
    for (auto *action : {light, dark})
        themes->addAction(action);
    for (auto *action : {local, utc})
        zones->addAction(action);
    panes = m_view->addMenu(QString());
    resetLayout = add(m_view, "resetLayout");

    pasteOutput = add(m_timeline, "pasteOutput", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    importTimeline = add(m_timeline, "importTimeline", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    exportTimeline = add(m_timeline, "exportTimeline", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));

    incidentPage = add(m_incident, "incidentPage", QKeySequence(Qt::CTRL | Qt::Key_J));
    openIncident = add(m_incident, "openIncident", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    takeCommand = add(m_incident, "takeCommandAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    entry = add(m_incident, "entry", QKeySequence(Qt::CTRL | Qt::Key_L));
    copyDraft = add(m_incident, "copyDraft", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    attacker = add(m_incident, "attacker", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    lostMail = add(m_incident, "lostMail", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    m_incident->addSeparator();
    acceptRegistration = add(m_incident, "acceptRegistration");
    closeIncident = add(m_incident, "closeIncident");
    m_incident->addSeparator();
    whoSitsHere = add(m_incident, "whoSitsHere");
    retranslate();
}

QAction *Menus::add(QMenu *menu, const char *name, const QKeySequence &keys, bool checkable)
{
    auto *action = menu->addAction(QString());
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setCheckable(checkable);
    return action;
}

void Menus::setDrills(const QStringList &ids)
{
    for (const auto &id : ids) {
        auto *action = new QAction(id, drills);
        drills->insertAction(openDrillFolder, action);
        connect(action, &QAction::triggered, this, [this, id] { Q_EMIT drillChosen(id); });
    }
}

void Menus::retranslate()
{
    m_file->setTitle(tr("&File"));
    openWorkspace->setText(tr("&Open a workspace…"));
    drills->setTitle(tr("Open a &drill"));
    openDrillFolder->setText(tr("From a &folder…"));
    watchOwn->setText(tr("&Watch my own domains…"));
    importExpected->setText(tr("I&mport what is expected…"));
    plans->setText(tr("&Planned changes…"));
    bringEvidence->setText(tr("&Bring evidence…"));
    packEvidence->setText(tr("Pack the &evidence…"));
    report->setText(tr("&Reports…"));
    quit->setText(tr("&Quit"));

    m_look->setTitle(tr("&Look"));
    lookNow->setText(tr("Look &now"));
    pause->setText(tr("&Pause the drill"));
    ask->setText(tr("&Ask anything…"));
    resolvers->setText(tr("Resol&vers…"));
    settings->setText(tr("&Settings…"));
    filter->setText(tr("&Filter the records"));
    filterDomains->setText(tr("Filter the d&omains"));
    onlyDifferences->setText(tr("Only &differences"));
    recovery->setText(tr("Who &recovers when"));
    worstFirst->setText(tr("&Worst first"));
    allValues->setText(tr("Every value on a &line of its own"));

    m_view->setTitle(tr("&View"));
    m_language->setTitle(tr("&Language"));
    japanese->setText(QStringLiteral("日本語"));
    english->setText(QStringLiteral("English"));
    m_theme->setTitle(tr("&Theme"));
    light->setText(tr("&Light"));
    dark->setText(tr("&Dark"));
    m_times->setTitle(tr("T&imes"));
    local->setText(tr("&Local time"));
    utc->setText(tr("&UTC"));
    panes->setTitle(tr("&Panes"));
    resetLayout->setText(tr("&Reset the layout"));

    m_timeline->setTitle(tr("&Timeline"));
    pasteOutput->setText(tr("&Paste what a tool said…"));
    importTimeline->setText(tr("&Import a timeline…"));
    exportTimeline->setText(tr("&Export the timeline…"));

    m_incident->setTitle(tr("&Incident"));
    incidentPage->setText(tr("&Runbook, people and clocks"));
    openIncident->setText(tr("&Open an incident"));
    takeCommand->setText(tr("&Take command…"));
    entry->setText(tr("&Write an entry"));
    copyDraft->setText(tr("&Copy the draft"));
    attacker->setText(tr("The attac&ker's servers"));
    lostMail->setText(tr("Lost &mail and accounts…"));
    acceptRegistration->setText(tr("&Accept the change of the registration…"));
    closeIncident->setText(tr("Close the &incident…"));
    whoSitsHere->setText(tr("Who &sits here…"));
}

} // namespace hinoban::ui
