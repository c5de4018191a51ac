// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Pane.h"

#include "ui/common/PaneHeader.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"

#include <QEvent>
#include <QVBoxLayout>

namespace hinoban::ui {

Pane::Pane(QWidget *parent)
    : QWidget(parent)
    , m_header(new PaneHeader(this))
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    m_body->addWidget(m_header);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    connect(&Theme::instance(), &Theme::changed, this, [this] { refresh(); });
    connect(&TimeText::instance(), &TimeText::changed, this, [this] {
        retranslate();
        refresh();
    });
}

void Pane::show(const console::SnapshotPtr &snapshot, const dns::Name &domain)
{
    m_snapshot = snapshot;
    m_domain = domain;
    m_view = snapshot ? snapshot->domains.find(domain) : nullptr;
    refresh();
}

void Pane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
}

} // namespace hinoban::ui
