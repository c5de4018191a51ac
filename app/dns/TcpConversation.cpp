// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/TcpConversation.h"

#include <QNetworkProxy>
#include <QtEndian>

namespace hinoban::dns {
namespace {

// A server that sends message after message which nobody asked for is cut off.
constexpr qsizetype MostRead = qsizetype(4) * 65537;

} // namespace

TcpConversation::TcpConversation(Clock &clock, const Endpoint &endpoint, const QByteArray &question, Handlers handlers)
    : m_clock(clock)
    , m_endpoint(endpoint)
    , m_handlers(std::move(handlers))
{
    m_question.resize(2);
    qToBigEndian(static_cast<quint16>(question.size()), m_question.data());
    m_question += question;
    // A proxy would make the address meaningless.
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setReadBufferSize(MostRead);
    connect(&m_socket, &QTcpSocket::connected, this, &TcpConversation::connected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &TcpConversation::readable);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &TcpConversation::broken);
    connect(&m_socket, &QTcpSocket::disconnected, this, &TcpConversation::broken);
}

TcpConversation::~TcpConversation() { stop(); }

void TcpConversation::start()
{
    m_state = State::Connecting;
    m_clock.enter();
    m_socket.connectToHost(m_endpoint.address, m_endpoint.port);
}

void TcpConversation::stop()
{
    if (m_state == State::Connecting) m_clock.leave();
    m_state = State::Over;
    m_socket.disconnect(this);
    m_socket.abort();
}

void TcpConversation::connected()
{
    if (m_state != State::Connecting) return;
    m_clock.leave();
    m_state = State::Waiting;
    m_clock.enter();
    m_writtenAt = m_clock.now();
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.write(m_question);
}

void TcpConversation::readable()
{
    if (m_state != State::Waiting) return;
    m_buffer += m_socket.readAll();
    qsizetype at = 0;
    while (m_buffer.size() - at >= 2) {
        const qsizetype size = qFromBigEndian<quint16>(m_buffer.constData() + at);
        if (m_buffer.size() - at < 2 + size) break;
        m_clock.leave();
        const QByteArray message = m_buffer.mid(at + 2, size);
        at += 2 + size;
        if (m_handlers.message(message)) return stop();
        if (m_state != State::Waiting) return;
    }
    m_buffer.remove(0, at);
    if (m_socket.bytesAvailable() > 0 && m_buffer.size() < MostRead) return readable();
}

void TcpConversation::broken()
{
    if (m_state == State::Connecting) {
        m_clock.leave();
        return endWith(End::NotConnected, m_socket.error() == QAbstractSocket::ConnectionRefusedError
                                              ? QStringLiteral("connection refused")
                                              : m_socket.errorString());
    }
    if (m_state != State::Waiting) return;
    readable();
    if (m_state != State::Waiting) return;
    m_clock.leave();
    if (m_buffer.isEmpty())
        return endWith(End::Closed, QStringLiteral("the server closed the connection without an answer"));
    endWith(End::Cut, QStringLiteral("the connection ended in the middle of a message"));
}

void TcpConversation::endWith(End end, const QString &detail)
{
    m_state = State::Over;
    m_handlers.ended(end, detail);
}

} // namespace hinoban::dns
