// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the questions that are being asked over a connection.
#include "app/dns/EngineParts.h"
#include "app/dns/StreamPool.h"

namespace hinoban::dns {

// Asks over TCP what UDP could not answer, and over TCP, TLS and HTTPS what is to be asked there. Falls back from EDNS
// as UdpLane does.
// Thread and owner: the engine's.
class StreamLane {
public:
    explicit StreamLane(EngineParts &engine);

    // Over `transport`. `reason`: why UDP was not enough; empty if this transport was asked for.
    void begin(OpenQuestion &question, Transport transport, const QString &reason);
    void timedOut(OpenQuestion &question);
    // Ends it as timed out, because `why`.
    void giveUp(OpenQuestion &question, const QString &why);
    // The question leaves this lane.
    void drop(OpenQuestion &question);

private:
    void ask(OpenQuestion &question);
    void replied(quint64 ticket, const StreamPool::Reply &reply);
    void failed(quint64 ticket, const StreamPool::Failure &failure);

    EngineParts &m_engine;
    StreamPool m_pool;
};

} // namespace hinoban::dns
