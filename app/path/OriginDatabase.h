// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QHostAddress>

#include <memory>
#include <optional>

namespace hinoban::path {

// Which autonomous system announces an address, offline, from a database in the MaxMind DB format that the user names
// (GeoLite2-ASN, DB-IP ASN Lite, IPinfo Lite …). A map of the file, read by pages: whoever replaces it while it is open
// must do so by renaming. Look-ups are const and may come from any thread. Owner: whoever opened it.
class OriginDatabase {
public:
    // NotFound: no such file; BadInput: it is no database of that format.
    [[nodiscard]] static Result<std::shared_ptr<const OriginDatabase>> open(const QString &file);
    ~OriginDatabase();
    OriginDatabase(const OriginDatabase &) = delete;
    OriginDatabase &operator=(const OriginDatabase &) = delete;

    // Nothing: the database does not know it, or is broken at that place. Never 0, which announces nothing (RFC 7607).
    [[nodiscard]] std::optional<quint32> originOf(const QHostAddress &address) const;

private:
    OriginDatabase();
    struct Handle;
    std::unique_ptr<Handle> m_handle;
};

} // namespace hinoban::path
