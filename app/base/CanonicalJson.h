// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

namespace hinoban {

// The canonical form of RFC 8785, restricted so that jq and every other tool agrees byte for byte: ASCII keys,
// strings, booleans, null, arrays, objects, and integers up to 2^53. Anything else is refused, never rounded.
[[nodiscard]] Result<QByteArray> canonicalJson(const QJsonValue &value);

// Reads JSON of bounded size and depth (the attacker writes it): more is refused, and so are duplicate keys' later
// values (QJsonDocument keeps the last one; evidence must not depend on that).
struct JsonLimits {
    qsizetype bytes = qsizetype(4) * 1024 * 1024;
    int depth = 32;
};
[[nodiscard]] Result<QJsonValue> parseJson(const QByteArray &text, JsonLimits limits = {});

[[nodiscard]] QByteArray sha256Hex(const QByteArray &bytes);

} // namespace hinoban
