// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/SaveFile.h"

#include "app/base/Result.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

namespace hinoban::ui {
namespace {

std::optional<NotSaved> replacing(const FileToSave &file)
{
    if (file.mayReplace) return {};
    // Nobody may come between looking and writing: the name is taken by making it.
    QFile made(file.path);
    if (made.open(QIODevice::WriteOnly | QIODevice::NewOnly)) return {};
    return NotSaved{file.path, made.errorString(), QFileInfo::exists(file.path)};
}

std::optional<NotSaved> write(const FileToSave &one)
{
    QSaveFile file(one.path);
    if (file.open(QIODevice::WriteOnly) && file.write(one.bytes) == one.bytes.size() && file.commit()) return {};
    return NotSaved{one.path, file.errorString(), false};
}

std::optional<NotSaved> writeAll(const std::vector<FileToSave> &files)
{
    for (size_t at = 0; at < files.size(); ++at) {
        const auto problem = replacing(files[at]);
        if (!problem) continue;
        for (size_t made = 0; made < at; ++made)
            if (!files[made].mayReplace) QFile::remove(files[made].path); // empty still
        return problem;
    }
    for (const auto &file : files)
        if (auto problem = write(file)) return problem;
    return {};
}

} // namespace

QString sentence(const NotSaved &problem)
{
    if (problem.exists)
        return QCoreApplication::translate("hinoban::ui::ContactsPane",
                                           "Not saved: %1 exists already, and nothing is replaced unasked. Choose "
                                           "another name.")
            .arg(problem.path);
    return QCoreApplication::translate("hinoban::ui::ContactsPane", "Not saved: %1")
        .arg(sentence(Error{ErrorCode::ReadOnly, problem.path, problem.detail}));
}

QString numbered(const QString &path, size_t index)
{
    if (index == 0) return path;
    const QFileInfo file(path);
    return file.dir().filePath(
        QStringLiteral("%1-%2.%3").arg(file.completeBaseName(), QString::number(index + 1), file.suffix()));
}

void saveFiles(std::vector<FileToSave> files, QObject *context,
               std::function<void(const std::optional<NotSaved> &problem)> done)
{
    QPointer<QObject> still(context); // looked at in the screen's thread only
    QThreadPool::globalInstance()->start([files = std::move(files), still, done = std::move(done)] {
        const auto problem = writeAll(files);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [still, done, problem] {
                if (still) done(problem);
            },
            Qt::QueuedConnection);
    });
}

} // namespace hinoban::ui
