// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/DnsEndpoint.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QtEndian>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr size_t Batch = 32;
constexpr size_t LongestDatagram = 4096;
constexpr int RoundsATurn = 4; // then the event loop has its turn
constexpr int ReceiveBuffer = 2 * 1024 * 1024;
constexpr int MostConnections = 64;
constexpr qsizetype MostUnread = 2 + 65535;

// One for all endpoints: each is done with it before another is called.
struct Buffers {
    std::array<std::array<char, LongestDatagram>, Batch> bytes;
    std::array<sockaddr_in, Batch> from;
    std::array<iovec, Batch> vectors;
    std::array<mmsghdr, Batch> messages;
};

Buffers &buffers()
{
    static thread_local Buffers all;
    return all;
}

} // namespace

struct DnsEndpoint::Outgoing {
    sockaddr_in to;
    QByteArray bytes;
};

DnsEndpoint::DnsEndpoint(Clock &clock, SocketSet &sockets, Handler handler, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_sockets(sockets)
    , m_handler(std::move(handler))
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    m_server.setMaxPendingConnections(MostConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &DnsEndpoint::connected);
}

DnsEndpoint::~DnsEndpoint()
{
    if (m_server.isListening()) m_sockets.remove(static_cast<int>(m_server.socketDescriptor()));
    if (m_fd < 0) return;
    m_sockets.remove(m_fd);
    ::close(m_fd);
}

Result<void> DnsEndpoint::open()
{
    const auto refused = [](const char *what) {
        return failure(ErrorCode::NotPermitted, u"127.0.0.1"_s,
                       u"%1: %2"_s.arg(QString::fromLatin1(what), QString::fromLocal8Bit(std::strerror(errno))));
    };
    m_fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0) return refused("socket");
    ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &ReceiveBuffer, sizeof ReceiveBuffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_fd, reinterpret_cast<const sockaddr *>(&address), size) != 0) return refused("bind");
    if (::getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size) != 0) return refused("getsockname");
    m_udp = {QHostAddress(QHostAddress::LocalHost), ntohs(address.sin_port)};
    if (!m_sockets.add(m_fd, [this] { readable(); })) return refused("epoll_ctl");

    if (!m_server.listen(QHostAddress::LocalHost))
        return failure(ErrorCode::NotPermitted, u"127.0.0.1"_s, m_server.errorString());
    m_tcp = {QHostAddress(QHostAddress::LocalHost), m_server.serverPort()};
    // Its own notifier sleeps until somebody connects.
    m_server.pauseAccepting();
    if (!m_sockets.add(static_cast<int>(m_server.socketDescriptor()), [this] { m_server.resumeAccepting(); }))
        return refused("epoll_ctl");
    return {};
}

void DnsEndpoint::readable()
{
    Buffers &all = buffers();
    // Answers due at the same instant share a timer.
    std::vector<std::pair<Duration, std::vector<Outgoing>>> batches;
    for (int round = 0; round < RoundsATurn; ++round) {
        for (size_t i = 0; i < Batch; ++i) {
            all.vectors[i] = {all.bytes[i].data(), LongestDatagram};
            all.messages[i] = {};
            all.messages[i].msg_hdr.msg_name = &all.from[i];
            all.messages[i].msg_hdr.msg_namelen = sizeof all.from[i];
            all.messages[i].msg_hdr.msg_iov = &all.vectors[i];
            all.messages[i].msg_hdr.msg_iovlen = 1;
        }
        const int count = ::recvmmsg(m_fd, all.messages.data(), Batch, MSG_DONTWAIT, nullptr);
        for (int i = 0; i < count; ++i) {
            m_clock.leave();
            ++m_taken;
            const auto at = size_t(i);
            const QByteArrayView question(all.bytes[at].data(), qsizetype(all.messages[at].msg_len));
            auto answer = m_handler(question, false);
            if (!answer) continue;
            auto batch = std::ranges::find(batches, answer->after, &decltype(batches)::value_type::first);
            if (batch == batches.end()) batch = batches.insert(batches.end(), {answer->after, {}});
            batch->second.push_back({all.from[at], std::move(answer->bytes)});
        }
        if (count < int(Batch)) break;
    }
    for (auto &[after, batch] : batches)
        m_clock.after(after, this, [this, due = std::move(batch)] { send(due); });
}

void DnsEndpoint::send(const std::vector<Outgoing> &batch)
{
    for (const Outgoing &answer : batch) {
        m_clock.enter();
        const auto *to = reinterpret_cast<const sockaddr *>(&answer.to);
        const auto sent =
            ::sendto(m_fd, answer.bytes.constData(), size_t(answer.bytes.size()), MSG_DONTWAIT, to, sizeof answer.to);
        if (sent < 0) m_clock.leave(); // the asker's socket is gone, or the kernel is full: lost, as datagrams are
    }
}

void DnsEndpoint::connected()
{
    m_server.pauseAccepting();
    while (QTcpSocket *stream = m_server.nextPendingConnection()) {
        if (m_server.findChildren<QTcpSocket *>().size() > MostConnections) {
            delete stream;
            continue;
        }
        stream->setReadBufferSize(MostUnread);
        connect(stream, &QTcpSocket::readyRead, this, [this, stream] { readStream(stream); });
        connect(stream, &QTcpSocket::disconnected, stream, &QObject::deleteLater);
        if (stream->bytesAvailable() > 0) readStream(stream);
    }
}

void DnsEndpoint::readStream(QTcpSocket *stream)
{
    while (stream->bytesAvailable() >= 2) {
        const QByteArray length = stream->peek(2);
        const qsizetype size = qFromBigEndian<quint16>(length.constData());
        if (stream->bytesAvailable() < 2 + size) return;
        const QByteArray question = stream->read(2 + size);
        m_clock.leave();
        ++m_taken;
        auto answer = m_handler(QByteArrayView(question).sliced(2), true);
        if (!answer) continue;
        m_clock.after(answer->after, stream, [this, stream, bytes = answer->bytes] {
            if (stream->state() != QAbstractSocket::ConnectedState) return;
            m_clock.enter();
            QByteArray framed(2, '\0');
            qToBigEndian(quint16(bytes.size()), framed.data());
            stream->write(framed + bytes);
        });
    }
}

} // namespace hinoban::drill
