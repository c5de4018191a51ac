// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ResolverList.h"

#include "app/base/CanonicalJson.h"
#include "app/console/Asker.h"
#include "app/console/ResolverTokens.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace hinoban::console {
namespace {

constexpr qint64 LargestFile = qint64(1024) * 1024;
constexpr qsizetype MostResolvers = 64; // each is asked about every domain
constexpr qsizetype LongestText = 300;
constexpr qint64 MostSeconds = 0xffffffffLL;

constexpr std::array Transports{dns::Transport::Udp, dns::Transport::Tcp, dns::Transport::Tls, dns::Transport::Https};

std::optional<dns::Transport> transportFrom(const QString &word)
{
    const auto found = std::ranges::find_if(
        Transports, [&](auto one) { return word == QLatin1String(dns::transportText(one).constData()); });
    return found == Transports.end() ? std::nullopt : std::optional(*found);
}

bool isEncrypted(dns::Transport transport)
{
    return transport == dns::Transport::Tls || transport == dns::Transport::Https;
}

// One object of the file; `where` names it.
class Entry {
public:
    Entry(QJsonObject object, QString where)
        : m_object(std::move(object))
        , m_where(std::move(where))
    {
    }

    Result<watch::Resolver> read()
    {
        watch::Resolver resolver;
        resolver.server.label = text("label", true);
        resolver.operatorName = text("operator");
        resolver.country = text("country");
        resolver.flushCommand = text("flushCommand");
        resolver.source = text("source");
        resolver.ttlCap = seconds("ttlCap");
        resolver.negativeTtlCap = seconds("negativeTtlCap");
        resolver.serveStale = seconds("serveStale").value_or(0);
        readRate(resolver);
        readFlushPage(resolver);
        readAddresses(resolver);
        readTransports(resolver);
        for (const auto &key : m_object.keys())
            if (!m_known.contains(key)) refuse(key, "is not a field of a resolver");
        if (!m_problem.isEmpty()) return failure(ErrorCode::BadInput, m_where, m_problem);
        return resolver;
    }

private:
    void refuse(const QString &key, const char *why)
    {
        if (m_problem.isEmpty()) m_problem = QStringLiteral("%1 %2").arg(key, QLatin1String(why));
    }
    QJsonValue value(const char *key)
    {
        m_known << QLatin1String(key);
        return m_object.value(QLatin1String(key));
    }
    QString text(const char *key, bool needed = false)
    {
        const auto found = value(key);
        QString out = found.toString();
        if (!found.isUndefined() && (!found.isString() || out.size() > LongestText))
            refuse(QLatin1String(key), "is not a text of reasonable length");
        if (needed && out.trimmed().isEmpty()) refuse(QLatin1String(key), "is missing");
        return out;
    }
    std::optional<quint32> seconds(const char *key)
    {
        const auto found = value(key);
        if (found.isUndefined()) return {};
        const qint64 out = found.toInteger(-1);
        if (out < 0 || out > MostSeconds) {
            refuse(QLatin1String(key), "is not a whole number of seconds");
            return {};
        }
        return static_cast<quint32>(out);
    }

    void readRate(watch::Resolver &resolver)
    {
        const auto found = value("questionsPerSecond");
        if (found.isUndefined()) return;
        const qint64 rate = found.toInteger(0);
        if (rate < 1 || rate > watch::MostQuestionsPerSecond)
            return refuse(QStringLiteral("questionsPerSecond"), "is not a whole number from 1 to 1000");
        resolver.questionsPerSecond = static_cast<quint32>(rate);
    }

    void readFlushPage(watch::Resolver &resolver)
    {
        const QString page = text("flushPage");
        if (page.isEmpty()) return;
        resolver.flushPage = QUrl(page, QUrl::StrictMode);
        if (!resolver.flushPage.isValid() || resolver.flushPage.scheme() != QLatin1String("https"))
            refuse(QStringLiteral("flushPage"), "is not an https address");
    }

    void readAddresses(watch::Resolver &resolver)
    {
        QStringList addresses;
        if (const auto one = value("address"); one.isString()) addresses << one.toString();
        const auto list = value("addresses").toArray();
        for (const auto &one : list)
            addresses << one.toString();
        for (const auto &one : std::as_const(addresses)) {
            const QHostAddress address = plainAddress(one);
            if (address.isNull()) return refuse(QStringLiteral("addresses"), "has something that is no address");
            if (resolver.server.address.isNull())
                resolver.server.address = address;
            else
                resolver.otherAddresses.push_back(address);
        }
        if (resolver.server.address.isNull()) refuse(QStringLiteral("addresses"), "is missing");
        const auto port = value("port");
        if (port.isUndefined()) return;
        const qint64 number = port.toInteger(0);
        if (number < 1 || number > 65535) return refuse(QStringLiteral("port"), "is not a port number");
        resolver.server.port = static_cast<quint16>(number);
    }

