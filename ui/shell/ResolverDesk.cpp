// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ResolverDesk.h"

#include "app/console/ResolverList.h"
#include "ui/shell/Menus.h"
#include "ui/shell/ResolverDialog.h"

#include <QAction>

namespace hinoban::ui {

ResolverDesk::ResolverDesk(const Menus &menus, QWidget *window)
    : QObject(window)
    , m_menus(menus)
    , m_window(window)
{
    connect(menus.resolvers, &QAction::triggered, this, &ResolverDesk::openResolvers);
}

void ResolverDesk::show(const console::SnapshotPtr &snapshot)
{
    // A drill's resolvers are the story's.
    m_chosen = snapshot && !snapshot->drill ? snapshot->chosenResolvers : nullptr;
    m_menus.resolvers->setEnabled(m_chosen != nullptr);
    if (!m_chosen && m_dialog && m_dialog->isHidden()) delete m_dialog; // of what was open before
}

void ResolverDesk::openResolvers()
{
    if (!m_chosen) return;
    if (!m_dialog) {
        const auto shipped = console::shippedResolvers(); // from the program's own data
        m_dialog = new ResolverDialog(shipped.value_or(std::vector<watch::Resolver>()), *m_chosen, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ResolverDialog::decided, this, &ResolverDesk::decided);
    }
    m_dialog->open();
}

} // namespace hinoban::ui
