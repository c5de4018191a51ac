// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Facts.h"
#include "app/console/Pipeline.h"
#include "app/respond/DraftWords.h"
#include "app/watch/VacantAddress.h"
#include "tests/console/LookOf.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace std::chrono_literals;
using console::Pipeline;

class PipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsAndLooksFurther();
    void aLostDsAsksTheRegistry();
    void aLookWithoutNewsKeepsTheJudgement();
    void serversThatLeaveHaveNoSay();
    void remembersTheHostile();
    void theFalseServersOfAPartAreHostile();
    void remembersWhenAllWasRight();
    void theProviderOfAClassIsNotHostile();
    void followsTheCacheTail();
    void theTailIsKeptOverARestart();
    void unknownIsNeverMatch();
    void silenceClearsNothing();
    void aNetworkThatRewritesIsNoHijack();
    void silenceIsNoRepairInALetter();
    void lettersRememberWhatIsOver();
    void theCaseFileEndsWithItsIncident();

private:
    const Instant m_start = instant("2020-05-30T15:00:00Z");
};

void PipelineTest::findsAndLooksFurther()
{
    Pipeline pipeline;
    QVERIFY(pipeline.take(lookOf(bank(), honest(), m_start))->changes.empty());
    QVERIFY(pipeline.incident().state == respond::IncidentState::Quiet);

    const auto step = pipeline.take(lookOf(bank(), hijacked(), m_start + 60s, watch::Depth::Delegation));
    QVERIFY(step->lookFurther); // without waiting for the cadence
    QVERIFY(openFinding(pipeline.ledger().all(), "D1"));
    QVERIFY(pipeline.incident().state == respond::IncidentState::Hijack);
    QVERIFY(!step->entries.empty());
    QCOMPARE(step->entries.back().rule, QStringLiteral("incident.state"));
    QCOMPARE(step->entries.back().after, QStringLiteral("hijack"));
    QCOMPARE(pipeline.watched().at(bank().name).parentWrong, 2);
    // A full look has looked at everything already.
    Pipeline other;
    QVERIFY(!other.take(lookOf(bank(), hijacked(), m_start))->lookFurther);
}

void PipelineTest::aLostDsAsksTheRegistry()
{
    auto domain = bank();
    expectExactly(domain, "bank.example", dns::Type::DS,
                  {"4711 13 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"});
    auto told = honest();
    told.push_back(Says::parent("bank.example", dns::Type::DS, "a.nic.example").aa(true));
    Pipeline pipeline;
    const auto step = pipeline.take(lookOf(domain, told, m_start));
    QVERIFY(openFinding(pipeline.ledger().all(), "D12"));
    QVERIFY(step->lookFurther);
    // Once: what is known already sends nobody anywhere.
    QVERIFY(!pipeline.take(lookOf(domain, told, m_start + 60s))->lookFurther);

    Pipeline asked;
    auto look = std::make_shared<watch::Look>(*lookOf(domain, told, m_start));
    look->registration = std::make_shared<const registry::Lookup>();
    QVERIFY(!asked.take(look)->lookFurther);
}

void PipelineTest::aLookWithoutNewsKeepsTheJudgement()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), honest(), m_start));
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start + 60s));
    const auto before = pipeline.ledger().all();
    const auto step = pipeline.take(lookOf(bank(), hijacked(), m_start + 120s));
    QVERIFY(step->changes.empty() && step->entries.empty());
    const auto after = pipeline.ledger().all();
    QCOMPARE(after.size(), before.size());
    for (size_t at = 0; at < after.size(); ++at) {
        QCOMPARE(after[at].key(), before[at].key());
        QCOMPARE(after[at].open(), before[at].open());
        QCOMPARE(after[at].firstSeen, before[at].firstSeen);
        if (after[at].open()) QCOMPARE(after[at].lastSeen, m_start + 120s);
    }
    // News again: it clears.
    (void)pipeline.take(lookOf(bank(), honest(), m_start + 180s));
    for (const auto &finding : pipeline.ledger().all())
        QVERIFY2(!finding.open(), qPrintable(finding.key()));
}

void PipelineTest::serversThatLeaveHaveNoSay()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), honest(), m_start));
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start + 60s));
    for (const auto &observation : pipeline.watched().at(bank().name).latest.all())
        QVERIFY(observation.exchange->server.name != name("ns1.host.example"));
    (void)pipeline.take(lookOf(bank(), honest(), m_start + 120s));
    for (const auto &observation : pipeline.watched().at(bank().name).latest.all())
        QVERIFY(observation.exchange->server.name != name("ns1.thief.example"));
}

