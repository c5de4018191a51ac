// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"
#include "app/path/Origin.h"

#include <QHostAddress>

#include <memory>
#include <optional>

namespace hinoban::path {

// Which autonomous system announces an address, and its country, offline, from a database in the MaxMind DB format that
// the user names (GeoLite2-ASN, DB-IP ASN Lite: no countries; GeoLite2-Country: nothing else; IPinfo Lite: both …). A
// map of the file, read by pages: whoever replaces it while it is open must do so by renaming. Look-ups are const and
// may come from any thread. Owner: whoever opened it.
class OriginDatabase {
public:
    // NotFound: no such file; BadInput: it is no database of that format.
    [[nodiscard]] static Result<std::shared_ptr<const OriginDatabase>> open(const QString &file);
    ~OriginDatabase();
    OriginDatabase(const OriginDatabase &) = delete;
    OriginDatabase &operator=(const OriginDatabase &) = delete;

    // Nothing: the database knows neither, or is broken at that place. Dated by when the database was made.
    [[nodiscard]] std::optional<Origin> originOf(const QHostAddress &address) const;

private:
    OriginDatabase();
    struct Handle;
    std::unique_ptr<Handle> m_handle;
};

} // namespace hinoban::path
