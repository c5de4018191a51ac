// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Internet.h"
#include "tests/dns/Certificates.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace hinoban::path::test {

inline QByteArray okWith(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

// A web server on loopback that answers every request with the same octets, as slowly as it is told.
class WebServer : public QTcpServer {
public:
    struct Behaviour {
        std::chrono::milliseconds tlsAfter{0};    // before it takes part in the handshake
        std::chrono::milliseconds answerAfter{0}; // once the request is whole
        QByteArray octets{};
        bool hangsUp = false;
        bool isPlain = false;                    // no TLS
        qsizetype split = 0;                     // so many octets first, …
        std::chrono::milliseconds splitAfter{0}; // … and the others so much later
        std::chrono::milliseconds octetEvery{0}; // one at a time; 0: at once
    };

    WebServer(dns::test::Authority::Identity identity, Behaviour behaviour)
        : m_identity(std::move(identity))
        , m_behaviour(std::move(behaviour))
    {
        if (!listen(QHostAddress(QHostAddress::LocalHost))) qFatal("no free port on loopback");
        m_endpoint = {QHostAddress(QHostAddress::LocalHost), serverPort()};
    }
    [[nodiscard]] Endpoint endpoint() const { return m_endpoint; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] QByteArray heard() const { return m_heard; }
    [[nodiscard]] QString nameShown() const { return m_nameShown; }
    void setBehaviour(Behaviour behaviour) { m_behaviour = std::move(behaviour); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++m_connections;
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        QObject::connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(socket); });
        QObject::connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        if (m_behaviour.isPlain) return;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(m_identity.certificate);
        configuration.setPrivateKey(m_identity.key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
        socket->setSslConfiguration(configuration);
        // Whoever is made to wait has said hello by then; the server's name stands there in the clear.
        QTimer::singleShot(m_behaviour.tlsAfter, socket, [this, socket] {
            takeName(socket->peek(2000));
            socket->startServerEncryption();
        });
    }

private:
    void takeName(const QByteArray &hello)
    {
        for (const QByteArray &name : {QByteArray("www.example.com"), QByteArray("other.example.com")})
            if (hello.contains(name)) m_nameShown = QString::fromLatin1(name);
    }
    void read(QSslSocket *socket)
    {
        if (!m_behaviour.isPlain && !socket->isEncrypted()) return;
        const qsizetype before = m_heard.size();
        m_heard += socket->readAll();
        if (!m_heard.contains("\r\n\r\n") || m_heard.size() == before) return;
        QTimer::singleShot(m_behaviour.answerAfter, socket, [this, socket] { answer(socket); });
    }
    void answer(QSslSocket *socket)
    {
        const QByteArray octets = m_behaviour.octets;
        if (m_behaviour.octetEvery.count() > 0) return drip(socket, octets);
        const qsizetype first = m_behaviour.split > 0 ? m_behaviour.split : octets.size();
        socket->write(octets.first(first));
        QTimer::singleShot(m_behaviour.splitAfter, socket, [this, socket, rest = octets.sliced(first)] {
            socket->write(rest);
            if (m_behaviour.hangsUp) socket->disconnectFromHost();
        });
    }
    void drip(QSslSocket *socket, const QByteArray &octets)
    {
        if (octets.isEmpty()) return;
        socket->write(octets.first(1));
        socket->flush();
        QTimer::singleShot(m_behaviour.octetEvery, socket,
                           [this, socket, rest = octets.sliced(1)] { drip(socket, rest); });
    }

    const dns::test::Authority::Identity m_identity;
    Behaviour m_behaviour;
    Endpoint m_endpoint;
    int m_connections = 0;
    QByteArray m_heard;
    QString m_nameShown;
};

} // namespace hinoban::path::test
