// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SerialHistory.h"

#include "app/detect/Docket.h"
#include "app/detect/SignalFamilies.h"

#include <algorithm>
#include <utility>

namespace hinoban::detect {

bool isOlderSerial(quint32 a, quint32 b) { return a != b && b - a < 0x80000000U; }

bool SerialHistory::take(const dns::Name &domain, const std::vector<watch::Observation> &latest, Instant now)
{
    std::optional<quint32> oldest, newest;
    for (const auto &one : latest) {
        // What differs in more than its serial is somebody else's, or another provider's by plan: D6 has a name for it.
        if (one.vantage() != dns::Vantage::Authoritative || one.type != dns::Type::SOA || one.owner != domain ||
            one.state != watch::State::Match || one.byPlan || !one.seen || one.seen->rdatas.size() != 1)
            continue;
        const auto soa = dns::soaOf(one.seen->rdatas.front());
        if (!soa) continue;
        if (!oldest || isOlderSerial(soa->serial, *oldest)) oldest = soa->serial;
        if (!newest || isOlderSerial(*newest, soa->serial)) newest = soa->serial;
    }
    if (!oldest) return false; // nobody says anything: as it was
    std::optional<quint32> from;
    if (m_settled && isOlderSerial(*newest, *m_settled)) {
        if (!m_backSince) m_backSince = now;
        if (now - *m_backSince >= Persists) from = m_settled;
    } else {
        m_backSince.reset();
        if (!m_settled || isOlderSerial(*m_settled, *oldest)) m_settled = oldest;
    }
    return std::exchange(m_wentBackFrom, from) != from;
}

void judgeSerial(Judgement &judgement, const View &view, const SerialHistory &history)
{
    const auto before = history.wentBackFrom();
    const dns::Name &domain = view.look.domain.name;
    if (!before || !view.look.domain.find(domain, dns::Type::SOA)) return;
    Docket docket(view);
    Observations backwards;
    std::set<QString> present;
    for (const watch::Observation *one : docket.known(dns::Vantage::Authoritative, domain, dns::Type::SOA)) {
        const bool isSoa = one->state == watch::State::Match && one->seen && one->seen->rdatas.size() == 1;
        const auto soa = isSoa ? dns::soaOf(one->seen->rdatas.front()) : std::nullopt;
        if (!soa || !isOlderSerial(soa->serial, *before)) continue;
        backwards.push_back(one);
        present.insert(dataText(dns::Type::SOA, one->seen->rdatas.front()));
    }
    if (backwards.empty()) return;
    // An older copy of the whole zone: nobody who counts up does that, unless he has announced to begin anew.
    const auto &plans = view.look.domain.plans;
    const bool isPlanned =
        std::any_of(plans.begin(), plans.end(), [&](const watch::Plan &plan) { return plan.from <= view.now; });
    Finding &opened =
        docket.find(QStringLiteral("D6"), QStringLiteral("authoritative"), docket.subject(domain, dns::Type::SOA),
                    isPlanned ? Severity::Info : Severity::High, QStringLiteral("serial-went-back"));
    opened.args = {{QStringLiteral("before"), QString::number(*before)},
                   {QStringLiteral("present"), textList(present)}};
    docket.support(opened, backwards, docket.asked(dns::Vantage::Authoritative, domain, dns::Type::SOA));
    Finding finding = docket.take().findings.front();

    auto &findings = judgement.findings;
    const auto same =
        std::find_if(findings.begin(), findings.end(), [&](const Finding &one) { return one.key() == finding.key(); });
    if (same == findings.end()) {
        const auto place = std::upper_bound(findings.begin(), findings.end(), finding,
                                            [](const Finding &a, const Finding &b) { return a.key() < b.key(); });
        findings.insert(place, std::move(finding));
    } else if (same->severity < Severity::High) {
        *same = std::move(finding);
    }
}

} // namespace hinoban::detect
