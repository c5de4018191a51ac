// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QObject;

namespace hinoban::ui {

struct FileToSave {
    QString path;
    QByteArray bytes;
    bool mayReplace = false; // a person has said so; otherwise a file that is there already stays as it is
};

// What was not written, and why.
struct NotSaved {
    QString path;
    QString detail;      // technical and English
    bool exists = false; // it is there already, and nobody has said that it may be replaced
};

// … for a person.
[[nodiscard]] QString sentence(const NotSaved &problem);

// The name of the one of several files that belong together: "a.eml", "a-2.eml", …
[[nodiscard]] QString numbered(const QString &path, size_t index);

// Writes whole files off the screen's thread, one after the other: all of each, or the old one stays. Nothing is
// written if one of them would have to replace a file unasked. `done` is called once, in the screen's thread unless
// `context` is gone by then, with the first that could not be written; nothing: all of them are.
void saveFiles(std::vector<FileToSave> files, QObject *context,
               std::function<void(const std::optional<NotSaved> &problem)> done);

} // namespace hinoban::ui
