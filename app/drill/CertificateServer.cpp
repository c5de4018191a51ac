// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/CertificateServer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr qsizetype LongestRequest = qsizetype(8) * 1024;

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

CertificateServer::CertificateServer(Clock &clock, std::shared_ptr<const Scenario> scenario, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_scenario(std::move(scenario))
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &CertificateServer::connected);
}

Result<void> CertificateServer::open()
{
    if (m_server.listen(QHostAddress::LocalHost)) return {};
    return failure(ErrorCode::NotPermitted, u"127.0.0.1"_s, m_server.errorString());
}

QUrl CertificateServer::address() const
{
    return m_server.isListening() ? QUrl(u"http://127.0.0.1:%1/"_s.arg(m_server.serverPort())) : QUrl();
}

void CertificateServer::connected()
{
    while (QTcpSocket *stream = m_server.nextPendingConnection()) {
        stream->setReadBufferSize(LongestRequest);
        connect(stream, &QTcpSocket::readyRead, this, [this, stream] { read(stream); });
        connect(stream, &QTcpSocket::disconnected, stream, &QObject::deleteLater);
        if (stream->bytesAvailable() > 0) read(stream);
    }
}

void CertificateServer::read(QTcpSocket *stream)
{
    const QByteArray request = stream->peek(LongestRequest);
    if (!request.contains("\r\n\r\n")) {
        if (request.size() >= LongestRequest) stream->abort();
        return;
    }
    (void)stream->readAll();
    stream->write(responseTo(request));
    stream->disconnectFromHost();
}

QByteArray CertificateServer::responseTo(const QByteArray &request) const
{
    const auto response = [](const QByteArray &status, const QByteArray &body) -> QByteArray {
        return "HTTP/1.1 " + status +
               "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
               "\r\nConnection: close\r\n\r\n" + body;
    };
    const QList<QByteArray> words = request.left(request.indexOf("\r\n")).split(' ');
    const QUrlQuery query(QUrl(words.size() == 3 ? QString::fromLatin1(words[1]) : QString()));
    const QString text = query.queryItemValue(u"q"_s, QUrl::FullyDecoded).toLower();
    if (words.size() != 3 || words[0] != "GET" || text.isEmpty()) return response("400 Bad Request", "{}");
    return response("200 OK", certificatesJson(m_scenario->certificates, text, m_clock.now()));
}

} // namespace hinoban::drill
