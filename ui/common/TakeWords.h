// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

class QWidget;

namespace hinoban::ui {

// What was typed into a dialog that was closed with it, put into the one that is made anew with newer facts: the line
// edits and editable boxes with these object names, or every one that has a name. Thread: the screen's.
void takeWords(const QWidget &from, QWidget &to, const QStringList &names = {});

} // namespace hinoban::ui