void PipelineTest::aNetworkThatRewritesIsNoHijack()
{
    const auto rewritten = [&](Instant when, watch::Depth depth) {
        auto look = std::make_shared<watch::Look>(*lookOf(bank(), hijacked(), when, depth));
        look->delegation.exchanges.push_back(
            Says::resolver(".", dns::Type::NS).from(watch::vacantAddress()).at(when).exchange());
        return look;
    };
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), honest(), m_start));
    const auto &watched = pipeline.watched().at(bank().name);
    const auto believed = watched.delegation;
    QVERIFY(believed && !pipeline.interception());
    for (const auto depth : {watch::Depth::Full, watch::Depth::Delegation}) {
        const auto step = pipeline.take(rewritten(m_start + 60s, depth));
        QVERIFY(step->changes.empty() && step->entries.empty() && !step->lookFurther && !step->tailChanged);
    }
    QVERIFY(pipeline.incident().state == respond::IncidentState::Quiet);
    QVERIFY(watched.interception && detect::concernsServers(*watched.interception));
    QVERIFY(console::domainStateOf(watched, {}) == console::DomainState::Unknown);
    QVERIFY(watched.hostile.empty());
    QCOMPARE(watched.delegation, believed); // nothing of it is believed
    // Elsewhere again: what the servers say counts.
    (void)pipeline.take(lookOf(bank(), honest(), m_start + 120s));
    QVERIFY(!watched.interception && !pipeline.interception());
    QVERIFY(console::domainStateOf(watched, {}) == console::DomainState::Match);
    // What was found before stays found: it is not known to be over.
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start + 180s));
    (void)pipeline.take(rewritten(m_start + 240s, watch::Depth::Full));
    QVERIFY(openFinding(pipeline.ledger().all(), "D1"));
    QVERIFY(pipeline.incident().state == respond::IncidentState::Hijack);
}

void PipelineTest::remembersTheHostile()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), honest(), m_start));
    QVERIFY(pipeline.watched().at(bank().name).hostile.empty());
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start + 60s));
    (void)pipeline.take(lookOf(bank(), honest(), m_start + 120s));
    const auto &hostile = pipeline.watched().at(bank().name).hostile;
    QVERIFY(hostile.contains(name("ns1.thief.example")));
    QVERIFY(hostile.contains(name("mail.bank.example")));
    const auto &addresses = hostile.at(name("mail.bank.example")).addresses;
    QVERIFY(std::find(addresses.begin(), addresses.end(), QHostAddress(QStringLiteral("203.0.113.25"))) !=
            addresses.end());
    QVERIFY(!hostile.contains(name("ns1.host.example")));
}

void PipelineTest::theFalseServersOfAPartAreHostile()
{
    auto domain = bank();
    expectExactly(domain, "pay.bank.example", dns::Type::NS, {"ns1.host.example."});
    const auto refersTo = [](const char *server) {
        auto told = honest();
        told.push_back(Says::authoritative("pay.bank.example", dns::Type::NS, "ns1.host.example")
                           .aa(false)
                           .refers({server})
                           .additional(record("ns.thief.example", dns::Type::A, "203.0.113.53")));
        return told;
    };
    Pipeline pipeline;
    (void)pipeline.take(lookOf(domain, refersTo("ns1.host.example"), m_start));
    const auto &hostile = pipeline.watched().at(domain.name).hostile;
    QVERIFY(hostile.empty());
    (void)pipeline.take(lookOf(domain, refersTo("ns.thief.example"), m_start + 60s));
    QCOMPARE(int(hostile.size()), 1);
    QCOMPARE(hostile.begin()->first, name("ns.thief.example"));
    QCOMPARE(hostile.begin()->second.addresses,
             std::vector<QHostAddress>{QHostAddress(QStringLiteral("203.0.113.53"))});
}

void PipelineTest::remembersWhenAllWasRight()
{
    Pipeline pipeline;
    const auto rightAt = [&] { return pipeline.watched().at(bank().name).rightAt; };
    (void)pipeline.take(lookOf(bank(), honest(), m_start));
    QCOMPARE(rightAt(), m_start);
    (void)pipeline.take(lookOf(bank(), honest(), m_start + 60s));
    QCOMPARE(rightAt(), m_start + 60s); // a look that says nothing new, too
    (void)pipeline.take(lookOf(bank(), honest(), m_start + 90s, watch::Depth::Delegation));
    QCOMPARE(rightAt(), m_start + 60s);
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start + 120s));
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start + 180s));
    QCOMPARE(rightAt(), m_start + 60s);
    (void)pipeline.take(lookOf(bank(), honest(), m_start + 240s));
    QCOMPARE(rightAt(), m_start + 240s);
}

