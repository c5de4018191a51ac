// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/registry/NetworkRegistration.h"
#include "app/registry/Registration.h"

#include <QObject>

#include <functional>
#include <memory>

namespace hinoban::registry {

enum class Extent {
    Registry,
    WithRegistrar, // and then the registrar whom the registry names, at its own server
};

// Asks the registry about a domain: its RDAP server (RFC 9082) over Qt Network, or, where the base that the Internet
// value names is "whois://HOST[:PORT]?prefix=…&suffix=…", its WHOIS server (RFC 3912), of which 256 KiB are read.
// Certificates are always verified. A redirect is followed to https only, three times at most; no proxy or cookie is
// used, 1 MiB is the most that is read, and a deadline of 10 s of the clock's time (5 s of a registrar's) ends it.
// The server's address passes Internet::permit, or Internet::reach where another server named it: an address in the URL
// directly, a host name by all that the system's resolver knows of it; then the connection goes to one of those and
// nowhere else. Each server is asked at its own pace, and left alone when it asks for that (ServerQueues): what is
// asked meanwhile is unknown, with the reason.
// What a registrar said is used again for six hours, unless the registry's answer changes.
// The clock is held while a look-up is on the wire: a drill's server answers at once.
// Thread: the network thread. Owner: console::Network. Destroying it drops open look-ups without calling back.
class RegistryClient final : public QObject {
    Q_OBJECT
public:
    RegistryClient(Clock &clock, Internet internet, QObject *parent = nullptr);
    ~RegistryClient() override;

    // The answer always comes, later; unknown with its problem if the registry cannot be asked.
    void look(const dns::Name &domain, QObject *context, std::function<void(LookupPtr)> done,
              Extent extent = Extent::Registry);

    // Whose an address or an autonomous system is, by RDAP and under the same rules; the base is
    // Internet::rdapBase(networkKey(…)). Regional registries send those on whose blocks have moved.
    void lookNetwork(const QHostAddress &address, QObject *context, std::function<void(NetworkLookupPtr)> done);
    void lookAutonomousSystem(quint32 number, QObject *context, std::function<void(NetworkLookupPtr)> done);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::registry
