// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "app/console/Step.h"
#include "app/detect/Interception.h"
#include "app/detect/SerialHistory.h"
#include "app/path/Origin.h"
#include "app/store/Record.h"
#include "app/watch/DelegationCheck.h"
#include "app/watch/PathRound.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace hinoban::console {

// The latest observation at every vantage of one domain.
class Latest {
public:
    // Whether the look said anything new: another state, other data, another TTL where TTLs do not count down, another
    // set of servers.
    bool take(const watch::Look &look);
    void forget(const std::vector<watch::Resolver> &resolvers); // what they said
    [[nodiscard]] const std::vector<watch::Observation> &all() const { return m_observations; }

private:
    std::vector<watch::Observation> m_observations; // in the order in which they first came
};

// What the pipeline knows of one domain.
struct Watched {
    watch::Domain domain;
    Latest latest;
    path::Origins origins; // newest of the addresses that looks have seen
    registry::LookupPtr registration;
    std::map<dns::Name, registry::LookupPtr> hostRegistrations; // newest, of servers' domains that nobody expects
    PathView path;
    // Of the newest look. The look itself is not kept: what it saw stands in `latest`.
    std::optional<Instant> lookedAt; // its end; nothing: none yet
    std::vector<dns::NameServer> servers;
    QString walkProblem;
    // Of the newest full look that no network rewrote; null: none yet.
    std::shared_ptr<const watch::DelegationCheck> delegation;
    dns::ValidationPtr dnssec; // newest
    // The DS records with which the domain was last secure; those of an open finding after a restart.
    std::vector<dns::Rdata> dsBefore;
    // DS records other than expected, whose keys those that are expected have endorsed.
    std::vector<dns::Rdata> dsEndorsed;
    std::optional<detect::Interception> interception; // the newest look was taken through a network that rewrites DNS
    int parentWrong = 0, parentAsked = 0;             // of the parent zone's servers that answered
    // Every server of the attacker's that was ever named, with every address seen for it: letters are still written
    // when the delegation is right again and nobody answers any more.
    std::map<dns::Name, respond::HostileHost> hostile;
    QStringList formerMx;             // every MX that should not have been, "5 mail.coincheck.com", as long
    respond::TailMemory tailMemory;   // of what resolvers may still serve
    std::optional<Instant> tailEnded; // when the last cache let go of what was false, of the newest tail that is over
    // Resolvers that say otherwise than the domain's servers do (D13): since when, and for how long they may.
    std::map<std::tuple<dns::Name, dns::Type, QString>, detect::Overdue> disagreements;
    std::vector<detect::Overdue> overdue;       // of those, the ones that may no longer
    bool isDnsWrong = false;                    // gravely, by a finding that is open
    std::optional<Instant> rightAt;             // the end of the newest full look by which it was not
    detect::SerialHistory serials;              // D6
    int planTurns = 0;                          // how many beginnings and ends of planned changes have passed
    std::optional<detect::Judgement> judgement; // of the newest look that said anything new
};

// What is known of the certificates of one domain (T1).
struct KnownCertificates {
    registry::CertificateAnswerPtr newest, readable; // the newest answer, and the newest that said anything
    std::optional<watch::CertificateBaseline> baseline;
    QString person; // who has switched it on
};

// The middle of the flow (DESIGN.md, 2): a look goes in, findings and entries come out. Holds the state that signals
// need between looks; no I/O and no clock, so that watch, drill and replay are the same code. Thread: one.
class Pipeline {
public:
    void restore(std::vector<detect::Finding> findings, respond::Decisions decisions,
                 std::map<dns::Name, respond::TailMemory> tails = {});
    // Whose caches are judged by which caps.
    // Whom the team chose to ask. What those have said that were chosen before, and are no more, has no say.
    void setResolvers(std::vector<watch::Resolver> resolvers);

    [[nodiscard]] StepPtr take(const watch::LookPtr &taken);

    // Who has said whose addresses the looks at a domain have seen, and more of them.
    void noteOrigins(const dns::Name &domain, const path::Origins &origins);

    // What a registry says of a look-alike of a name that a domain depends on (P1).
    [[nodiscard]] StepPtr take(const store::LookAlikeAnswer &answer);

