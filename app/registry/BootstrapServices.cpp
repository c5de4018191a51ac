// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/BootstrapServices.h"

#include "app/base/CanonicalJson.h"

#include <QJsonArray>

namespace hinoban::registry {

namespace {

// RFC 9224 lists the bases in the order of preference. A registration that somebody on the way could rewrite is no
// evidence: https only.
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

Result<std::vector<BootstrapService>> bootstrapServices(const QByteArray &json)
{
    const auto refused = [](const QString &where, const QString &why) {
        return failure(ErrorCode::BadInput, where, why);
    };
    const auto parsed = parseJson(json);
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    const QJsonValue services = parsed->toObject()[QStringLiteral("services")];
    if (!services.isArray())
        return refused(QStringLiteral("services"), QStringLiteral("the list of registries is missing"));

    std::vector<BootstrapService> all;
    const QJsonArray list = services.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        BootstrapService read;
        read.where = QStringLiteral("services[%1]").arg(i);
        const QJsonArray service = list[i].toArray();
        if (service.size() != 2 || !service[0].isArray() || !service[1].isArray())
            return refused(read.where, QStringLiteral("not a list of names and a list of servers"));
        read.base = firstHttps(service[1].toArray());
        for (const QJsonValue name : service[0].toArray()) {
            if (!name.isString()) return refused(read.where, QStringLiteral("a name is not a text"));
            read.names.append(name.toString());
        }
        all.push_back(std::move(read));
    }
    return all;
}

} // namespace hinoban::registry
