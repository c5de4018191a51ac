// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Turns.h"

#include <algorithm>

namespace hinoban::dns {

Turns::Turns(OpenQuestions &questions, const EngineOptions &options, std::function<void(OpenQuestion &)> begin)
    : m_questions(questions)
    , m_window(std::max(options.window, 1))
    , m_windowPerServer(std::max(options.windowPerServer, 1))
    , m_begin(std::move(begin))
{
}

void Turns::wait(OpenQuestion &question)
{
    const ServerKey key{question.query.server.address, question.query.server.port};
    question.server = &m_servers[key];
    question.server->key = key;
    question.server->waiting.push_back(question.ticket);
    makeReady(*question.server);
}

void Turns::makeReady(ServerQueue &server)
{
    if (server.ready || server.waiting.empty() || server.onWire >= m_windowPerServer) return;
    server.ready = true;
    m_ready.push_back(&server);
}

void Turns::dispatch()
{
    while (m_onWire < m_window && !m_ready.empty()) {
        ServerQueue &server = *m_ready.front();
        m_ready.pop_front();
        server.ready = false;
        OpenQuestion &question = m_questions.at(server.waiting.front());
        server.waiting.pop_front();
        if (!question.wanted()) {
            m_questions.remove(question.ticket);
            makeReady(server);
            dropIfIdle(server);
            continue;
        }
        ++server.onWire;
        ++m_onWire;
        makeReady(server);
        m_begin(question);
    }
}

void Turns::left(OpenQuestion &question)
{
    ServerQueue &server = *question.server;
    --server.onWire;
    --m_onWire;
    makeReady(server);
    dropIfIdle(server);
}

void Turns::dropIfIdle(const ServerQueue &server)
{
    if (server.onWire == 0 && server.waiting.empty() && !server.ready) m_servers.erase(ServerKey(server.key));
}

} // namespace hinoban::dns
