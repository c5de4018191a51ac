// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QByteArray>
#include <QSet>
#include <QString>

#include <vector>

namespace hinoban::detect {

// Who issues certificates under which names of CAA records: resources/authorities (its README.md says the form).
// A value; any thread.
struct Authority {
    QSet<QString> names;         // lower case: "letsencrypt.org"
    QSet<QString> organisations; // as organisationKey() makes them
};
[[nodiscard]] Result<std::vector<Authority>> readAuthorities(const QByteArray &json);
[[nodiscard]] const std::vector<Authority> &authorities(); // those that are shipped

// For comparing: case, punctuation and spaces mean nothing.
[[nodiscard]] QString organisationKey(const QString &organisation);

} // namespace hinoban::detect
