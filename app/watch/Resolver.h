// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

#include <QUrl>

namespace hinoban::watch {

inline constexpr quint32 MostQuestionsPerSecond = 1000;

// A recursive resolver at which the domains are looked at, as other people see them.
struct Resolver {
    dns::Server server;                         // the address that is asked; label = "Google Public DNS"
    std::vector<QHostAddress> otherAddresses{}; // of the same service; for people, not asked
    QString operatorName{};
    QString country; // ISO 3166-1 alpha-2 of the operator; empty: unknown
    // Which of them it answers; the first is the one that is asked.
    std::vector<dns::Transport> transports = {dns::Transport::Udp};
    std::optional<quint32> ttlCap;         // seconds; the longest it keeps anything, as published or observed
    std::optional<quint32> negativeTtlCap; // the same for "there is no such thing"
    quint32 serveStale = 0;                // seconds for which it may serve what has expired (RFC 8767)
    QUrl flushPage;                        // where its operator lets anyone flush a name; may be empty
    QString flushCommand;                  // what its operator types to flush a name; may be empty
    QString source;                        // where caps and flush page are known from
    // A person of the team named it as one of their own: it may be asked wherever its address lies.
    bool isOwn = false;
    quint32 questionsPerSecond = 0; // asked of it at most; 0: as of every public resolver
};

} // namespace hinoban::watch
