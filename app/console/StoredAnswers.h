// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <vector>

namespace hinoban::console {

// An answer that an entry of the timeline points at, byte for byte as it was kept.
struct StoredAnswer {
    QByteArray sha256; // hex
    QByteArray bytes;
    QString problem; // why there are none; empty otherwise
};

// Reads them out of the workspace's file beside whoever writes it. One for each hash, in their order; what was not kept
// says so. Any thread but the screen's: it reads a file.
[[nodiscard]] Result<std::vector<StoredAnswer>> storedAnswers(const QString &workspace,
                                                              const std::vector<QByteArray> &hashes);

} // namespace hinoban::console
