// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/StoredCase.h"

#include "app/base/SafeText.h"
#include "app/console/SessionPrivate.h"
#include "app/console/Snapshot.h"
#include "app/respond/LastIncident.h"
#include "app/store/Workspace.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace hinoban::console {

namespace {

using respond::DossierFacts;

constexpr size_t MostTranscripts = 16;
constexpr int MostRecords = 20;
constexpr Duration BeforeIncident = std::chrono::hours(1);

// Of a workspace in which drills were played, only the newest run.
std::vector<store::LogRecord> newestStory(std::vector<store::LogRecord> log, bool &isDrill)
{
    auto begin = log.begin();
    for (auto at = log.begin(); at != log.end(); ++at) {
        if (at->entry.rule == QLatin1String("watch.started")) isDrill = false;
        if (at->entry.rule != QLatin1String("drill.started")) continue;
        isDrill = true;
        begin = at;
    }
    log.erase(log.begin(), begin);
    return log;
}

Instant momentOf(const std::vector<store::LogRecord> &log, const std::vector<detect::Finding> &findings)
{
    Instant at{};
    for (const auto &record : log)
        at = std::max(at, record.entry.learned);
    for (const auto &finding : findings)
        at = std::max({at, finding.lastSeen, finding.cleared.value_or(Instant{})});
    return at;
}

const watch::Domain *worstDomain(const std::vector<watch::Domain> &domains, const respond::Incident &incident,
                                 const std::vector<detect::Finding> &findings)
{
    const watch::Domain *worst = nullptr;
    qsizetype most = -1;
    for (const auto &domain : domains) {
        const bool isAffected =
            std::find(incident.domains.begin(), incident.domains.end(), domain.name) != incident.domains.end();
        const auto count = std::count_if(findings.begin(), findings.end(), [&](const detect::Finding &finding) {
            return finding.domain == domain.name && finding.severity >= detect::Severity::High;
        });
        const qsizetype weight = isAffected ? qsizetype(count) : -1;
        if (worst && weight <= most) continue;
        worst = &domain;
        most = weight;
    }
    return worst;
}

void takeExpected(const watch::Domain &domain, DossierFacts &facts)
{
    auto &draft = facts.draft;
    for (const auto &expectation : domain.expectations) {
        if (expectation.owner != domain.name) continue;
        for (const auto &rdata : expectation.rdatas) {
            if (expectation.type == dns::Type::NS) {
                if (const auto host = dns::nameOf(expectation.type, rdata)) draft.expectedNs.push_back(*host);
            } else if (expectation.type == dns::Type::MX) {
                if (const auto mx = dns::mxOf(rdata))
                    draft.expectedMx << QStringLiteral("%1 %2").arg(mx->preference).arg(mx->exchange.display());
            } else if (expectation.type == dns::Type::TXT) {
                facts.expectsSenders |= dns::txtOf(rdata).value_or(QByteArray()).toLower().startsWith("v=spf1");
            }
        }
    }
}

void addHostile(std::vector<respond::HostileHost> &hostile, const dns::Name &name, const QString &role,
                const std::vector<QHostAddress> &addresses)
{
    auto known = std::find_if(hostile.begin(), hostile.end(),
                              [&](const auto &one) { return one.name == name && one.role == role; });
    if (known == hostile.end()) known = hostile.insert(hostile.end(), respond::HostileHost{name, {}, role});
    for (const auto &address : addresses)
        if (std::find(known->addresses.begin(), known->addresses.end(), address) == known->addresses.end())
            known->addresses.push_back(address);
}

// Those that findings named, and the false servers that the cache tail remembers with their addresses.
void takeHostile(const store::Loaded &loaded, DossierFacts &facts)
{
    auto &draft = facts.draft;
    const auto nameserver = QStringLiteral("nameserver"), mailServer = QStringLiteral("mail server");
    if (const auto tail = loaded.tails.find(draft.domain); tail != loaded.tails.end())
        for (const auto &[name, addresses] : tail->second.servers)
            addHostile(draft.hostile, name, nameserver, addresses);
    for (const auto &finding : facts.findings) {
        const auto host = dns::Name::fromText(finding.args.value(QStringLiteral("host")).toString().toUtf8());
        const bool isMail = finding.signal == QLatin1String("D8");
        if (!host || finding.domain != draft.domain || (!isMail && finding.signal != QLatin1String("D1"))) continue;
        if (finding.severity < detect::Severity::High) continue;
        std::vector<QHostAddress> addresses;
        for (const QJsonValue value : finding.args.value(QStringLiteral("addresses")).toArray())
            if (const QHostAddress address(value.toString()); isMail && !address.isNull()) addresses.push_back(address);
        addHostile(draft.hostile, *host, isMail ? mailServer : nameserver, addresses);
    }
    for (const auto &host : draft.hostile)
        if (host.role == nameserver) draft.parentNs.push_back(host.name);
    draft.childNs = draft.parentNs;
}

// What the false servers said: which types could be compared, and the newest answer of each of them to each question.
Result<void> takeAnswers(store::Workspace &workspace, const watch::Domain &domain, DossierFacts &facts)
{
    const auto sightings = workspace.sightings(domain.name);
    if (!sightings) return tl::unexpected(sightings.error());
    auto &draft = facts.draft;
    std::map<std::pair<QString, QString>, const store::Sighting *> newest; // by question and server
    for (const auto &sighting : *sightings) {
        if (sighting.vantage != QLatin1String("authoritative")) continue;
        draft.lastChecked = std::max(draft.lastChecked.value_or(sighting.lastSeen), sighting.lastSeen);
        const auto server = dns::Name::fromText(sighting.server.toUtf8());
        if (!server) continue;
        const auto host = std::find_if(draft.hostile.begin(), draft.hostile.end(),
                                       [&](const auto &one) { return one.name == *server; });
        if (host == draft.hostile.end()) continue;
        if (!host->askedAt || *host->askedAt <= sighting.lastSeen) {
            host->askedAt = sighting.lastSeen;
            host->answers = !sighting.canonical.isEmpty();
        }
        if (sighting.canonical.isEmpty() || sighting.lastAnswer.isEmpty()) continue;
        auto &best = newest[{sighting.question, sighting.server}];
        if (!best || best->lastSeen <= sighting.lastSeen) best = &sighting;
    }
    for (const auto &[asked, sighting] : newest) {
        const auto bytes = workspace.answer(sighting->lastAnswer);
        if (!bytes) continue; // not kept: nothing to quote, and nothing is claimed of it
        const auto message = dns::parseMessage(*bytes);
        if (!message) continue;
        if (!message->question) continue;
        const auto &question = *message->question;
        if (question.name == domain.name && domain.find(question.name, question.type) &&
            message->rcode == dns::Rcode::NoError)
            facts.compared.insert(question.type);
        if (draft.transcripts.size() >= MostTranscripts || question.name != domain.name || message->answer.empty())
            continue;
        respond::Transcript transcript{QStringLiteral("%1 (%2)").arg(sighting->server, sighting->address),
                                       sighting->question,
                                       sighting->lastSeen,
                                       sighting->lastAnswer,
                                       {}};
        for (const auto &record : message->answer)
            if (transcript.records.size() < MostRecords)
                transcript.records << safeText(QString::fromLatin1(dns::recordText(record)).replace(u'\t', u' '), 200);
        draft.transcripts.push_back(std::move(transcript));
    }
    return {};
}

// What the log says of the attacker's servers, of whom lost mail may have harmed, and of who has which part. Networks
// and registrars are not looked up for a file: a running session knows them.
void takeBooks(const std::vector<store::LogRecord> &log, const store::Loaded &loaded, DossierFacts &facts)
{
    auto &draft = facts.draft;
    respond::AssetBook assets;
    respond::AccountBook accounts;
    respond::IncidentFile incident;
    for (const auto &record : log) {
        assets.take(record.entry);
        accounts.take(record.entry);
        incident.take(record.entry);
    }
    for (const auto &[role, assigned] : incident.roles)
        facts.roles.push_back(assigned);
    std::vector<respond::SeenHost> hosts;
    for (const auto &host : draft.hostile)
        hosts.push_back({draft.domain, host});
    const auto ours = ownNames(loaded.domains);
    draft.assets = respond::hostileAssets(
        {facts.findings, hosts, ours, assets, draft.requests, {}, {}, {}, {}, draft.now.value_or(Instant{})});
    draft.exposure.accounts = accounts.all();
    for (const auto &domain : draft.incident.domains) {
        const auto tail = loaded.tails.find(domain);
        const auto caches = tail == loaded.tails.end()
                                ? respond::CacheTail()
                                : respond::cacheTail({tail->second, {}, loaded.resolvers, *draft.now});
        if (auto window = respond::exposureWindow(domain, facts.findings, draft.incident, caches))
            draft.exposure.windows.push_back(std::move(*window));
    }
}

} // namespace

