// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/path: what probes look like on the wire, and what comes back. Pure; any thread. What comes back is
// anybody's: bounded here, and believed only where it names a probe that is out (Tracer).
#include "app/path/ProbeResult.h"

#include <QByteArray>

#include <sys/socket.h>

namespace hinoban::path {

inline constexpr quint16 UdpPort = 33434; // the first of those that traceroute has always used

// An echo request from its type to its payload (RFC 792, RFC 4443). The kernel fills in identifier and checksum; the
// payload makes up for the sequence number, so that all requests of one flow have one checksum, which is what a router
// that shares load sees of them.
[[nodiscard]] QByteArray echoRequest(bool ipv6, quint16 sequence, int flow);
// A datagram that names its probe; here too the checksum is the flow's.
[[nodiscard]] QByteArray datagram(quint16 sequence);
// The sum that stands in a checksum's place (RFC 1071), not inverted; for the tests.
[[nodiscard]] quint16 internetSum(const QByteArray &octets);

// One message as a socket gave it, from its queue of errors or not.
struct WireMessage {
    bool isIpv6 = false;
    QHostAddress address; // of an error: where the probe was going; else: who sends it
    quint16 port = 0;
    QByteArray data; // of an error: what it quotes of the probe, behind the headers that the kernel took off
    std::optional<Instant> stamp; // the kernel's, by the system's clock
    std::optional<int> ttl;       // as it arrived

    bool isError = false;
    int origin = 0; // SO_EE_ORIGIN_…
    int type = 0;   // of ICMP
    int code = 0;
    QHostAddress offender;
    int extensionAt = 0; // where in `data` an extension begins (RFC 4884); 0: there is none
    bool isExtensionBroken = false;
};
// `octets` are of message.msg_iov. Reads nothing outside of message.msg_control.
[[nodiscard]] WireMessage readMessage(const msghdr &message, const QByteArray &octets);

// What a message says about a probe.
struct WireReply {
    ReplyKind kind = ReplyKind::Hop;
    QHostAddress by;
    int code = 0;
    std::optional<quint16> sequence; // nothing: it quotes too little to say of which
    std::vector<MplsLabel> labels;
    friend bool operator==(const WireReply &, const WireReply &) = default;
};
// Nothing: it is no reply to a probe (an error of this machine's, a redirect, an echo to somebody else …).
[[nodiscard]] std::optional<WireReply> replyFrom(const WireMessage &message, ProbeMode mode);

// The label stack in an extension structure (RFC 4884, RFC 4950), which begins at octet 0. Whatever breaks its own
// rules is passed over.
[[nodiscard]] std::vector<MplsLabel> labelsFrom(const QByteArray &extension);

} // namespace hinoban::path
