// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/PinnedRequest.h"

#include "app/dns/TlsTrust.h"

#include <QHostAddress>

namespace hinoban::registry {

QNetworkRequest pinnedRequest(const QUrl &url, const QHostAddress &address, int port, const QByteArray &accept,
                              const QByteArray &authorities)
{
    QUrl pinned = url;
    pinned.setHost(address.toString());
    pinned.setPort(port);
    QNetworkRequest request(pinned);
    request.setPeerVerifyName(url.host());
    request.setSslConfiguration(dns::tlsConfiguration(authorities, {}));
    request.setRawHeader("Host", url.authority(QUrl::FullyEncoded).toLatin1());
    request.setRawHeader("Accept", accept);
    request.setRawHeader("Accept-Encoding", "identity"); // nothing that could unpack to more than it is
    request.setRawHeader("User-Agent", "Hinoban");
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    return request;
}

} // namespace hinoban::registry
