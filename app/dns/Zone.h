// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Message.h"

namespace hinoban::dns {

// One zone's data (RFC 1035, 5), in file order.
struct Zone {
    Name apex;
    std::vector<Record> records;

    [[nodiscard]] std::optional<RRset> rrset(const Name &owner, Type type) const
    {
        return rrsetOf(records, owner, type);
    }
    // Owners and types that the file states, each once, in canonical order.
    [[nodiscard]] std::vector<std::pair<Name, Type>> keys() const;
};

// Reads a zone file through ldns, line by line, so that an error names file and line. Refused with place and reason:
// records outside `origin`, $INCLUDE, more than a million records, a file without a SOA if `needSoa`.
struct ZoneFileOptions {
    Name origin; // what @ means until $ORIGIN says otherwise; also the apex
    bool needSoa = true;
};
[[nodiscard]] Result<Zone> readZoneFile(const QString &path, const ZoneFileOptions &options);
[[nodiscard]] Result<Zone> readZoneText(const QByteArray &text, const QString &where, const ZoneFileOptions &options);

// The owner of the first SOA record of the file, for an import that does not say the domain.
[[nodiscard]] Result<Name> apexOfZoneFile(const QString &path);
[[nodiscard]] Result<Name> apexOfZoneText(const QByteArray &text, const QString &where);

} // namespace hinoban::dns
