// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Import.h"

namespace hinoban::console {

// Files of what zones should be, as a person names them.
struct ExpectationFiles {
    QStringList paths;
    QString from;   // watch::importFormatFromText; empty: seen from the file
    QString domain; // empty: the files say it
    QString person, reason;
};

// The domains that the files tell of, one value each, however many files tell of it. Any thread.
[[nodiscard]] Result<watch::Import> readExpectationFiles(const ExpectationFiles &files, Instant now);

// What a BIND zone file says of one domain, the classes in its remarks included (watch::takeRemarks). Any thread.
[[nodiscard]] Result<watch::Domain> readExpectedZone(const QString &path, const dns::Name &domain,
                                                     const watch::Approval &approval);

} // namespace hinoban::console
