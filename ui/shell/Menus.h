// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QKeySequence>
#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace hinoban::ui {

// The menus of the window and every shortcut of the program: one place to see what can be done by keyboard. The
// window connects the actions.
class Menus final : public QObject {
    Q_OBJECT
public:
    explicit Menus(QMenuBar *bar);

    void retranslate();

    QAction *openWorkspace, *openDrillFolder, *watchOwn, *importExpected, *plans, *bringEvidence, *packEvidence,
        *report, *quit;
    QAction *lookNow, *filter, *filterDomains, *onlyDifferences, *worstFirst, *allValues, *recovery, *entry, *copyDraft,
        *pause, *ask, *resolvers, *settings;
    QAction *english, *japanese, *light, *dark, *utc, *local, *resetLayout;
    QAction *incidentPage, *openIncident, *takeCommand, *closeIncident, *acceptRegistration, *whoSitsHere;
    QAction *importTimeline, *pasteOutput, *exportTimeline;
    QAction *attacker, *lostMail;
    QMenu *drills, *panes;
    void setDrills(const QStringList &ids);

Q_SIGNALS:
    void drillChosen(const QString &id);

private:
    QAction *add(QMenu *menu, const char *name, const QKeySequence &keys = {}, bool checkable = false);
    QMenu *m_file, *m_look, *m_view, *m_timeline, *m_incident, *m_language, *m_theme, *m_times;
    QList<QActionGroup *> m_groups;
};

} // namespace hinoban::ui
