// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/ResolverJson.h"

#include "app/watch/JsonFields.h"

namespace hinoban::watch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostSeconds = 0xffffffffLL;

Result<void> readSeconds(const QJsonObject &object, const QString &key, std::optional<quint32> &target)
{
    if (!object.contains(key)) return {};
    const auto seconds = wholeField(object, key, 0, MostSeconds);
    if (!seconds) return tl::unexpected(seconds.error());
    target = static_cast<quint32>(*seconds);
    return {};
}

} // namespace

QJsonObject toJson(const Resolver &resolver)
{
    QJsonObject object{{u"label"_s, resolver.server.label},
                       {u"name"_s, resolver.server.name.display()},
                       {u"address"_s, resolver.server.address.toString()},
                       {u"port"_s, resolver.server.port},
                       {u"serveStale"_s, qint64(resolver.serveStale)},
                       {u"flushPage"_s, resolver.flushPage.toString(QUrl::FullyEncoded)},
                       {u"flushCommand"_s, resolver.flushCommand}};
    if (resolver.ttlCap) object.insert(u"ttlCap"_s, qint64(*resolver.ttlCap));
    if (resolver.negativeTtlCap) object.insert(u"negativeTtlCap"_s, qint64(*resolver.negativeTtlCap));
    return object;
}

Result<Resolver> resolverFromJson(const QJsonObject &object)
{
    Resolver resolver;
    const auto label = textField(object, u"label"_s);
    const auto name = nameField(object, u"name"_s);
    const auto address = textField(object, u"address"_s);
    const auto port = wholeField(object, u"port"_s, 1, 65535);
    const auto stale = wholeField(object, u"serveStale"_s, 0, MostSeconds);
    const auto page = textField(object, u"flushPage"_s);
    const auto command = textField(object, u"flushCommand"_s);
    if (!label) return tl::unexpected(label.error());
    if (!name) return tl::unexpected(name.error());
    if (!address) return tl::unexpected(address.error());
    if (!port) return tl::unexpected(port.error());
    if (!stale) return tl::unexpected(stale.error());
    if (!page) return tl::unexpected(page.error());
    if (!command) return tl::unexpected(command.error());
    resolver.server.label = *label;
    resolver.server.name = *name;
    if (!resolver.server.address.setAddress(*address))
        return failure(ErrorCode::BadInput, u"address"_s, u"not an address"_s);
    resolver.server.port = static_cast<quint16>(*port);
    resolver.serveStale = static_cast<quint32>(*stale);
    resolver.flushPage = QUrl(*page, QUrl::StrictMode);
    resolver.flushCommand = *command;
    if (auto read = readSeconds(object, u"ttlCap"_s, resolver.ttlCap); !read) return tl::unexpected(read.error());
    if (auto read = readSeconds(object, u"negativeTtlCap"_s, resolver.negativeTtlCap); !read)
        return tl::unexpected(read.error());
    return resolver;
}

} // namespace hinoban::watch
