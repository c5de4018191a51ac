// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ExchangeText.h"

#include "app/base/SafeText.h"
#include "app/dns/EdnsOptions.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

const char *transportName(Transport transport)
{
    switch (transport) {
    case Transport::Udp:
        return "UDP";
    case Transport::Tcp:
        return "TCP";
    case Transport::Tls:
        return "TLS";
    case Transport::Https:
        return "HTTPS";
    }
    return "";
}

QByteArray ascii(const QString &text)
{
    QByteArray out;
    for (const QChar c : safeText(text, 512))
        out += c.unicode() < 0x7f ? static_cast<char>(c.unicode()) : '?';
    return out;
}

bool asksForNsid(const Message &query)
{
    const auto options = query.edns ? ednsOptions(query.edns->options) : std::nullopt;
    return options && std::any_of(options->begin(), options->end(),
                                  [](const EdnsOption &option) { return option.code == NsidOption; });
}

// "@192.0.2.53 example.jp NS +tcp": as a line that asks this again.
QByteArray asked(const Exchange &exchange)
{
    QByteArray out = '@' + exchange.server.address.toString().toLatin1();
    if (exchange.server.port != 53) out += '#' + QByteArray::number(exchange.server.port);
    out += ' ' + exchange.question.name.text() + ' ' + typeText(exchange.question.type);
    if (exchange.transport == Transport::Tcp) out += " +tcp";
    if (exchange.transport == Transport::Tls) out += " +tls";
    if (exchange.transport == Transport::Https) out += " +https";
    if (!exchange.recursionDesired) out += " +norec";
    const auto query = parseMessage(exchange.query);
    if (!query) return out; // none was sent
    if (query->edns && query->edns->dnssecOk) out += " +dnssec";
    if (query->cd) out += " +cd";
    if (asksForNsid(*query)) out += " +nsid";
    return out;
}

} // namespace

QByteArray digText(const Exchange &exchange)
{
    QByteArray out = "; <<>> Hinoban <<>> " + asked(exchange) + '\n';
    if (exchange.message) {
        out += ";; Got answer:\n" + messageText(*exchange.message);
    } else {
        out += ";; no answer: " + outcomeText(exchange.outcome);
        if (!exchange.detail.isEmpty()) out += ", " + ascii(exchange.detail);
        out += ", " + QByteArray::number(exchange.attempts) + (exchange.attempts == 1 ? " attempt\n" : " attempts\n");
    }
    if (exchange.strays > 0)
        out +=
            ";; forged-looking replies that were ignored while waiting: " + QByteArray::number(exchange.strays) + '\n';
    out += '\n';
    if (exchange.message) out += ";; Query time: " + QByteArray::number(exchange.rtt.count() / 1000) + " msec\n";
    const QByteArray address = exchange.server.address.toString().toLatin1();
    const QByteArray name = exchange.server.name.isRoot() ? address : exchange.server.name.text();
    out += ";; SERVER: " + address + '#' + QByteArray::number(exchange.server.port) + '(' + name + ") (" +
           transportName(exchange.transport) + ")\n";
    out += ";; WHEN: " + toRfc3339(exchange.sentAt).toLatin1() + '\n';
    if (!exchange.reply.isEmpty()) out += ";; MSG SIZE  rcvd: " + QByteArray::number(exchange.reply.size()) + '\n';
    return out;
}

QByteArray hexText(const Exchange &exchange)
{
    return exchange.reply.isEmpty() ? QByteArray() : exchange.reply.toHex() + '\n';
}

} // namespace hinoban::dns
