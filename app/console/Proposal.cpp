// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Proposal.h"

#include "app/detect/Sentence.h"
#include "app/detect/Signals.h"

#include <algorithm>
#include <map>
#include <set>

namespace hinoban::console {

namespace {

// What one server said of an RRset: its data, an alias in their place (CNAME), or a proven absence.
using Said = std::optional<std::pair<dns::Type, std::vector<dns::Rdata>>>;

QString saidText(dns::Type asked, const Said &said)
{
    if (!said) return QStringLiteral("no such RRset");
    const auto &[type, rdatas] = *said;
    QStringList texts;
    for (const auto &rdata : rdatas)
        texts << QString::fromLatin1(dns::rdataText(type, rdata));
    const QString text = texts.join(QStringLiteral(", "));
    return type == asked ? text : QString::fromLatin1(dns::typeText(type)) + QLatin1Char(' ') + text;
}

Said saidBy(const watch::Observation &observation)
{
    if (!observation.seen) return {};
    auto rdatas = observation.seen->rdatas;
    const dns::Type type = observation.seen->type;
    // The serial differs between servers for minutes on any busy day.
    for (auto &rdata : rdatas)
        if (type == dns::Type::SOA && rdata.wire.size() >= 20)
            rdata.wire.replace(rdata.wire.size() - 20, 4, QByteArray(4, '\0'));
    return std::pair{type, std::move(rdatas)};
}

} // namespace

ProposedDomain proposalOf(const watch::LookPtr &look)
{
    ProposedDomain proposed;
    proposed.name = look->domain.name;
    proposed.look = look;
    proposed.problem = look->walkProblem;
    if (look->registration) proposed.registration = look->registration->registration;

    std::map<std::pair<dns::Name, dns::Type>, std::vector<const watch::Observation *>> byKey;
    for (const auto &observation : look->observations)
        byKey[{observation.owner, observation.type}].push_back(&observation);

    for (const auto &[key, observations] : byKey) {
        // The owner's own servers speak first; for DS the parent does; a resolver only where nobody else answered.
        const dns::Vantage first = key.second == dns::Type::DS ? dns::Vantage::Parent : dns::Vantage::Authoritative;
        const watch::Observation *speaker = nullptr;
        for (const auto *observation : observations) {
            if (observation->state == watch::State::Unknown) continue;
            if (!speaker || (observation->vantage() == first && speaker->vantage() != first)) speaker = observation;
        }
        if (!speaker) continue;
        const Said said = saidBy(*speaker);
        ProposedRRset rrset;
        rrset.expectation.owner = key.first;
        rrset.expectation.type = said ? said->first : key.second;
        // An alias stands for every type that was asked for; it is proposed once, as what it is.
        if (rrset.expectation.type != key.second &&
            std::any_of(proposed.rrsets.begin(), proposed.rrsets.end(), [&](const ProposedRRset &other) {
                return other.expectation.owner == key.first && other.expectation.type == rrset.expectation.type;
            }))
            continue;
        rrset.expectation.kind = said ? watch::Expectation::Kind::Exact : watch::Expectation::Kind::Absent;
        if (speaker->seen) rrset.expectation.rdatas = speaker->seen->rdatas;
        if (speaker->seen && speaker->vantage() == first) rrset.expectation.ttl = speaker->seen->ttl;
        for (const auto *observation : observations) {
            ++rrset.vantagesAsked;
            if (observation->state == watch::State::Unknown) continue;
            const Said other = saidBy(*observation);
            if (other == said) {
                ++rrset.vantagesAgree;
            } else {
                static const std::map<dns::Vantage, QString> words{
                    {dns::Vantage::Parent, QStringLiteral("parent")},
                    {dns::Vantage::Authoritative, QStringLiteral("authoritative")},
                    {dns::Vantage::Resolver, QStringLiteral("resolver")}};
                rrset.disagreements << QStringLiteral("%1 %2: %3")
                                           .arg(words.at(observation->vantage()),
                                                observation->exchange->server.display(), saidText(key.second, other));
            }
        }
        proposed.rrsets.push_back(std::move(rrset));
    }
    // The sentences stand where the eye of whoever accepts it must pass: at the nameservers.
    watch::Look plain = *look;
    plain.domain.expectations.clear();
    proposed.suspicions = detect::judge({plain, look->observations, look->registration, look->endedAt}).findings;
    std::erase_if(proposed.suspicions,
                  [](const detect::Finding &finding) { return finding.signal != QLatin1String("S1"); });
    std::stable_sort(proposed.suspicions.begin(), proposed.suspicions.end(),
                     [](const auto &a, const auto &b) { return a.severity > b.severity; });
    for (const auto &suspicion : proposed.suspicions) {
        if (suspicion.severity < detect::Severity::Med) continue; // the single vantages tell it already
        for (auto &rrset : proposed.rrsets)
            if (rrset.expectation.owner == proposed.name && rrset.expectation.type == dns::Type::NS)
                rrset.disagreements.append(detect::sentence(suspicion));
    }
    if (proposed.rrsets.empty() && proposed.problem.isEmpty()) proposed.problem = QStringLiteral("no server answered");
    return proposed;
}

QString expectationText(const watch::Expectation &expectation)
{
    return watch::contentTexts(expectation).join(QStringLiteral(", "));
}

} // namespace hinoban::console
