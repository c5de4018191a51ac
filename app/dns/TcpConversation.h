// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include "app/base/Clock.h"
#include "app/base/Internet.h"

#include <QObject>
#include <QTcpSocket>

#include <functional>

namespace hinoban::dns {

// One question over one connection (RFC 7766): connects, writes the framed question, hands over each whole message
// until one is taken. Keeps no deadline; its owner does. Tells the clock what is in flight.
//
// Thread and owner: the engine's. Handlers are called from the event loop or from start(); they may stop() it and
// deleteLater() it, but not delete it.
class TcpConversation final : public QObject {
    Q_OBJECT
public:
    enum class End {
        NotConnected, // refused, unreachable
        Closed,       // the server closed before a whole message came
        Cut,          // it closed in the middle of a message
    };
    struct Handlers {
        std::function<bool(const QByteArray &message)> message; // true: taken, the conversation is over
        std::function<void(End end, const QString &detail)> ended;
    };
    TcpConversation(Clock &clock, const Endpoint &endpoint, const QByteArray &question, Handlers handlers);
    ~TcpConversation() override;

    void start();
    void stop(); // no handler is called afterwards
    [[nodiscard]] Instant writtenAt() const { return m_writtenAt; }

private:
    enum class State { Idle, Connecting, Waiting, Over };
    void connected();
    void readable();
    void broken();
    void endWith(End end, const QString &detail);

    Clock &m_clock;
    Endpoint m_endpoint;
    QByteArray m_question;
    Handlers m_handlers;
    QTcpSocket m_socket;
    QByteArray m_buffer;
    Instant m_writtenAt{};
    State m_state = State::Idle;
};

} // namespace hinoban::dns
