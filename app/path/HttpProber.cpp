// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/HttpProber.h"

namespace hinoban::path {

using namespace Qt::StringLiterals;

void HttpProber::measure(WebQuestion question, QObject *context, std::function<void(WebTimingPtr)> done)
{
    WebTiming timing;
    timing.domain = question.domain;
    timing.url = question.url;
    timing.address = question.address;
    timing.at = m_clock.now();
    timing.isOurs = question.isOurs;
    timing.source = u"socket"_s;
    timing.phase(Phase::Resolve) = question.resolve;

    const auto refuse = [&](const QString &why) {
        auto refused = std::make_shared<WebTiming>(timing);
        refused->problem = why;
        // From the event loop, as every other answer.
        m_clock.after(Duration::zero(), context, [done, refused] { done(refused); });
    };
    if (const QString fault = HttpCall::fault(question.url); !fault.isEmpty()) return refuse(fault);
    const int usualPort = question.url.scheme() == "http"_L1 ? 80 : 443;
    const auto endpoint = m_internet.reach(question.address, Service::Web, quint16(question.url.port(usualPort)));
    if (!endpoint) return refuse(endpoint.error().detail);

    HttpCall::Request request;
    request.endpoint = *endpoint;
    request.url = std::move(question.url);
    request.authorities = m_internet.trustedCertificates();
    request.patience = m_patience;
    request.handshakeOnly = !question.isOurs;
    auto *call = new HttpCall(
        m_clock, std::move(request), std::move(timing),
        [done = std::move(done)](WebTiming measured, const HttpReader &) {
            done(std::make_shared<const WebTiming>(std::move(measured)));
        },
        context);
    call->begin();
}

} // namespace hinoban::path
