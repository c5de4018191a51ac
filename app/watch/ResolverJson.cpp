// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/ResolverJson.h"

#include "app/watch/JsonFields.h"

#include <algorithm>
#include <array>

namespace hinoban::watch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostSeconds = 0xffffffffLL;
constexpr std::array Transports{dns::Transport::Udp, dns::Transport::Tcp, dns::Transport::Tls, dns::Transport::Https};

Result<void> readSeconds(const QJsonObject &object, const QString &key, std::optional<quint32> &target)
{
    if (!object.contains(key)) return {};
    const auto seconds = wholeField(object, key, 0, MostSeconds);
    if (!seconds) return tl::unexpected(seconds.error());
    target = static_cast<quint32>(*seconds);
    return {};
}

Result<void> readTransports(const QJsonObject &object, std::vector<dns::Transport> &transports)
{
    const auto words = arrayField(object, u"transports"_s);
    if (!words) return tl::unexpected(words.error());
    transports.clear();
    for (const QJsonValue word : *words) {
        const auto known = std::find_if(Transports.begin(), Transports.end(), [&](dns::Transport transport) {
            return word.toString() == QLatin1String(dns::transportText(transport).constData());
        });
        if (known == Transports.end())
            return failure(ErrorCode::BadInput, u"transports"_s, u"a transport that is not known"_s);
        transports.push_back(*known);
    }
    if (transports.empty()) return failure(ErrorCode::BadInput, u"transports"_s, u"empty"_s);
    return {};
}

struct Text {
    const char *key;
    QString *target;
};

std::array<Text, 7> textsOf(Resolver &resolver)
{
    return {{{"label", &resolver.server.label},
             {"authenticationName", &resolver.server.authenticationName},
             {"path", &resolver.server.path},
             {"operator", &resolver.operatorName},
             {"country", &resolver.country},
             {"flushCommand", &resolver.flushCommand},
             {"source", &resolver.source}}};
}

} // namespace

QJsonObject toJson(const Resolver &resolver)
{
    QJsonArray transports;
    for (const auto transport : resolver.transports)
        transports.append(QString::fromLatin1(dns::transportText(transport)));
    QJsonObject object{{u"name"_s, resolver.server.name.display()},
                       {u"address"_s, resolver.server.address.toString()},
                       {u"port"_s, resolver.server.port},
                       {u"transports"_s, transports},
                       {u"serveStale"_s, qint64(resolver.serveStale)},
                       {u"flushPage"_s, resolver.flushPage.toString(QUrl::FullyEncoded)}};
    Resolver copy = resolver;
    for (const auto &[key, text] : textsOf(copy))
        object.insert(QLatin1String(key), *text);
    if (resolver.ttlCap) object.insert(u"ttlCap"_s, qint64(*resolver.ttlCap));
    if (resolver.negativeTtlCap) object.insert(u"negativeTtlCap"_s, qint64(*resolver.negativeTtlCap));
    if (resolver.isOwn) object.insert(u"own"_s, true);
    if (resolver.questionsPerSecond > 0) object.insert(u"questionsPerSecond"_s, qint64(resolver.questionsPerSecond));
    return object;
}

Result<Resolver> resolverFromJson(const QJsonObject &object)
{
    Resolver resolver;
    for (const auto &[key, target] : textsOf(resolver)) {
        auto text = textField(object, QLatin1String(key));
        if (!text) return tl::unexpected(text.error());
        *target = std::move(*text);
    }
    const auto name = nameField(object, u"name"_s);
    const auto address = textField(object, u"address"_s);
    const auto port = wholeField(object, u"port"_s, 1, 65535);
    const auto stale = wholeField(object, u"serveStale"_s, 0, MostSeconds);
    const auto page = textField(object, u"flushPage"_s);
    if (!name) return tl::unexpected(name.error());
    if (!address) return tl::unexpected(address.error());
    if (!port) return tl::unexpected(port.error());
    if (!stale) return tl::unexpected(stale.error());
    if (!page) return tl::unexpected(page.error());
    resolver.server.name = *name;
    if (!resolver.server.address.setAddress(*address))
        return failure(ErrorCode::BadInput, u"address"_s, u"not an address"_s);
    resolver.server.port = static_cast<quint16>(*port);
    resolver.serveStale = static_cast<quint32>(*stale);
    resolver.flushPage = QUrl(*page, QUrl::StrictMode);
    if (auto read = readTransports(object, resolver.transports); !read) return tl::unexpected(read.error());
    if (auto read = readSeconds(object, u"ttlCap"_s, resolver.ttlCap); !read) return tl::unexpected(read.error());
    if (auto read = readSeconds(object, u"negativeTtlCap"_s, resolver.negativeTtlCap); !read)
        return tl::unexpected(read.error());
    resolver.isOwn = object.value(u"own"_s).toBool();
    if (object.contains(u"questionsPerSecond"_s)) {
        const auto rate = wholeField(object, u"questionsPerSecond"_s, 1, MostQuestionsPerSecond);
        if (!rate) return tl::unexpected(rate.error());
        resolver.questionsPerSecond = static_cast<quint32>(*rate);
    }
    return resolver;
}

} // namespace hinoban::watch
