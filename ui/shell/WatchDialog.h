// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Session.h"
#include "ui/common/KeptDialog.h"
#include "ui/shell/WatchImport.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace hinoban::ui {

class ProposalModel;
class WhoAndWhy;

// From a list of names to a watch: type or import domains, choose where the workspace is kept, look, and decide of
// each RRset whether what is seen is what should be. A named person decides, with a reason.
// It asks by signals and is told by slots; it never talks to a session itself.
class WatchDialog final : public KeptDialog {
    Q_OBJECT
public:
    // `openWorkspace` is the file that is open already; empty: none, or a drill.
    explicit WatchDialog(const QString &openWorkspace, QWidget *parent = nullptr);

    [[nodiscard]] bool hasWords() const override;
    void setOpenWorkspace(const QString &file); // it may be another one when the dialog is opened again
    void showStarted();
    void showFailure(const Error &error);
    // `known`: of the proposed domains those that are watched already, with what is expected of them so far.
    void showProposal(const console::Proposal &proposal, const std::vector<watch::Domain> &known = {});
    void take(const Imported &imported); // what a file said

Q_SIGNALS:
    void openRequested(const hinoban::console::SessionOptions &options);
    void proposeRequested(const QList<QByteArray> &domains);
    void decided(const hinoban::console::Decided &decided);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Page { Names, Looking, Proposals };
    QWidget *makeNamesPage();
    QWidget *makeLookingPage();
    QWidget *makeProposalsPage();
    void retranslate();
    void setPage(Page page);
    void checkNames();
    void checkDecision();
    void chooseWorkspace();
    void chooseImport();
    void look();
    void propose();
    void showRRset(const QModelIndex &index);
    void editRRset();
    void decide();

    QString m_openWorkspace;
    bool m_waiting = false; // for the workspace to open
    std::vector<dns::Name> m_names;
    std::vector<watch::Domain> m_zones;
    WatchImport *m_import;
    ProposalModel *m_model;

    QStackedWidget *m_pages;
    QLabel *m_intro, *m_namesLabel, *m_problems, *m_workspaceLabel, *m_failure;
    QPlainTextEdit *m_text;
    QLineEdit *m_workspace;
    QPushButton *m_importButton, *m_choose, *m_lookButton, *m_cancel;
    QLabel *m_lookingText;
    QProgressBar *m_progress;
    QTreeView *m_tree;
    QLabel *m_decideIntro, *m_valuesLabel, *m_warnings, *m_valuesProblem;
    QPlainTextEdit *m_values;
    WhoAndWhy *m_who;
    QPushButton *m_back, *m_accept;
};

} // namespace hinoban::ui
