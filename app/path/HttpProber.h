// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/path/HttpCall.h"
#include "app/path/WebProber.h"

namespace hinoban::path {

// Measures with a socket of its own to the address that was named: SNI and verification on the URL's host, every
// phase timed, redirects told and not followed, the body read to 256 KiB and thrown away. A host that is not known to
// be the team's own, or whose certificate is no good, is asked for nothing: the handshake is all.
// Thread: see WebProber; may be destroyed in any thread, calls go on until they have answered or their context is gone.
class HttpProber final : public WebProber {
public:
    // The clock outlives every context that is given to measure(). Sockets pass `internet`.
    HttpProber(Clock &clock, Internet internet, HttpCall::Patience patience = {})
        : m_clock(clock)
        , m_internet(std::move(internet))
        , m_patience(patience)
    {
    }
    void measure(WebQuestion question, QObject *context, std::function<void(WebTimingPtr)> done) override;

private:
    Clock &m_clock;
    const Internet m_internet;
    const HttpCall::Patience m_patience;
};

} // namespace hinoban::path
