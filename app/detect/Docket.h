// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Signals.h"

#include <map>
#include <set>

namespace hinoban::detect {

using Observations = std::vector<const watch::Observation *>;

[[nodiscard]] QString vantageText(dns::Vantage vantage);
// For args. What the attacker's servers say has no end by itself: at most MaxListed are listed, then "+12" says how
// many more there were.
constexpr size_t MaxListed = 50;
[[nodiscard]] QJsonArray textList(const std::set<dns::Name> &names);
[[nodiscard]] QJsonArray textList(const std::set<QString> &texts);
// Record data as one argument: presentation form, cut at a length that a person still reads.
[[nodiscard]] QString dataText(dns::Type type, const dns::Rdata &rdata);

// What lies before the signals while one domain is judged: the view in an order that does not depend on how it was
// gathered, and the judgement as it grows. Lives for one call of judge().
class Docket {
public:
    static constexpr size_t MaxEvidence = 16;

    explicit Docket(const View &view);
    // The same, held against another expectation than the look's; it outlives the docket.
    Docket(const View &view, const watch::Domain &domain);

    [[nodiscard]] const View &view() const { return m_view; }
    [[nodiscard]] const watch::Domain &domain() const { return m_domain; }
    // The plans that have begun, where they are to be believed: held against the look's own expectation, none.
    [[nodiscard]] std::vector<const watch::Plan *> plansInForce() const;
    [[nodiscard]] QString subject(const dns::Name &owner, dns::Type type) const; // "coincheck.com MX"

    // What is known of an RRset at a vantage, by server; unanswered questions are left out …
    [[nodiscard]] Observations known(dns::Vantage vantage, const dns::Name &owner, dns::Type type) const;
    // … and how many were asked.
    [[nodiscard]] int asked(dns::Vantage vantage, const dns::Name &owner, dns::Type type) const;
    // Of `observations` those from servers that the parent names now: only they can prove that all is well.
    [[nodiscard]] Observations delegated(const Observations &observations) const;
    // Hosts that the parent names now, by any of its servers.
    [[nodiscard]] const std::set<dns::Name> &parentHosts() const { return m_parentHosts; }
    // Every observation of the type at the vantage, known or not.
    [[nodiscard]] Observations all(dns::Vantage vantage, dns::Type type) const;

    // Opens a finding; the reference holds until the next one is opened.
    Finding &find(const QString &signal, const QString &vantage, const QString &subject, Severity severity,
                  const QString &rule);
    // Its evidence, and args "servers" ("3/4": how many of those asked) and "resolvers" or "at" (their names).
    void support(Finding &finding, const Observations &saying, int asked) const;

    void judged(const QString &signal, const QString &vantage);
    void undecided(const QString &signal, const QString &vantage, const QString &subject);
    // The findings so far, for signals that weigh the others.
    [[nodiscard]] const std::vector<Finding> &findings() const { return m_out.findings; }
    [[nodiscard]] Judgement take();

private:
    struct Key {
        dns::Vantage vantage;
        dns::Type type;
        dns::Name owner;
        bool operator<(const Key &other) const;
    };
    View m_view;
    const watch::Domain &m_domain;
    std::map<Key, Observations> m_told;
    std::set<dns::Name> m_parentHosts;
    Judgement m_out;
};

// Hosts that an NS or MX RRset names; none if nothing or an alias was seen.
[[nodiscard]] std::set<dns::Name> hostsOf(const watch::Observation &observation);
[[nodiscard]] std::set<dns::Name> hostsOf(const watch::Expectation &expectation);
// Data that was seen and is not expected.
[[nodiscard]] std::vector<dns::Rdata> unexpectedData(const watch::Expectation &expectation,
                                                     const watch::Observation &observation);
// Data that is expected exactly and was not seen; of alternatives, what the nearest one lacks.
[[nodiscard]] std::vector<dns::Rdata> missingData(const watch::Expectation &expectation,
                                                  const watch::Observation &observation);
// Hosts that are expected and not among these; of alternatives, what the nearest one lacks.
[[nodiscard]] std::set<dns::Name> missingHosts(const watch::Expectation &expectation, const std::set<dns::Name> &hosts);
[[nodiscard]] bool mayBeAbsent(const watch::Expectation &expectation);

} // namespace hinoban::detect
