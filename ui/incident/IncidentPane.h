// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Response.h"
#include "ui/common/Pane.h"
#include "ui/incident/IncidentClocks.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QUrl;

namespace hinoban::ui {

class RunbookList;
class RunbookModel;

// The response to the incident: what is to be done, who does what and how he is reached, and every clock. It opens,
// closes and reopens the incident; each act names a person. Thread: the screen's. Owner: the window.
class IncidentPane final : public Pane {
    Q_OBJECT
public:
    explicit IncidentPane(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void setNow(Instant now); // clocks go on between two moments
    void focusRunbook();      // shows the checklist, at its first open item

public Q_SLOTS:
    void openIncident(); // one action where findings are the reason; asks for one where there are none
    void reopenIncident();
    void toggleItem(const QModelIndex &index);
    void assignRole(); // the one chosen
    void changeRoom();
    void copyRoom();
    void openRoom();
    void decideDeadline(bool applies); // the one chosen
    void meetDeadline();
    void setMeetings();

Q_SIGNALS:
    void acted(const hinoban::respond::IncidentAct &act);
    void closeRequested();
    void takeCommandRequested();
    void caseTold(const QString &field, const QString &value, const QString &person);
    void draftRequested(const QString &templateId);
    void roomRequested(const QUrl &room);

protected:
    void refresh() override;
    void retranslate() override;

private:
    QWidget *makePeople();
    QWidget *makeClocks();
    void showTab(const QString &tab);
    void showPeople();
    void showClocks();
    void sayActions();
    [[nodiscard]] const respond::Response &response() const;
    [[nodiscard]] const IncidentClock *clock() const; // chosen
    void act(respond::IncidentAct act);               // names the person first

    RunbookModel *m_runbook;
    RunbookList *m_list;
    TextTable *m_people, *m_clockTable;
    QTableView *m_peopleView, *m_clockView;
    QStackedWidget *m_pages;
    QLabel *m_problem, *m_room, *m_words, *m_state;
    QPushButton *m_open, *m_close, *m_command;
    QPushButton *m_assign, *m_changeRoom, *m_copyRoom, *m_openRoom;
    QPushButton *m_applies, *m_not, *m_met, *m_situation, *m_meetings;
    std::vector<IncidentClock> m_clocks;
    Instant m_now{};
};

} // namespace hinoban::ui
