// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: one question of the engine between ask() and its answer.
#include "app/dns/QueryEngine.h"
#include "app/dns/UdpPool.h"

#include <QPointer>

#include <array>
#include <memory>
#include <vector>

namespace hinoban::dns {

struct ServerState;

// One datagram that may still be answered.
struct Attempt {
    UdpPool::Place place;
    Instant sentAt{};
    QByteArray query;
    bool edns = true;
    bool cookie = false;
};

// Where a question stands: what begins anew with each.
struct QuestionState {
    enum class Phase { Queued, Udp, Stream };

    quint64 ticket = 0;
    Phase phase = Phase::Queued;
    ServerState *server = nullptr;
    OpenQuestion *nextWaiting = nullptr; // Turns'
    quint32 sent = 0;                    // how often it was put on a wire
    quint32 strays = 0;
    bool edns = true;
    Instant firstSent{};
    Instant deadline{};

    // Deadlines'.
    Instant due{};
    OpenQuestion *dueBefore = nullptr, *dueAfter = nullptr;
    int dueSlot = -1;

    // UdpLane's.
    SocketAddress udp;
    QString doubt;            // a reply came that only TCP can tell from a guess: what was wrong with it
    bool refusedSeen = false; // the network said that nobody listens
    bool cookie = true;       // may be sent
    quint32 silences = 0;     // attempts that nothing came to in time
    quint32 failures = 0;     // attempts that came to nothing at once, not by silence
    quint32 badCookies = 0;
    QByteArray malformedQuery, malformedReply;

    // StreamLane's.
    Transport stream = Transport::Tcp;
    QString streamReason; // why UDP was not enough
};

struct OpenQuestion : QuestionState {
    Query query;
    QPointer<QObject> context;
    bool hasContext = false;
    QueryEngine::Answer answer;
    std::vector<Attempt> attempts; // UdpLane's, all of them: a late answer to an earlier one is an answer

    [[nodiscard]] bool wanted() const { return !hasContext || context; }
};

// All open questions by their ticket; tickets are never used twice. Their memory is: a sweep makes no new one for
// each question.
class OpenQuestions {
public:
    OpenQuestion &add()
    {
        if (m_free.empty()) grow();
        const quint32 index = m_free.back();
        m_free.pop_back();
        OpenQuestion &question = slot(index);
        question.ticket = ++m_generation << 32 | index;
        ++m_count;
        return question;
    }
    [[nodiscard]] OpenQuestion *find(quint64 ticket)
    {
        const auto index = static_cast<quint32>(ticket);
        if (index >= m_blocks.size() * BlockSize) return nullptr;
        OpenQuestion &question = slot(index);
        return question.ticket == ticket ? &question : nullptr;
    }
    [[nodiscard]] OpenQuestion &at(quint64 ticket) { return slot(static_cast<quint32>(ticket)); }
    void remove(quint64 ticket)
    {
        OpenQuestion &question = at(ticket);
        // The next one brings what is left of the question; its memory is used again.
        static_cast<QuestionState &>(question) = {};
        question.attempts.clear();
        question.context.clear();
        question.answer = nullptr;
        m_free.push_back(static_cast<quint32>(ticket));
        --m_count;
    }
    [[nodiscard]] size_t size() const { return m_count; }
    // `each` may remove the question that it is given.
    template <class Visit>
    void visit(Visit &&each)
    {
        for (const auto &block : m_blocks)
            for (OpenQuestion &question : *block)
                if (question.ticket != 0) each(question);
    }

private:
    static constexpr size_t BlockSize = 64;
    using Block = std::array<OpenQuestion, BlockSize>;

    OpenQuestion &slot(quint32 index) { return (*m_blocks[index / BlockSize])[index % BlockSize]; }
    void grow()
    {
        const auto first = static_cast<quint32>(m_blocks.size() * BlockSize);
        m_blocks.push_back(std::make_unique<Block>());
        for (quint32 i = BlockSize; i > 0; --i)
            m_free.push_back(first + i - 1);
    }

    std::vector<std::unique_ptr<Block>> m_blocks;
    std::vector<quint32> m_free;
    size_t m_count = 0;
    quint64 m_generation = 0;
};

} // namespace hinoban::dns
