// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Docket.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

constexpr Duration Window = std::chrono::hours(1);

} // namespace

// F1: one hand at several domains. Of each domain the first finding of a signal counts.
std::vector<Finding> judgeFleet(const std::vector<Finding> &open, Instant now)
{
    std::map<QString, std::map<dns::Name, const Finding *>> bySignal;
    for (const Finding &finding : open) {
        if (!finding.open() || finding.signal == QLatin1String("F1") || finding.severity < Severity::Med) continue;
        // One network on the way to several domains is one change of routing, and nobody's hand at them.
        if (finding.signal == QLatin1String("D10")) continue;
        const Finding *&first = bySignal[finding.signal][finding.domain];
        if (!first || finding.firstSeen < first->firstSeen ||
            (finding.firstSeen == first->firstSeen && finding.key() < first->key()))
            first = &finding;
    }

    std::vector<Finding> out;
    for (const auto &[signal, firsts] : bySignal) {
        std::set<dns::Name> together;
        for (const auto &[domain, finding] : firsts)
            for (const auto &[otherDomain, other] : firsts)
                if (domain != otherDomain && finding->firstSeen - other->firstSeen <= Window &&
                    other->firstSeen - finding->firstSeen <= Window)
                    together.insert(domain);
        if (together.size() < 2) continue;
        Finding fleet;
        fleet.signal = QStringLiteral("F1");
        fleet.subject = signal;
        fleet.severity = Severity::Crit;
        fleet.rule = QStringLiteral("several-domains");
        fleet.args = {{QStringLiteral("signal"), signal},
                      {QStringLiteral("domains"), textList(together)},
                      {QStringLiteral("count"), QString::number(together.size())}};
        for (const dns::Name &domain : together) {
            const std::vector<Evidence> &evidence = firsts.at(domain)->evidence;
            if (!evidence.empty() && fleet.evidence.size() < Docket::MaxEvidence)
                fleet.evidence.push_back(evidence.front());
        }
        fleet.firstSeen = fleet.lastSeen = now;
        out.push_back(std::move(fleet));
    }
    std::sort(out.begin(), out.end(), [](const Finding &a, const Finding &b) { return a.key() < b.key(); });
    return out;
}

} // namespace hinoban::detect
