// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/CopyMenu.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace hinoban::ui {

QMenu *copyMenu(QWidget *parent, std::function<dns::ExchangePtr()> current)
{
    auto *menu = new QMenu(parent);
    const auto add = [&](const QString &text, const QString &name, console::AnswerForm form) {
        auto *action = menu->addAction(text, menu, [current, form] {
            const auto exchange = current();
            if (exchange)
                QGuiApplication::clipboard()->setText(QString::fromLatin1(console::answerAs(*exchange, form)));
        });
        action->setObjectName(name);
    };
    add(QCoreApplication::translate("CopyMenu", "As &dig prints it"), QStringLiteral("copyDig"),
        console::AnswerForm::Text);
    add(QCoreApplication::translate("CopyMenu", "The reply in &hex"), QStringLiteral("copyHex"),
        console::AnswerForm::Hex);
    add(QCoreApplication::translate("CopyMenu", "&JSON (RFC 8427)"), QStringLiteral("copyJson"),
        console::AnswerForm::Json);
    return menu;
}

} // namespace hinoban::ui
