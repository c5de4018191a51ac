// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Facts.h"

#include "app/base/SafeText.h"
#include "app/watch/ExpectedHost.h"
#include "app/watch/Plan.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <set>

namespace hinoban::console {

namespace {

constexpr size_t MaxEvidence = 24;
constexpr size_t MaxTranscripts = 24;
constexpr int MaxTranscriptRecords = 12;
constexpr qsizetype MaxRecordText = 200;
constexpr size_t MaxTimeline = 60;
constexpr qsizetype MaxTimelineSearch = 2000;
constexpr qsizetype MostFormerMx = 20;

std::set<dns::Name> expectedHosts(const watch::Domain &domain, dns::Type type)
{
    std::set<dns::Name> hosts;
    if (const auto *expectation = domain.find(domain.name, type)) {
        for (const auto &rdata : expectation->rdatas)
            if (const auto host = dns::nameOf(type, rdata)) hosts.insert(*host);
    }
    return hosts;
}

// What is expected of the domain's own records of a type, now or by a planned change; nothing is: nullopt. Who stands
// in it, by name or under a class, is nobody's enemy.
std::optional<watch::Expectation> ownExpectation(const Watched &watched, dns::Type type)
{
    const Instant now = watched.lookedAt.value_or(Instant{});
    const auto found = [type](const watch::Domain &domain) {
        const auto *expectation = domain.find(domain.name, type);
        return expectation ? std::optional(*expectation) : std::nullopt;
    };
    return watch::isPlanned(watched.domain, now) ? found(watch::withPlans(watched.domain, now)) : found(watched.domain);
}

std::set<dns::Name> hostsSeen(const Watched &watched, dns::Vantage vantage, dns::Type type)
{
    std::set<dns::Name> hosts;
    for (const auto &observation : watched.latest.all()) {
        if (observation.vantage() != vantage || observation.type != type || observation.owner != watched.domain.name ||
            !observation.seen)
            continue;
        for (const auto &rdata : observation.seen->rdatas)
            if (const auto host = dns::nameOf(type, rdata)) hosts.insert(*host);
    }
    return hosts;
}

QStringList mxTexts(const std::vector<dns::Rdata> &rdatas)
{
    QStringList texts;
    for (const auto &rdata : rdatas)
        if (const auto mx = dns::mxOf(rdata))
            texts << QStringLiteral("%1 %2").arg(mx->preference).arg(mx->exchange.display());
    return texts;
}

// Addresses that any exchange at hand gives for the host.
std::vector<QHostAddress> addressesSeen(const Watched &watched, const dns::Name &host)
{
    std::vector<QHostAddress> addresses;
    const auto add = [&](const dns::Record &record) {
        if (record.owner != host) return;
        const auto address = dns::addressOf(record.type, record.rdata);
        if (address && std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
            addresses.push_back(*address);
    };
    for (const auto &observation : watched.latest.all()) {
        if (!observation.exchange->answered()) continue;
        for (const auto &record : observation.exchange->message->answer)
            add(record);
        for (const auto &record : observation.exchange->message->additional)
            add(record);
    }
    return addresses;
}

// The servers of parts of the domain to which its own servers refer and should not (D1 of a part). What a part says of
// itself may honestly be another list: that accuses nobody.
std::set<dns::Name> strangersOfParts(const Watched &watched)
{
    std::set<dns::Name> hosts;
    const Instant now = watched.lookedAt.value_or(Instant{});
    std::optional<watch::Domain> planned;
    if (watch::isPlanned(watched.domain, now)) planned = watch::withPlans(watched.domain, now);
    const watch::Domain &domain = planned ? *planned : watched.domain;
    for (const auto &observation : watched.latest.all()) {
        if (observation.vantage() != dns::Vantage::Authoritative || observation.type != dns::Type::NS ||
            observation.owner == domain.name || !observation.seen || observation.exchange->message->aa)
            continue;
        const auto *expectation = domain.find(observation.owner, dns::Type::NS);
        if (!expectation || expectation->kind == watch::Expectation::Kind::Absent) continue;
        for (const auto &rdata : observation.seen->rdatas)
            if (const auto host = dns::nameOf(dns::Type::NS, rdata);
                host && !watch::isExpectedHost(*expectation, *host))
                hosts.insert(*host);
    }
    return hosts;
}

std::vector<respond::HostileHost> hostileHosts(const Watched &watched)
{
    std::vector<respond::HostileHost> hostile;
    for (const auto &host : strangersOfParts(watched))
        hostile.push_back({host, addressesSeen(watched, host), QStringLiteral("nameserver")});
    const auto expectedNs = ownExpectation(watched, dns::Type::NS);
    if (expectedNs && !expectedNs->rdatas.empty() && watched.lookedAt) {
        auto named = hostsSeen(watched, dns::Vantage::Parent, dns::Type::NS);
        named.merge(hostsSeen(watched, dns::Vantage::Authoritative, dns::Type::NS));
        named.merge(hostsSeen(watched, dns::Vantage::Resolver, dns::Type::NS));
        for (const auto &host : named) {
            if (watch::isExpectedHost(*expectedNs, host)) continue;
            std::vector<QHostAddress> addresses;
            for (const auto &server : watched.servers)
                if (server.name == host) addresses = server.addresses;
            if (addresses.empty()) addresses = addressesSeen(watched, host);
            hostile.push_back({host, addresses, QStringLiteral("nameserver")});
        }
    }
    if (const auto expectedMx = ownExpectation(watched, dns::Type::MX)) {
        auto named = hostsSeen(watched, dns::Vantage::Authoritative, dns::Type::MX);
        named.merge(hostsSeen(watched, dns::Vantage::Resolver, dns::Type::MX));
        for (const auto &host : named)
            if (!watch::isExpectedHost(*expectedMx, host))
                hostile.push_back({host, addressesSeen(watched, host), QStringLiteral("mail server")});
    }
    return hostile;
}

// What the attacker's servers said of the domain itself, a server and question at a time, in the order of questions.
std::vector<respond::Transcript> transcriptsOf(const Watched &watched)
{
    std::map<std::pair<dns::Type, QString>, respond::Transcript> found;
    for (const auto &observation : watched.latest.all()) {
        if (observation.vantage() != dns::Vantage::Authoritative || observation.owner != watched.domain.name ||
            !observation.seen)
            continue;
        const auto &exchange = *observation.exchange;
        if (!exchange.answered() || !watched.hostile.contains(exchange.server.name)) continue;
        respond::Transcript transcript;
        transcript.server =
            QStringLiteral("%1 (%2)").arg(exchange.server.name.display(), exchange.server.address.toString());
        transcript.question = QString::fromLatin1(dns::questionText(exchange.question));
        transcript.at = exchange.sentAt;
        transcript.sha256 = exchange.replySha256();
        for (const auto &record : exchange.message->answer) {
            if (transcript.records.size() >= MaxTranscriptRecords) break;
            transcript.records << safeText(QString::fromLatin1(dns::recordText(record)).replace(u'\t', u' '),
                                           MaxRecordText);
        }
        found.try_emplace({exchange.question.type, transcript.server}, std::move(transcript));
    }
    std::vector<respond::Transcript> transcripts;
    for (auto &[key, transcript] : found)
        if (transcripts.size() < MaxTranscripts) transcripts.push_back(std::move(transcript));
    return transcripts;
}

// Whether the attacker's nameservers still answered when they were last asked. His mail hosts are asked nothing.
void askedLast(const Watched &watched, std::vector<respond::HostileHost> &hostile)
{
    for (auto &host : hostile) {
        for (const auto &observation : watched.latest.all()) {
            const auto &exchange = *observation.exchange;
            if (exchange.server.name != host.name || observation.vantage() != dns::Vantage::Authoritative) continue;
            if (host.askedAt && *host.askedAt > exchange.sentAt) continue;
            host.answers = exchange.answered() || (host.askedAt == exchange.sentAt && host.answers.value_or(false));
            host.askedAt = exchange.sentAt;
        }
    }
}

bool isWorthALine(const respond::Entry &entry)
{
    using Kind = respond::Entry::Kind;
    switch (entry.kind) {
    case Kind::Person:
    case Kind::Story:
    case Kind::Incident:
    case Kind::Message:
    case Kind::Finding:
        return true;
    case Kind::Expectation:
        return entry.rule.startsWith(QLatin1String("plan."));
    case Kind::Watch:
        // What became of the attacker's servers is news; that they were found, and asked, stands elsewhere.
        return entry.rule == QLatin1String("asset.stopped") || entry.rule == QLatin1String("asset.unresolvable") ||
               entry.rule == QLatin1String("asset.changed");
    }
    return false;
}

// Seen now, or cleared since this incident began.
bool isOfIncident(const detect::Finding &finding, const respond::Incident &incident)
{
    return finding.open() || (incident.noticedAt && *finding.cleared >= *incident.noticedAt);
}

respond::ExpectedRegistrar expectedRegistrarOf(const watch::Domain &domain)
{
    if (!domain.registration || !domain.registration->standing) return {};
    return {domain.registration->standing->registrar, domain.registration->standing->registrarIanaId};
}

QString headText(const store::ChainHead &head)
{
    if (head.sequence == 0) return {};
    return QStringLiteral("%1 %2 %3").arg(head.writer).arg(head.sequence).arg(QString::fromLatin1(head.hash));
}

} // namespace

void rememberHostile(Watched &watched)
{
    for (auto &found : hostileHosts(watched)) {
        auto [at, isNew] = watched.hostile.try_emplace(found.name, found);
        if (isNew) continue;
        auto &known = at->second.addresses;
        for (const auto &address : found.addresses)
            if (std::find(known.begin(), known.end(), address) == known.end()) known.push_back(address);
    }
    const auto *expected = watched.domain.find(watched.domain.name, dns::Type::MX);
    if (!expected) return;
    const QStringList right = mxTexts(expected->rdatas);
    const auto own = ownExpectation(watched, dns::Type::MX);
    for (const auto &observation : watched.latest.all()) {
        if (observation.type != dns::Type::MX || observation.owner != watched.domain.name || !observation.seen)
            continue;
        for (const auto &rdata : observation.seen->rdatas) {
            const auto host = dns::nameOf(dns::Type::MX, rdata);
            if (!host || (own && watch::isExpectedHost(*own, *host)) || watched.formerMx.size() >= MostFormerMx)
                continue;
            for (const QString &text : mxTexts({rdata}))
                if (!right.contains(text) && !watched.formerMx.contains(text)) watched.formerMx << text;
        }
    }
}

std::vector<detect::Finding> worstFirst(const std::vector<detect::Finding> &findings, const dns::Name &domain)
{
    std::vector<detect::Finding> open;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(open),
                 [&](const detect::Finding &finding) { return finding.open() && finding.domain == domain; });
    std::stable_sort(open.begin(), open.end(), [](const auto &a, const auto &b) {
        if (a.severity != b.severity) return a.severity > b.severity;
        return std::tie(a.signal, a.subject, a.vantage) < std::tie(b.signal, b.subject, b.vantage);
    });
    return open;
}

respond::CacheTail tailOf(const Watched &watched, const std::vector<watch::Resolver> &resolvers, Instant now)
{
    return respond::cacheTail({watched.tailMemory, watched.latest.all(), resolvers, now});
}

std::vector<respond::ExposureWindow> exposureWindows(const Pipeline &pipeline,
                                                     const std::vector<detect::Finding> &findings, Instant now)
{
    std::vector<respond::ExposureWindow> windows;
    std::set<dns::Name> domains;
    for (const auto &finding : findings)
        if (finding.signal == QLatin1String("D8")) domains.insert(finding.domain);
    for (const auto &domain : domains) {
        const auto watched = pipeline.watched().find(domain);
        const bool isKnown = watched != pipeline.watched().end();
        const auto tail = isKnown ? tailOf(watched->second, pipeline.resolvers(), now) : respond::CacheTail();
        const auto ended = isKnown ? watched->second.tailEnded : std::nullopt;
        if (auto window = respond::exposureWindow(domain, findings, pipeline.incident(), tail, ended))
            windows.push_back(std::move(*window));
    }
    return windows;
}

std::vector<detect::Weakness> weaknessesOf(const Watched &watched, Instant now)
{
    detect::Standing standing;
    standing.domain = watched.domain.name;
    standing.now = now;
    if (watched.registration) standing.registration = watched.registration->registration;
    // Some registries' WHOIS knows no EPP status but "ok": it says nothing of locks that are not set.
    if (standing.registration && watched.registration->source.startsWith(QLatin1String("WHOIS ")) &&
        standing.registration->statuses == QStringList{QStringLiteral("ok")})
        standing.registration->statuses.clear();
    auto hosts = expectedHosts(watched.domain, dns::Type::NS);
    if (hosts.empty()) hosts = hostsSeen(watched, dns::Vantage::Parent, dns::Type::NS);
    standing.nameservers.assign(hosts.begin(), hosts.end());
    for (const auto &observation : watched.latest.all()) {
        if (observation.owner != standing.domain || observation.state == watch::State::Unknown) continue;
        if (observation.type == dns::Type::DS && observation.vantage() == dns::Vantage::Parent)
            standing.hasDs = standing.hasDs.value_or(false) || observation.seen;
        if (observation.type != dns::Type::SOA || observation.vantage() != dns::Vantage::Authoritative ||
            !observation.seen || observation.state == watch::State::Mismatch || observation.seen->rdatas.empty())
            continue;
        if (const auto soa = dns::soaOf(observation.seen->rdatas.front())) standing.zoneMailbox = soa->rname;
    }
    return detect::weaknessesOf(standing);
}

respond::DraftFacts factsOf(const FactsInput &input)
{
    const Watched &watched = input.watched;
    const dns::Name &apex = watched.domain.name;
    respond::DraftFacts facts;
    facts.incident = input.incident;
    facts.domain = apex;
    facts.organisation = input.organisation;
    facts.registration = watched.registration;
    facts.tail = input.tail;
    facts.drill = input.drill;
    facts.findings = worstFirst(input.findings, apex);

    const auto list = [](const std::set<dns::Name> &names) {
        return std::vector<dns::Name>(names.begin(), names.end());
    };
    facts.expectedNs = list(expectedHosts(watched.domain, dns::Type::NS));
    facts.parentNs = list(hostsSeen(watched, dns::Vantage::Parent, dns::Type::NS));
    facts.childNs = list(hostsSeen(watched, dns::Vantage::Authoritative, dns::Type::NS));
    if (const auto *mx = watched.domain.find(apex, dns::Type::MX)) {
        facts.expectedMx = mxTexts(mx->rdatas);
        for (const auto *one : watch::alternativesOf(*mx))
            if (watch::isClass(*one)) facts.expectedMx << watch::contentTexts(*one);
    }
    for (const auto vantage : {dns::Vantage::Authoritative, dns::Vantage::Resolver}) {
        for (const auto &observation : watched.latest.all()) {
            if (observation.vantage() != vantage || observation.type != dns::Type::MX || observation.owner != apex ||
                !observation.seen)
                continue;
            for (const auto &text : mxTexts(observation.seen->rdatas))
                if (!facts.observedMx.contains(text)) facts.observedMx << text;
        }
        if (!facts.observedMx.isEmpty()) break; // resolvers only speak where no authoritative server does
    }
    facts.formerMx = watched.formerMx;
    for (const auto &[name, host] : watched.hostile)
        facts.hostile.push_back(host);
    std::stable_sort(facts.hostile.begin(), facts.hostile.end(), [](const auto &a, const auto &b) {
        return a.role == b.role ? false : a.role == QLatin1String("nameserver");
    });

    for (const auto &finding : facts.findings) {
        if (finding.severity < detect::Severity::High) continue;
        facts.firstSeen = facts.firstSeen ? std::min(*facts.firstSeen, finding.firstSeen) : finding.firstSeen;
    }
    facts.lastChecked = watched.lookedAt;
    facts.parentServersWrong = watched.parentWrong;
    facts.parentServersAsked = watched.parentAsked;
    const auto wasFound = [&](const char *signal, const QString &vantage, const auto &fits) {
        return std::any_of(input.findings.begin(), input.findings.end(), [&](const detect::Finding &finding) {
            return finding.signal == QLatin1String(signal) && finding.domain == apex &&
                   (vantage.isEmpty() || finding.vantage == vantage) && isOfIncident(finding, input.incident) &&
                   fits(finding);
        });
    };
    facts.delegationFalse = wasFound("D1", QStringLiteral("parent"), [](const detect::Finding &finding) {
        return finding.rule != QLatin1String("missing-nameserver");
    });
    facts.hasLookAlike = wasFound("D2", {}, [](const detect::Finding &) { return true; });

    std::set<QByteArray> told;
    for (const auto &finding : facts.findings) {
        for (const auto &evidence : finding.evidence) {
            if (static_cast<size_t>(facts.evidence.size()) >= MaxEvidence || !told.insert(evidence.sha256).second)
                continue;
            facts.evidence << QStringLiteral("%1 %2 %3 %4")
                                  .arg(QString::fromLatin1(evidence.sha256), evidence.server, evidence.question,
                                       toRfc3339(evidence.at));
        }
    }
    facts.chainHead = headText(input.head);
    facts.transcripts = transcriptsOf(watched);
    askedLast(watched, facts.hostile);
    facts.expectedRegistrar = expectedRegistrarOf(watched.domain);
    facts.responseUsual = watched.path.baseline.response;
    if (watched.path.now) facts.response = watched.path.now->response;
    return facts;
}

respond::DraftFacts factsOf(const Snapshot &snapshot, const DomainView &view)
{
    auto facts = view.facts;
    facts.incident = snapshot.incident;
    facts.organisation = snapshot.organisation;
    facts.drill = snapshot.drill;
    facts.chainHead = headText(snapshot.head);
    facts.now = snapshot.at;
    facts.caseFile = snapshot.caseFile;
    // Unless somebody named another one.
    if (const auto &next = snapshot.response.nextMeeting;
        next && facts.caseFile.of(QStringLiteral("nextMeeting")).isEmpty())
        facts.caseFile.told[QStringLiteral("nextMeeting")] = respond::meetingText(snapshot.response.meetings, *next);
    facts.requests = snapshot.requests;
    facts.assets = snapshot.assets;
    facts.exposure = snapshot.exposure;
    QSet<QByteArray> corrected; // what stands there wrong is no fact; its correction comes later in the log
    for (qsizetype at = snapshot.log.size() - 1, seen = 0;
         at >= 0 && seen < MaxTimelineSearch && facts.timeline.size() < MaxTimeline; --at, ++seen) {
        const auto &[writer, sequence, previous, hash, entry] = snapshot.log.at(at);
        if (!entry.corrects.isEmpty()) corrected.insert(entry.corrects);
        if (isWorthALine(entry) && !corrected.contains(hash)) facts.timeline.push_back(entry);
    }
    std::reverse(facts.timeline.begin(), facts.timeline.end());
    return facts;
}

} // namespace hinoban::console
