// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/EngineParts.h"

namespace hinoban::dns {
namespace {
constexpr quint16 BadVersion = 16;
}

QByteArray EngineParts::queryBytes(const OpenQuestion &question, quint16 id)
{
    std::optional<Edns> edns;
    if (question.edns) {
        edns.emplace();
        edns->dnssecOk = question.query.dnssecOk;
        if (question.query.nsid) edns->options = QByteArray("\0\3\0\0", 4); // RFC 5001, 2.1
    }
    const Question &asked = question.query.question;
    QByteArray bytes =
        buildQuery(id, dice.mixedCase(asked.name.wire()), asked.type, question.query.recursionDesired, edns);
    const qsizetype klassAt = 12 + asked.name.wire().size() + 2;
    bytes[klassAt] = static_cast<char>(asked.klass >> 8);
    bytes[klassAt + 1] = static_cast<char>(asked.klass & 0xff);
    if (question.query.checkingDisabled) bytes[3] = static_cast<char>(bytes.at(3) | 0x10);
    return bytes;
}

bool refusesEdns(const Message &message)
{
    return message.rcode == Rcode::FormErr || message.rcode == Rcode::NotImp ||
           static_cast<quint16>(message.rcode) == BadVersion;
}

} // namespace hinoban::dns
