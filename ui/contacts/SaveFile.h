// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

#include <functional>

class QObject;

namespace hinoban::ui {

// Writes a whole file off the screen's thread: all of it, or the old one stays. `done` is called in the screen's
// thread unless `context` is gone by then, with a sentence that says what went wrong, empty if nothing did.
void saveFile(const QString &path, const QByteArray &bytes, QObject *context,
              std::function<void(const QString &)> done);

} // namespace hinoban::ui
