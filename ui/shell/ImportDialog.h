// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Proposal.h"
#include "app/console/Snapshot.h"
#include "ui/common/KeptDialog.h"
#include "ui/shell/WatchImport.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeView;

namespace hinoban::ui {

class ImportModel;
class WhoAndWhy;

// What a file says of zones, against what is expected now: what would be added, changed and removed, RRset by RRset,
// and what of the file was not understood. A named person takes it, with a reason; nothing changes before.
class ImportDialog final : public KeptDialog {
    Q_OBJECT
public:
    // `snapshot`: what is expected now; `suggested`: of which domain the file is if it does not say so.
    ImportDialog(const console::SnapshotPtr &snapshot, const dns::Name &suggested, QWidget *parent = nullptr);

    [[nodiscard]] bool hasWords() const override;
    void read(const QString &path); // in a thread of its own
    void take(const Imported &imported);

Q_SIGNALS:
    void decided(const hinoban::console::Decided &decided);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void check();
    void showLeftOut();

    console::SnapshotPtr m_snapshot;
    dns::Name m_suggested;
    WatchImport *m_import;
    ImportModel *m_model;
    Imported m_imported;
    QLabel *m_intro, *m_problem, *m_leftOutLabel;
    QTreeView *m_tree;
    QPlainTextEdit *m_leftOut;
    WhoAndWhy *m_who;
    QPushButton *m_cancel, *m_take;
};

} // namespace hinoban::ui
