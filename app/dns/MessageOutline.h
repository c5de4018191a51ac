// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: where everything stands in a DNS message.
#include "app/dns/Message.h"

#include <QtEndian>
#include <QVarLengthArray>

#include <array>

namespace hinoban::dns {

constexpr qsizetype HeaderSize = 12; // RFC 1035, 4.1.1

[[nodiscard]] inline quint16 u16At(const QByteArray &wire, qsizetype at)
{
    return qFromBigEndian<quint16>(wire.constData() + at);
}
[[nodiscard]] inline quint32 u32At(const QByteArray &wire, qsizetype at)
{
    return qFromBigEndian<quint32>(wire.constData() + at);
}

[[nodiscard]] tl::unexpected<Error> malformedMessage(const char *why);

// The position after the name at `at`, or -1. Pointers must lead strictly backwards, which no loop can; the name
// that they spell is at most 255 octets.
[[nodiscard]] qsizetype skipName(const QByteArray &wire, qsizetype at);

struct MessageOutline {
    struct Place {
        int section; // 0 answer, 1 authority, 2 additional
        qsizetype owner, type, end;
        [[nodiscard]] qsizetype data() const { return type + 10; }
    };
    QVarLengthArray<Place, 32> records; // OPT left out
    std::array<size_t, 3> counts{};     // of them, in each section
    std::optional<Edns> edns;
    quint16 extendedRcode = 0;
    qsizetype questionEnd = HeaderSize;
};

// Walks the whole message once before ldns sees it: every count true, every name and length inside, nothing behind
// the end, at most one OPT and only where it belongs (RFC 6891, 6.1.1).
[[nodiscard]] Result<MessageOutline> outlineOf(const QByteArray &wire);

} // namespace hinoban::dns
