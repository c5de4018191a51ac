// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Signals.h"

#include <optional>

namespace hinoban::detect {

// Serial number arithmetic (RFC 1982, 3.2); where it does not say which of two is older, neither is.
[[nodiscard]] bool isOlderSerial(quint32 a, quint32 b);

// How far a zone's SOA serial had come at all of its servers: against that it can be seen to run backwards, which one
// look cannot tell. One server that lags, or one node of an anycast address, takes nothing back: only all servers
// together do, and only if a look later they still say so. A value of the pipeline's, one a domain.
class SerialHistory {
public:
    static constexpr Duration Persists = std::chrono::seconds(30);

    SerialHistory() = default;
    // As a finding that was open remembers it.
    explicit SerialHistory(quint32 before)
        : m_settled(before)
        , m_backSince(Instant{})
        , m_wentBackFrom(before)
    {
    }

    // The newest observations of the domain. Whether wentBackFrom() is another than before.
    bool take(const dns::Name &domain, const std::vector<watch::Observation> &latest, Instant now);

    // What every server had reached, where all of them are behind it now; nothing: the serial did not run backwards.
    [[nodiscard]] std::optional<quint32> wentBackFrom() const { return m_wentBackFrom; }

private:
    std::optional<quint32> m_settled;
    std::optional<Instant> m_backSince;
    std::optional<quint32> m_wentBackFrom;
};

// D6 for a zone whose serial runs backwards everywhere: beside judge(), which sees one look. In the place of what that
// says of the same subject, unless that is as grave.
void judgeSerial(Judgement &judgement, const View &view, const SerialHistory &history);

} // namespace hinoban::detect
