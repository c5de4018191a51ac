// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/SaveFile.h"

#include "app/base/Result.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

namespace hinoban::ui {
namespace {

QString write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return {};
    return sentence(Error{ErrorCode::ReadOnly, path, file.errorString()});
}

} // namespace

void saveFile(const QString &path, const QByteArray &bytes, QObject *context, std::function<void(const QString &)> done)
{
    QPointer<QObject> still(context); // looked at in the screen's thread only
    QThreadPool::globalInstance()->start([path, bytes, still, done = std::move(done)] {
        const QString problem = write(path, bytes);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [still, done, problem] {
                if (still) done(problem);
            },
            Qt::QueuedConnection);
    });
}

} // namespace hinoban::ui
