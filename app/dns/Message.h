// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Rdata.h"

namespace hinoban::dns {

struct Question {
    Name name;
    Type type = Type::A;
    quint16 klass = 1;
    friend bool operator==(const Question &, const Question &) = default;
};
[[nodiscard]] QByteArray questionText(const Question &question); // "coincheck.com NS"

enum class Rcode : quint16 { NoError = 0, FormErr = 1, ServFail = 2, NXDomain = 3, NotImp = 4, Refused = 5 };
[[nodiscard]] QByteArray rcodeText(Rcode rcode);

struct Edns { // RFC 6891
    quint16 udpSize = 1232;
    quint8 version = 0;
    bool dnssecOk = false;
    QByteArray options; // raw
    friend bool operator==(const Edns &, const Edns &) = default;
};

// A DNS message (RFC 1035, 4) as values. The OPT record is in `edns`, not in `additional`.
struct Message {
    quint16 id = 0;
    bool qr = false, aa = false, tc = false, rd = false, ra = false, ad = false, cd = false;
    quint8 opcode = 0;
    Rcode rcode = Rcode::NoError; // extended by EDNS
    std::optional<Question> question;
    std::vector<Record> answer, authority, additional;
    std::optional<Edns> edns;
};

// Parsed by ldns, then bounded and converted. Everything that is not exactly one well-formed message is BadInput.
// `expected`: the name that the message is probably about, to be shared with instead of copied; changes no result.
[[nodiscard]] Result<Message> parseMessage(const QByteArray &wire, const Name *expected = nullptr);
// With name compression, by ldns. For servers of the drill world and for tests; cut to `limit` with TC set.
[[nodiscard]] Result<QByteArray> buildMessage(const Message &message, int limit = 65535);
// Gives a reply the question octets of the query that it answers, because a client may have mixed their case (0x20) and
// a Name keeps none. Nothing happens if the two are not of one length.
void echoQuestion(QByteArray &reply, const QByteArray &query);
// A question as the engine asks it; the letters of the name as given by `nameWire` (0x20 may have mixed them).
[[nodiscard]] QByteArray buildQuery(quint16 id, QByteArrayView nameWire, Type type, bool recursionDesired,
                                    const std::optional<Edns> &edns);

// The canonical answer (DESIGN.md, 1): id zero, question lower-cased, OPT removed, records sorted; TTLs left out if
// `countsDown` (the answer came from a cache). Its SHA-256 in hex says "the same answer".
[[nodiscard]] QByteArray canonicalAnswerHash(const Message &message, bool countsDown);

// The message as `dig` prints one, for the exchange window. ASCII.
[[nodiscard]] QByteArray messageText(const Message &message);

} // namespace hinoban::dns
