// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Pipeline.h"
#include "app/detect/Sentence.h"
#include "tests/console/LookOf.h"
#include "tests/path/PathOf.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::console;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using detect::PathKind;

namespace {

// "ab*" as a way to an address of bank.example; `place` of its end.
path::Trace wayTo(const char *address, const char *way, const char *place = "NRT", int milliseconds = 0)
{
    path::Trace trace = traceOf(way);
    const QHostAddress end(QString::fromLatin1(address));
    for (auto &hop : trace.hops) {
        if (hop.address == trace.address) {
            hop.address = end;
            if (milliseconds > 0) hop.rtt = 1ms * milliseconds;
        }
        if (!hop.address.isNull()) hop.place = u"NRT"_s;
    }
    if (trace.reached) trace.hops.back().place = QString::fromLatin1(place);
    trace.domain = trace.target = name("bank.example");
    trace.address = end;
    return trace;
}

path::Trace control(const char *way, int milliseconds = 0)
{
    path::Trace trace = wayTo("198.41.0.4", way, "NRT", milliseconds);
    trace.domain = trace.target = name("a.root-servers.net");
    return trace;
}

constexpr const char *Right = "198.51.100.10", *Wrong = "203.0.113.66";

} // namespace

class PathPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pipeline = std::make_unique<Pipeline>();
        m_now = instant("2020-05-30T12:00:00Z");
    }

    void learnsInQuietAndJudgesAfterwards()
    {
        QVERIFY(take(honest(), {wayTo(Right, "ab*"), control("ac*")}) == PathKind::Unknown);
        learn();
        const auto &set = m_pipeline->paths().begin()->second;
        QCOMPARE(m_pipeline->paths().size(), size_t(2)); // the control's, too
        QVERIFY(set.rounds >= 3 && !set.frozen);
        QVERIFY(take(honest(), {wayTo(Right, "ab*"), control("ac*")}) == PathKind::Usual);
        QCOMPARE(m_pipeline->pathWish(bank().name).usual.at(bank().name),
                 std::vector<QHostAddress>{QHostAddress(QLatin1String(Right))});
        QCOMPARE(view().baseline.samples, set.rounds);
        QVERIFY(view().usual && view().now && !view().recent.empty());
    }

    void theFirstRoundTells_data()
    {
        QTest::addColumn<QString>("world");
        QTest::addColumn<int>("kind");
        QTest::newRow("detour") << u"detour"_s << int(PathKind::RoutingChange);
        QTest::newRow("new address") << u"new"_s << int(PathKind::DnsChange);
        QTest::newRow("both") << u"both"_s << int(PathKind::Both);
        QTest::newRow("local") << u"local"_s << int(PathKind::Local);
        QTest::newRow("shared load") << u"noise"_s << int(PathKind::Noise);
    }
    void theFirstRoundTells()
    {
        QFETCH(QString, world);
        QFETCH(int, kind);
        learn();
        const auto detour = wayTo(Right, "axyb*", "NRT", 90), away = wayTo(Wrong, "axz*", "AMS", 300);
        auto far = detour;
        far.hops[1].place = u"LAX"_s;
        far.hops[1].rtt = 110ms; // light needs 88
        PathKind found = PathKind::Unknown;
        if (world == u"detour"_s) found = take(honest(), {far, control("ac*")});
        if (world == u"new"_s) found = take(answering(Wrong), {away, wayTo(Right, "ab*"), control("ac*")});
        if (world == u"both"_s) found = take(answering(Wrong), {away, far, control("ac*")});
        if (world == u"local"_s) found = take(honest(), {far, control("axc*", 90)});
        if (world == u"noise"_s) found = take(honest(), {wayTo(Right, "ad*"), control("ac*")});
        QCOMPARE(int(found), kind);
        const auto all = m_pipeline->ledger().all();
        const auto *d10 = openFinding(all, "D10");
        QCOMPARE(d10 != nullptr,
                 found == PathKind::RoutingChange || found == PathKind::DnsChange || found == PathKind::Both);
        if (world == u"detour"_s)
            QVERIFY(detect::englishSentence(*d10).contains(u"NRT (Tokyo) → LAX (Los Angeles) from hop 2"_s));
        if (world == u"new"_s) QVERIFY(detect::englishSentence(*d10).contains(u"AMS (Amsterdam) at 203.0.113.66"_s));
        // What differs never becomes usual by itself, and is over when it is over.
        for (int i = 0; i < 10; ++i)
            if (world == u"detour"_s) QVERIFY(take(honest(), {far, control("ac*")}) == PathKind::RoutingChange);
        (void)take(honest(), {wayTo(Right, "ab*"), control("ac*")});
        QVERIFY(!openFinding(m_pipeline->ledger().all(), "D10"));
    }

    void anIncidentFreezesIt()
    {
        learn();
        const auto rounds = own().rounds;
        (void)take(hijacked(), {wayTo(Right, "ab*"), control("ac*")});
        QVERIFY(own().frozen);
        QCOMPARE(own().rounds, rounds);
        (void)take(honest(), {wayTo(Right, "ab*"), control("ac*")});
        QVERIFY(!own().frozen);
        QCOMPARE(own().rounds, rounds + 1);
    }

    void pointsToWhatDnsSays()
    {
        learn();
        auto told = hijacked();
        (void)take(told, {});
        QVERIFY(openFinding(m_pipeline->ledger().all(), "D1"));
        told.push_back(Says::resolver("bank.example", dns::Type::A).answer({QByteArray(Wrong)}));
        QVERIFY(take(told, {wayTo(Wrong, "axz*", "AMS", 300), wayTo(Right, "ab*"), control("ac*")}) ==
                PathKind::DnsChange);
        const auto all = m_pipeline->ledger().all();
        const auto *d10 = openFinding(all, "D10");
        QVERIFY(d10);
        QVERIFY2(detect::englishSentence(*d10).endsWith(u"see D1."_s), qPrintable(detect::englishSentence(*d10)));
        QCOMPARE(d10->args.value(u"baseline"_s).toString(), QString::fromLatin1(path::hashOf(own())));
    }

    void aPersonAcceptsAWay()
    {
        learn();
        auto detour = wayTo(Right, "axb*");
        detour.hops[1].place = u"LAX"_s;
        detour.hops[1].rtt = 110ms;
        QVERIFY(take(honest(), {detour, control("ac*")}) == PathKind::RoutingChange);
        const auto all = m_pipeline->ledger().all();
        const auto *d10 = openFinding(all, "D10");
        QVERIFY(!m_pipeline->clear(d10->key(), u"Sato"_s, u"our new provider"_s, m_now).empty());
        QCOMPARE(m_pipeline->takeAcceptedPaths().size(), 1);
        m_now += 40min;
        QVERIFY(take(honest(), {detour, control("ac*")}) == PathKind::Noise);
        QVERIFY(!openFinding(m_pipeline->ledger().all(), "D10"));
    }

    void isRememberedOverARestart()
    {
        learn();
        const auto paths = m_pipeline->paths();
        m_pipeline = std::make_unique<Pipeline>();
        m_pipeline->restorePaths(paths);
        QVERIFY(take(honest(), {wayTo(Right, "ab*"), control("ac*")}) == PathKind::Usual);
    }

    void aControlTeachesOnce()
    {
        learn();
        const auto one = control("ac*");
        const auto key = path::emptySetFor(one).key();
        const auto rounds = m_pipeline->paths().at(key).rounds;
        auto shared = one;
        shared.at = m_now + 1s;
        (void)m_pipeline->take(look(honest(), {wayTo(Right, "ab*")}, {shared}));
        (void)m_pipeline->take(look(honest(), {wayTo(Right, "ab*")}, {shared})); // of another domain's round
        QCOMPARE(m_pipeline->paths().at(key).rounds, rounds + 1);
    }

