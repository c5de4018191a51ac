// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QHostAddress>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace hinoban::path {

// What the probes of a trace are. The order is the order of preference.
enum class ProbeMode {
    None, // the trace is not made of probes of ours: a scenario's, or a system tool's
    Icmp, // echo requests
    Tcp,  // connections to the service's port
    Udp,  // datagrams to ports where nobody should listen
};

// Why that one (ModeWords.h says it to a person).
enum class ModeReason {
    None,
    Free,      // ICMP without privileges is allowed here (ping_group_range), so nothing needs to be opened
    Forbidden, // it is not allowed, the service has a port to connect to
    NoPort,    // it is not allowed, and no port is known to connect to
    Flows,     // several flows need ports
    NoSocket,  // the better ones were refused by the system
    Chosen,    // a person wanted this one
};

// Why a whole trace says nothing about the path; never a path change, never loss.
enum class TraceFault {
    None,
    NotPermitted, // Internet::permit refused the address
    NoRoute,      // this machine knows no way there: no network, or none of that address family
    NoSocket,     // the system gave no socket: no permission, or no descriptor left
    Suspended,    // the machine slept while probes were out
    Moved,        // the machine's own address changed while probes were out
    Nobody,       // nobody answered at all
};

// What came of one probe.
enum class ReplyKind {
    Silent,      // nothing came in time; alone, it is no loss (PathStatistics.h)
    Hop,         // a router: the probe's time to live ended there
    Reached,     // the target itself, whatever it said (an echo, a connection, a refused one, "no such port")
    Unreachable, // somebody on the way says that there is no way, or that it is forbidden; `code` says which
    Unsent,      // the system would not send it
};

// One entry of an MPLS label stack, as a router quotes it (RFC 4950).
struct MplsLabel {
    quint32 label = 0;    // 20 bits
    int trafficClass = 0; // 3 bits
    bool bottom = false;  // of the stack
    int ttl = 0;
    friend bool operator==(const MplsLabel &, const MplsLabel &) = default;
};

// One packet and its reply: what a trace is made of. Never changed.
struct ProbeResult {
    int ttl = 0;
    int flow = 0; // probes of one flow look alike to whoever shares load between ways (Paris traceroute)
    Instant sent{};
    ReplyKind kind = ReplyKind::Silent;
    QHostAddress address;          // who replied; null: nobody
    int code = 0;                  // of Unreachable: the ICMP code, of its family
    std::optional<Duration> rtt;   // from sending to the reply
    std::optional<int> replyTtl;   // the reply's own time to live as it arrived: a hint of the way back
    bool kernelStamp = false;      // the reply's time is the kernel's, not that of reading it
    bool isShared = false;         // a probe of another trace, which went the same way at the same time, found this out
    int duplicates = 0;            // further replies to the same probe
    std::vector<MplsLabel> labels; // the outermost first; empty: none were quoted
    friend bool operator==(const ProbeResult &, const ProbeResult &) = default;
};

inline constexpr int MostFlows = 16;
inline constexpr size_t MostProbes = 4096; // of one trace, stored
inline constexpr size_t MostLabels = 16;   // of one reply

// "icmp", "tcp", "udp"; "" for None.
[[nodiscard]] QString textOf(ProbeMode mode);
[[nodiscard]] std::optional<ProbeMode> probeModeFromText(const QString &text);
[[nodiscard]] QString textOf(ModeReason reason);
[[nodiscard]] std::optional<ModeReason> modeReasonFromText(const QString &text);
[[nodiscard]] QString textOf(TraceFault fault);
[[nodiscard]] std::optional<TraceFault> traceFaultFromText(const QString &text);
[[nodiscard]] QString textOf(ReplyKind kind);

[[nodiscard]] QJsonObject toJson(const ProbeResult &probe);
[[nodiscard]] Result<ProbeResult> probeFromJson(const QJsonObject &object);

} // namespace hinoban::path
