// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/dns/Exchange.h"

#include <QNetworkDatagram>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtEndian>
#include <QUdpSocket>

#include <functional>

namespace hinoban::dns::test {

inline Name name(const char *text) { return Name::fromText(text).value(); }

inline Record record(const char *owner, Type type, const char *data, quint32 ttl = 3600)
{
    return {name(owner), type, 1, ttl, rdataFromText(type, data).value()};
}

// What is given back for `query`, whose question is echoed as it was asked.
inline QByteArray replyTo(const QByteArray &query, const Message &content)
{
    Message message = content;
    const Message asked = parseMessage(query).value();
    message.id = asked.id;
    message.qr = true;
    message.question = asked.question;
    QByteArray wire = buildMessage(message).value();
    echoQuestion(wire, query);
    return wire;
}

// A name server on loopback that does what its script says, and tells the clock what is in flight.
class ScriptedServer final : public QObject {
public:
    struct Got {
        QByteArray query;
        QHostAddress from;
        quint16 port = 0;
        QPointer<QTcpSocket> tcp; // null: over UDP
        Question question;
    };
    using Script = std::function<void(ScriptedServer &, const Got &)>;

    ScriptedServer(Clock &clock, Script script, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
        : m_clock(clock)
        , m_script(std::move(script))
    {
        // A port that is free for TCP may be an engine's for UDP.
        for (int i = 0; i < 50 && m_udp.state() != QAbstractSocket::BoundState; ++i) {
            m_tcp.close();
            if (m_tcp.listen(address)) m_udp.bind(address, m_tcp.serverPort());
        }
        if (m_udp.state() != QAbstractSocket::BoundState) qFatal("no free port on loopback");
        m_endpoint = {address, m_tcp.serverPort()};
        connect(&m_udp, &QUdpSocket::readyRead, this, [this] { udpReady(); });
        connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_tcp.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { tcpReady(socket); });
        });
    }

    [[nodiscard]] quint16 port() const { return m_endpoint.port; }
    [[nodiscard]] Endpoint endpoint() const { return m_endpoint; }
    [[nodiscard]] const std::vector<Got> &got() const { return m_got; }
    // Nobody listens on UDP any more; TCP goes on.
    void closeUdp() { m_udp.close(); }
    void closeTcp() { m_tcp.close(); }

    void send(const Got &got, const QByteArray &bytes, Duration delay = std::chrono::milliseconds(20))
    {
        m_clock.after(delay, this, [this, got, bytes] {
            if (!got.tcp) return sendFrom(m_udp, got, bytes);
            QByteArray framed(2, '\0');
            qToBigEndian(static_cast<quint16>(bytes.size()), framed.data());
            m_clock.enter();
            got.tcp->write(framed + bytes);
        });
    }
    void sendNow(const Got &got, const QByteArray &bytes) { sendFrom(m_udp, got, bytes); }
    void sendFrom(QUdpSocket &socket, const Got &got, const QByteArray &bytes)
    {
        m_clock.enter();
        socket.writeDatagram(bytes, got.from, got.port);
    }
    // Frame and all, as given; counted as a packet only if `whole`.
    void sendRaw(const Got &got, const QByteArray &bytes, Duration delay, bool whole)
    {
        m_clock.after(delay, this, [this, got, bytes, whole] {
            if (!got.tcp) return;
            if (whole) m_clock.enter();
            got.tcp->write(bytes);
        });
    }
    void close(const Got &got, Duration delay = std::chrono::milliseconds(20))
    {
        m_clock.after(delay, this, [this, got] {
            if (!got.tcp) return;
            m_clock.enter();
            got.tcp->disconnectFromHost();
        });
    }

private:
    void udpReady()
    {
        while (m_udp.hasPendingDatagrams()) {
            const QNetworkDatagram datagram = m_udp.receiveDatagram();
            take({datagram.data(), datagram.senderAddress(), quint16(datagram.senderPort()), nullptr, {}});
        }
    }
    void tcpReady(QTcpSocket *socket)
    {
        for (;;) { // pipelined: several may have come
            const QByteArray length = socket->peek(2);
            if (length.size() < 2) return;
            const qsizetype size = qFromBigEndian<quint16>(length.constData());
            if (socket->bytesAvailable() < 2 + size) return;
            take({socket->read(2 + size).mid(2), socket->peerAddress(), socket->peerPort(), socket, {}});
        }
    }
    void take(Got got)
    {
        m_clock.leave();
        const auto parsed = parseMessage(got.query);
        if (!parsed || !parsed->question) qFatal("the engine asked something that is no question");
        got.question = *parsed->question;
        m_got.push_back(got);
        m_script(*this, got);
    }

    Clock &m_clock;
    Script m_script;
    Endpoint m_endpoint;
    QUdpSocket m_udp;
    QTcpServer m_tcp;
    std::vector<Got> m_got;
};

} // namespace hinoban::dns::test