    // What a search of the certificate logs says of a domain (T1).
    [[nodiscard]] StepPtr take(const store::CertificateNews &news);
    void restoreCertificates(const std::map<dns::Name, watch::CertificateBaseline> &baselines);
    [[nodiscard]] const std::map<dns::Name, KnownCertificates> &certificates() const { return m_certificates; }

    // What is usual of the ways, by BaselineSet::key().
    void restorePaths(detect::PathBaselines baselines);
    [[nodiscard]] const detect::PathBaselines &paths() const { return m_paths; }
    // What the domain's next round of traces should know.
    [[nodiscard]] watch::PathWish pathWish(const dns::Name &domain) const;
    // The baselines that clear() has changed, since it was last asked.
    [[nodiscard]] QStringList takeAcceptedPaths() { return std::exchange(m_acceptedPaths, {}); }

    // A person cleared a finding (accepted a registration change). Empty if it is not open.
    [[nodiscard]] std::vector<respond::Entry> clear(const QString &key, const QString &person, const QString &reason,
                                                    Instant now);
    void decide(const respond::Decisions &decisions);

    [[nodiscard]] const detect::Ledger &ledger() const { return m_ledger; }
    [[nodiscard]] const std::map<dns::Name, Watched> &watched() const { return m_watched; }
    [[nodiscard]] const std::vector<watch::Resolver> &resolvers() const { return m_resolvers; }
    // That the network rewrites DNS, as the newest look at some domain says; null: none does.
    [[nodiscard]] const detect::Interception *interception() const;
    // Remembered from before, of domains not looked at yet.
    [[nodiscard]] const std::map<dns::Name, respond::TailMemory> &restoredTails() const { return m_restored; }
    // Domains of which something is remembered that resolvers may still serve.
    [[nodiscard]] const std::set<dns::Name> &withTails() const { return m_withTails; }
    [[nodiscard]] const respond::Decisions &decisions() const { return m_decisions; }
    [[nodiscard]] const respond::Incident &incident() const; // valid until the next look or decision

    // A change in the incident's state since the last call, as entries that say who and why: the findings, unless a
    // person decided it.
    [[nodiscard]] std::vector<respond::Entry> incidentEntries(Instant now, const QString &person = {},
                                                              const QString &reason = {});

private:
    [[nodiscard]] respond::Incident assessed() const;
    [[nodiscard]] bool isQuiet(const dns::Name &domain) const;
    void takeNetwork(Watched &watched, const watch::Look &look, std::optional<detect::Interception> interception);
    void rememberRight(Watched &watched, const watch::Look &look, bool isChanged) const;
    void judgeCertificates(const Watched &watched, Instant now, Step &step);
    void acceptIssuer(const detect::Finding &finding, const QString &person, const QString &reason, Instant now);
    void takePath(Watched &watched, const watch::Look &look, Step &step);
    void learnPath(const path::TracePtr &trace, const watch::Origins &origins, Step &step);
    [[nodiscard]] QStringList acceptPath(const detect::Finding &finding);
    void takeTail(Watched &watched, const watch::Look &look, Step &step, bool expectsOther);

    mutable std::optional<respond::Incident> m_incident; // empty: to be assessed again
    detect::Ledger m_ledger;
    std::map<dns::Name, Watched> m_watched;
    std::set<dns::Name> m_withTails, m_rewritten;
    std::map<dns::Name, KnownCertificates> m_certificates;
    detect::PathBaselines m_paths;
    QStringList m_acceptedPaths;
    QStringList m_scopes; // of the last judgement made
    // `dsBefore` and `dsEndorsed` of domains that are still to be looked at.
    std::map<dns::Name, std::vector<dns::Rdata>> m_dsRestored, m_endorsedRestored;
    std::map<dns::Name, quint32> m_serialsRestored; // as those, of open findings
    respond::Decisions m_decisions;
    std::vector<watch::Resolver> m_resolvers;
    watch::Identities m_identities;
    std::map<dns::Name, respond::TailMemory> m_restored;
    respond::IncidentState m_state = respond::IncidentState::Quiet;
};

// The state of a domain from its open findings and its latest observations, as JSON and the domain list say it.
[[nodiscard]] DomainState domainStateOf(const Watched &watched, const std::vector<detect::Finding> &open);

} // namespace hinoban::console
