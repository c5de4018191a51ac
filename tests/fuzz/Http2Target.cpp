// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Http2.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Script.h"
#include "tests/fuzz/Targets.h"

#include <set>

namespace hinoban::fuzz {

// What a DoH server sends, in pieces, while questions are put and given up.
void http2(const QByteArray &octets)
{
    using dns::Http2;
    Script script(octets);
    std::set<quint64> open;
    quint64 last = 0;
    const auto ends = [&open](quint64 ticket) { must(open.erase(ticket) == 1, "a request ends once"); };
    Http2 client("dns.example", "/dns-query",
                 {[&](quint64 ticket, const QByteArray &message) {
                      ends(ticket);
                      must(message.size() <= Http2::LongestMessage, "a message is bounded");
                  },
                  [&](quint64 ticket, const QString &why) {
                      ends(ticket);
                      must(!why.isEmpty(), "a refusal has a reason");
                  },
                  ends});
    const auto ask = [&] {
        if (client.closing()) return;
        open.insert(++last);
        client.submit(last, QByteArray(33, '\x2a'));
        (void)client.takeOutput();
    };
    const int how = script.octet();
    for (int i = how % 4; i >= 0; --i)
        ask();
    QByteArrayView rest = QByteArrayView(octets).sliced(octets.isEmpty() ? 0 : 1);
    const qsizetype piece = how < 128 ? rest.size() : 1 + how % 64;
    while (!rest.isEmpty()) {
        const qsizetype size = std::min(piece, rest.size());
        if (!client.received(rest.first(size))) return;
        rest = rest.sliced(size);
        (void)client.takeOutput();
        if (how & 0x40 && !open.empty()) {
            client.cancel(*open.begin());
            open.erase(open.begin());
            ask();
        }
    }
}

} // namespace hinoban::fuzz
