// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace hinoban::ui {

// A label that cannot become rich text: Qt guesses from the text, and the text may be the attacker's. A paragraph,
// which wraps.
[[nodiscard]] inline QLabel *plainLabel(QWidget *parent, const QString &text = {})
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

// … and one line.
[[nodiscard]] inline QLabel *plainLine(QWidget *parent, const QString &text = {})
{
    QLabel *label = plainLabel(parent, text);
    label->setWordWrap(false);
    return label;
}

} // namespace hinoban::ui
