// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/CertificateServer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

// Without a zone, as crt.sh writes it.
QString timeText(Instant at)
{
    QString text = toRfc3339(at);
    if (text.endsWith(u'Z')) text.chop(1);
    return text;
}

} // namespace

QByteArray certificatesJson(const std::vector<CertificateSpec> &certificates, const QString &text, Instant now)
{
    QJsonArray out;
    for (size_t i = 0; i < certificates.size(); ++i) {
        const CertificateSpec &one = certificates[i];
        const bool isMeant =
            std::any_of(one.names.begin(), one.names.end(), [&](const QString &name) { return name.contains(text); });
        if (!isMeant || one.entered > now || one.until < now) continue;
        out.append(QJsonObject{{u"issuer_ca_id"_s, 1},
                               {u"issuer_name"_s, one.issuer},
                               {u"common_name"_s, one.names.front()},
                               {u"name_value"_s, one.names.join(u'\n')},
                               {u"id"_s, qint64(i) + 1},
                               {u"entry_timestamp"_s, timeText(one.entered)},
                               {u"not_before"_s, timeText(one.from)},
                               {u"not_after"_s, timeText(one.until)},
                               {u"serial_number"_s, one.serial}});
    }
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

CertificateServer::CertificateServer(Clock &clock, std::shared_ptr<const Scenario> scenario)
    : m_clock(clock)
    , m_scenario(std::move(scenario))
    , m_server(HttpEnd, LongestHttpRequest, [this](const QByteArray &request) { return responseTo(request); })
{
}

QUrl CertificateServer::address() const
{
    return m_server.port() > 0 ? QUrl(u"http://127.0.0.1:%1/"_s.arg(m_server.port())) : QUrl();
}

QByteArray CertificateServer::responseTo(const QByteArray &request) const
{
    const auto response = [](const QByteArray &status, const QByteArray &body) {
        return httpResponse(status, "application/json", body);
    };
    const QByteArray target = httpTarget(request);
    const QUrlQuery query(QUrl(QString::fromLatin1(target)));
    const QString text = query.queryItemValue(u"q"_s, QUrl::FullyDecoded).toLower();
    if (target.isEmpty() || text.isEmpty()) return response("400 Bad Request", "{}");
    return response("200 OK", certificatesJson(m_scenario->certificates, text, m_clock.now()));
}

} // namespace hinoban::drill