Result<DossierFacts> storedCase(const QString &path)
{
    auto workspace = store::Workspace::open(path, store::Workspace::Mode::ReadOnly);
    if (!workspace) return tl::unexpected(workspace.error());
    auto loaded = (*workspace)->load();
    if (!loaded) return tl::unexpected(loaded.error());
    DossierFacts facts;
    auto &draft = facts.draft;
    draft.incident = respond::lastIncident(loaded->findings, nullptr, loaded->decisions);
    const auto *domain = worstDomain(loaded->domains, draft.incident, loaded->findings);
    if (!domain) return failure(ErrorCode::NotFound, path, QStringLiteral("no domain is watched in it"));
    draft.domain = domain->name;
    draft.organisation = loaded->organisation;

    const auto log = newestStory(std::move(loaded->log), draft.drill);
    draft.now = momentOf(log, loaded->findings);
    respond::RequestBook requests;
    for (const auto &record : log) {
        draft.caseFile.take(record.entry);
        requests.take(record.entry);
        facts.timeline.push_back({record.entry, record.sequence, record.hash});
    }
    draft.requests = requests.all();
    if (!log.empty())
        draft.chainHead = QStringLiteral("%1 %2 %3")
                              .arg(log.back().writer)
                              .arg(log.back().sequence)
                              .arg(QString::fromLatin1(log.back().hash));

    const auto &incident = draft.incident;
    const auto begin = incident.noticedAt ? *incident.noticedAt - BeforeIncident : Instant::min();
    for (const auto &finding : loaded->findings) {
        const bool isAffected =
            std::find(incident.domains.begin(), incident.domains.end(), finding.domain) != incident.domains.end();
        if (isAffected && (finding.open() || finding.firstSeen >= begin)) facts.findings.push_back(finding);
    }
    std::stable_sort(facts.findings.begin(), facts.findings.end(), [](const auto &a, const auto &b) {
        if (a.severity != b.severity) return a.severity > b.severity;
        return std::tie(a.signal, a.subject, a.vantage) < std::tie(b.signal, b.subject, b.vantage);
    });
    for (const auto &finding : facts.findings) {
        if (finding.domain == draft.domain) draft.findings.push_back(finding);
        if (finding.severity >= detect::Severity::High)
            draft.firstSeen = std::min(draft.firstSeen.value_or(finding.firstSeen), finding.firstSeen);
    }
    takeExpected(*domain, facts);
    takeHostile(*loaded, facts);
    if (auto taken = takeAnswers(**workspace, *domain, facts); !taken) return tl::unexpected(taken.error());
    if (const auto tail = loaded->tails.find(draft.domain); tail != loaded->tails.end())
        draft.tail = respond::cacheTail({tail->second, {}, loaded->resolvers, *draft.now});
    takeBooks(log, *loaded, facts);
    // Whoever is not to be passed on is known from the team's own file alone; a fault in it stops no report, but then
    // nobody's entry is known to be free either: the screen says the fault.
    if (const auto directory = respond::knownContacts())
        std::copy_if(directory->begin(), directory->end(), std::back_inserter(facts.irOnly),
                     [](const respond::Contact &contact) { return contact.irOnly; });
    else
        return tl::unexpected(directory.error());
    return facts;
}

