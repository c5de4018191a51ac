// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "app/store/Bundle.h"

#include <memory>

namespace hinoban::console {

// What was packed, and where to.
struct Bundled {
    QString path;
    store::BundleReport report;
};
using BundledPtr = std::shared_ptr<const Bundled>;

// The texts in a folder, as writeDrafts() left them there, by name. Nothing below it, no links.
[[nodiscard]] Result<std::vector<store::BundleDraft>> readDrafts(const QString &folder);

// The same texts, of a moment.
[[nodiscard]] Result<std::vector<store::BundleDraft>> draftsOf(const Snapshot &snapshot);

// Packs a workspace's file beside whoever writes to it. Any thread but the screen's.
[[nodiscard]] Result<BundledPtr> packEvidence(const QString &workspace, const QString &path,
                                              const std::vector<store::BundleDraft> &drafts);

// Who signs a bundle: the user's own key, by its fingerprint, or by an address in it. Runs gpg: any thread but the
// screen's. NotFound, NotPermitted with the reason where there is none, or several would do, or it cannot sign.
struct BundleSigner {
    QString fingerprint;
    store::SumsSigner sign;
};
[[nodiscard]] Result<BundleSigner> bundleSigner(const QString &key);

// That it was packed belongs on the timeline: who has the evidence is part of it.
[[nodiscard]] respond::Entry bundledEntry(const store::BundleReport &report, const QString &path, const QString &person,
                                          Instant now, const QString &signer = {});

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::BundledPtr)
