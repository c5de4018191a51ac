// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

#include <optional>

namespace hinoban::dns {

// Classes of records (RFC 1035, 3.2.4; RFC 6895, 3.2): "IN", "CH", "HS", "CLASS254" for all others.
[[nodiscard]] QByteArray classText(quint16 klass);
[[nodiscard]] std::optional<quint16> classFromText(QByteArrayView text);

} // namespace hinoban::dns