private:
    static std::vector<Says> answering(const char *address)
    {
        auto told = honest();
        told.push_back(Says::resolver("bank.example", dns::Type::A).answer({QByteArray(address)}));
        return told;
    }

    watch::LookPtr look(std::vector<Says> told, std::vector<path::Trace> traces,
                        std::vector<path::Trace> asTheyAre = {})
    {
        m_now += 5min;
        auto made = std::make_shared<watch::Look>(*lookOf(bank(), told, m_now));
        for (auto &trace : traces) {
            trace.at = m_now;
            made->traces.push_back(share(trace));
        }
        for (auto &trace : asTheyAre)
            made->traces.push_back(share(trace));
        return made;
    }

    PathKind take(std::vector<Says> told, std::vector<path::Trace> traces)
    {
        (void)m_pipeline->take(look(std::move(told), std::move(traces)));
        const auto &verdicts = view().verdicts;
        return verdicts && !verdicts->empty() ? verdicts->front().kind : PathKind::Unknown;
    }

    void learn()
    {
        for (int i = 0; i < 4; ++i)
            (void)take(honest(), {wayTo(Right, "ab*"), control("ac*")});
        for (int i = 0; i < 2; ++i)
            (void)take(honest(), {wayTo(Right, "ad*"), control("ac*")});
    }

    const PathView &view() const { return m_pipeline->watched().at(bank().name).path; }
    const path::BaselineSet &own() const
    {
        return m_pipeline->paths().at(path::emptySetFor(wayTo(Right, "ab*")).key());
    }

    std::unique_ptr<Pipeline> m_pipeline;
    Instant m_now{};
};

QTEST_GUILESS_MAIN(PathPipelineTest)
#include "tst_pathpipeline.moc"
