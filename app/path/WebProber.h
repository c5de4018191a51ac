// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/WebTiming.h"

#include <QObject>

#include <functional>

namespace hinoban::path {

// One service at one address, to be measured.
struct WebQuestion {
    dns::Name domain;                // goes into the answer
    QUrl url;                        // http or https; its host is the name that SNI and the certificate are held to
    QHostAddress address;            // where to ask; never where the system's resolver would
    std::optional<Duration> resolve; // how long the address was asked for, by our own engine; nothing: it was given
    // Whether it is known to be the team's own: only then is the page asked for, and only after its certificate was
    // found good. Of every other host no more than a handshake (DESIGN.md, 7): never its content.
    bool isOurs = false;
};

// Measures the phases of one answer. Comes from the Internet value, so that a drill's times are the world's.
// Thread: measure() is called in the network thread and answers there, later, exactly once unless `context` is gone.
class WebProber {
public:
    WebProber() = default;
    WebProber(const WebProber &) = delete;
    WebProber &operator=(const WebProber &) = delete;
    virtual ~WebProber() = default;

    virtual void measure(WebQuestion question, QObject *context, std::function<void(WebTimingPtr)> done) = 0;
};

} // namespace hinoban::path
