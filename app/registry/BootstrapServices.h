// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace hinoban::registry {

// One entry of a bootstrap file (RFC 9224, 3), for its readers alone.
struct BootstrapService {
    QString where; // "services[3]"
    QStringList names;
    std::optional<QUrl> base; // the first that is https, ending in a slash
};
// Errors: BadInput with the place, for what is not such a file.
[[nodiscard]] Result<std::vector<BootstrapService>> bootstrapServices(const QByteArray &json);

} // namespace hinoban::registry
