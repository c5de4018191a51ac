// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

#include <QUrl>

namespace hinoban::watch {

// A recursive resolver at which the domains are looked at, as other people see them.
struct Resolver {
    dns::Server server; // label = "Google Public DNS"
    QString operatorName;
    std::optional<quint32> ttlCap; // seconds; the longest it keeps anything, as published or observed
    QUrl flushPage;                // where its operator lets anyone flush a name; may be empty
};

} // namespace hinoban::watch
