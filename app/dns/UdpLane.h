// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the questions that are being asked over UDP.
#include "app/dns/EngineParts.h"

namespace hinoban::dns {

// Sends the attempts of a question and takes the reply: only from the address and port asked, with the id, question,
// case and cookie sent (RFC 5452, RFC 7873); everything else is counted as a stray. Falls back from cookies and EDNS,
// and over to TCP, when a server demonstrably cannot do better.
// Thread and owner: the engine's.
class UdpLane final : private UdpPool::Receiver {
public:
    explicit UdpLane(EngineParts &engine);

    void begin(OpenQuestion &question);
    // The attempt that waits now was met with silence: the next one, or the end.
    void timedOut(OpenQuestion &question);
    // The question leaves this lane; what still comes for it counts for nobody.
    void drop(OpenQuestion &question);
    void flush() { m_pool.flush(); }

    // Sent, but not believed: for an ending that came from elsewhere.
    [[nodiscard]] static QByteArray firstQuery(const OpenQuestion &question);

private:
    using Phase = OpenQuestion::Phase;

    void received(UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes) override
    {
        take(socket, from, bytes);
        m_engine.deliver(); // at once, while what the answer is made of is at hand; may destroy this
    }
    void take(UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes);
    qsizetype failed(UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error) override;
    void batch() override { m_arrival = m_engine.clock.now(); }
    void idle() override { m_engine.settle(); }

    void sendAttempt(OpenQuestion &question, Instant now);
    [[nodiscard]] Duration patience(const OpenQuestion &question) const;
    [[nodiscard]] bool mayHaveCookie(OpenQuestion &question);
    // The last attempt came to nothing, or only to half an answer.
    void nextAttempt(OpenQuestion &question);
    void failedAttempt(OpenQuestion &question);
    // The server is there, it only wants another form: not counted as a failure.
    void inSimplerForm(OpenQuestion &question, const Attempt &refused);
    void countGuess(const UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes);
    void reply(OpenQuestion &question, Attempt &attempt, QByteArray bytes);
    // False: the reply is no answer, and has been seen to.
    bool judgeCookie(OpenQuestion &question, const Attempt &attempt, const Message &message);
    void heard(OpenQuestion &question, const Attempt &attempt) const;
    void endUnreachable(OpenQuestion &question, const QString &detail);

    EngineParts &m_engine;
    UdpPool m_pool;
    Instant m_arrival{}; // of the datagrams that are being handled
};

} // namespace hinoban::dns
