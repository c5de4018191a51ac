// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: which question may go on the wire next.
#include "app/dns/OpenQuestion.h"

#include <deque>
#include <functional>

namespace hinoban::dns {

struct ServerKey {
    QHostAddress address;
    quint16 port = 0;
    friend bool operator==(const ServerKey &, const ServerKey &) = default;
};
struct ServerKeyHash {
    size_t operator()(const ServerKey &key) const { return qHash(key.address, key.port); }
};

// The questions of one server that wait for their turn. Gone when nothing waits and nothing is on the wire.
struct ServerQueue {
    ServerKey key;
    std::deque<quint64> waiting;
    int onWire = 0;
    bool ready = false; // in Turns::m_ready
};

// Keeps the windows, of the whole engine and of each server, and gives each server its turn, so that a slow server's
// queue delays nobody else's.
// Thread and owner: the engine's.
class Turns {
public:
    // `begin` puts a question on the wire; it stays there until left().
    Turns(OpenQuestions &questions, const EngineOptions &options, std::function<void(OpenQuestion &)> begin);

    void wait(OpenQuestion &question);
    // Lets out whatever the windows allow. Questions that nobody waits for any more are dropped here.
    void dispatch();
    // The question is off the wire and goes away.
    void left(OpenQuestion &question);

private:
    void makeReady(ServerQueue &server);
    void dropIfIdle(const ServerQueue &server);

    OpenQuestions &m_questions;
    int m_window;
    int m_windowPerServer;
    std::function<void(OpenQuestion &)> m_begin;
    std::unordered_map<ServerKey, ServerQueue, ServerKeyHash> m_servers;
    std::deque<ServerQueue *> m_ready; // have waiting questions and room
    int m_onWire = 0;
};

} // namespace hinoban::dns