DossierFacts withMoment(DossierFacts facts, const Snapshot &snapshot)
{
    auto &draft = facts.draft;
    draft.now = std::max(draft.now.value_or(snapshot.at), snapshot.at);
    if (snapshot.incident.state != respond::IncidentState::Quiet) draft.incident = snapshot.incident;
    draft.assets = snapshot.assets;
    draft.exposure = snapshot.exposure;
    facts.roles = snapshot.response.roles;
    const auto view = snapshot.domains.find(draft.domain);
    if (!view) return facts;
    draft.registration = view->registration;
    draft.tail = view->tail;
    draft.responseUsual = view->facts.responseUsual;
    draft.response = view->facts.response;
    for (const auto &host : view->facts.hostile) {
        const auto known = std::find_if(draft.hostile.begin(), draft.hostile.end(), [&](const auto &one) {
            return one.name == host.name && one.role == host.role;
        });
        if (known == draft.hostile.end())
            draft.hostile.push_back(host);
        else
            *known = host;
    }
    return facts;
}

Result<respond::DossierOptions> dossierOptions(const DossierOrder &order)
{
    const auto kind = respond::dossierKindFromText(order.kind);
    if (!kind)
        return failure(ErrorCode::BadInput, safeText(order.kind, 40),
                       QStringLiteral("the kind is situation, jpcert, regulator or final"));
    const auto tlp = respond::tlpFromText(order.tlp);
    if (!tlp)
        return failure(ErrorCode::BadInput, safeText(order.tlp, 40),
                       QStringLiteral("TLP is red, amber+strict, amber, green or clear"));
    return respond::DossierOptions{*kind, order.language, *tlp, order.redacted};
}

Result<QByteArray> dossierFile(const DossierFacts &facts, const DossierOrder &order, const QString &format)
{
    const bool isHtml = format == QLatin1String("html");
    if (!isHtml && format != QLatin1String("md"))
        return failure(ErrorCode::BadInput, safeText(format, 40), QStringLiteral("the format is md or html"));
    const auto options = dossierOptions(order);
    if (!options) return tl::unexpected(options.error());
    const auto made = respond::dossier(facts, *options);
    if (!made) return tl::unexpected(made.error());
    return isHtml ? respond::htmlOf(*made) : respond::markdownOf(*made);
}

} // namespace hinoban::console
