// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Session.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace hinoban::ui {

class Menus;
class WatchDialog;

// What the window does about what is expected: the dialog that begins a watch, and files that people bring later.
// Thread: the screen's. Owner: the window.
class ExpectationDesk final : public QObject {
    Q_OBJECT
public:
    ExpectationDesk(const Menus &menus, QWidget *window);
    void show(const console::SnapshotPtr &snapshot, const dns::Name &domain);
    void showStarted();
    [[nodiscard]] bool takesFailure(const Error &error); // whether a dialog of this desk says it
    void showProposal(const console::Proposal &proposal);

public Q_SLOTS:
    void watchOwnDomains();
    void chooseImport();
    void importFile(const QString &path);

Q_SIGNALS:
    void openRequested(const hinoban::console::SessionOptions &options);
    void proposeRequested(const QList<QByteArray> &domains);
    void decided(const hinoban::console::Decided &decided);

private:
    const Menus &m_menus;
    QWidget *m_window;
    QPointer<WatchDialog> m_watch;
    console::SnapshotPtr m_snapshot;
    dns::Name m_domain;
};

} // namespace hinoban::ui
