// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/DraftFiles.h"

#include "app/console/Facts.h"

#include <QDir>
#include <QSaveFile>

namespace hinoban::console {

QByteArray DraftText::text() const
{
    return QStringLiteral("To: %1\nSubject: %2\n\n%3\n").arg(draft.party, draft.subject, draft.body).toUtf8();
}

Result<std::vector<DraftText>> draftTexts(const Snapshot &snapshot)
{
    std::vector<DraftText> texts;
    const auto affected = std::find_if(snapshot.domains.begin(), snapshot.domains.end(),
                                       [](const DomainView &view) { return !view.contacts.empty(); });
    if (affected == snapshot.domains.end()) return texts;

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
                    return std::any_of(texts.begin(), texts.end(),
                                       [&](const DraftText &text) { return text.name == candidate; });
                };
                for (int copy = 2; taken(name); ++copy)
                    name = QStringLiteral("%1-%2.%3.txt").arg(id).arg(copy).arg(language);
                texts.push_back({name, std::move(*made)});
            }
        }
    }
    return texts;
}

Result<std::vector<DraftFile>> writeDrafts(const Snapshot &snapshot, const QString &folder)
{
    std::vector<DraftFile> files;
    auto texts = draftTexts(snapshot);
    if (!texts) return tl::unexpected(texts.error());
    if (texts->empty()) return files;
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::ReadOnly, folder, QStringLiteral("the folder cannot be made"));
    for (DraftText &one : *texts) {
        const QString path = QDir(folder).filePath(one.name);
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return failure(ErrorCode::ReadOnly, path, file.errorString());
        file.write(one.text());
        if (!file.commit()) return failure(ErrorCode::DiskFull, path, file.errorString());
        files.push_back({path, std::move(one.draft)});
    }
    return files;
}

} // namespace hinoban::console
