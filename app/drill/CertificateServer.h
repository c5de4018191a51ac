// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/drill/AnswerServer.h"
#include "app/drill/Story.h"

#include <QUrl>

namespace hinoban::drill {

// What a search of a story's certificate logs answers, in the form of crt.sh: those with `text` in a name that were in
// the logs by `now`.
[[nodiscard]] QByteArray certificatesJson(const std::vector<CertificateSpec> &certificates, const QString &text,
                                          Instant now);

// The certificate logs of a story, as a search over HTTP on loopback. Whoever asks tells the clock; this answers at
// once.
class CertificateServer final {
public:
    CertificateServer(Clock &clock, std::shared_ptr<const Scenario> scenario);
    [[nodiscard]] Result<void> open() { return m_server.open(); }
    [[nodiscard]] QUrl address() const;

private:
    [[nodiscard]] QByteArray responseTo(const QByteArray &request) const;

    Clock &m_clock;
    std::shared_ptr<const Scenario> m_scenario;
    AnswerServer m_server;
};

} // namespace hinoban::drill
