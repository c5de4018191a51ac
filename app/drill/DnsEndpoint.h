// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/drill/SocketSet.h"

#include <QObject>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <optional>

struct sockaddr_in;

namespace hinoban::drill {

// One nominal address: a UDP and a TCP socket on 127.0.0.1, each on a port of its own. Takes questions, has them
// answered, and sends the answers when the story's round trip is over.
//
// It keeps the clock's account (Clock::enter): a question taken off the wire is left at once, even one that is dropped,
// and an answer enters when it is sent.
class DnsEndpoint final : public QObject {
    Q_OBJECT
public:
    struct Answer {
        QByteArray bytes;
        Duration after{};
    };
    // nothing: the question is dropped.
    using Handler = std::function<std::optional<Answer>(QByteArrayView question, bool tcp)>;

    // `sockets` outlives the endpoint.
    DnsEndpoint(Clock &clock, SocketSet &sockets, Handler handler, QObject *parent);
    ~DnsEndpoint() override;

    [[nodiscard]] Result<void> open();
    [[nodiscard]] Endpoint udp() const { return m_udp; }
    [[nodiscard]] Endpoint tcp() const { return m_tcp; }
    [[nodiscard]] quint64 taken() const { return m_taken; }

private:
    struct Outgoing;
    void readable();
    void send(const std::vector<Outgoing> &batch);
    void connected();
    void readStream(QTcpSocket *stream);

    Clock &m_clock;
    SocketSet &m_sockets;
    Handler m_handler;
    int m_fd = -1;
    QTcpServer m_server;
    Endpoint m_udp, m_tcp;
    quint64 m_taken = 0;
};

} // namespace hinoban::drill
