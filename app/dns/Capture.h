// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"

#include <QByteArray>
#include <QStringList>

namespace hinoban::dns {

// The DNS of a packet capture as exchanges with the capture's times: evidence that somebody else's machine took. UDP
// and TCP on port 53, over Ethernet (VLAN tags too), Linux cooked v1 and v2, raw IP and loopback, in pcap and pcapng.
// Query and reply belong together by 5-tuple, id and question. What could not be understood is counted, and listed
// with the number of its packet: nothing is dropped without a word. A value.
struct Capture {
    std::vector<ExchangePtr> exchanges; // ascending by sentAt; with RD the server counts as a resolver
    quint64 packets = 0;                // all in the file
    quint64 others = 0;                 // without UDP or TCP on port 53
    quint64 messages = 0;               // DNS messages read from the rest
    quint64 queriesAlone = 0;           // whose reply is not in the file
    quint64 repliesAlone = 0;           // whose query is not
    quint64 notUnderstood = 0;          // listed in `problems`, the first of them
    QStringList problems;               // "packet 17: a UDP length that does not fit its packet"; English, technical
    std::optional<Instant> first, last; // of the packets
};

struct CaptureLimits {
    quint64 packets = 20'000'000;
    qsizetype exchanges = 200'000;
    qsizetype openQuestions = 65'536; // queries whose reply is being waited for; the oldest is then given up
    qsizetype streams = 1'024;        // directions of TCP connections at once; the oldest is then given up
    qsizetype problems = 50;          // that are listed
    Duration patience = std::chrono::seconds(30); // a reply later than this is nobody's
};

// Reads what anybody may have written: bounded everywhere. BadInput if it is no capture or of a link type that is not
// known; a file that breaks off, or that goes beyond a limit, gives what was read, with a problem that says so.
// `name` stands in errors.
[[nodiscard]] Result<Capture> readCapture(const QString &path, const CaptureLimits &limits = {});
[[nodiscard]] Result<Capture> captureFromBytes(const QByteArray &bytes, const QString &name,
                                               const CaptureLimits &limits = {});
// Whether a file begins as pcap or pcapng files do.
[[nodiscard]] bool looksLikeCapture(QByteArrayView beginning);

} // namespace hinoban::dns