    void readTransports(watch::Resolver &resolver)
    {
        const auto given = value("transports");
        if (!given.isUndefined()) {
            resolver.transports.clear();
            const auto list = given.toArray();
            for (const auto &one : list) {
                const auto transport = transportFrom(one.toString());
                if (!transport)
                    return refuse(QStringLiteral("transports"), "has something else than udp, tcp, tls, https");
                resolver.transports.push_back(*transport);
            }
            if (resolver.transports.empty()) refuse(QStringLiteral("transports"), "is empty");
        }
        resolver.server.authenticationName = text("authenticationName");
        resolver.server.path = text("path");
        if (!resolver.server.authenticationName.isEmpty() && !isHostName(resolver.server.authenticationName))
            refuse(QStringLiteral("authenticationName"), "is not a host name");
        if (!resolver.server.path.isEmpty() && !isDohPath(resolver.server.path))
            refuse(QStringLiteral("path"), "does not begin with / or has unusual characters");
        if (resolver.server.path.isEmpty() &&
            std::ranges::find(resolver.transports, dns::Transport::Https) != resolver.transports.end())
            resolver.server.path = UsualDohPath;
    }

    QJsonObject m_object;
    QString m_where;
    QStringList m_known;
    QString m_problem;
};

} // namespace

Result<std::vector<watch::Resolver>> shippedResolvers()
{
    return readResolvers(QStringLiteral(":/resolvers/resolvers.json"));
}

Result<std::vector<watch::Resolver>> readResolvers(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    if (file.size() > LargestFile) return failure(ErrorCode::BadInput, path, QStringLiteral("larger than 1 MiB"));
    const auto json = parseJson(file.readAll());
    if (!json) return failure(ErrorCode::BadInput, path, json.error().detail);
    if (!json->isArray()) return failure(ErrorCode::BadInput, path, QStringLiteral("not a list of resolvers"));
    const auto list = json->toArray();
    if (list.isEmpty() || list.size() > MostResolvers)
        return failure(ErrorCode::BadInput, path, QStringLiteral("not 1 to %1 resolvers").arg(MostResolvers));
    std::vector<watch::Resolver> resolvers;
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto resolver = Entry(list.at(i).toObject(), QStringLiteral("%1, resolver %2").arg(path).arg(i + 1)).read();
        if (!resolver) return tl::unexpected(resolver.error());
        resolvers.push_back(std::move(*resolver));
    }
    return resolvers;
}

Result<watch::Resolver> resolverFromText(const QString &text)
{
    const QString typed = text.trimmed();
    const auto bad = [&](const char *why) { return failure(ErrorCode::BadInput, text, QString::fromLatin1(why)); };
    watch::Resolver resolver;
    resolver.server.label = typed;

    QString rest = typed;
    if (const auto mark = rest.indexOf(QLatin1String("://")); mark >= 0) {
        const auto transport = transportFrom(rest.left(mark));
        if (!transport) return bad("what stands before :// is not udp, tcp, tls or https");
        resolver.transports = {*transport};
        rest = rest.mid(mark + 3);
    }
    const bool encrypted = isEncrypted(resolver.transports.front());

    const auto slash = rest.indexOf(QLatin1Char('/'));
    const QString place = slash < 0 ? rest : rest.left(slash);
    const QString behind = slash < 0 ? QString() : rest.mid(slash + 1);
    const auto parts = place.split(QLatin1Char('#'));
    QString address = parts.first();
    if (address.startsWith(QLatin1Char('[')) && address.endsWith(QLatin1Char(']')))
        address = address.mid(1, address.size() - 2);
    resolver.server.address = plainAddress(address);
    if (parts.size() > 2 || resolver.server.address.isNull())
        return bad("not an address, nor ADDRESS#PORT, nor tls://ADDRESS/NAME, nor https://ADDRESS/NAME/PATH");
    if (parts.size() == 2) {
        bool good = false;
        const auto port = parts.last().toUShort(&good);
        if (!good || port == 0) return bad("the port is not a number from 1 to 65535");
        resolver.server.port = port;
    }

    if (resolver.transports.front() == dns::Transport::Https) resolver.server.path = UsualDohPath;
    if (behind.isEmpty()) return resolver;
    if (!encrypted) return bad("only a resolver over TLS or HTTPS has a name behind its address");
    const auto next = behind.indexOf(QLatin1Char('/'));
    resolver.server.authenticationName = next < 0 ? behind : behind.left(next);
    if (!isHostName(resolver.server.authenticationName))
        return bad("what stands behind the address is not the name in its certificate");
    if (next < 0) return resolver;
    if (resolver.transports.front() != dns::Transport::Https) return bad("only a resolver over HTTPS has a path");
    resolver.server.path = behind.mid(next);
    if (!isDohPath(resolver.server.path)) return bad("the path has unusual characters");
    return resolver;
}

std::vector<watch::Resolver> systemVantages()
{
    std::vector<watch::Resolver> resolvers;
    for (auto &server : systemResolvers()) {
        watch::Resolver resolver;
        resolver.server = server;
        resolver.server.label = QStringLiteral("this machine's resolver (%1)").arg(server.address.toString());
        resolvers.push_back(std::move(resolver));
    }
    return resolvers;
}

} // namespace hinoban::console
