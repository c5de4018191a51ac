// SPDX-License-Identifier: GPL-3.0-or-later
// T1 in the pipeline: answers of the certificate logs, and whose certificates are expected.
#include "app/console/Pipeline.h"
#include "app/detect/CertificateSignal.h"

#include <algorithm>

namespace hinoban::console {

using namespace Qt::StringLiterals;

void Pipeline::restoreCertificates(const std::map<dns::Name, watch::CertificateBaseline> &baselines)
{
    for (const auto &[domain, baseline] : baselines)
        m_certificates[domain].baseline = baseline;
}

StepPtr Pipeline::take(const store::CertificateNews &news)
{
    auto step = std::make_shared<Step>();
    auto &known = m_certificates[news.answer->domain];
    known.newest = news.answer;
    known.person = news.person;
    if (news.answer->list) known.readable = news.answer;
    const auto watched = m_watched.find(news.answer->domain);
    // What the domain should be is known with its first look; that one judges.
    if (watched == m_watched.end() || !news.answer->list) return step;
    judgeCertificates(watched->second, news.at, *step);
    if (step->changes.empty()) return step;
    auto fleet = m_ledger.applyFleet(news.at);
    step->changes.insert(step->changes.end(), fleet.begin(), fleet.end());
    m_incident.reset();
    for (const auto &change : step->changes)
        step->entries.push_back(respond::entryOf(change, news.at));
    auto incidentChange = incidentEntries(news.at);
    step->entries.insert(step->entries.end(), incidentChange.begin(), incidentChange.end());
    return step;
}

void Pipeline::rememberRight(Watched &watched, const watch::Look &look, bool isChanged) const
{
    if (isChanged) {
        const auto open = m_ledger.open();
        watched.isDnsWrong = std::any_of(open.begin(), open.end(), [&](const detect::Finding &one) {
            return one.domain == watched.domain.name && one.signal.startsWith(u'D') &&
                   one.severity >= detect::Severity::High;
        });
    }
    const auto &observations = look.observations;
    const bool isSeen = std::any_of(observations.begin(), observations.end(), [&](const watch::Observation &one) {
        return one.vantage() == dns::Vantage::Parent && one.type == dns::Type::NS && one.owner == watched.domain.name &&
               one.state != watch::State::Unknown;
    });
    if (!isSeen || look.depth != watch::Depth::Full) return;
    if (!watched.isDnsWrong) watched.rightAt = look.endedAt;
}

void Pipeline::judgeCertificates(const Watched &watched, Instant now, Step &step)
{
    const auto found = m_certificates.find(watched.domain.name);
    if (found == m_certificates.end() || !found->second.readable) return;
    KnownCertificates &known = found->second;
    if (!known.baseline) {
        known.baseline = watch::CertificateBaseline{
            detect::firstIssuers(watched.domain, *known.readable),
            {known.person, u"as found when the logs were searched for the first time"_s, known.readable->source, now}};
        respond::Entry entry;
        entry.kind = respond::Entry::Kind::Expectation;
        entry.happened = entry.learned = now;
        entry.author = known.person.isEmpty() ? u"Hinoban"_s : known.person;
        entry.domain = watched.domain.name;
        entry.rule = u"certificates.first"_s;
        entry.source = known.readable->source;
        entry.after = known.baseline->issuers.join(u", "_s);
        step.entries.push_back(std::move(entry));
        step.certificatesChanged = true;
    }
    auto open = m_ledger.open();
    std::erase_if(open, [&](const detect::Finding &one) { return one.domain != watched.domain.name; });
    const auto judgement =
        detect::judgeCertificates({watched.domain, *known.baseline, *known.readable, open, now, watched.rightAt});
    auto changes = m_ledger.apply(watched.domain.name, judgement, now);
    step.changes.insert(step.changes.end(), changes.begin(), changes.end());
}

void Pipeline::acceptIssuer(const detect::Finding &finding, const QString &person, const QString &reason, Instant now)
{
    const auto found = m_certificates.find(finding.domain);
    if (finding.signal != "T1"_L1 || found == m_certificates.end() || !found->second.baseline) return;
    auto &baseline = *found->second.baseline;
    const QString issuer = finding.args.value(u"issuer"_s).toString();
    if (baseline.issuers.contains(issuer)) return;
    baseline.issuers.append(issuer);
    baseline.issuers.sort();
    baseline.approval = {person, reason, finding.key(), now};
}

} // namespace hinoban::console
