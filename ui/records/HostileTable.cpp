// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/HostileTable.h"

#include <QCoreApplication>

namespace hinoban::ui {

QStringList hostileHeads()
{
    return {QCoreApplication::translate("HostileTable", "Host"), QCoreApplication::translate("HostileTable", "Role"),
            QCoreApplication::translate("HostileTable", "Addresses")};
}

std::vector<TextTable::Line> hostileLines(const std::vector<respond::HostileHost> &hosts)
{
    std::vector<TextTable::Line> lines;
    for (const auto &host : hosts) {
        QStringList addresses;
        for (const auto &address : host.addresses)
            addresses << address.toString();
        const QString role =
            host.role == QLatin1String("nameserver")    ? QCoreApplication::translate("HostileTable", "nameserver")
            : host.role == QLatin1String("mail server") ? QCoreApplication::translate("HostileTable", "mail server")
                                                        : host.role;
        lines.push_back(
            {{host.name.display(), Mark::Mismatch, true}, {role}, {addresses.join(QLatin1Char(' ')), {}, true}});
    }
    return lines;
}

} // namespace hinoban::ui
