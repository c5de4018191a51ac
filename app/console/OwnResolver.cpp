// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/OwnResolver.h"

#include "app/base/SafeText.h"
#include "app/console/ResolverTokens.h"

#include <algorithm>

namespace hinoban::console {

namespace {

constexpr qsizetype LongestName = 60;
constexpr qsizetype LongestPlace = 600;
constexpr quint16 UsualPort = 53; // of dns::Server: of whatever transport is asked for

bool isEncrypted(dns::Transport transport) { return transport != dns::Transport::Udp; }

// Someone who can be asked: no group of hosts, and not "wherever".
bool isOfOneServer(const QHostAddress &address)
{
    return !address.isMulticast() && !address.isBroadcast() && address != QHostAddress(QHostAddress::AnyIPv4) &&
           address != QHostAddress(QHostAddress::AnyIPv6);
}

class Reader {
public:
    Reader(const TypedResolver &typed, const std::vector<watch::Resolver> &others)
        : m_typed(typed)
        , m_others(others)
    {
    }

    tl::expected<watch::Resolver, std::vector<RefusedField>> read()
    {
        m_resolver.isOwn = true;
        m_resolver.transports = {m_typed.transport};
        if (m_typed.transport == dns::Transport::Udp) m_resolver.transports.push_back(dns::Transport::Tcp);
        readName();
        readPlace();
        readCertificateName();
        readRate();
        if (!m_refused.empty()) return tl::unexpected(m_refused);
        return m_resolver;
    }

private:
    void refuse(ResolverField field, ResolverProblem problem) { m_refused.push_back({field, problem}); }

    void readName()
    {
        const QString name = safeText(m_typed.name.trimmed());
        if (name.isEmpty()) return refuse(ResolverField::Name, ResolverProblem::Missing);
        if (name.size() > LongestName) return refuse(ResolverField::Name, ResolverProblem::TooLong);
        if (std::ranges::any_of(
                m_others, [&](const auto &one) { return one.server.label.compare(name, Qt::CaseInsensitive) == 0; }))
            return refuse(ResolverField::Name, ResolverProblem::NameTaken);
        m_resolver.server.label = name;
    }

    void readPlace()
    {
        const auto problem = placeProblem(m_typed.place.trimmed());
        if (problem) return refuse(ResolverField::Place, *problem);
        const auto &server = m_resolver.server;
        if (std::ranges::any_of(m_others, [&](const auto &one) {
                return one.server.address == server.address && one.server.port == server.port &&
                       !one.transports.empty() && one.transports.front() == m_typed.transport;
            }))
            refuse(ResolverField::Place, ResolverProblem::PlaceTaken);
    }

    std::optional<ResolverProblem> placeProblem(const QString &place)
    {
        if (place.isEmpty()) return ResolverProblem::Missing;
        if (place.size() > LongestPlace) return ResolverProblem::TooLong;
        if (m_typed.transport == dns::Transport::Https) m_resolver.server.path = UsualDohPath;
        return place.contains(QLatin1String("://")) ? urlProblem(place) : addressProblem(place);
    }

    std::optional<ResolverProblem> addressProblem(const QString &place)
    {
        const auto mark = place.indexOf(QLatin1Char('#'));
        if (mark >= 0) {
            bool isNumber = false;
            const auto port = place.mid(mark + 1).toUShort(&isNumber);
            if (!isNumber || port == 0) return ResolverProblem::BadPort;
            m_resolver.server.port = port;
        }
        return hostProblem(mark < 0 ? place : place.left(mark));
    }

    std::optional<ResolverProblem> urlProblem(const QString &place)
    {
        const auto transport = transportOfPlace(place);
        if (!transport || *transport != m_typed.transport) return ResolverProblem::OtherProtocol;
        const QUrl url(place, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()) return ResolverProblem::NotAnAddress;
        if (url.hasQuery() || url.hasFragment()) return ResolverProblem::BadPath;
        if (url.port() == 0) return ResolverProblem::BadPort;
        if (url.port() > 0) m_resolver.server.port = static_cast<quint16>(url.port());
        if (const QString path = url.path(QUrl::FullyEncoded); !path.isEmpty() && path != QLatin1String("/")) {
            if (*transport != dns::Transport::Https || !isDohPath(path)) return ResolverProblem::BadPath;
            m_resolver.server.path = path;
        }
        return hostProblem(url.host());
    }

