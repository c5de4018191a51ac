// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/KeptDialog.h"
#include "ui/shell/ResolverLines.h"

class QLabel;
class QPushButton;
class QTableView;

namespace hinoban::ui {

class WhoAndWhy;

// Which resolvers are asked: the shipped public ones, each on or off, and the team's own. A named person decides, with
// a reason; nothing changes before. Space turns a public one on and off, Insert adds, Return edits, Delete removes.
// Thread: the screen's. Owner: the window.
class ResolverDialog final : public KeptDialog {
    Q_OBJECT
public:
    ResolverDialog(const std::vector<watch::Resolver> &shipped, std::vector<watch::Resolver> chosen,
                   QWidget *parent = nullptr);
    [[nodiscard]] bool hasWords() const override; // or chosen otherwise

Q_SIGNALS:
    void decided(const std::vector<hinoban::watch::Resolver> &chosen, const QString &person, const QString &reason);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void showChoices();
    void check();
    void toggle();
    void add();
    void edit();
    void remove();
    void openEditor(int choice); // -1: a new one
    void selectChoice(int choice);
    [[nodiscard]] int current() const; // the choice in the selected line; -1: none

    std::vector<watch::Resolver> m_chosen;
    std::vector<ResolverChoice> m_choices;
    std::vector<int> m_places;
    TextTable *m_table;
    QTableView *m_view;
    QLabel *m_intro, *m_problem;
    WhoAndWhy *m_who;
    QPushButton *m_toggle, *m_add, *m_edit, *m_remove, *m_cancel, *m_take;
};

} // namespace hinoban::ui
