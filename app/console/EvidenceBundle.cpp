// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceBundle.h"

#include "app/base/SafeText.h"
#include "app/console/DraftFiles.h"
#include "app/openpgp/Keyring.h"
#include "app/store/Workspace.h"

#include <QDir>
#include <QFileInfo>

namespace hinoban::console {

namespace {

// A draft is a letter: what is larger lies in this folder by mistake.
constexpr qint64 LargestDraft = qint64(4) * 1024 * 1024;
constexpr qsizetype MostDrafts = 1000;

} // namespace

Result<std::vector<store::BundleDraft>> readDrafts(const QString &folder)
{
    if (!QFileInfo(folder).isDir()) return failure(ErrorCode::NotFound, folder, QStringLiteral("no such folder"));
    const auto names = QDir(folder).entryList(QDir::Files | QDir::NoSymLinks, QDir::Name);
    if (names.size() > MostDrafts)
        return failure(ErrorCode::BadInput, folder, QStringLiteral("more than %1 files").arg(MostDrafts));
    std::vector<store::BundleDraft> drafts;
    for (const QString &name : names) {
        QFile file(QDir(folder).filePath(name));
        if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, file.fileName(), file.errorString());
        if (file.size() > LargestDraft)
            return failure(ErrorCode::BadInput, file.fileName(), QStringLiteral("larger than 4 MiB: no draft"));
        drafts.push_back({name, file.readAll()});
    }
    return drafts;
}

Result<std::vector<store::BundleDraft>> draftsOf(const Snapshot &snapshot)
{
    const auto texts = draftTexts(snapshot);
    if (!texts) return tl::unexpected(texts.error());
    std::vector<store::BundleDraft> drafts;
    for (const DraftText &one : *texts)
        drafts.push_back({one.name, one.text()});
    return drafts;
}

Result<BundledPtr> packEvidence(const QString &workspace, const QString &path,
                                const std::vector<store::BundleDraft> &drafts)
{
    auto opened = store::Workspace::open(workspace, store::Workspace::Mode::ReadOnly);
    if (!opened) return tl::unexpected(opened.error());
    auto report = (*opened)->bundle(path, drafts);
    if (!report) return tl::unexpected(report.error());
    return std::make_shared<const Bundled>(Bundled{path, std::move(*report)});
}

Result<BundleSigner> bundleSigner(const QString &key)
{
    const QString wanted = key.simplified();
    // An empty one would be signed for by any key at all.
    if (wanted.isEmpty()) return failure(ErrorCode::BadInput, key, QStringLiteral("no key is named"));
    const bool isMail = wanted.contains(u'@');
    const auto known = openpgp::keys(isMail ? wanted : QString(wanted).remove(u' '), true);
    if (!known) return tl::unexpected(known.error());
    const auto choice = openpgp::chooseSigner(*known, isMail ? wanted : QString());
    if (!choice.key || choice.trouble != openpgp::Trouble::None)
        return failure(choice.key ? ErrorCode::NotPermitted : ErrorCode::NotFound, safeText(wanted, 200),
                       openpgp::troubleText(choice.trouble));
    const QString fingerprint = choice.key->fingerprint;
    return BundleSigner{fingerprint, [fingerprint](const QByteArray &sums) -> Result<QByteArray> {
                            auto signature = openpgp::sign(sums, fingerprint);
                            if (!signature) return tl::unexpected(signature.error());
                            return std::move(signature->armour);
                        }};
}

respond::Entry bundledEntry(const store::BundleReport &report, const QString &path, const QString &person, Instant now,
                            const QString &signer)
{
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Message;
    entry.happened = entry.learned = now;
    entry.author = safeText(person, 200);
    entry.rule = QStringLiteral("evidence.bundled");
    entry.args = {{QStringLiteral("bundle"), safeText(QFileInfo(path).fileName(), 240)},
                  {QStringLiteral("seal"), QString::fromLatin1(report.seal)}};
    if (!signer.isEmpty()) entry.args.insert(QStringLiteral("signer"), signer);
    return entry;
}

} // namespace hinoban::console
