// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/ModeWords.h"

#include <QCoreApplication>

namespace hinoban::path {

namespace {

QString words(const char *english) { return QCoreApplication::translate("Path", english); }

QString modeText(ProbeMode mode)
{
    switch (mode) {
    case ProbeMode::Icmp:
        return words(QT_TRANSLATE_NOOP("Path", "ICMP echo requests"));
    case ProbeMode::Tcp:
        return words(QT_TRANSLATE_NOOP("Path", "TCP connections to port %1"));
    case ProbeMode::Udp:
        return words(QT_TRANSLATE_NOOP("Path", "UDP datagrams to port %1"));
    case ProbeMode::None:
        break;
    }
    return {};
}

QString reasonText(ModeReason reason)
{
    switch (reason) {
    case ModeReason::Free:
        return words(QT_TRANSLATE_NOOP("Path", "the system allows ICMP to everybody"));
    case ModeReason::Forbidden:
        return words(QT_TRANSLATE_NOOP("Path", "the system keeps ICMP to itself (net.ipv4.ping_group_range)"));
    case ModeReason::NoPort:
        return words(QT_TRANSLATE_NOOP("Path", "the system keeps ICMP to itself, and no port of a service is known"));
    case ModeReason::Flows:
        return words(QT_TRANSLATE_NOOP("Path", "load is shared by ports, which ICMP has none of"));
    case ModeReason::NoSocket:
        return words(QT_TRANSLATE_NOOP("Path", "the system gives no socket for anything else"));
    case ModeReason::Chosen:
        return words(QT_TRANSLATE_NOOP("Path", "as you asked"));
    case ModeReason::None:
        break;
    }
    return {};
}

} // namespace

QString modeSentence(const Trace &trace)
{
    if (trace.mode == ProbeMode::None) return {};
    QString mode = modeText(trace.mode);
    if (trace.mode != ProbeMode::Icmp) mode = mode.arg(trace.port);
    return words(QT_TRANSLATE_NOOP("Path", "%1: %2.")).arg(mode, reasonText(trace.reason));
}

QString faultSentence(TraceFault fault)
{
    switch (fault) {
    case TraceFault::NotPermitted:
        return words(QT_TRANSLATE_NOOP("Path", "Packets to this address are not permitted."));
    case TraceFault::NoRoute:
        return words(QT_TRANSLATE_NOOP("Path", "This machine knows no way to this address."));
    case TraceFault::NoSocket:
        return words(QT_TRANSLATE_NOOP("Path", "The system gives no socket to measure with."));
    case TraceFault::Suspended:
        return words(QT_TRANSLATE_NOOP("Path", "This machine stood still while the path was measured."));
    case TraceFault::Moved:
        return words(QT_TRANSLATE_NOOP("Path", "This machine changed its network while the path was measured."));
    case TraceFault::Nobody:
        return words(QT_TRANSLATE_NOOP("Path", "Nobody on the path answered."));
    case TraceFault::None:
        break;
    }
    return {};
}

} // namespace hinoban::path
