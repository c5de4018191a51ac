// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: queries and replies of a capture brought together.
#include "app/dns/Capture.h"
#include "app/dns/Packet.h"

#include <QHash>

#include <deque>
#include <functional>

namespace hinoban::dns {

// A reply belongs to the query of the same 5-tuple, id and question. A second reply to a question is kept as a stray of
// its exchange and told: it is what a race between a true and a forged answer looks like.
class CapturePairs {
public:
    using Problem = std::function<void(const QString &)>;

    CapturePairs(Capture &capture, const CaptureLimits &limits, Problem problem);
    void setNow(quint64 packet, Instant at);
    void take(const Packet &packet, QByteArrayView message);
    void finish(); // whatever still waits stays alone

private:
    struct Key {
        Endpoint client, server;
        bool tcp = false;
        quint16 id = 0;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0) noexcept
        {
            return qHashMulti(seed, key.client, key.server, key.tcp, key.id);
        }
    };
    struct Open {
        quint64 ticket = 0, packet = 0; // of the first query
        std::shared_ptr<Exchange> exchange;
        bool answered = false;
    };
    using Opens = std::vector<Open>; // nearly always one

    void takeQuery(const Key &key, const QByteArray &bytes, const Message &message);
    void takeReply(const Key &key, const QByteArray &bytes, Result<Message> message);
    void answer(Open &open, const QByteArray &bytes, Result<Message> message);
    void expire();
    void drop(const Key &key, quint64 ticket);

    Capture &m_capture;
    const CaptureLimits m_limits;
    Problem m_problem;
    quint64 m_packet = 0, m_ticket = 0;
    Instant m_now{};
    QHash<Key, Opens> m_open;
    struct Waiting {
        Instant since{};
        Key key;
        quint64 ticket = 0;
    };
    std::deque<Waiting> m_order;
};

} // namespace hinoban::dns
