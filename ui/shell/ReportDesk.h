// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/shell/ReportDialog.h"

#include <QPointer>

namespace hinoban::ui {

class Menus;

// What the window does about reports: reads the case out of the workspace's file, off the screen's thread and beside
// whoever writes to it, and gives it to the dialog. Thread: the screen's. Owner: the window.
class ReportDesk final : public QObject {
    Q_OBJECT
public:
    ReportDesk(const Menus &menus, QWidget *window);
    void show(const console::SnapshotPtr &snapshot);

public Q_SLOTS:
    void open(); // one dialog

private:
    void read();

    QWidget *m_window;
    QPointer<ReportDialog> m_dialog;
    console::SnapshotPtr m_snapshot;
};

} // namespace hinoban::ui
