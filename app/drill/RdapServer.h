// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/drill/AnswerServer.h"
#include "app/drill/Story.h"

#include <QUrl>

namespace hinoban::drill {

// The registry's answer about a domain (RFC 9083, 5.3). `now` is when its database was last brought up to date.
[[nodiscard]] QByteArray rdapJson(const RegistrationSpec &registration, Instant now);

// … and about the network in which an address is (RFC 9083, 5.4).
[[nodiscard]] QByteArray rdapJson(const NetworkSpec &network);

// The registries of a story, of domains and of networks, as one RDAP server (RFC 9082) over HTTP on loopback. Whoever
// asks tells the clock; this answers at once.
class RdapServer final {
public:
    RdapServer(Clock &clock, std::shared_ptr<const Scenario> scenario);
    [[nodiscard]] Result<void> open() { return m_server.open(); }
    [[nodiscard]] QUrl base() const;

private:
    [[nodiscard]] QByteArray responseTo(const QByteArray &request) const;

    Clock &m_clock;
    std::shared_ptr<const Scenario> m_scenario;
    AnswerServer m_server;
};

} // namespace hinoban::drill
