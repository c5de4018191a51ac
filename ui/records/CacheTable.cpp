// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/CacheTable.h"

#include "ui/common/TimeText.h"

#include <QCoreApplication>

namespace hinoban::ui {

QStringList cacheHeads()
{
    return {QCoreApplication::translate("CacheTable", "Resolver"), QCoreApplication::translate("CacheTable", "Address"),
            QCoreApplication::translate("CacheTable", "Serves"), QCoreApplication::translate("CacheTable", "TTL left"),
            QCoreApplication::translate("CacheTable", "Until")};
}

std::vector<TextTable::Line> cacheLines(const respond::CacheTail &tail)
{
    std::vector<TextTable::Line> lines;
    for (const auto &resolver : tail.resolvers) {
        const QString serves =
            resolver.state == watch::State::Mismatch ? QCoreApplication::translate("CacheTable", "false data")
            : resolver.state == watch::State::Match  ? QCoreApplication::translate("CacheTable", "true data")
                                                     : QCoreApplication::translate("CacheTable", "unknown");
        const bool isFalse = resolver.state == watch::State::Mismatch;
        lines.push_back({{resolver.server.display()},
                         {resolver.server.address.toString(), {}, true},
                         {serves, markOf(resolver.state)},
                         {isFalse ? ttlText(resolver.falseTtl) : QString(), {}, true},
                         {resolver.until ? TimeText::instance().full(*resolver.until) : QString(), {}, true}});
    }
    return lines;
}

QStringList hostileHeads()
{
    return {QCoreApplication::translate("CacheTable", "Host"), QCoreApplication::translate("CacheTable", "Role"),
            QCoreApplication::translate("CacheTable", "Addresses")};
}

std::vector<TextTable::Line> hostileLines(const std::vector<respond::HostileHost> &hosts)
{
    std::vector<TextTable::Line> lines;
    for (const auto &host : hosts) {
        QStringList addresses;
        for (const auto &address : host.addresses)
            addresses << address.toString();
        const QString role =
            host.role == QLatin1String("nameserver")    ? QCoreApplication::translate("CacheTable", "name server")
            : host.role == QLatin1String("mail server") ? QCoreApplication::translate("CacheTable", "mail server")
                                                        : host.role;
        lines.push_back(
            {{host.name.display(), Mark::Mismatch, true}, {role}, {addresses.join(QLatin1Char(' ')), {}, true}});
    }
    return lines;
}

} // namespace hinoban::ui
