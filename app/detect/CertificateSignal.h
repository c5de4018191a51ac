// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Finding.h"
#include "app/detect/Signals.h"
#include "app/registry/Certificate.h"
#include "app/watch/CertificateWatch.h"

#include <optional>
#include <set>
#include <vector>

namespace hinoban::detect {

// What T1 may look at. Pure input; no clock.
struct CertificateView {
    const watch::Domain &domain;
    const watch::CertificateBaseline &baseline;
    const registry::CertificateAnswer &answer;
    const std::vector<Finding> &open; // of this domain
    Instant now;
    // When a look last found its DNS right; nothing: none did, as far as is known.
    std::optional<Instant> rightAt{};
};

// T1: certificates by somebody whom neither the expected CAA records allow nor the baseline knows (HIGH), and any that
// was made since the domain's DNS is not as expected (CRIT; so is the former then). One finding an issuer. Clears when
// the issuer has become an expected one, or when the certificates have expired, not because a search leaves them out:
// logs forget nothing. Judges these subjects only. Pure.
[[nodiscard]] Judgement judgeCertificates(const CertificateView &view);

// Whose certificates stand in the logs when they are first asked: all, but for those whose newest certificate is less
// than a week old and whom the expected CAA records forbid. Sorted.
[[nodiscard]] QStringList firstIssuers(const watch::Domain &domain, const registry::CertificateAnswer &answer);

// The certificates that a finding of T1 is about, each as its serial number's hash; nothing where there are more than
// it keeps.
[[nodiscard]] std::optional<std::set<QString>> suspectsOf(const Finding &finding);

// How a finding about the issuer names it.
[[nodiscard]] QString issuerSubject(const QString &organisation);

} // namespace hinoban::detect