    std::optional<ResolverProblem> hostProblem(const QString &host)
    {
        const QHostAddress address = plainAddress(host);
        if (address.isNull() || !address.scopeId().isEmpty()) {
            const bool isName = isHostName(host) && std::ranges::any_of(host, [](QChar c) { return c.isLetter(); });
            return isName ? ResolverProblem::HostInsteadOfIt : ResolverProblem::NotAnAddress;
        }
        if (!isOfOneServer(address)) return ResolverProblem::NotOfOneServer;
        m_resolver.server.address = address;
        return {};
    }

    void readCertificateName()
    {
        const QString name = m_typed.certificateName.trimmed();
        if (name.isEmpty()) return;
        if (!isEncrypted(m_typed.transport))
            return refuse(ResolverField::CertificateName, ResolverProblem::NotWithPlain);
        if (!isHostName(name)) return refuse(ResolverField::CertificateName, ResolverProblem::NotAHostName);
        m_resolver.server.authenticationName = name;
    }

    void readRate()
    {
        const QString typed = m_typed.perSecond.trimmed();
        if (typed.isEmpty()) return;
        bool isNumber = false;
        const uint rate = typed.toUInt(&isNumber);
        if (!isNumber || rate < 1 || rate > watch::MostQuestionsPerSecond)
            return refuse(ResolverField::PerSecond, ResolverProblem::NotAWholeNumber);
        m_resolver.questionsPerSecond = rate;
    }

    const TypedResolver &m_typed;
    const std::vector<watch::Resolver> &m_others;
    watch::Resolver m_resolver;
    std::vector<RefusedField> m_refused;
};

} // namespace

tl::expected<watch::Resolver, std::vector<RefusedField>> ownResolver(const TypedResolver &typed,
                                                                     const std::vector<watch::Resolver> &others)
{
    return Reader(typed, others).read();
}

std::optional<dns::Transport> transportOfPlace(const QString &place)
{
    const QString typed = place.trimmed();
    if (typed.startsWith(QLatin1String("https://"), Qt::CaseInsensitive)) return dns::Transport::Https;
    if (typed.startsWith(QLatin1String("tls://"), Qt::CaseInsensitive)) return dns::Transport::Tls;
    return {};
}

TypedResolver typedFrom(const watch::Resolver &resolver)
{
    TypedResolver typed;
    const auto &server = resolver.server;
    typed.name = server.label;
    if (!resolver.transports.empty() && isEncrypted(resolver.transports.front()) &&
        resolver.transports.front() != dns::Transport::Tcp)
        typed.transport = resolver.transports.front();
    typed.place = server.address.toString();
    if (typed.transport == dns::Transport::Https && server.path != UsualDohPath) {
        QUrl url;
        url.setScheme(QStringLiteral("https"));
        url.setHost(typed.place);
        if (server.port != UsualPort) url.setPort(server.port);
        url.setPath(server.path, QUrl::StrictMode);
        typed.place = url.toString(QUrl::FullyEncoded);
    } else if (server.port != UsualPort) {
        typed.place += QStringLiteral("#%1").arg(server.port);
    }
    if (isEncrypted(typed.transport)) typed.certificateName = server.authenticationName;
    if (resolver.questionsPerSecond > 0) typed.perSecond = QString::number(resolver.questionsPerSecond);
    return typed;
}

QString resolverLine(const watch::Resolver &resolver)
{
    const auto &server = resolver.server;
    const auto transport = resolver.transports.empty() ? dns::Transport::Udp : resolver.transports.front();
    QString place = QString::fromLatin1(dns::transportText(transport)) + QLatin1Char(' ') + server.address.toString();
    if (server.port != UsualPort) place += QStringLiteral("#%1").arg(server.port);
    if (!server.authenticationName.isEmpty()) place += QLatin1Char(' ') + server.authenticationName;
    if (isEncrypted(transport)) place += server.path;
    if (resolver.questionsPerSecond > 0) place += QStringLiteral(", %1/s").arg(resolver.questionsPerSecond);
    return QStringLiteral("%1 (%2)").arg(server.label, place);
}

} // namespace hinoban::console
