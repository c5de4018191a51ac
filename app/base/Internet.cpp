// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Internet.h"

#include <algorithm>

namespace hinoban {

namespace {

quint16 usualPort(Service service, quint16 dnsPort)
{
    switch (service) {
    case Service::DnsUdp:
    case Service::DnsTcp:
        return dnsPort;
    case Service::DnsTls:
        return 853;
    case Service::DnsHttps:
        return 443;
    case Service::Whois:
        return 43;
    case Service::Rdap:
        return 443;
    case Service::Smtp:
        return 25;
    case Service::Web:
        return 443;
    }
    return 0;
}

bool isIpv6(const QHostAddress &address)
{
    bool embedsIpv4 = false;
    (void)address.toIPv4Address(&embedsIpv4);
    return address.protocol() == QAbstractSocket::IPv6Protocol && !embedsIpv4;
}

} // namespace

Internet::Internet(Parts parts)
    : m_parts(std::make_shared<const Parts>(std::move(parts)))
{
}

Result<Endpoint> Internet::reach(const QHostAddress &nominal, Service service, quint16 namedPort) const
{
    if (nominal.isNull()) return failure(ErrorCode::BadInput, {}, QStringLiteral("no address"));
    if (!m_parts->hasIpv6 && isIpv6(nominal))
        return failure(ErrorCode::Unreachable, nominal.toString(), QStringLiteral("no IPv6 here"));

    Endpoint real{nominal, namedPort != 0 ? namedPort : usualPort(service, m_parts->dnsPort)};
    if (m_parts->mapping) {
        const auto mapped = m_parts->mapping(nominal, service);
        if (!mapped) return failure(ErrorCode::Unreachable, nominal.toString(), QStringLiteral("nobody answers there"));
        real = *mapped;
    }
    if (!permit(real.address))
        return failure(ErrorCode::NotPermitted, nominal.toString(),
                       QStringLiteral("packets to this address are not permitted"));
    return real;
}

bool Internet::permit(const QHostAddress &real) const
{
    if (real.isNull()) return false;
    const auto &permitted = m_parts->permitted;
    if (std::any_of(permitted.begin(), permitted.end(), [&](const Prefix &prefix) { return prefix.contains(real); }))
        return true;
    switch (m_parts->guard) {
    case Guard::LoopbackOnly:
        return real.isLoopback();
    case Guard::GloballyRoutable:
        return isGloballyRoutable(real);
    }
    return false;
}

bool Internet::mayAskSystemResolver() const { return m_parts->guard == Guard::GloballyRoutable; }

const std::vector<RootHint> &Internet::rootHints() const { return m_parts->rootHints; }

std::optional<QUrl> Internet::rdapBase(const QByteArray &tld) const
{
    return m_parts->rdap ? m_parts->rdap(tld) : std::nullopt;
}

std::shared_ptr<path::Prober> Internet::pathProber() const { return m_parts->path; }

Internet Internet::withPathProber(std::shared_ptr<path::Prober> prober) const
{
    Parts parts = *m_parts;
    parts.path = std::move(prober);
    return Internet(std::move(parts));
}

std::shared_ptr<path::WebProber> Internet::webProber() const { return m_parts->web; }

Internet Internet::withWebProber(std::shared_ptr<path::WebProber> prober) const
{
    Parts parts = *m_parts;
    parts.web = std::move(prober);
    return Internet(std::move(parts));
}

Internet Internet::withPermitted(const std::vector<QHostAddress> &addresses) const
{
    if (addresses.empty() || m_parts->guard == Guard::LoopbackOnly) return *this;
    Parts parts = *m_parts;
    for (const auto &address : addresses)
        if (auto prefix = Prefix::fromText(address.toString())) parts.permitted.push_back(*prefix);
    return Internet(std::move(parts));
}

bool Internet::hasIpv6() const { return m_parts->hasIpv6; }

const QByteArray &Internet::trustedCertificates() const { return m_parts->trustedCertificates; }

} // namespace hinoban
