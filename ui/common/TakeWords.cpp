// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/TakeWords.h"

#include <QComboBox>
#include <QLineEdit>

namespace hinoban::ui {

void takeWords(const QWidget &from, QWidget &to, const QStringList &names)
{
    const auto isMeant = [&](const QString &name) {
        // Qt names parts of its own widgets so.
        return !name.isEmpty() && !name.startsWith(QLatin1String("qt_")) && (names.isEmpty() || names.contains(name));
    };
    for (const auto *typed : from.findChildren<QLineEdit *>())
        if (auto *edit = isMeant(typed->objectName()) ? to.findChild<QLineEdit *>(typed->objectName()) : nullptr)
            edit->setText(typed->text());
    for (const auto *typed : from.findChildren<QComboBox *>()) {
        auto *box = isMeant(typed->objectName()) ? to.findChild<QComboBox *>(typed->objectName()) : nullptr;
        if (!box) continue;
        if (typed->isEditable())
            box->setEditText(typed->currentText());
        else
            box->setCurrentIndex(typed->currentIndex());
    }
}

} // namespace hinoban::ui
