// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/drill/Story.h"

#include <QTcpServer>

namespace hinoban::drill {

// The mail hosts of a story, as far as a greeting: one server on loopback for each, which says its line, waits for QUIT
// and hangs up. It takes no mail. Whoever asks tells the clock; this answers at once.
// Thread: the network thread. Owner: World.
class MailServer final : public QObject {
public:
    MailServer(Clock &clock, std::shared_ptr<const Scenario> scenario, size_t host);
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Endpoint place() const;

private:
    void connected();

    Clock &m_clock;
    std::shared_ptr<const Scenario> m_scenario;
    const size_t m_host; // index of Scenario::mailHosts
    QTcpServer m_server;
};

} // namespace hinoban::drill
