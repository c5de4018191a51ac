// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/registry/Registration.h"

#include <QObject>

#include <functional>
#include <memory>

namespace hinoban::registry {

// Asks the registry about a domain: its RDAP server (RFC 9082) over Qt Network, or, where the base that the Internet
// value names is "whois://HOST[:PORT]?prefix=…&suffix=…", its WHOIS server (RFC 3912), of which 256 KiB are read.
// no redirect is followed, no proxy or cookie is used, 1 MiB is the most that is read, and a deadline of 10 s of the
// clock's time ends it. The server's address passes Internet::permit: an address in the URL directly, a host name by
// all that the system's resolver knows of it, and then the connection goes to one of those and nowhere else.
// A server that asks to wait is not asked again before the time it names, or 60 s; at most 120 s.
// The clock is held while a look-up is on the wire: a drill's server answers at once.
// Thread: the network thread. Owner: console::Network. Destroying it drops open look-ups without calling back.
class RegistryClient final : public QObject {
    Q_OBJECT
public:
    RegistryClient(Clock &clock, Internet internet, QObject *parent = nullptr);
    ~RegistryClient() override;

    // The answer always comes, later; unknown with its problem if the registry cannot be asked.
    void look(const dns::Name &domain, QObject *context, std::function<void(LookupPtr)> done);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::registry
