// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace hinoban::ui {

class Menus;
class ResolverDialog;

// What the window does about the resolvers that are asked. Thread: the screen's. Owner: the window.
class ResolverDesk final : public QObject {
    Q_OBJECT
public:
    ResolverDesk(const Menus &menus, QWidget *window);
    void show(const console::SnapshotPtr &snapshot);

public Q_SLOTS:
    void openResolvers();

Q_SIGNALS:
    void decided(const std::vector<hinoban::watch::Resolver> &chosen, const QString &person, const QString &reason);

private:
    const Menus &m_menus;
    QWidget *m_window;
    QPointer<ResolverDialog> m_dialog;
    std::shared_ptr<const std::vector<watch::Resolver>> m_chosen; // null: nothing to decide
};

} // namespace hinoban::ui
