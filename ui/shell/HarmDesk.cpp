// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/HarmDesk.h"

#include "ui/contacts/ExposureDialog.h"
#include "ui/records/RecordsPane.h"
#include "ui/shell/Menus.h"

#include <QAction>

namespace hinoban::ui {

HarmDesk::HarmDesk(const Menus &menus, RecordsPane &records, QWidget *window)
    : QObject(window)
    , m_window(window)
{
    connect(menus.attacker, &QAction::triggered, &records, &RecordsPane::showHostile);
    connect(menus.lostMail, &QAction::triggered, this, &HarmDesk::openExposure);
    connect(&records, &RecordsPane::assetActed, this, &HarmDesk::assetActed);
}

void HarmDesk::show(const console::SnapshotPtr &snapshot, const dns::Name &domain)
{
    m_snapshot = snapshot;
    m_domain = domain;
    if (m_exposure) m_exposure->show(snapshot, domain);
}

void HarmDesk::openExposure()
{
    if (!m_exposure) {
        m_exposure = new ExposureDialog(m_window);
        m_exposure->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_exposure, &ExposureDialog::acted, this, &HarmDesk::accountsActed);
        m_exposure->show(m_snapshot, m_domain);
    }
    m_exposure->open();
    m_exposure->raise();
}

} // namespace hinoban::ui
