// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Facts.h"
#include "app/console/Pipeline.h"
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
    void aLookWithoutNewsKeepsTheJudgement();
    void serversThatLeaveHaveNoSay();
    void remembersTheHostile();
    void unknownIsNeverMatch();
    void silenceClearsNothing();

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

QTEST_GUILESS_MAIN(PipelineTest)
#include "tst_pipeline.moc"
