// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/PlanActs.h"
#include "app/console/Snapshot.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace hinoban::ui {

class PlanForm;
class TextTable;

// The planned changes of one domain (change windows): how they stand, a new one, and what a person decides when one is
// over. It stays open beside the window and follows it; what was typed stays until it is stored.
// Thread: the screen's. Owner: its parent.
class PlanDialog final : public QDialog {
    Q_OBJECT
public:
    explicit PlanDialog(const dns::Name &domain, QWidget *parent = nullptr);

    void show(const console::SnapshotPtr &snapshot); // the moment; with it the domain's plans
    using QDialog::show;
    void showDone(const console::PlanDeed &deed);
    [[nodiscard]] bool takesFailure(const Error &error); // whether this dialog waited for an answer
    [[nodiscard]] bool hasWords() const;                 // typed, and not stored yet

Q_SIGNALS:
    void asked(const hinoban::console::PlanDeed &deed);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Page { List, Form };
    QWidget *makeList();
    void retranslate();
    void showPlans();
    void showPlan();
    void setPage(Page page);
    void takeFocus();
    void decide(console::PlanDeed::Kind kind);
    void ask(const console::PlanDeed &deed);
    [[nodiscard]] const watch::Plan *chosen() const;

    dns::Name m_domain;
    console::SnapshotPtr m_snapshot;
    console::DomainViewPtr m_view;
    QStringList m_ids; // of the lines
    bool m_waiting = false;
    QLabel *m_intro, *m_problem, *m_who, *m_outcome;
    QTableView *m_plans, *m_changes;
    TextTable *m_plansModel, *m_changesModel;
    QStackedWidget *m_pages;
    PlanForm *m_form;
    QPushButton *m_close, *m_withdraw, *m_accept, *m_new, *m_back, *m_plan;
};

} // namespace hinoban::ui
