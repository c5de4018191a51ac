// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include <QByteArray>

namespace hinoban::dns {

// What a datagram with the right source and id is to the question that was sent.
enum class ReplyMatch {
    Exact,         // the question came back octet for octet
    OtherCase,     // the same question in other letters: a server without 0x20, or a guess
    OtherQuestion, // an answer to something else
    NoQuestion,    // an error without question section (old servers that cannot read EDNS)
    NotAReply,     // a query, or an opcode that was not asked
    Garbage,       // too short to tell
};

// `query` is as buildQuery made it.
[[nodiscard]] ReplyMatch matchReply(QByteArrayView reply, QByteArrayView query);
[[nodiscard]] quint16 idOf(QByteArrayView message); // of at least two octets

} // namespace hinoban::dns
