// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Ledger.h"

#include "app/detect/CertificateSignal.h"

#include <algorithm>
#include <set>

namespace hinoban::detect {
namespace {

constexpr size_t MaxEvidence = 16; // half for how it began, half for how it stands

const QString Since = QStringLiteral("since");
const QString Registered = QStringLiteral("registered");
const QString Serials = QStringLiteral("serials");
const QString LastChanged = QStringLiteral("lastChanged");

// What the first look said stays; the newest look's replaces what was between.
std::vector<Evidence> merged(const Finding &old, const std::vector<Evidence> &newest)
{
    std::vector<Evidence> out;
    for (const Evidence &evidence : old.evidence)
        if (evidence.at <= old.firstSeen && out.size() < MaxEvidence / 2) out.push_back(evidence);
    for (const Evidence &evidence : newest)
        if (out.size() < MaxEvidence && std::find(out.begin(), out.end(), evidence) == out.end())
            out.push_back(evidence);
    return out;
}

// Nothing but what the person has seen: of the certificates some expire, or are no longer suspect.
bool isAmongAccepted(const Finding &found, const Finding &accepted)
{
    const auto now = suspectsOf(found), before = suspectsOf(accepted);
    if (!now && !before) return found.args.value(Serials) == accepted.args.value(Serials);
    return now && before && std::includes(before->begin(), before->end(), now->begin(), now->end());
}

// What the finding says now, on the life that it has led so far.
void renew(Finding &old, const Finding &found)
{
    const QJsonValue since = old.args.value(Since);
    old.evidence = merged(old, found.evidence);
    old.severity = found.severity;
    old.rule = found.rule;
    old.args = found.args;
    if (!since.isUndefined() && found.args.contains(Since)) old.args.insert(Since, since);
    old.lastSeen = found.lastSeen;
}

} // namespace

std::optional<Change> Ledger::take(const Finding &found, Instant now)
{
    const QString key = found.key();
    const auto [at, isNew] = m_findings.try_emplace(key, found);
    Finding &known = at->second;
    if (isNew) return Change{Change::Kind::Opened, known};

    if (known.open()) {
        const bool rose = found.severity > known.severity;
        renew(known, found);
        if (!rose) return std::nullopt;
        return Change{Change::Kind::Escalated, known};
    }

    const auto sameAs = [&](const char *signal, const QString &stamp) {
        return found.signal == QLatin1String(signal) && found.args.value(stamp) == known.args.value(stamp);
    };
    const bool acceptedByPerson = sameAs("R1", LastChanged) || sameAs("P1", Registered) ||
                                  (found.signal == QLatin1String("T1") && isAmongAccepted(found, known));
    if (acceptedByPerson) return std::nullopt;
    if (now - *known.cleared > FlapWindow) {
        m_past.push_back(std::move(known));
        known = found;
        return Change{Change::Kind::Opened, known};
    }
    known.cleared.reset();
    ++known.recurrences;
    known.args.remove(Since); // it counts from the coming back
    renew(known, found);
    return Change{Change::Kind::Reopened, known};
}

void Ledger::clear(Finding &finding, Instant now, std::vector<Change> &changes) const
{
    finding.cleared = now;
    changes.push_back({Change::Kind::Cleared, finding});
}

std::vector<Change> Ledger::apply(const dns::Name &domain, const Judgement &judgement, Instant now)
{
    std::vector<Change> changes;
    std::set<QString> found;
    for (const Finding &finding : judgement.findings) {
        found.insert(finding.key());
        if (auto change = take(finding, now)) changes.push_back(std::move(*change));
    }
    for (auto &[key, finding] : m_findings) {
        if (!finding.open() || finding.domain != domain || found.count(key)) continue;
        const bool automatic = finding.signal != QLatin1String("R1") && finding.signal != QLatin1String("F1");
        // What has come back once must stay away for a while before it is believed gone: two servers that answer by
        // turns would otherwise fill the timeline.
        const bool flaps = finding.recurrences > 0 && now - finding.lastSeen < FlapWindow;
        if (flaps) continue;
        if (automatic && judgement.decides(finding)) clear(finding, now, changes);
    }
    return changes;
}

std::vector<Change> Ledger::applyFleet(Instant now)
{
    std::vector<Change> changes;
    std::set<QString> found;
    for (const Finding &finding : judgeFleet(open(), now)) {
        found.insert(finding.key());
        if (auto change = take(finding, now)) changes.push_back(std::move(*change));
    }
    for (auto &[key, finding] : m_findings)
        if (finding.open() && finding.signal == QLatin1String("F1") && !found.count(key)) clear(finding, now, changes);
    return changes;
}

std::optional<Change> Ledger::clearByPerson(const QString &key, Instant now)
{
    const auto at = m_findings.find(key);
    if (at == m_findings.end() || !at->second.open()) return std::nullopt;
    at->second.cleared = now;
    return Change{Change::Kind::Cleared, at->second};
}

void Ledger::restore(std::vector<Finding> findings)
{
    m_findings.clear();
    m_past.clear();
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return a.firstSeen < b.firstSeen; });
    for (Finding &finding : findings) {
        const auto [at, isNew] = m_findings.try_emplace(finding.key(), finding);
        if (isNew) continue;
        m_past.push_back(std::move(at->second));
        at->second = std::move(finding);
    }
}

std::vector<Finding> Ledger::all() const
{
    std::vector<Finding> out = m_past;
    for (const auto &[key, finding] : m_findings)
        out.push_back(finding);
    std::stable_sort(out.begin(), out.end(), [](const Finding &a, const Finding &b) {
        return a.firstSeen != b.firstSeen ? a.firstSeen < b.firstSeen : a.key() < b.key();
    });
    return out;
}

std::vector<Finding> Ledger::open() const
{
    std::vector<Finding> out = all();
    out.erase(std::remove_if(out.begin(), out.end(), [](const Finding &finding) { return !finding.open(); }),
              out.end());
    return out;
}

} // namespace hinoban::detect
