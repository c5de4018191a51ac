// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/dns/Certificates.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QUrl>

namespace hinoban::testing {

// An entry as crt.sh writes it.
[[nodiscard]] inline QJsonObject logEntry(const QString &organisation, const QString &serial, const QString &names,
                                          const QString &from = QStringLiteral("2024-03-01T00:00:00"),
                                          const QString &until = QStringLiteral("2099-01-01T00:00:00"))
{
    return {{QStringLiteral("issuer_ca_id"), 7},
            {QStringLiteral("issuer_name"), QStringLiteral("C=US, O=\"%1\", CN=CA 1").arg(organisation)},
            {QStringLiteral("common_name"), names.section(QLatin1Char('\n'), 0, 0)},
            {QStringLiteral("name_value"), names},
            {QStringLiteral("id"), qint64(12345678901)},
            {QStringLiteral("entry_timestamp"), from + QStringLiteral(".123")},
            {QStringLiteral("not_before"), from},
            {QStringLiteral("not_after"), until},
            {QStringLiteral("serial_number"), serial}};
}

[[nodiscard]] inline QByteArray logJson(const QList<QJsonObject> &entries)
{
    QJsonArray out;
    for (const auto &entry : entries)
        out.append(entry);
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

// A search of certificate logs over HTTPS on loopback: says the same to everybody, and keeps the requests.
class CertificateSearch final : public QObject {
public:
    explicit CertificateSearch(const dns::test::Authority::Identity &identity, QByteArray body = "[]")
        : m_body(std::move(body))
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(identity.certificate);
        configuration.setPrivateKey(identity.key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_server.setSslConfiguration(configuration);
        if (!m_server.listen(QHostAddress(QHostAddress::LocalHost))) qFatal("no free port on loopback");
        connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
        });
    }
    void say(QByteArray body, QByteArray status = "200 OK", QByteArray headers = {})
    {
        m_body = std::move(body);
        m_status = std::move(status);
        m_headers = std::move(headers);
    }
    [[nodiscard]] QString address() const { return QStringLiteral("https://127.0.0.1:%1/").arg(m_server.serverPort()); }
    QList<QByteArray> requests;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &request = m_reading[socket];
        request += socket->readAll();
        if (!request.contains("\r\n\r\n")) return;
        requests.append(request);
        m_reading.remove(socket);
        socket->write("HTTP/1.1 " + m_status + "\r\nContent-Type: application/json\r\nContent-Length: " +
                      QByteArray::number(m_body.size()) + "\r\nConnection: close\r\n" + m_headers + "\r\n" + m_body);
        socket->disconnectFromHost();
    }

    QSslServer m_server;
    QByteArray m_body, m_status = "200 OK", m_headers;
    QHash<QTcpSocket *, QByteArray> m_reading;
};

} // namespace hinoban::testing
