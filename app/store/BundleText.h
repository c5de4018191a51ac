// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/store/Bundle.h"

namespace hinoban::store {

// When and of whom an answer was got. A line of its readable text.
struct AskedOf {
    Instant at{};
    QString vantage, server, address, question;
};

// A stored answer for a person: who was asked when (`more`: as often again, not listed), then the message as `dig`
// prints one, or the text as it is with everything that is not plain made visible. UTF-8.
[[nodiscard]] QByteArray readableAnswer(const QByteArray &sha256, const QByteArray &bytes,
                                        const std::vector<AskedOf> &asked, quint64 more);

// README.en.md or README.ja.md. BadInput if the resource is not there.
[[nodiscard]] Result<QByteArray> bundleReadme(const QString &language, const BundleReport &report, Instant last,
                                              bool drill);

// A name for a file from any text: letters, digits, '.', '_' and '-' stay.
[[nodiscard]] QByteArray fileNameOf(const QString &text);

} // namespace hinoban::store
