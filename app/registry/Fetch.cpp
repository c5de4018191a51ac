// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/Fetch.h"

#include "app/registry/RegistryWords.h"

#include <QHostInfo>

#include <algorithm>
#include <utility>

namespace hinoban::registry {

Fetch::Fetch(const Internet &internet, Done done, QObject *parent)
    : QObject(parent)
    , m_internet(internet)
    , m_done(std::move(done))
{
}

Fetch::~Fetch()
{
    if (m_resolving >= 0) QHostInfo::abortHostLookup(m_resolving);
}

void Fetch::end(Fetched fetched)
{
    if (const auto done = std::exchange(m_done, nullptr)) done(std::move(fetched));
}

void Fetch::fail(const QString &problem, bool isSilent)
{
    Fetched fetched;
    fetched.problem = problem;
    fetched.isSilent = isSilent;
    end(std::move(fetched));
}

void Fetch::find(const QUrl &url, Service service, bool isNamed, std::function<void(const Endpoint &)> found)
{
    const QHostAddress literal(url.host());
    if (!literal.isNull()) return choose({literal}, url, service, isNamed, found);
    if (!m_internet.mayAskSystemResolver()) return fail(notPermitted(), false);
    m_resolving = QHostInfo::lookupHost(
        url.host(), this, [this, url, service, isNamed, found = std::move(found)](const QHostInfo &host) {
            m_resolving = -1;
            if (host.error() != QHostInfo::NoError || host.addresses().isEmpty())
                return fail(words(QT_TRANSLATE_NOOP("Registry", "The registration server's name has no address.")),
                            true);
            choose(host.addresses(), url, service, isNamed, found);
        });
}

void Fetch::choose(const QList<QHostAddress> &addresses, const QUrl &url, Service service, bool isNamed,
                   const std::function<void(const Endpoint &)> &found)
{
    const auto usable = std::find_if(addresses.begin(), addresses.end(), [this](const QHostAddress &address) {
        return m_internet.hasIpv6() || address.protocol() == QAbstractSocket::IPv4Protocol;
    });
    if (isNamed) {
        // What a server names goes the way of what DNS names.
        std::optional<Endpoint> first;
        for (const QHostAddress &address : addresses) {
            const auto real = m_internet.reach(address, service, quint16(std::max(url.port(), 0)));
            if (!real && real.error().code == ErrorCode::NotPermitted) return fail(notPermitted(), false);
            if (real && !first) first = *real;
        }
        return first ? found(*first) : fail(notPermitted(), false);
    }
    const auto permitted = [this](const QHostAddress &address) { return m_internet.permit(address); };
    if (usable == addresses.end() || !std::all_of(addresses.begin(), addresses.end(), permitted))
        return fail(notPermitted(), false);
    found({*usable, quint16(url.port(service == Service::Whois               ? 43
                                     : url.scheme() == QLatin1String("http") ? 80
                                                                             : 443))});
}

} // namespace hinoban::registry
