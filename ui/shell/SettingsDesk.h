// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "app/store/Settings.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace hinoban::ui {

class Menus;
class SettingsDialog;

// What the window does about how its workspace is watched. Thread: the screen's. Owner: the window.
class SettingsDesk final : public QObject {
    Q_OBJECT
public:
    SettingsDesk(const Menus &menus, QWidget *window);
    void show(const console::SnapshotPtr &snapshot);
    [[nodiscard]] bool takesFailure(const Error &error); // whether its dialog says it

public Q_SLOTS:
    void openSettings();
    void showSettings(const hinoban::store::WatchSettings &settings); // as they are in force now

Q_SIGNALS:
    void decided(const hinoban::store::WatchSettings &settings, const QString &person, const QString &reason);

private:
    const Menus &m_menus;
    QWidget *m_window;
    QPointer<SettingsDialog> m_dialog;
    store::WatchSettings m_settings;
};

} // namespace hinoban::ui
