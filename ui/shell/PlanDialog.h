// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/PlanActs.h"
#include "app/console/Snapshot.h"
#include "ui/common/KeptDialog.h"

#include <functional>
#include <optional>

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
class PlanDialog final : public KeptDialog {
    Q_OBJECT
public:
    explicit PlanDialog(const dns::Name &domain, QWidget *parent = nullptr);

    void show(const console::SnapshotPtr &snapshot); // the moment; with it the domain's plans
    using QDialog::show;
    void showDone(const console::PlanDeed &deed);
    // It was not stored: what was typed is there again. False: nobody sees it here.
    [[nodiscard]] bool showRefused(const console::PlanDeed &deed, const Error &error);
    void leave(); // what is open is closed: no answer will come
    [[nodiscard]] bool hasWords() const override;

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
    void say(std::function<QString()> problem);
    [[nodiscard]] const watch::Plan *chosen() const;

    dns::Name m_domain;
    console::SnapshotPtr m_snapshot;
    console::DomainViewPtr m_view;
    QStringList m_ids; // of the lines
    bool m_waiting = false;
    std::optional<console::PlanDeed> m_refused; // and the words with which it was asked for
    std::function<QString()> m_problemWords;
    QLabel *m_intro, *m_problem, *m_who, *m_outcome;
    QTableView *m_plans, *m_changes;
    TextTable *m_plansModel, *m_changesModel;
    QStackedWidget *m_pages;
    PlanForm *m_form;
    QPushButton *m_close, *m_withdraw, *m_accept, *m_new, *m_back, *m_plan;
};

} // namespace hinoban::ui
