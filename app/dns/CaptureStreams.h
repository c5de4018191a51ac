// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: DNS messages out of the TCP segments of a capture (RFC 1035, 4.2.2).
#include "app/dns/Packet.h"

#include <QHash>

#include <functional>
#include <map>

namespace hinoban::dns {

// Puts together what comes in order, drops what comes twice, and gives a stream up where a segment is missing: a
// capture that has lost packets must not make up messages. At most `limit` directions at once.
class CaptureStreams {
public:
    // `said`: one whole message. `lost`: why a stream was given up.
    using Said = std::function<void(const Packet &, QByteArrayView message)>;
    using Lost = std::function<void(const char *why)>;

    explicit CaptureStreams(qsizetype limit)
        : m_limit(limit)
    {
    }
    void take(const Packet &segment, const Said &said, const Lost &lost);
    // Directions that ended, or stood open at the end, in the middle of a message.
    [[nodiscard]] quint64 unfinished() const;

private:
    struct Way {
        Endpoint from, to;
        friend bool operator==(const Way &, const Way &) = default;
        friend size_t qHash(const Way &way, size_t seed = 0) noexcept { return qHashMulti(seed, way.from, way.to); }
    };
    struct Stream {
        quint32 next = 0; // sequence number of the octet that comes next
        QByteArray held;  // of a message that is not whole yet
        quint64 order = 0;
        bool given = false; // given up until it begins anew
    };
    void makeRoom(const Lost &lost);
    void forget(QHash<Way, Stream>::iterator it);

    qsizetype m_limit;
    quint64 m_order = 0, m_unfinished = 0;
    QHash<Way, Stream> m_streams;
    std::map<quint64, Way> m_oldest; // by Stream::order
};

} // namespace hinoban::dns
