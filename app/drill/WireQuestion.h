// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Message.h"

namespace hinoban::drill {

// A question as it came over the wire, read by hand because a world answers a million of them.
struct WireQuestion {
    enum class Kind {
        Question,
        Silence, // no question at all: nothing is sent back
        FormErr,
        NotImp,
        BadVersion, // of EDNS
    };
    Kind kind = Kind::Silence;
    quint16 id = 0;
    quint8 opcode = 0;
    bool recursionDesired = false;
    QByteArray asked;  // the name's wire form with its letters as asked (RFC 1035; draft "0x20")
    QByteArray folded; // the same in lower case
    dns::Type type = dns::Type::A;
    quint16 klass = 1;
    bool edns = false;
    bool dnssecOk = false;
    quint16 udpSize = 512; // what the asker takes
};
[[nodiscard]] WireQuestion parseQuestion(QByteArrayView wire);

// `reply`, built for the folded name with id 0, made the reply to this very question.
[[nodiscard]] QByteArray addressedTo(const WireQuestion &question, QByteArray reply);
// A reply without data. Its question is echoed if it could be read.
[[nodiscard]] QByteArray bareReply(const WireQuestion &question, dns::Rcode rcode);

} // namespace hinoban::drill
