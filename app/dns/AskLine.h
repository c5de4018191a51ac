// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/QueryEngine.h"

#include <QStringList>

namespace hinoban::dns {

// One question as a person types it, with the habits of `dig`, in any order:
//   [@SERVER[#PORT]] [NAME] [TYPE] [CLASS] [+tcp] [+tls] [+https[=PATH]] [+tls-hostname=NAME] [+dnssec] [+cd] [+norec]
//   [+nsid] [-x ADDRESS] [-q NAME] [-t TYPE] [-c CLASS] [-p PORT]
// A word that is a type or a class is taken for one ("mx." is the name). Without a type it asks for A (-x: PTR); a type
// alone asks about the root. "+no…" takes a flag back; of flags that contradict each other the last one counts.
// A value; any thread.
struct AskLine {
    QString server;                   // an address or a name, as typed; empty: none was named
    QHostAddress address;             // of `server`, if it is one
    Name serverName;                  // of `server`, if it is a name
    quint16 port = 53;                // 53 stands for the usual one of the transport
    QString authenticationName, path; // DoT, DoH: as in Server
    Question question;
    Transport transport = Transport::Udp;
    bool recursionDesired = true, dnssecOk = false, checkingDisabled = false, nsid = false;

    // BadInput names the word that is not understood, and says why.
    [[nodiscard]] static Result<AskLine> fromText(const QString &line);
    [[nodiscard]] static Result<AskLine> fromWords(const QStringList &words);

    // The line again, in one order and without what is usual; reading it gives the same question.
    [[nodiscard]] QString text() const;
    // The question, to be asked at `at`. Asked with RD the server counts as a resolver, without as authoritative.
    [[nodiscard]] Query query(const Server &at) const;
    [[nodiscard]] bool namesServer() const { return !server.isEmpty(); }
    friend bool operator==(const AskLine &, const AskLine &) = default;
};

// "4.3.2.1.in-addr.arpa" (RFC 1035, 3.5), "…ip6.arpa" (RFC 3596, 2.5).
[[nodiscard]] Name reverseName(const QHostAddress &address);

} // namespace hinoban::dns
