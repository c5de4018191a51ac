// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/DraftFiles.h"

#include "app/console/Facts.h"

#include <QDir>
#include <QSaveFile>

namespace hinoban::console {

Result<std::vector<DraftFile>> writeDrafts(const Snapshot &snapshot, const QString &folder)
{
    std::vector<DraftFile> files;
    const auto affected = std::find_if(snapshot.domains.begin(), snapshot.domains.end(),
                                       [](const DomainView &view) { return !view.contacts.empty(); });
    if (affected == snapshot.domains.end()) return files;
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::ReadOnly, folder, QStringLiteral("the folder cannot be made"));

    const auto facts = factsOf(snapshot, *affected);
    for (const auto &contact : affected->contacts) {
        for (const auto &id : contact.templates) {
            for (const auto &language : {QStringLiteral("ja"), QStringLiteral("en")}) {
                auto made = respond::draft(id, language, contact, facts);
                if (!made) {
                    if (made.error().code == ErrorCode::NotFound) continue; // not offered in this language
                    return tl::unexpected(made.error());
                }
                // Two hosting companies get two letters.
                QString name = QStringLiteral("%1.%2.txt").arg(id, language);
                const auto taken = [&](const QString &candidate) {
                    return std::any_of(files.begin(), files.end(), [&](const DraftFile &file) {
                        return QFileInfo(file.path).fileName() == candidate;
                    });
                };
                for (int copy = 2; taken(name); ++copy)
                    name = QStringLiteral("%1-%2.%3.txt").arg(id).arg(copy).arg(language);
                const QString path = QDir(folder).filePath(name);
                QSaveFile file(path);
                if (!file.open(QIODevice::WriteOnly)) return failure(ErrorCode::ReadOnly, path, file.errorString());
                file.write(
                    QStringLiteral("To: %1\nSubject: %2\n\n%3\n").arg(made->party, made->subject, made->body).toUtf8());
                if (!file.commit()) return failure(ErrorCode::DiskFull, path, file.errorString());
                files.push_back({path, std::move(*made)});
            }
        }
    }
    return files;
}

} // namespace hinoban::console
