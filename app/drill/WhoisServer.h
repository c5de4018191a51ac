// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/drill/AnswerServer.h"
#include "app/drill/Story.h"

#include <QUrl>

namespace hinoban::drill {

// What a registry without RDAP says of a domain, in the layout of whois.jprs.jp (English, as for "NAME/e"): times in
// JST, no registrar.
[[nodiscard]] QByteArray whoisText(const RegistrationSpec &registration);

// The registries of a story that answer on port 43 (RFC 3912), as one server on loopback. Whoever asks tells the clock;
// this answers at once.
class WhoisServer final {
public:
    WhoisServer(Clock &clock, std::shared_ptr<const Scenario> scenario);
    [[nodiscard]] Result<void> open() { return m_server.open(); }
    [[nodiscard]] QUrl base() const; // "whois://127.0.0.1:PORT?suffix=/e"

private:
    [[nodiscard]] QByteArray answerTo(const QByteArray &question) const;

    Clock &m_clock;
    std::shared_ptr<const Scenario> m_scenario;
    AnswerServer m_server;
};

} // namespace hinoban::drill
