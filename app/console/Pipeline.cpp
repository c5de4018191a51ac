// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Pipeline.h"

#include "app/console/Facts.h"
#include "app/detect/PreparationSignal.h"
#include "app/dns/KeyEndorsement.h"

#include <QSet>

#include <algorithm>
#include <set>
#include <utility>

namespace hinoban::console {

namespace {

constexpr QLatin1String WentBack{"serial-went-back"}; // of D6
constexpr qsizetype MostOrigins = 1000;               // of one domain
constexpr quint32 MostNegativeTtl = 10800; // seconds for which resolvers keep a denial, as a rule (RFC 2308, 5)
// A cache may still answer in the second in which its copy ends, and counts in whole ones: a look that comes just then
// sees no lie.
constexpr std::chrono::seconds DisagreementGrace{60};

bool isDelegationSignal(const QString &signal)
{
    return signal == QLatin1String("D1") || signal == QLatin1String("D2") || signal == QLatin1String("D3") ||
           signal == QLatin1String("S1");
}

// What the parent says of the domain's keys is the registrar's word, as the nameservers are.
bool isDsFinding(const detect::Finding &finding)
{
    return finding.signal == QLatin1String("D12") && finding.rule.startsWith(QLatin1String("ds-"));
}

// About names of others: nothing of the domain's own is known to be wrong.
bool isElsewhere(const detect::Finding &finding) { return finding.signal == QLatin1String("P1"); }

// One resolver may be asked over several transports, each under a label of its own.
bool isSameProbe(const watch::Observation &a, const watch::Observation &b)
{
    if (a.type != b.type || a.vantage() != b.vantage() || a.owner != b.owner) return false;
    const auto &one = a.exchange->server, &other = b.exchange->server;
    return one.port == other.port && one.address == other.address && one.label == other.label;
}

bool saysTheSame(const watch::Observation &before, const watch::Observation &now)
{
    if (before.state != now.state || before.expected != now.expected || before.reason != now.reason) return false;
    if (before.seen.has_value() != now.seen.has_value()) return false;
    if (!now.seen) return true;
    const bool sameTtl = now.vantage() == dns::Vantage::Resolver || before.seen->ttl == now.seen->ttl;
    return sameTtl && before.seen->rdatas == now.seen->rdatas;
}

// What the signals say of a look. A look without news has the judgement of the one before, at its own time; most
// looks are like that, and a portfolio of thousands of domains lives on it.
detect::Judgement judgementOf(Watched &watched, const watch::Look &look, bool isNew, QStringList &scopes)
{
    const Instant now = look.endedAt;
    if (isNew || !watched.judgement) {
        const detect::View view{look,           watched.latest.all(), watched.registration, now,
                                watched.dnssec, watched.dsBefore,     watched.dsEndorsed,   watched.hostRegistrations,
                                watched.overdue};
        watched.judgement = detect::judge(view);
        detect::judgeSerial(*watched.judgement, view, watched.serials);
        // Nearly all domains are judged in the same scopes: they share the list.
        if (watched.judgement->judged == scopes) watched.judgement->judged = scopes;
        scopes = watched.judgement->judged;
        return *watched.judgement;
    }
    for (auto &finding : watched.judgement->findings)
        finding.firstSeen = finding.lastSeen = now;
    return *watched.judgement;
}

bool sameSecurity(const dns::ValidationPtr &a, const dns::ValidationPtr &b)
{
    if (a == b) return true;
    if (!a || !b || a->security != b->security || a->reason != b->reason) return false;
    const auto sameAnswer = [](const dns::AnswerSecurity &x, const dns::AnswerSecurity &y) {
        return x.question == y.question && x.security == y.security && x.reason == y.reason;
    };
    const auto sameServer = [](const dns::ServedSecurity &x, const dns::ServedSecurity &y) {
        return x.server == y.server && x.owner == y.owner && x.type == y.type && x.security == y.security &&
               x.reason == y.reason;
    };
    return std::equal(a->answers.begin(), a->answers.end(), b->answers.begin(), b->answers.end(), sameAnswer) &&
           std::equal(a->servers.begin(), a->servers.end(), b->servers.begin(), b->servers.end(), sameServer);
}

// What the domain must go on being signed with. A change of keys in which an old one vouches beside the new is the
// everyday kind, as is one that the old keys have signed; one that breaks with all that was known is not taken over,
// but found.
void rememberDs(Watched &watched)
{
    const auto *link = watched.dnssec ? watched.dnssec->link(watched.domain.name) : nullptr;
    if (!link || link->security != dns::Security::Secure || link->isAnchor) return;
    const auto &seen = link->vouchers;
    const bool continues = std::any_of(watched.dsBefore.begin(), watched.dsBefore.end(), [&](const dns::Rdata &one) {
        return std::find(seen.begin(), seen.end(), one) != seen.end();
    });
    if (watched.dsBefore.empty() || continues || seen == watched.dsEndorsed) watched.dsBefore = seen;
}

// A change of keys in which those that are expected vouch for the new ones in public. Proven once, while both are
// there, it holds until a person accepts it or the DS records change again.
void rememberEndorsement(Watched &watched, const watch::Look &look)
{
    const auto *link = look.dnssec->link(watched.domain.name);
    const auto *expected = watched.domain.find(watched.domain.name, dns::Type::DS);
    if (!link || link->security != dns::Security::Secure || link->isAnchor) return;
    const auto &seen = link->vouchers;
    if (seen == watched.dsEndorsed) return;
    const auto before = expected ? expected->rdatas : watched.dsBefore;
    std::vector<dns::Rdata> added;
    std::set_difference(seen.begin(), seen.end(), before.begin(), before.end(), std::back_inserter(added));
    const bool endorsed =
        seen != before &&
        std::any_of(look.dnssec->exchanges.begin(), look.dnssec->exchanges.end(),
                    [&](const dns::ExchangePtr &exchange) {
                        return exchange->answered() &&
                               exchange->question == dns::Question{watched.domain.name, dns::Type::DNSKEY} &&
                               dns::isEndorsed(*exchange->message, watched.domain.name, before, added, look.endedAt);
                    });
    watched.dsEndorsed = endorsed ? seen : std::vector<dns::Rdata>();
}

// The time at which a plan begins or ends changes what is found, though nothing else has changed.
bool takePlans(Watched &watched, Instant now)
{
    int turns = 0;
    for (const auto &plan : watched.domain.plans)
        turns += (plan.from <= now ? 1 : 0) + (plan.until < now ? 1 : 0);
    return std::exchange(watched.planTurns, turns) != turns;
}

// Something that is not expected, or nothing at all; less than all is rotation.
bool isWrong(const watch::Domain &domain, const watch::Observation &observation)
{
    const auto *expectation = domain.find(observation.owner, observation.type);
    if (!expectation || observation.state != watch::State::Mismatch) return false;
    if (!observation.seen) return true;
    const auto &seen = *observation.seen;
    for (size_t i = 0; i < seen.rdatas.size(); ++i) {
        const quint32 origin = i < observation.origins.size() ? observation.origins[i] : 0;
        if (fitOf(*expectation, seen.type, seen.rdatas[i], origin) == watch::Fit::Differs) return true;
    }
    return false;
}

// What the domain's servers said last, by RRset: right or not.
struct Sources {
    bool parentRight = true;
    std::set<std::pair<dns::Name, dns::Type>> right, wrong;
    std::set<QString> knowServers; // resolvers that know the right nameservers
};

Sources sourcesOf(const Watched &watched)
{
    Sources out;
    const dns::Name &apex = watched.domain.name;
    for (const auto &one : watched.latest.all()) {
        if (one.state == watch::State::Unknown) continue;
        const bool isNs = one.type == dns::Type::NS && one.owner == apex;
        const bool right = one.state == watch::State::Match;
        switch (one.vantage()) {
        case dns::Vantage::Parent:
            if (isNs) out.parentRight = out.parentRight && right;
            break;
        case dns::Vantage::Authoritative:
            (right ? out.right : out.wrong).emplace(one.owner, one.type);
            break;
        case dns::Vantage::Resolver:
            if (isNs && right) out.knowServers.insert(one.exchange->server.display());
            break;
        }
    }
    return out;
}

// D13: whether another resolver has said otherwise for longer than it may.
bool takeDisagreements(Watched &watched, const watch::Look &look)
{
    if (look.depth != watch::Depth::Full) return false;
    const auto &latest = watched.latest.all();
    const bool differs = std::any_of(latest.begin(), latest.end(), [](const watch::Observation &one) {
        return one.vantage() == dns::Vantage::Resolver && one.state == watch::State::Mismatch;
    });
    if (!differs && watched.disagreements.empty()) return false;
    const Sources sources = sourcesOf(watched);
    std::map<std::tuple<dns::Name, dns::Type, QString>, detect::Overdue> now;
    std::vector<detect::Overdue> overdue;
    for (const auto &one : watched.latest.all()) {
        if (one.vantage() != dns::Vantage::Resolver || one.type == dns::Type::NS) continue;
        const QString server = one.exchange->server.display();
        const auto key = std::tuple(one.owner, one.type, server);
        const auto before = watched.disagreements.find(key);
        if (one.state == watch::State::Unknown) {
            if (before != watched.disagreements.end()) now.insert(*before);
            continue;
        }
        const std::pair<dns::Name, dns::Type> rrset(one.owner, one.type);
        if (!isWrong(watched.domain, one) || !sources.parentRight || !sources.right.contains(rrset) ||
            sources.wrong.contains(rrset) || !sources.knowServers.contains(server))
            continue;
        const auto *expectation = watched.domain.find(one.owner, one.type);
        // Something where nothing should be is also what resolvers make up for names that do not exist.
        if (expectation->kind == watch::Expectation::Kind::Absent) continue;
        const quint32 ttl = one.seen ? one.seen->ttl : MostNegativeTtl;
        const Instant asked = one.exchange->sentAt;
        auto [at, isNew] = now.emplace(key, before != watched.disagreements.end()
                                                ? before->second
                                                : detect::Overdue{one.owner, one.type, server, asked, ttl});
        if (asked - at->second.since > std::chrono::seconds(at->second.ttl) + DisagreementGrace)
            overdue.push_back(at->second);
    }
    watched.disagreements = std::move(now);
    return std::exchange(watched.overdue, overdue) != overdue;
}

bool sameRegistration(const registry::LookupPtr &a, const registry::LookupPtr &b)
{
    return a == b || (a && b && a->registration == b->registration && a->problem == b->problem &&
                      sameRegistration(a->registrar, b->registrar));
}

// A record tells the systems alone; who said so, and the country, come by noteOrigins().
void takeOrigins(path::Origins &known, const watch::Look &look)
{
    if (look.origins.isEmpty()) return;
    if (known.size() + look.origins.size() > MostOrigins) known.clear(); // addresses rotate
    for (auto at = look.origins.begin(); at != look.origins.end(); ++at)
        if (known.value(at.key()).as != at.value()) known.insert(at.key(), {at.value(), {}, {}, look.endedAt});
}

bool isAskedAt(const watch::Resolver &resolver, const dns::Server &server)
{
    return resolver.server.address == server.address && resolver.server.port == server.port;
}
} // namespace

bool Latest::take(const watch::Look &look)
{
    bool isNew = false;
    if (m_observations.empty()) m_observations.reserve(look.observations.size());
    size_t next = 0; // two looks ask in the same order, nearly always
    for (const auto &observation : look.observations) {
        const auto isIt = [&](const watch::Observation &known) { return isSameProbe(known, observation); };
        auto at = m_observations.begin() + static_cast<std::ptrdiff_t>(next);
        if (at == m_observations.end() || !isIt(*at))
            at = std::find_if(m_observations.begin(), m_observations.end(), isIt);
        next = static_cast<size_t>(at - m_observations.begin()) + 1;
        if (at == m_observations.end()) {
            m_observations.push_back(observation);
            isNew = true;
            continue;
        }
        isNew = isNew || !saysTheSame(*at, observation);
        *at = observation;
    }

    // Servers that no longer belong to the delegation have no say; while nobody tells who does, all keep it.
    QSet<QHostAddress> parents, authoritative;
    for (const auto &host : look.delegation.parentServers)
        for (const auto &address : host.addresses)
            parents.insert(address);
    for (const auto &host : look.servers)
        for (const auto &address : host.addresses)
            authoritative.insert(address);
    const auto gone = [&](const watch::Observation &observation) {
        const auto &address = observation.exchange->server.address;
        switch (observation.vantage()) {
        case dns::Vantage::Parent:
            return !parents.empty() && !parents.contains(address);
        case dns::Vantage::Authoritative:
            return !look.servers.empty() && !authoritative.contains(address);
        case dns::Vantage::Resolver:
            return false;
        }
        return false;
    };
    return std::erase_if(m_observations, gone) > 0 || isNew;
}

void Latest::forget(const std::vector<watch::Resolver> &resolvers)
{
    std::erase_if(m_observations, [&](const watch::Observation &observation) {
        return observation.vantage() == dns::Vantage::Resolver &&
               std::any_of(resolvers.begin(), resolvers.end(),
                           [&](const watch::Resolver &one) { return isAskedAt(one, observation.exchange->server); });
    });
}

void Pipeline::setResolvers(std::vector<watch::Resolver> resolvers)
{
    std::vector<watch::Resolver> dropped = std::exchange(m_resolvers, std::move(resolvers));
    std::erase_if(dropped, [&](const watch::Resolver &before) {
        return std::any_of(m_resolvers.begin(), m_resolvers.end(),
                           [&](const watch::Resolver &one) { return isAskedAt(one, before.server); });
    });
    if (dropped.empty()) return;
    for (auto &[name, watched] : m_watched)
        watched.latest.forget(dropped);
}

void Pipeline::restore(std::vector<detect::Finding> findings, respond::Decisions decisions,
                       std::map<dns::Name, respond::TailMemory> tails)
{
    m_restored = std::move(tails);
    // What was lost before the restart is still missed after it.
    for (const auto &finding : findings) {
        if (finding.open() && finding.rule == WentBack)
            m_serialsRestored[finding.domain] = finding.args.value(QStringLiteral("before")).toString().toUInt();
        if (finding.signal != QLatin1String("D12") || !finding.open()) continue;
        const auto restore = [&](const QString &key, std::vector<dns::Rdata> &to) {
            const auto texts = finding.args.value(key).toArray();
            for (const QJsonValue text : texts)
                if (auto ds = dns::rdataFromText(dns::Type::DS, text.toString().toLatin1()))
                    to.push_back(std::move(*ds));
            std::sort(to.begin(), to.end());
        };
        restore(QStringLiteral("expected"), m_dsRestored[finding.domain]);
        if (finding.rule == QLatin1String("ds-rolled"))
            restore(QStringLiteral("present"), m_endorsedRestored[finding.domain]);
    }
    m_ledger.restore(std::move(findings));
    m_decisions = std::move(decisions);
    m_incident.reset();
    m_state = incident().state;
}

StepPtr Pipeline::take(const watch::LookPtr &taken)
{
    auto step = std::make_shared<Step>();
    step->look = taken;
    auto interception = detect::interceptionIn(*taken);
    const watch::LookPtr look = interception ? detect::withoutRewritten(*taken, *interception) : taken;
    const auto [found, isFirst] = m_watched.try_emplace(look->domain.name);
    Watched &watched = found->second;
    if (isFirst) {
        if (auto restored = m_restored.extract(look->domain.name)) watched.tailMemory = std::move(restored.mapped());
        for (const auto &[name, addresses] : watched.tailMemory.servers)
            watched.hostile.try_emplace(name, respond::HostileHost{name, addresses, QStringLiteral("nameserver")});
    }
    if (!watched.lookedAt) {
        if (auto restored = m_dsRestored.extract(look->domain.name)) watched.dsBefore = std::move(restored.mapped());
        if (auto restored = m_endorsedRestored.extract(look->domain.name))
            watched.dsEndorsed = std::move(restored.mapped());
        if (auto restored = m_serialsRestored.extract(look->domain.name))
            watched.serials = detect::SerialHistory(restored.mapped());
    }
    bool isNew = !(watched.domain == look->domain);
    const bool expectsOther = !isFirst && !(watched.domain.expectations == look->domain.expectations);
    watched.domain = look->domain;
    watched.lookedAt = look->endedAt;
    watched.servers = look->servers;
    watched.walkProblem = look->walkProblem;
    takeNetwork(watched, *look, std::move(interception));
    isNew = watched.latest.take(*look) || isNew;
    takeOrigins(watched.origins, *look);
    isNew = takePlans(watched, look->endedAt) || isNew;
    isNew = takeDisagreements(watched, *look) || isNew;
    if (expectsOther) watched.serials = {}; // a person has decided what is right
    isNew = watched.serials.take(look->domain.name, watched.latest.all(), look->endedAt) || isNew;
    if (look->registration) {
        isNew = isNew || !sameRegistration(watched.registration, look->registration);
        watched.registration = look->registration;
    }
    for (const auto &lookup : look->hostRegistrations) {
        auto &known = watched.hostRegistrations[lookup->domain];
        if (known && !lookup->registration) continue; // who was asked once, and has said more
        known = lookup;
        isNew = true;
    }
    if (look->dnssec) {
        isNew = isNew || !sameSecurity(watched.dnssec, look->dnssec);
        watched.dnssec = look->dnssec;
        const auto before = std::pair(watched.dsBefore, watched.dsEndorsed);
        rememberEndorsement(watched, *look);
        rememberDs(watched);
        isNew = isNew || before != std::pair(watched.dsBefore, watched.dsEndorsed);
    }
    if (isNew) rememberHostile(watched);

    takeTail(watched, *look, *step, expectsOther);

    watched.parentWrong = watched.parentAsked = 0;
    for (const auto &observation : watched.latest.all()) {
        if (observation.vantage() != dns::Vantage::Parent || observation.type != dns::Type::NS ||
            observation.state == watch::State::Unknown)
            continue;
        ++watched.parentAsked;
        if (observation.state == watch::State::Mismatch) ++watched.parentWrong;
    }

    const Instant now = look->endedAt;
    step->changes = m_ledger.apply(look->domain.name, judgementOf(watched, *look, isNew, m_scopes), now);
    rememberRight(watched, *look, isNew || !step->changes.empty());
    if (isNew || !step->changes.empty()) judgeCertificates(watched, now, *step);
    takePath(watched, *look, *step);
    // Whole-workspace judgements copy every open finding: only a change can change them.
    if (!step->changes.empty()) {
        auto fleet = m_ledger.applyFleet(now);
        step->changes.insert(step->changes.end(), fleet.begin(), fleet.end());
    }
    if (!step->changes.empty() || isNew) m_incident.reset();

    for (const auto &change : step->changes) {
        step->entries.push_back(respond::entryOf(change, now));
        // The delegation moved, one way or the other: what lies behind it is looked at without waiting.
        if (isDelegationSignal(change.finding.signal) && look->depth == watch::Depth::Delegation &&
            change.kind != detect::Change::Kind::Escalated)
            step->lookFurther = true;
        // DS moved between two questions to the registry: it is asked without waiting for the next.
        if (isDsFinding(change.finding) && !look->registration && change.kind != detect::Change::Kind::Escalated)
            step->lookFurther = true;
    }
    auto incidentChange = incidentEntries(now);
    step->entries.insert(step->entries.end(), incidentChange.begin(), incidentChange.end());
    return step;
}

StepPtr Pipeline::take(const store::LookAlikeAnswer &answer)
{
    auto step = std::make_shared<Step>();
    const auto judgement = detect::judgePreparation(answer.lookAlike, *answer.lookup, answer.firstAsked, answer.at);
    step->changes = m_ledger.apply(answer.lookAlike.domain, judgement, answer.at);
    if (step->changes.empty()) return step;
    auto fleet = m_ledger.applyFleet(answer.at);
    step->changes.insert(step->changes.end(), fleet.begin(), fleet.end());
    m_incident.reset();
    for (const auto &change : step->changes)
        step->entries.push_back(respond::entryOf(change, answer.at));
    auto incidentChange = incidentEntries(answer.at);
    step->entries.insert(step->entries.end(), incidentChange.begin(), incidentChange.end());
    return step;
}

void Pipeline::takeNetwork(Watched &watched, const watch::Look &look, std::optional<detect::Interception> interception)
{
    watched.interception = std::move(interception);
    if (watched.interception)
        m_rewritten.insert(watched.domain.name);
    else
        m_rewritten.erase(watched.domain.name);
    if (look.depth != watch::Depth::Full) return;
    if (watched.interception && detect::concernsServers(*watched.interception)) return;
    watch::rememberIdentities(look, m_identities);
    watched.delegation = std::make_shared<const watch::DelegationCheck>(
        watch::checkDelegation(look, m_identities, watched.delegation.get()));
}

void Pipeline::noteOrigins(const dns::Name &domain, const path::Origins &origins)
{
    const auto watched = m_watched.find(domain);
    if (watched == m_watched.end()) return;
    for (auto at = origins.begin(); at != origins.end(); ++at)
        watched->second.origins.insert(at.key(), at.value());
}

const detect::Interception *Pipeline::interception() const
{
    if (m_rewritten.empty()) return nullptr;
    const auto found = m_watched.find(*m_rewritten.begin());
    return found != m_watched.end() && found->second.interception ? &*found->second.interception : nullptr;
}

void Pipeline::takeTail(Watched &watched, const watch::Look &look, Step &step, bool expectsOther)
{
    const auto before = watched.tailMemory;
    // A person has decided what is right: what was false before may not be so any more.
    if (expectsOther) watched.tailMemory = {};
    const auto turns = respond::remember(watched.tailMemory, look, watched.latest.all());
    for (const auto &turn : turns) {
        respond::Entry entry;
        entry.kind = respond::Entry::Kind::Watch;
        entry.happened = turn.at;
        entry.learned = look.endedAt;
        entry.author = QStringLiteral("Hinoban");
        entry.domain = watched.domain.name;
        entry.rule = turn.toTruth ? QStringLiteral("cache.true") : QStringLiteral("cache.false");
        entry.args.insert(QStringLiteral("resolver"), turn.server.display());
        step.entries.push_back(std::move(entry));
    }
    if (!watched.tailMemory.isEmpty()) {
        const auto tail = tailOf(watched, m_resolvers, look.endedAt);
        if (tail.end) watched.tailEnded = tail.end;
        if (tail.state == respond::CacheState::Clean) watched.tailMemory = {}; // it is over: the next one is another
    }
    step.tailChanged = !(before == watched.tailMemory);
    if (watched.tailMemory.isEmpty())
        m_withTails.erase(watched.domain.name);
    else
        m_withTails.insert(watched.domain.name);
}

std::vector<respond::Entry> Pipeline::clear(const QString &key, const QString &person, const QString &reason,
                                            Instant now)
{
    const auto change = m_ledger.clearByPerson(key, now);
    if (!change) return {};
    m_incident.reset();
    acceptIssuer(change->finding, person, reason, now);
    m_acceptedPaths = acceptPath(change->finding);
    // The serial counts anew from here.
    if (const auto watched = m_watched.find(change->finding.domain);
        watched != m_watched.end() && change->finding.rule == WentBack) {
        watched->second.serials = {};
        watched->second.judgement.reset();
    }
    auto entry = respond::entryOf(*change, now);
    entry.author = person;
    entry.text = reason;
    std::vector<respond::Entry> entries{entry};
    auto incidentChange = incidentEntries(now);
    entries.insert(entries.end(), incidentChange.begin(), incidentChange.end());
    return entries;
}

void Pipeline::decide(const respond::Decisions &decisions)
{
    m_decisions = decisions;
    m_incident.reset();
}

bool Pipeline::isQuiet(const dns::Name &domain) const
{
    const auto open = m_ledger.open();
    return std::none_of(open.begin(), open.end(), [&](const detect::Finding &finding) {
        return finding.domain == domain && finding.severity >= detect::Severity::High && !isElsewhere(finding);
    });
}

const respond::Incident &Pipeline::incident() const
{
    if (!m_incident) m_incident = assessed();
    return *m_incident;
}

respond::Incident Pipeline::assessed() const
{
    const auto findings = m_ledger.all();
    // The registry's stamp of the domain that is hit worst dates the change.
    registry::LookupPtr registration;
    auto worst = detect::Severity::Warn;
    for (const auto &finding : findings) {
        if (!finding.open() || finding.severity < worst) continue;
        const auto watched = m_watched.find(finding.domain);
        if (watched == m_watched.end() || !watched->second.registration) continue;
        if (registration && finding.severity == worst) continue;
        worst = finding.severity;
        registration = watched->second.registration;
    }
    return respond::assess(findings, registration, m_decisions);
}

namespace {

// Why the state is what it is, where findings alone decide: the open ones, or that they are gone.
QString whyOf(const respond::Incident &incident)
{
    if (incident.state == respond::IncidentState::Recovering) return QStringLiteral("repaired");
    if (incident.signalIds.isEmpty()) return QStringLiteral("cleared");
    return incident.signalIds.join(u' ');
}

} // namespace

std::vector<respond::Entry> Pipeline::incidentEntries(Instant now, const QString &person, const QString &reason)
{
    const auto &now_ = incident();
    if (now_.state == m_state) return {};
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Incident;
    entry.happened = entry.learned = now;
    entry.author = person.isEmpty() ? QStringLiteral("Hinoban") : person;
    entry.text = reason;
    if (!now_.domains.empty()) entry.domain = now_.domains.front();
    entry.rule = QStringLiteral("incident.state");
    if (reason.isEmpty()) entry.args.insert(QStringLiteral("why"), whyOf(now_));
    entry.before = QString::fromLatin1(respond::incidentStateText(m_state));
    entry.after = QString::fromLatin1(respond::incidentStateText(now_.state));
    m_state = now_.state;
    return {entry};
}

DomainState domainStateOf(const Watched &watched, const std::vector<detect::Finding> &open)
{
    auto worst = std::optional<detect::Severity>();
    for (const auto &finding : open) {
        if (finding.domain != watched.domain.name || finding.severity == detect::Severity::Info) continue;
        // A certificate changes no answer of ours: suspicion, as for the incident.
        const bool isApart = isElsewhere(finding) || finding.signal == QLatin1String("T1");
        const auto severity = isApart ? detect::Severity::Warn : finding.severity;
        worst = worst ? std::max(*worst, severity) : severity;
    }
    if (worst && *worst >= detect::Severity::High) return DomainState::Mismatch;
    if (worst) return DomainState::Suspicion;
    bool anyMatch = false, anyMismatch = false, anyUnknown = false;
    for (const auto &observation : watched.latest.all()) {
        if (!observation.expected) continue;
        anyMatch = anyMatch || observation.state == watch::State::Match;
        anyMismatch = anyMismatch || observation.state == watch::State::Mismatch;
        anyUnknown = anyUnknown || observation.state == watch::State::Unknown;
    }
    // Data that differ are never "match", not even where no signal has a name for it (an SRV record, say).
    if (anyMismatch) return DomainState::Suspicion;
    if (anyUnknown) return DomainState::Unknown;
    // A server whose name does not resolve could not be asked: what it would say is not known.
    if (std::any_of(watched.servers.begin(), watched.servers.end(),
                    [](const dns::NameServer &server) { return server.addresses.empty(); }))
        return DomainState::Unknown;
    return anyMatch ? DomainState::Match : DomainState::Unknown;
}

QByteArray domainStateText(DomainState state)
{
    switch (state) {
    case DomainState::Match:
        return "match";
    case DomainState::Suspicion:
        return "suspicion";
    case DomainState::Mismatch:
        return "mismatch";
    case DomainState::Unknown:
        return "unknown";
    }
    return "unknown";
}

} // namespace hinoban::console