// Who stands under a class of mail hosts is nobody's enemy, whatever stands beside him.
void PipelineTest::theProviderOfAClassIsNotHostile()
{
    auto domain = bank();
    watch::Expectation under;
    under.owner = domain.name;
    under.type = dns::Type::MX;
    under.kind = watch::Expectation::Kind::Under;
    under.under = {name("mailprov.example")};
    domain.set(under);
    auto told = honest();
    for (auto &says : told)
        if (says.exchange()->question.type == dns::Type::MX)
            says = Says::authoritative("bank.example", dns::Type::MX, says.exchange()->server.name.text())
                       .answer({"10 in7.mailprov.example.", "5 mailprov.thief.example."});
    Pipeline pipeline;
    (void)pipeline.take(lookOf(domain, told, m_start));
    const auto &watched = pipeline.watched().at(domain.name);
    QVERIFY(watched.hostile.contains(name("mailprov.thief.example")));
    QVERIFY(!watched.hostile.contains(name("in7.mailprov.example")));
}

namespace {

std::vector<Says> withResolver(std::vector<Says> told, bool truth)
{
    told.push_back(Says::resolver("bank.example", dns::Type::NS)
                       .answer({truth ? "ns1.host.example." : "ns1.thief.example."}, 600)
                       .from(QHostAddress(QStringLiteral("198.51.100.53"))));
    if (truth) told.back().answer({"ns2.host.example."}, 600);
    return told;
}

} // namespace

void PipelineTest::followsTheCacheTail()
{
    Pipeline pipeline;
    const auto quiet = pipeline.take(lookOf(bank(), withResolver(honest(), true), m_start));
    QVERIFY(!quiet->tailChanged);
    QVERIFY(pipeline.watched().at(bank().name).tailMemory.isEmpty());
    QVERIFY(pipeline.take(lookOf(bank(), withResolver(hijacked(), false), m_start + 60s))->tailChanged);
    QVERIFY(pipeline.take(lookOf(bank(), withResolver(honest(), false), m_start + 120s))->tailChanged);
    const auto &watched = pipeline.watched().at(bank().name);
    QVERIFY(watched.tailMemory.repairedAt);
    QCOMPARE(console::tailOf(watched, {}, m_start + 120s).state, respond::CacheState::False);
    std::vector<respond::Entry> told;
    for (int n = 3; n < 6; ++n) {
        const auto step = pipeline.take(lookOf(bank(), withResolver(honest(), true), m_start + n * 60s));
        for (const auto &entry : step->entries)
            if (entry.rule == QLatin1String("cache.true")) told.push_back(entry);
    }
    QCOMPARE(told.size(), size_t(1));
    QCOMPARE(told[0].domain, bank().name);
    QVERIFY(told[0].happened < told[0].learned); // it is believed the second time
    QVERIFY2(respond::englishSentence(told[0]).contains(QLatin1String("serves the truth about bank.example again")),
             qPrintable(respond::englishSentence(told[0])));
    // When nobody can hold it any more, it is over, and the next hijack begins anew.
    (void)pipeline.take(lookOf(bank(), withResolver(honest(), true), m_start + std::chrono::days(30)));
    QVERIFY(watched.tailMemory.isEmpty());
}

void PipelineTest::theTailIsKeptOverARestart()
{
    Pipeline before;
    (void)before.take(lookOf(bank(), withResolver(hijacked(), false), m_start));
    const auto memory = before.watched().at(bank().name).tailMemory;
    Pipeline after;
    after.restore(before.ledger().all(), {}, {{bank().name, memory}});
    const auto step = after.take(lookOf(bank(), withResolver(honest(), false), m_start + 1h));
    const auto &watched = after.watched().at(bank().name);
    QVERIFY(step->tailChanged && watched.tailMemory.repairedAt);
    QCOMPARE(watched.tailMemory.parentTtl, memory.parentTtl);
    QCOMPARE(watched.tailMemory.falseSince, memory.falseSince);
    QVERIFY(watched.hostile.contains(name("ns1.thief.example"))); // letters are still written to its provider
}

