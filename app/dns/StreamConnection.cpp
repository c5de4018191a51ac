// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/StreamConnection.h"

#include "app/dns/ReplyMatch.h"
#include "app/dns/TlsTrust.h"

#include <QNetworkProxy>
#include <QtEndian>

namespace hinoban::dns {
namespace {

// A server that sends message after message which nobody asked for is cut off.
constexpr qsizetype MostUnasked = qsizetype(4) * 65537;
constexpr qsizetype MostRead = qsizetype(4) * 65537;

QByteArray authorityOf(const StreamServer &server)
{
    QString host = server.peerName();
    if (host.contains(QLatin1Char(':'))) host = QLatin1Char('[') + host + QLatin1Char(']');
    if (server.endpoint.port != 443) host += QLatin1Char(':') + QString::number(server.endpoint.port);
    return host.toLatin1();
}

} // namespace

StreamConnection::StreamConnection(Clock &clock, Dice &dice, StreamServer server, const QByteArray &authorities)
    : m_clock(clock)
    , m_dice(dice)
    , m_server(std::move(server))
    , m_authorities(authorities)
{
    // A proxy would make the address meaningless.
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setReadBufferSize(MostRead);
    connect(&m_socket, &QAbstractSocket::connected, this, &StreamConnection::connected);
    connect(&m_socket, &QSslSocket::encrypted, this, &StreamConnection::becomeReady);
    connect(&m_socket, &QSslSocket::sslErrors, this, &StreamConnection::untrusted);
    connect(&m_socket, &QIODevice::readyRead, this, &StreamConnection::readable);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &StreamConnection::broken);
    connect(&m_socket, &QAbstractSocket::disconnected, this, &StreamConnection::broken);
}

StreamConnection::~StreamConnection() { stop(); }

void StreamConnection::start(Handlers handlers)
{
    m_handlers = std::move(handlers);
    m_state = State::Connecting;
    m_starting = true;
    m_clock.enter();
    if (m_server.encrypted()) {
        QList<QByteArray> protocols;
        if (m_server.transport == Transport::Https) protocols << QByteArrayLiteral("h2");
        m_socket.setSslConfiguration(tlsConfiguration(m_authorities, protocols));
        m_socket.setPeerVerifyName(m_server.peerName());
        m_socket.connectToHostEncrypted(m_server.endpoint.address.toString(), m_server.endpoint.port,
                                        m_server.peerName());
    } else {
        m_socket.connectToHost(m_server.endpoint.address, m_server.endpoint.port);
    }
    m_starting = false;
}

void StreamConnection::stop()
{
    if (m_state == State::Connecting) m_clock.leave();
    m_state = State::Over;
    m_stopped = true;
    m_socket.disconnect(this);
    m_socket.abort();
}

void StreamConnection::connected()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (!m_server.encrypted()) becomeReady();
}

void StreamConnection::becomeReady()
{
    if (m_state != State::Connecting) return;
    if (m_server.encrypted()) m_certificate = m_socket.peerCertificate().toDer();
    if (m_server.transport == Transport::Https) {
        if (m_socket.sslConfiguration().nextNegotiatedProtocol() != "h2")
            return end(End::NotConnected, QStringLiteral("the server does not speak HTTP/2"));
        m_http = std::make_unique<Http2>(authorityOf(m_server), m_server.path.toLatin1(),
                                         Http2::Handlers{[this](Ticket ticket, const QByteArray &message) {
                                                             m_clock.leave();
                                                             ++m_answered;
                                                             m_handlers.replied(take(ticket), message);
                                                         },
                                                         [this](Ticket ticket, const QString &why) {
                                                             m_clock.leave();
                                                             ++m_answered;
                                                             m_handlers.refused(take(ticket), why);
                                                         },
                                                         [this](Ticket ticket) {
                                                             m_clock.leave();
                                                             m_handlers.again(take(ticket));
                                                         }});
    }
    m_clock.leave();
    m_state = State::Ready;
    flushHttp();
    m_handlers.ready();
}

bool StreamConnection::takesMore() const
{
    return m_state == State::Ready && !doubtful && (!m_http || !m_http->closing());
}

const StreamConnection::Asked *StreamConnection::find(Ticket ticket) const
{
    const auto found = m_asked.find(ticket);
    return found == m_asked.end() ? nullptr : &found->second;
}

StreamConnection::Asked StreamConnection::take(Ticket ticket)
{
    const auto found = m_asked.find(ticket);
    if (found == m_asked.end()) return {};
    Asked asked = std::move(found->second);
    m_asked.erase(found);
    if (!m_http) m_ids.erase(idOf(asked.query));
    m_unasked = 0;
    return asked;
}

std::vector<StreamConnection::Asked> StreamConnection::takeAsked()
{
    std::vector<Asked> all;
    all.reserve(m_asked.size());
    for (auto &[ticket, asked] : m_asked)
        all.push_back(std::move(asked));
    m_asked.clear();
    m_ids.clear();
    return all;
}

