// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/SampleSnapshot.h"

#include "tests/ui/SampleParts.h"

namespace hinoban::test {

using dns::Type;
using watch::State;
using namespace sample;

Instant at(const char *rfc3339) { return instantFromRfc3339(QString::fromLatin1(rfc3339)).value(); }

dns::Name name(const char *text) { return dns::Name::fromText(QByteArrayView(text)).value(); }

namespace {

watch::Domain domainValue(const dns::Name &domain, bool real)
{
    watch::Domain value;
    value.name = domain;
    if (!real) return value;
    const watch::Approval approval{s("Sato"), s("as configured in Route 53"), s("zone file coincheck.com.zone"),
                                   at("2020-05-01T01:00:00Z")};
    const auto exact = [&](Type type, std::initializer_list<const char *> rdatas, quint32 ttl) {
        watch::Expectation expectation;
        expectation.owner = domain;
        expectation.type = type;
        for (const char *text : rdatas)
            expectation.rdatas.push_back(dns::rdataFromText(type, QByteArrayView(text)).value());
        expectation.ttl = ttl;
        expectation.approval = approval;
        value.expectations.push_back(expectation);
    };
    exact(Type::NS,
          {"ns-1515.awsdns-61.org.", "ns-1985.awsdns-56.co.uk.", "ns-405.awsdns-50.com.", "ns-650.awsdns-17.net."},
          86400);
    exact(Type::MX, {"1 aspmx.l.google.com."}, 86400);
    watch::RegistrationExpectation::Standing standing;
    standing.registrar = s("GMO Internet, Inc. d/b/a Onamae.com");
    standing.registrarIanaId = s("49");
    standing.statuses = {s("clientTransferProhibited")};
    standing.expires = at("2020-12-10T11:05:42Z");
    standing.nameservers = {name("ns-1515.awsdns-61.org"), name("ns-1985.awsdns-56.co.uk"),
                            name("ns-405.awsdns-50.com"), name("ns-650.awsdns-17.net")};
    value.registration = watch::RegistrationExpectation{at("2019-12-11T09:03:21Z"), standing, approval};
    return value;
}

console::DomainView quietDomain(const char *domain, int lookedSecondsAgo)
{
    console::DomainView view;
    view.name = name(domain);
    view.state = console::DomainState::Match;
    view.lookedAt = Now - std::chrono::seconds(lookedSecondsAgo);
    view.domain = domainValue(view.name, false);
    view.matrix = quietMatrix(domain, 0);
    view.mail = console::mailOf(view.matrix, view.name);
    view.tail.serveTrue = 12;
    view.askedServers = 20;
    view.facts.domain = view.name;
    return view;
}

} // namespace

respond::CacheTail recoveringTail(Instant now)
{
    using respond::CacheState;
    respond::CacheTail tail;
    tail.falseSince = Changed;
    tail.repairedAt = at("2020-06-01T11:52:54Z");
    const auto after = [&](qint64 seconds) { return *tail.repairedAt + std::chrono::seconds(seconds); };
    const std::array<qint64, 4> caps{21600, 360000, 43200, 3600};
    int i = 0;
    for (const auto &server : resolverServers()) {
        respond::ResolverState state;
        state.server = server;
        const qint64 cap = i < 4 ? caps[size_t(i)] : i % 2 ? 360000 : 86400;
        state.bound = after(cap + 300);
        state.delegationBound = after(cap);
        const bool over = *state.bound <= now;
        const bool isFalse = !over && i % 3 != 2;
        state.state = isFalse ? State::Mismatch : i == 11 ? State::Unknown : State::Match;
        state.cache = over      ? CacheState::Clean
                      : isFalse ? CacheState::False
                      : i == 11 ? CacheState::Possible
                                : CacheState::TrueNow;
        if (!over) state.until = isFalse ? *state.bound - (*state.bound - now) / (2 + i % 3) : *state.bound;
        if (isFalse) state.falseTtl = quint32((*state.until - now) / std::chrono::seconds(1));
        if (state.cache == CacheState::TrueNow) state.trueLooks = quint32(40 + i);
        ++(isFalse ? tail.serveFalse : i == 11 ? tail.unknown : tail.serveTrue);
        setFlush(state);
        tail.resolvers.push_back(state);
        ++i;
    }
    tail.others = everybodyElse();
    tail.others[0].until = tail.others[0].bound = after(86400 + 300);
    tail.others[1].until = tail.others[1].bound = after(360000 + 300);
    tail.end = tail.askedEnd = tail.others[1].until;
    tail.state = CacheState::False;
    return tail;
}

namespace {

std::shared_ptr<console::Snapshot> make(bool hijack)
{
    auto snapshot = std::make_shared<console::Snapshot>();
    snapshot->at = Now;
    snapshot->drill = true;
    snapshot->title = s("coincheck-2020");
    snapshot->titleJa = s("coincheck-2020");
    snapshot->speed = 60;
    snapshot->organisation = organisation();
    snapshot->resolvers = 12;
    snapshot->nextLook = Now + std::chrono::seconds(21);
    if (!hijack) {
        for (const char *domain :
             {"api.example", "coincheck.com", "coincheck.jp", "ir.example", "status.example", "wallet.example"})
            snapshot->domains.push_back(quietDomain(domain, 24));
        return snapshot;
    }
    const auto findings = hijackFindings();
    for (const auto &value : findings)
        snapshot->findings.push_back(value);
    std::stable_sort(snapshot->findings.begin(), snapshot->findings.end(),
                     [](const auto &a, const auto &b) { return a.firstSeen < b.firstSeen; });

    auto &incident = snapshot->incident;
    incident.id = s("HB-2020-001");
    incident.state = respond::IncidentState::Hijack;
    incident.domains = {name("coincheck.com")};
    incident.signalIds = {s("D1"), s("D2"), s("D8"), s("R1"), s("D3"), s("D6"), s("D7")};
    incident.changedAt = Changed;
    incident.changedAtSource = s("registry");
    incident.noticedAt = Noticed;
    incident.mailLost = incident.mailWasLost = true;

    console::DomainView coincheck;
    coincheck.name = name("coincheck.com");
    coincheck.state = console::DomainState::Mismatch;
    coincheck.lookedAt = Now - std::chrono::seconds(2);
    coincheck.domain = domainValue(coincheck.name, true);
    coincheck.findings = findings;
    coincheck.matrix = hijackMatrix();
    coincheck.mail = console::mailOf(coincheck.matrix, coincheck.name);
    coincheck.tail = hijackTail();
    coincheck.registration = registration();
    using Kind = detect::Weakness::Kind;
    coincheck.weaknesses = {
        {Kind::NoServerLock,
         detect::Severity::Warn,
         {s("serverDeleteProhibited"), s("serverTransferProhibited"), s("serverUpdateProhibited")}},
        {Kind::NoDnssec, detect::Severity::Info, {}},
        {Kind::OneProvider, detect::Severity::Info, {s("Route 53")}},
    };
    coincheck.path = pathView();
    coincheck.contacts = contacts();
    coincheck.unknownServers = 1;
    coincheck.askedServers = 28;
    auto &facts = coincheck.facts;
    facts.incident = incident;
    facts.domain = coincheck.name;
    facts.organisation = snapshot->organisation;
    facts.registration = coincheck.registration;
    facts.expectedNs = {name("ns-1515.awsdns-61.org"), name("ns-1985.awsdns-56.co.uk"), name("ns-405.awsdns-50.com"),
                        name("ns-650.awsdns-17.net")};
    facts.parentNs = {name("ns-1515.awsdns-061.org"), name("ns-1985.awsdns-056.co.uk")};
    facts.childNs = {name("ns-1515.awsdns-061.org"), name("ns-1985.awsdns-056.co.uk"), name("ns-650.awsdns-017.net")};
    facts.expectedMx = {s("1 aspmx.l.google.com"), s("5 alt1.aspmx.l.google.com")};
    facts.observedMx = {s("5 mail.coincheck.com")};
    for (const auto &fake : fakes())
        facts.hostile.push_back({fake.name, {fake.address}, s("nameserver")});
    facts.hostile.push_back({name("mail.coincheck.com"), {QHostAddress(s("45.77.24.250"))}, s("mail server")});
    facts.findings = findings;
    facts.firstSeen = Noticed;
    facts.lastChecked = Now - std::chrono::seconds(2);
    facts.parentServersWrong = facts.parentServersAsked = 13;
    facts.delegationFalse = facts.hasLookAlike = true;
    facts.tail = coincheck.tail;
    for (const auto &value : coincheck.matrix.rows.front().parent.exchanges)
        facts.evidence.push_back(QString::fromLatin1(value->replySha256()) + QLatin1Char(' ') +
                                 value->server.name.display() + QLatin1String(" coincheck.com NS ") +
                                 toRfc3339(value->sentAt));
    facts.drill = true;

    console::DomainView jp = quietDomain("coincheck.jp", 31);
    jp.state = console::DomainState::Suspicion;
    auto warned = finding("R1", "coincheck.jp", "registry", detect::Severity::Med, "registration-changed",
                          {{s("accepted"), s("2020-04-01T00:00:00Z")}, {s("lastChanged"), s("2020-05-31T16:02:00Z")}},
                          "2020-06-01T10:12:00Z", 1);
    warned.domain = jp.name;
    jp.findings = {warned};
    snapshot->findings.push_back(warned);

    console::DomainView status = quietDomain("status.example", 18);
    status.state = console::DomainState::Unknown;
    status.matrix = quietMatrix("status.example", 1);
    status.mail = console::mailOf(status.matrix, status.name);
    status.unknownReason = s("1 of 4 authoritative servers does not answer");
    status.unknownServers = 1;

    snapshot->domains = {coincheck,
                         jp,
                         status,
                         quietDomain("api.example", 31),
                         quietDomain("ir.example", 12),
                         quietDomain("wallet.example", 24)};
    snapshot->log = log(findings);
    snapshot->head = {s("hinoban"), snapshot->log.back().sequence, snapshot->log.back().hash};
    facts.chainHead = s("hinoban ") + QString::number(snapshot->head.sequence);
    snapshot->domains.front().facts.chainHead = s("hinoban ") + QString::number(snapshot->head.sequence) +
                                                QLatin1Char(' ') + QString::fromLatin1(snapshot->head.hash);
    respondIn(*snapshot);
    return snapshot;
}

} // namespace

console::SnapshotPtr sampleSnapshot()
{
    static const console::SnapshotPtr snapshot = make(true);
    return snapshot;
}

console::SnapshotPtr quietSnapshot()
{
    static const console::SnapshotPtr snapshot = make(false);
    return snapshot;
}

std::shared_ptr<console::Snapshot> sampleCopy() { return std::make_shared<console::Snapshot>(*sampleSnapshot()); }

} // namespace hinoban::test
