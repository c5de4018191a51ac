// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the questions that are being asked over TCP.
#include "app/dns/EngineParts.h"

#include <deque>

namespace hinoban::dns {

// One connection a question (RFC 7766); too many at once wait for their turn within their deadline.
// Thread and owner: the engine's; connections are children of `owner`.
class TcpLane {
public:
    TcpLane(EngineParts &engine, QObject &owner);

    // `reason`: why UDP was not enough; empty if TCP was asked for.
    void begin(OpenQuestion &question, const QString &reason);
    void timedOut(OpenQuestion &question);
    // The question leaves this lane.
    void drop(OpenQuestion &question);
    // Connects for those that wait, as far as there is room.
    void feed();

private:
    using Phase = OpenQuestion::Phase;

    void connect(OpenQuestion &question);
    bool message(quint64 ticket, const QByteArray &bytes);
    void ended(quint64 ticket, TcpConversation::End end, const QString &detail);

    EngineParts &m_engine;
    QObject &m_owner;
    std::deque<quint64> m_waiting;
    int m_connections = 0;
};

} // namespace hinoban::dns