void StreamConnection::ask(Ticket ticket, QByteArray query)
{
    quint16 id = 0; // RFC 8484, 4.1: HTTP pairs question and answer itself
    if (!m_http) {
        do
            id = m_dice.id();
        while (m_ids.contains(id));
        m_ids.emplace(id, ticket);
    }
    qToBigEndian(id, query.data());
    Asked &asked = m_asked[ticket];
    asked = {ticket, query, m_clock.now()};
    m_clock.enter();
    if (m_http) {
        m_http->submit(ticket, query);
        return flushHttp();
    }
    QByteArray framed(2, '\0');
    qToBigEndian(static_cast<quint16>(query.size()), framed.data());
    m_socket.write(framed + query); // in one piece (RFC 7766, 8)
}

void StreamConnection::forget(Ticket ticket)
{
    if (!m_asked.contains(ticket)) return;
    (void)take(ticket);
    if (!m_http) return;
    m_http->cancel(ticket);
    flushHttp();
}

void StreamConnection::flushHttp()
{
    if (!m_http || m_state != State::Ready) return;
    const QByteArray out = m_http->takeOutput();
    if (!out.isEmpty()) m_socket.write(out);
}

void StreamConnection::readable()
{
    if (m_state != State::Ready) return;
    if (!m_http) return readFrames();
    const QByteArray bytes = m_socket.readAll();
    if (bytes.isEmpty()) return;
    const bool good = m_http->received(bytes);
    if (m_state != State::Ready) return;
    flushHttp();
    if (!good) end(End::Closed, QStringLiteral("the server does not keep to HTTP/2"));
}

void StreamConnection::readFrames()
{
    do {
        m_buffer += m_socket.readAll();
        qsizetype at = 0;
        while (m_buffer.size() - at >= 2) {
            const qsizetype size = qFromBigEndian<quint16>(m_buffer.constData() + at);
            if (m_buffer.size() - at < 2 + size) break;
            m_clock.leave();
            const QByteArray message = m_buffer.mid(at + 2, size);
            at += 2 + size;
            frame(message);
            if (m_state != State::Ready) return;
        }
        m_buffer.remove(0, at);
    } while (m_socket.bytesAvailable() > 0);
}

// Out-of-order answers are matched by id and question (RFC 7766, 7).
void StreamConnection::frame(const QByteArray &message)
{
    const auto found = message.size() < 2 ? m_ids.end() : m_ids.find(idOf(message));
    if (found == m_ids.end()) {
        // Too short for an id: it can only be meant for the one that waits.
        if (message.size() >= 2 || m_asked.size() != 1) return stray(message.size());
    }
    const Ticket ticket = found == m_ids.end() ? m_asked.begin()->first : found->second;
    const ReplyMatch match = matchReply(message, m_asked.at(ticket).query);
    if (match == ReplyMatch::OtherQuestion || match == ReplyMatch::NotAReply) {
        m_handlers.stray(ticket);
        m_unasked += message.size() + 2;
        if (m_unasked > MostUnasked) end(End::Closed, QStringLiteral("the server sends what nobody asked for"));
        return;
    }
    // Other letters: nobody off the path can write into a connection.
    ++m_answered;
    m_handlers.replied(take(ticket), message);
}

void StreamConnection::stray(qsizetype size)
{
    if (!m_asked.empty()) m_handlers.stray(m_asked.begin()->first);
    m_unasked += size + 2;
    if (m_unasked > MostUnasked) end(End::Closed, QStringLiteral("the server sends what nobody asked for"));
}

void StreamConnection::untrusted(const QList<QSslError> &errors)
{
    m_certificate = m_socket.peerCertificate().toDer();
    m_problem = trustProblem(errors, m_socket.peerCertificate(), m_server.peerName());
}

void StreamConnection::broken()
{
    if (m_state == State::Connecting) {
        if (m_certificate.isEmpty() && m_server.encrypted()) m_certificate = m_socket.peerCertificate().toDer();
        if (!m_problem.isEmpty()) return end(End::Untrusted, m_problem);
        if (m_socket.error() == QAbstractSocket::ConnectionRefusedError)
            return end(End::NotConnected, QStringLiteral("connection refused"));
        if (m_server.encrypted() && m_socket.error() == QAbstractSocket::RemoteHostClosedError)
            return end(End::NotConnected, QStringLiteral("the server closed the connection during the TLS handshake"));
        return end(End::NotConnected, m_socket.error() == QAbstractSocket::SslHandshakeFailedError
                                          ? QStringLiteral("no TLS: %1").arg(m_socket.errorString())
                                          : m_socket.errorString());
    }
    if (m_state != State::Ready) return;
    readable();
    if (m_state != State::Ready) return;
    m_clock.leave(); // the end is a packet too
    if (m_buffer.isEmpty())
        return end(End::Closed, QStringLiteral("the server closed the connection without an answer"));
    end(End::Cut, QStringLiteral("the connection ended in the middle of a message"));
}

void StreamConnection::end(End end, const QString &detail)
{
    if (m_state == State::Connecting) m_clock.leave();
    m_state = State::Over;
    m_socket.disconnect(this);
    if (!m_starting) {
        m_handlers.ended(end, detail);
        return;
    }
    // Never from inside start(): whoever called it is still counting.
    m_clock.after(Duration(0), this, [this, end, detail] {
        if (!m_stopped) m_handlers.ended(end, detail);
    });
}

} // namespace hinoban::dns
