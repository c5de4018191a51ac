// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/path/WebProber.h"
#include "app/registry/MailGreeting.h"

namespace hinoban::watch {

// Measures one service at one address: http and https by the internet's own prober, "smtp://host" by the greeting of
// the mail host. Thread: the network thread. Owner: whoever made it; destroying it drops mail's calls that are open.
class ServiceProbe final : public QObject {
public:
    ServiceProbe(Clock &clock, const Internet &internet, QObject *parent = nullptr);

    // `done` is called once, from the event loop, unless `context` has gone.
    void measure(const path::WebQuestion &question, QObject *context, std::function<void(path::WebTimingPtr)> done);

private:
    Clock &m_clock;
    const Internet m_internet;
    registry::MailGreeter m_greeter;
};

// A greeting as a measurement of its host. `question`: what was asked for.
[[nodiscard]] path::WebTiming timingOf(const path::WebQuestion &question, const registry::Greeting &greeting);

} // namespace hinoban::watch
