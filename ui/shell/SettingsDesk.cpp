// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SettingsDesk.h"

#include "ui/shell/Menus.h"
#include "ui/shell/SettingsDialog.h"

#include <QAction>

namespace hinoban::ui {

SettingsDesk::SettingsDesk(const Menus &menus, QWidget *window)
    : QObject(window)
    , m_menus(menus)
    , m_window(window)
{
    connect(menus.settings, &QAction::triggered, this, &SettingsDesk::openSettings);
}

void SettingsDesk::show(const console::SnapshotPtr &snapshot)
{
    // A drill is watched as its story says.
    const bool isWatch = snapshot && !snapshot->drill;
    m_menus.settings->setEnabled(isWatch);
    if (!isWatch) delete m_dialog;
}

bool SettingsDesk::takesFailure(const Error &error) { return m_dialog && m_dialog->takesFailure(error); }

void SettingsDesk::openSettings()
{
    if (!m_dialog) {
        m_dialog = new SettingsDialog(m_settings, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &SettingsDialog::decided, this, &SettingsDesk::decided);
    }
    m_dialog->open();
}

void SettingsDesk::showSettings(const store::WatchSettings &settings)
{
    m_settings = settings;
    if (m_dialog) m_dialog->showStored(settings);
}

} // namespace hinoban::ui
