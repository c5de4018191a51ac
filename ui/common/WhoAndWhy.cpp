// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/WhoAndWhy.h"

#include "ui/common/Person.h"
#include "ui/common/PlainLabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>

namespace hinoban::ui {

WhoAndWhy::WhoAndWhy(QWidget *parent)
    : QWidget(parent)
    , m_whoLabel(plainLine(this))
    , m_whyLabel(plainLine(this))
    , m_who(new QLineEdit(person(), this))
    , m_why(new QLineEdit(this))
{
    m_who->setObjectName(QStringLiteral("person"));
    m_who->setMaximumWidth(200);
    m_why->setObjectName(QStringLiteral("reason"));
    m_whoLabel->setBuddy(m_who);
    m_whyLabel->setBuddy(m_why);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_whoLabel);
    layout->addWidget(m_who);
    layout->addSpacing(8);
    layout->addWidget(m_whyLabel);
    layout->addWidget(m_why, 1);
    for (auto *field : {m_who, m_why})
        connect(field, &QLineEdit::textChanged, this, &WhoAndWhy::changed);
    retranslate();
}

void WhoAndWhy::setExample(const QString &reason) { m_why->setPlaceholderText(reason); }

bool WhoAndWhy::isComplete() const { return !who().isEmpty() && !why().isEmpty(); }

QString WhoAndWhy::who() const { return m_who->text().trimmed(); }

QString WhoAndWhy::why() const { return m_why->text().trimmed(); }

void WhoAndWhy::remember() const { setPerson(who()); }

void WhoAndWhy::retranslate()
{
    m_whoLabel->setText(tr("Your &name"));
    m_whyLabel->setText(tr("&Reason"));
    m_who->setAccessibleName(tr("Your name"));
    m_why->setAccessibleName(tr("Reason"));
}

void WhoAndWhy::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace hinoban::ui
