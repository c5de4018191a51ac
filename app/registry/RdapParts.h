// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/ReadParts.h"

#include <QJsonArray>

// What the readers of RDAP objects share (RFC 9083). Everything here is somebody else's JSON.
namespace hinoban::registry::rdap {

[[nodiscard]] tl::unexpected<Error> refused(const QString &where, const QString &why);

// An answer: bounded, and an object.
[[nodiscard]] Result<QJsonObject> objectFrom(const QByteArray &json);

// A member that may be missing or null, but is a list of bounded length if it is there.
[[nodiscard]] Result<QJsonArray> listOf(const QJsonObject &object, const QString &key);

// Whom a jCard (RFC 7095) names, safe to show; `email` has the shape of one address.
struct Card {
    QString name, email, phone;
};
[[nodiscard]] Card readCard(const QJsonObject &entity);
[[nodiscard]] bool hasRole(const QJsonObject &entity, const QString &role);

} // namespace hinoban::registry::rdap
