// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the questions that are being asked over UDP.
#include "app/dns/EngineParts.h"

namespace hinoban::dns {

// Sends the attempts of a question, with a growing timeout, and takes the reply: only from the address and port asked,
// with the id, question and case sent (RFC 5452); everything else is counted as a stray. Falls back from EDNS, and
// over to TCP, when a server demonstrably cannot do better.
// Thread and owner: the engine's.
class UdpLane {
public:
    explicit UdpLane(EngineParts &engine);

    void begin(OpenQuestion &question);
    // The attempt that waits now has come to nothing: the next one, or the end.
    void timedOut(OpenQuestion &question);
    // The question leaves this lane; what still comes for it counts for nobody.
    void drop(OpenQuestion &question);
    void flush() { m_pool.flush(); }

private:
    using Phase = OpenQuestion::Phase;

    void sendAttempt(OpenQuestion &question);
    void nextAttempt(OpenQuestion &question);
    void withoutEdns(OpenQuestion &question);
    void datagram(UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes);
    void datagramFailed(UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error);
    void countGuess(const UdpSocket &socket, const SocketAddress &from);
    void reply(OpenQuestion &question, const Attempt &attempt, const QByteArray &bytes);
    void endUnreachable(OpenQuestion &question, const QString &detail);

    EngineParts &m_engine;
    UdpPool m_pool;
};

} // namespace hinoban::dns
