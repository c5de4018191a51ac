// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/ServersTable.h"

#include "app/console/ServerWords.h"

#include <QCoreApplication>

namespace hinoban::ui {

namespace {

using Kind = watch::ServerState::Kind;

// What the server at this address serves and should not; null: all is well, or nothing is known.
const dns::ServedSecurity *bogusAt(const watch::ServerState &server, const dns::ValidationPtr &dnssec)
{
    if (!dnssec) return nullptr;
    for (const auto &served : dnssec->servers)
        if (served.security == dns::Security::Bogus && served.server.address == server.address &&
            served.server.name == server.name)
            return &served;
    return nullptr;
}

Mark markOf(const watch::ServerState &server)
{
    switch (server.kind) {
    case Kind::Answers:
        return server.isDelegated ? Mark::Match : Mark::Suspicion;
    case Kind::Silent:
    case Kind::Unreachable:
        return Mark::Unknown;
    case Kind::Lame:
    case Kind::Refuses:
    case Kind::Fails:
    case Kind::Malformed:
        return Mark::Suspicion;
    }
    return Mark::Unknown;
}

} // namespace

QStringList serverHeads()
{
    return {QCoreApplication::translate("ServersTable", "Server"),
            QCoreApplication::translate("ServersTable", "Address"),
            QCoreApplication::translate("ServersTable", "State"),
            QCoreApplication::translate("ServersTable", "Says it is")};
}

std::vector<TextTable::Line> serverLines(const watch::DelegationCheck &check, const dns::ValidationPtr &dnssec)
{
    std::vector<TextTable::Line> lines;
    for (const auto &difference : check.differences) {
        const QString what = console::differenceWord(difference.what);
        for (const auto &side : difference.sides)
            lines.push_back({{what, Mark::Suspicion, false},
                             {side.servers.join(QStringLiteral(", ")), {}, true},
                             {side.says, {}, true},
                             {}});
    }
    for (const auto &server : check.servers) {
        QString state = console::serverWord(server);
        if (!server.detail.isEmpty()) state += QStringLiteral(" (%1)").arg(server.detail);
        const auto *bogus = bogusAt(server, dnssec);
        if (bogus) state += QStringLiteral("  ·  DNSSEC: ") + dns::sentence(bogus->reason);
        QStringList identity;
        if (!server.version.isEmpty()) identity << server.version;
        if (!server.identity.isEmpty()) identity << QStringLiteral("NSID %1").arg(server.identity);
        lines.push_back({{server.name.display(), bogus ? Mark::Suspicion : markOf(server), true},
                         {server.address.toString(), {}, true},
                         {state},
                         {identity.join(QStringLiteral("  ·  ")), {}, true}});
    }
    return lines;
}

int serverTroubles(const watch::DelegationCheck &check, const dns::ValidationPtr &dnssec)
{
    int troubles = static_cast<int>(check.differences.size());
    for (const auto &server : check.servers)
        troubles += server.kind != Kind::Answers || !server.isDelegated || bogusAt(server, dnssec);
    return troubles;
}

} // namespace hinoban::ui