void PipelineTest::unknownIsNeverMatch()
{
    auto told = honest();
    told.back().nothing(dns::Outcome::TimedOut); // one server, one record
    Pipeline pipeline;
    const auto step = pipeline.take(lookOf(bank(), told, m_start));
    const auto &watched = pipeline.watched().at(bank().name);
    QVERIFY(console::domainStateOf(watched, pipeline.ledger().open()) == console::DomainState::Unknown);
    for (const auto &change : step->changes)
        QVERIFY(change.finding.severity < detect::Severity::High);

    Pipeline whole;
    (void)whole.take(lookOf(bank(), honest(), m_start));
    QVERIFY(console::domainStateOf(whole.watched().at(bank().name), {}) == console::DomainState::Match);
}

void PipelineTest::silenceClearsNothing()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start));
    QVERIFY(openFinding(pipeline.ledger().all(), "D1"));
    auto silent = hijacked();
    for (auto &says : silent)
        says.nothing(dns::Outcome::TimedOut);
    const auto step = pipeline.take(lookOf(bank(), silent, m_start + 60s));
    for (const auto &change : step->changes)
        QVERIFY(change.kind != detect::Change::Kind::Cleared);
    QVERIFY(openFinding(pipeline.ledger().all(), "D1"));
}

namespace {

respond::DraftFacts factsOf(const Pipeline &pipeline)
{
    const auto &watched = pipeline.watched().at(bank().name);
    return console::factsOf({watched,
                             pipeline.ledger().all(),
                             pipeline.incident(),
                             console::tailOf(watched, {}, *watched.lookedAt),
                             {},
                             {},
                             false});
}

} // namespace

void PipelineTest::silenceIsNoRepairInALetter()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start));
    QCOMPARE(factsOf(pipeline).parentServersWrong, 2);
    QCOMPARE(factsOf(pipeline).parentServersAsked, 2);
    auto silent = hijacked();
    for (auto &says : silent)
        says.nothing(dns::Outcome::TimedOut);
    (void)pipeline.take(lookOf(bank(), silent, m_start + 60s));
    QCOMPARE(factsOf(pipeline).parentServersWrong, 0);
    QCOMPARE(factsOf(pipeline).parentServersAsked, 0); // nobody said that it is right again
    QVERIFY(factsOf(pipeline).delegationFalse);
    QVERIFY(!factsOf(pipeline).hasLookAlike); // the thief's host is not named like ours
}

void PipelineTest::lettersRememberWhatIsOver()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), withResolver(honest(), true), m_start));
    QVERIFY(!factsOf(pipeline).delegationFalse && factsOf(pipeline).formerMx.isEmpty());
    (void)pipeline.take(lookOf(bank(), withResolver(hijacked(), false), m_start + 60s));
    (void)pipeline.take(lookOf(bank(), withResolver(honest(), false), m_start + 120s));
    const auto facts = factsOf(pipeline);
    QVERIFY(facts.incident.state == respond::IncidentState::Recovering);
    QVERIFY(!facts.incident.mailLost && facts.incident.mailWasLost);
    QVERIFY(facts.delegationFalse);
    QCOMPARE(facts.observedMx, facts.expectedMx);
    QCOMPARE(facts.formerMx, QStringList{QStringLiteral("5 mail.bank.example")});
}

// As the log has it, from the pipeline's own entries.
void PipelineTest::theCaseFileEndsWithItsIncident()
{
    Pipeline pipeline;
    respond::CaseFile file;
    const auto fold = [&](const std::vector<respond::Entry> &entries) {
        for (const auto &entry : entries)
            file.take(*respond::entryFromJson(respond::toJson(entry)));
    };
    fold(pipeline.take(lookOf(bank(), hijacked(), m_start))->entries);
    fold({respond::toldEntry(QStringLiteral("ticket"), QStringLiteral("T-1"), QStringLiteral("Sato"), m_start)});
    fold(pipeline.take(lookOf(bank(), honest(), m_start + 60s))->entries);
    QCOMPARE(file.of(QStringLiteral("ticket")), QStringLiteral("T-1"));
    auto decisions = pipeline.decisions();
    decisions.closedAt = m_start + 120s;
    pipeline.decide(decisions);
    const auto closed = pipeline.incidentEntries(m_start + 120s);
    QCOMPARE(closed.size(), size_t(1));
    fold(closed);
    QVERIFY(respond::timelineWords(closed.front(), false).endsWith(QStringLiteral("→ closed")));
    QCOMPARE(file.of(QStringLiteral("ticket")), QStringLiteral("T-1"));
    fold(pipeline.take(lookOf(bank(), hijacked(), m_start + 30 * 24h))->entries);
    QVERIFY(file.of(QStringLiteral("ticket")).isEmpty());
}

QTEST_GUILESS_MAIN(PipelineTest)
#include "tst_pipeline.moc"
