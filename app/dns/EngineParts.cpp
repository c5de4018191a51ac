// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/EngineParts.h"

#include "app/dns/CookieOption.h"
#include "app/dns/EdnsOptions.h"

#include <QtEndian>

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr quint16 BadVersion = 16;
constexpr quint16 UdpSize = 1232; // fits every path without fragments

// Writes from front to back into what is large enough.
class Writer {
public:
    explicit Writer(char *at)
        : m_at(at)
    {
    }
    void u8(quint8 value) { *m_at++ = static_cast<char>(value); }
    void u16(quint16 value)
    {
        qToBigEndian(value, m_at);
        m_at += 2;
    }
    char *bytes(QByteArrayView view)
    {
        char *const start = m_at;
        m_at = std::copy(view.begin(), view.end(), m_at);
        return start;
    }

private:
    char *m_at;
};

} // namespace

QByteArray EngineParts::queryBytes(const OpenQuestion &question, quint16 id, bool cookie)
{
    const Query &query = question.query;
    const QByteArray &name = query.question.name.wire();
    const Cookies *cookies = cookie ? &question.server->cookies : nullptr;
    const qsizetype cookieSize = cookies ? cookies->client.size() + cookies->server.size() : 0;
    const qsizetype optionsSize = (query.nsid ? 4 : 0) + (cookies ? 4 + cookieSize : 0);
    QByteArray out(12 + name.size() + 4 + (question.edns ? 11 + optionsSize : 0), Qt::Uninitialized);
    Writer writer(out.data());
    writer.u16(id);
    writer.u16(static_cast<quint16>((query.recursionDesired ? 0x0100 : 0) | (query.checkingDisabled ? 0x0010 : 0)));
    writer.u16(1);
    writer.u16(0);
    writer.u16(0);
    writer.u16(question.edns ? 1 : 0);
    char *const letters = writer.bytes(name);
    dice.mixCase(letters, letters + name.size());
    writer.u16(static_cast<quint16>(query.question.type));
    writer.u16(query.question.klass);
    if (!question.edns) return out;
    writer.u8(0);
    writer.u16(static_cast<quint16>(Type::OPT));
    writer.u16(UdpSize);
    writer.u16(0);
    writer.u16(query.dnssecOk ? 0x8000 : 0);
    writer.u16(static_cast<quint16>(optionsSize));
    if (query.nsid) {
        writer.u16(NsidOption);
        writer.u16(0);
    }
    if (cookies) {
        writer.u16(CookieOption);
        writer.u16(static_cast<quint16>(cookieSize));
        writer.bytes(cookies->client);
        writer.bytes(cookies->server);
    }
    return out;
}

bool refusesEdns(const Message &message)
{
    return message.rcode == Rcode::FormErr || message.rcode == Rcode::NotImp ||
           static_cast<quint16>(message.rcode) == BadVersion;
}

} // namespace hinoban::dns
