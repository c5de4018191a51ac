// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/CaptureStreams.h"

#include <QtEndian>

namespace hinoban::dns {

void CaptureStreams::makeRoom(const Lost &lost)
{
    if (m_streams.size() < m_limit) return;
    const auto oldest = m_streams.find(m_oldest.begin()->second);
    if (!oldest->held.isEmpty())
        lost("too many connections at once: the oldest is given up in the middle of a message");
    m_oldest.erase(oldest->order);
    m_streams.erase(oldest);
}

void CaptureStreams::forget(QHash<Way, Stream>::iterator it)
{
    if (!it->held.isEmpty()) ++m_unfinished;
    m_oldest.erase(it->order);
    m_streams.erase(it);
}

void CaptureStreams::take(const Packet &segment, const Said &said, const Lost &lost)
{
    const Way way{segment.from, segment.to};
    auto it = m_streams.find(way);
    if (segment.rst) {
        if (it != m_streams.end()) forget(it);
        return;
    }
    if (segment.syn || it == m_streams.end()) {
        if (!segment.syn && segment.data.isEmpty()) return; // an acknowledgement of a connection begun before
        if (it != m_streams.end()) forget(it);
        makeRoom(lost);
        // Begun before the capture: the first octets seen are taken for the beginning of a message.
        it = m_streams.insert(way, {segment.sequence + (segment.syn ? 1U : 0U), {}, ++m_order, false});
        m_oldest.emplace(m_order, way);
    }
    Stream &stream = *it;
    if (stream.given || segment.data.isEmpty()) return;

    const quint32 begin = segment.sequence + (segment.syn ? 1U : 0U);
    const auto ahead = static_cast<qint32>(begin - stream.next);
    const auto giveUp = [&](const char *why) {
        stream.given = true;
        stream.held.clear();
        lost(why);
    };
    if (ahead > 0) return giveUp("a segment is missing before this one: the rest of its connection is left out");
    const qsizetype known = -static_cast<qsizetype>(ahead);
    if (known >= segment.data.size()) return; // sent again
    const QByteArrayView fresh = segment.data.sliced(known);
    stream.held += fresh;
    stream.next += static_cast<quint32>(fresh.size());
    qsizetype at = 0;
    while (stream.held.size() - at >= 2) {
        const qsizetype length = qFromBigEndian<quint16>(stream.held.constData() + at);
        if (stream.held.size() - at - 2 < length) break;
        said(segment, QByteArrayView(stream.held).sliced(at + 2, length));
        at += 2 + length;
    }
    stream.held.remove(0, at);
    if (segment.cut) giveUp("the capture kept only a part of this segment: the rest of its connection is left out");
}

quint64 CaptureStreams::unfinished() const
{
    quint64 count = m_unfinished;
    for (const Stream &stream : m_streams)
        if (!stream.held.isEmpty()) ++count;
    return count;
}

} // namespace hinoban::dns
