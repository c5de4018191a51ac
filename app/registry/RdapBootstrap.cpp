// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RdapBootstrap.h"

#include "app/base/CanonicalJson.h"

#include <QJsonArray>

namespace hinoban::registry {

namespace {

// RFC 9224 lists the bases in the order of preference.
std::optional<QUrl> firstHttps(const QJsonArray &urls)
{
    for (const QJsonValue value : urls) {
        QUrl url(value.toString(), QUrl::StrictMode);
        if (!url.isValid() || url.scheme() != QLatin1String("https") || url.host().isEmpty() ||
            !url.userInfo().isEmpty())
            continue;
        if (!url.path().endsWith(QLatin1Char('/'))) url.setPath(url.path() + QLatin1Char('/'));
        return url;
    }
    return std::nullopt;
}

} // namespace

Result<RdapBootstrap> RdapBootstrap::fromJson(const QByteArray &json)
{
    const auto refused = [](const QString &where, const QString &why) {
        return failure(ErrorCode::BadInput, where, why);
    };
    const auto parsed = parseJson(json);
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    const QJsonValue services = parsed->toObject()[QStringLiteral("services")];
    if (!services.isArray())
        return refused(QStringLiteral("services"), QStringLiteral("the list of registries is missing"));

    RdapBootstrap bootstrap;
    const QJsonArray list = services.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString where = QStringLiteral("services[%1]").arg(i);
        const QJsonArray service = list[i].toArray();
        if (service.size() != 2 || !service[0].isArray() || !service[1].isArray())
            return refused(where, QStringLiteral("not a list of domains and a list of servers"));
        const auto url = firstHttps(service[1].toArray());
        for (const QJsonValue name : service[0].toArray()) {
            if (!name.isString()) return refused(where, QStringLiteral("a domain is not a text"));
            if (url) bootstrap.m_bases.insert(name.toString().toLower().toUtf8(), *url);
        }
    }
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
