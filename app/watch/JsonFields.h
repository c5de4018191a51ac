// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/DelegationWalk.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hinoban::watch {

// Reading and writing the fields of stored values: a missing or wrong field is BadInput and names its key. Pure; any
// thread.

// RFC 3339 to the microsecond, so that what is written reads back as the same instant.
[[nodiscard]] QString exactTime(Instant instant);

[[nodiscard]] Result<QString> textField(const QJsonObject &object, const QString &key);
[[nodiscard]] Result<Instant> timeField(const QJsonObject &object, const QString &key);
[[nodiscard]] Result<dns::Name> nameField(const QJsonObject &object, const QString &key);
[[nodiscard]] Result<QJsonArray> arrayField(const QJsonObject &object, const QString &key);
[[nodiscard]] Result<qint64> wholeField(const QJsonObject &object, const QString &key, qint64 from, qint64 to);

[[nodiscard]] QJsonArray serversToJson(const std::vector<dns::NameServer> &servers);
[[nodiscard]] Result<std::vector<dns::NameServer>> serversField(const QJsonObject &object, const QString &key);

} // namespace hinoban::watch
