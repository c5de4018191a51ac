// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/PaneHeader.h"

#include "ui/common/Fonts.h"
#include "ui/common/PlainToolTip.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace hinoban::ui {

PaneHeader::PaneHeader(QWidget *parent)
    : QFrame(parent)
    , m_layout(new QHBoxLayout(this))
    , m_title(new QLabel(this))
    , m_right(new QLabel(this))
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("PaneHeader"));
    setFixedHeight(Height);
    m_layout->setContentsMargins(12, 0, 12, 0);
    m_layout->setSpacing(12);
    m_title->setFont(fonts::prose(fonts::Size::Normal, true));
    m_title->setTextFormat(Qt::PlainText);
    m_title->hide();
    m_right->setTextFormat(Qt::PlainText);
    m_right->setProperty("muted", true);
    m_right->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // What stands at the right may be cut before a tab or the title is.
    m_right->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_right, 1);
    connect(m_group, &QButtonGroup::buttonClicked, this,
            [this](QAbstractButton *button) { Q_EMIT tabChanged(button->objectName()); });
}

void PaneHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void PaneHeader::setTab(const QString &key, const QString &text)
{
    QToolButton *&tab = m_tabs[key];
    if (!tab) {
        tab = new QToolButton(this);
        tab->setObjectName(key);
        tab->setProperty("tab", true);
        tab->setCheckable(true);
        tab->setAutoRaise(true);
        tab->setFocusPolicy(Qt::StrongFocus);
        tab->setFixedHeight(Height - 1);
        tab->setChecked(m_group->buttons().isEmpty());
        m_group->addButton(tab);
        m_layout->insertWidget(m_tabsEnd++, tab);
    }
    if (tab->text() == text) return;
    tab->setText(text);
    tab->setAccessibleName(text);
}

QString PaneHeader::currentTab() const
{
    const auto *button = m_group->checkedButton();
    return button ? button->objectName() : QString();
}

void PaneHeader::setCurrentTab(const QString &key)
{
    auto *tab = m_tabs.value(key);
    if (!tab || tab->isChecked()) return;
    tab->setChecked(true);
    Q_EMIT tabChanged(key);
}

void PaneHeader::setRightText(const QString &text, const QString &toolTip)
{
    // Half a text is worse than none: it stays in the tool tip.
    int taken = 0;
    const auto buttons = findChildren<QToolButton *>(Qt::FindDirectChildrenOnly);
    for (const auto *button : buttons)
        if (!button->isHidden()) taken += button->sizeHint().width() + m_layout->spacing();
    if (!m_title->isHidden()) taken += m_title->sizeHint().width() + m_layout->spacing();
    const int room = width() - taken - 2 * m_layout->contentsMargins().left();
    m_right->setText(!isVisible() || m_right->fontMetrics().horizontalAdvance(text) <= room ? text : QString());
    m_right->setToolTip(plainToolTip(toolTip.isEmpty() ? text : toolTip));
    m_right->setAccessibleName(toolTip.isEmpty() ? text : toolTip);
}

QSize PaneHeader::sizeHint() const { return {QFrame::sizeHint().width(), Height}; }

QSize PaneHeader::minimumSizeHint() const { return {QFrame::minimumSizeHint().width(), Height}; }

void PaneHeader::addRight(QWidget *widget) { m_layout->addWidget(widget); }

} // namespace hinoban::ui
