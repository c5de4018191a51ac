// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RdapBootstrap.h"

#include "app/registry/BootstrapServices.h"

namespace hinoban::registry {

Result<RdapBootstrap> RdapBootstrap::fromJson(const QByteArray &json)
{
    const auto services = bootstrapServices(json);
    if (!services) return tl::unexpected<Error>(services.error());
    RdapBootstrap bootstrap;
    for (const BootstrapService &service : *services)
        for (const QString &name : service.names)
            if (service.base) bootstrap.m_bases.insert(name.toLower().toUtf8(), *service.base);
    return bootstrap;
}

std::optional<QUrl> RdapBootstrap::base(const QByteArray &tld) const
{
    QByteArray name = tld.toLower();
    if (name.endsWith('.')) name.chop(1);
    while (!name.isEmpty()) {
        if (const auto found = m_bases.constFind(name); found != m_bases.cend()) return *found;
        const qsizetype dot = name.indexOf('.');
        if (dot < 0) break;
        name.remove(0, dot + 1);
    }
    return std::nullopt;
}

} // namespace hinoban::registry
