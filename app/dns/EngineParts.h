// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: what the parts of the query engine share, and how a lane hands a question on.
#include "app/dns/Dice.h"
#include "app/dns/Ending.h"
#include "app/dns/OpenQuestion.h"
#include "app/dns/ServerState.h"

namespace hinoban::dns {

// Implemented by the engine; lanes (UdpLane, StreamLane) hold a reference to it.
//
// Thread: the engine's. A lane may call everything from any of its handlers; only post() arranges that what was left
// behind is delivered, so a lane that is called from the event loop calls it, or sees to settle() by itself.
class EngineParts {
public:
    EngineParts(Clock &itsClock, Internet itsInternet, const EngineOptions &itsOptions)
        : clock(itsClock)
        , internet(std::move(itsInternet))
        , options(itsOptions)
    {
    }
    EngineParts(const EngineParts &) = delete;
    EngineParts &operator=(const EngineParts &) = delete;

    Clock &clock;
    Internet internet; // see QueryEngine::setInternet
    const EngineOptions options;
    OpenQuestions questions;
    Dice dice;
    quint64 turn = 1; // counts up whenever the world may have changed since the question before

    // The end of a question: it is gone when this returns. Its answer is delivered by deliver() or settle(), never from
    // inside.
    virtual void end(OpenQuestion &question, Ending &&ending) = 0;
    // UDP cannot answer it: `reason`.
    virtual void handToTcp(OpenQuestion &question, const QString &reason) = 0;
    // timedOut() of the question's lane is called then, unless a later call says otherwise.
    virtual void lookAgain(OpenQuestion &question, Instant when) = 0;
    // Its breaker tripped: all its questions over this transport end.
    virtual void declareDead(ServerState &server, Transport transport) = 0;
    // settle() in the next turn of the event loop.
    virtual void post() = 0;
    // Delivers what ended; from the event loop only. May destroy the engine.
    virtual void deliver() = 0;
    // Last in every turn of the event loop: sends what waits and delivers what ended. May destroy the engine.
    virtual void settle() = 0;

    [[nodiscard]] Result<Endpoint> reach(const OpenQuestion &question, Service service) const
    {
        const Server &server = question.query.server;
        return internet.reach(server.address, service, server.port == 53 ? quint16(0) : server.port);
    }

    // The question as it goes on the wire, under `id` and with letters of random case; with our cookie for the server
    // if `cookie`.
    [[nodiscard]] QByteArray queryBytes(const OpenQuestion &question, quint16 id, bool cookie = false);

protected:
    ~EngineParts() = default;
};

// Servers that cannot read EDNS say so with FORMERR, NOTIMP or BADVERS (RFC 6891, 7).
[[nodiscard]] bool refusesEdns(const Message &message);

} // namespace hinoban::dns
