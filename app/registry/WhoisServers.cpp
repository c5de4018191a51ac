// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/WhoisServers.h"

#include "app/base/CanonicalJson.h"

#include <QJsonArray>

namespace hinoban::registry {

using namespace Qt::StringLiterals;

Result<WhoisServers> WhoisServers::fromJson(const QByteArray &json)
{
    const auto parsed = parseJson(json);
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    const QJsonValue list = parsed->toObject()[u"servers"_s];
    if (!list.isArray()) return failure(ErrorCode::BadInput, u"servers"_s, u"the list of servers is missing"_s);
    WhoisServers servers;
    for (qsizetype i = 0; i < list.toArray().size(); ++i) {
        const QString where = u"servers[%1]"_s.arg(i);
        const QJsonObject entry = list.toArray().at(i).toObject();
        const QUrl url(entry[u"url"_s].toString(), QUrl::StrictMode);
        if (!url.isValid() || url.scheme() != u"whois"_s || url.host().isEmpty() || !url.userInfo().isEmpty())
            return failure(ErrorCode::BadInput, where, u"not the address of a WHOIS server"_s);
        const QString tld = entry[u"tld"_s].toString();
        if (tld.isEmpty()) return failure(ErrorCode::BadInput, where, u"for no domain"_s);
        servers.m_servers.insert(tld.toLower().toUtf8(), url);
    }
    return servers;
}

std::optional<QUrl> WhoisServers::server(const QByteArray &tld) const
{
    const auto found = m_servers.constFind(tld.toLower());
    return found == m_servers.cend() ? std::nullopt : std::optional(*found);
}

} // namespace hinoban::registry
