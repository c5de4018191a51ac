// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incident/RunbookList.h"

#include "ui/incident/RunbookDelegate.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace hinoban::ui {

RunbookList::RunbookList(QWidget *parent)
    : QListView(parent)
{
    setObjectName(QStringLiteral("runbookList"));
    setItemDelegate(new RunbookDelegate(this));
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // heights are those of the width beside it
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
}

// Space is the drill's pause elsewhere in the window; here it ticks.
bool RunbookList::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QListView::event(event);
}

void RunbookList::keyPressEvent(QKeyEvent *event)
{
    const bool ticks = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (ticks && event->modifiers() == Qt::NoModifier && currentIndex().isValid())
        Q_EMIT toggled(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void RunbookList::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && event->position().x() < RunbookDelegate::BoxEnd)
        Q_EMIT toggled(index);
}

void RunbookList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

} // namespace hinoban::ui
