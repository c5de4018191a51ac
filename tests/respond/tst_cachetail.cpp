// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/CacheTail.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::testing;
using namespace std::chrono_literals;
using watch::Observation;
using watch::State;

namespace {

constexpr const char *Domain = "coincheck.com";
const QHostAddress Google(QStringLiteral("192.0.2.1")), Quad9(QStringLiteral("192.0.2.2"));

QString text(const std::optional<Instant> &instant) { return instant ? toRfc3339(*instant) : QStringLiteral("none"); }

watch::Domain coincheck()
{
    watch::Domain domain;
    domain.name = name(Domain);
    expectExactly(domain, Domain, dns::Type::NS, {"ns1.true.example."});
    expectExactly(domain, Domain, dns::Type::MX, {"10 mx.true.example."});
    return domain;
}

Says parentSays(bool truth, quint32 ttl = 172800, const char *server = "a.gtld-servers.net")
{
    return Says::parent(Domain, dns::Type::NS, server).refers({truth ? "ns1.true.example" : "ns1.false.example"}, ttl);
}
Says childSays(dns::Type type, const QByteArray &data, quint32 ttl, const char *server = "ns1.false.example")
{
    return Says::authoritative(Domain, type, server).answer({data}, ttl);
}
Says nsAt(const QHostAddress &resolver, bool truth, quint32 ttl)
{
    return Says::resolver(Domain, dns::Type::NS)
        .answer({truth ? "ns1.true.example." : "ns1.false.example."}, ttl)
        .from(resolver);
}
Says mxAt(const QHostAddress &resolver, bool truth, quint32 ttl)
{
    return Says::resolver(Domain, dns::Type::MX)
        .answer({truth ? "10 mx.true.example." : "5 mail.coincheck.com."}, ttl)
        .from(resolver);
}
// What both servers of the right delegation say, so that it is known to be right.
std::vector<Says> repaired()
{
    return {parentSays(true), childSays(dns::Type::MX, "10 mx.true.example.", 300, "ns1.true.example")};
}
std::vector<Says> hijacked(quint32 parentTtl = 172800, quint32 childTtl = 360000, quint32 mxTtl = 300)
{
    return {parentSays(false, parentTtl), childSays(dns::Type::NS, "ns1.false.example.", childTtl),
            childSays(dns::Type::MX, "5 mail.coincheck.com.", mxTtl)};
}

// The memory as looks make it, and what is told of it.
class Watching {
public:
    explicit Watching(watch::Domain domain = coincheck())
        : m_domain(std::move(domain))
    {
    }
    std::vector<Turn> look(Instant at, std::vector<Says> told, const std::vector<Says> &former = {})
    {
        watch::Look look;
        look.domain = m_domain;
        look.startedAt = look.endedAt = m_now = at;
        for (auto &says : told) {
            const auto exchange = says.at(at).exchange();
            look.observations.push_back(watch::observe(m_domain, exchange));
            std::erase_if(m_latest, [&](const Observation &known) {
                return known.exchange->server.address == exchange->server.address &&
                       known.type == exchange->question.type;
            });
            m_latest.push_back(look.observations.back());
            auto &hosts = exchange->vantage == dns::Vantage::Parent ? look.delegation.parentServers : look.servers;
            if (exchange->vantage != dns::Vantage::Resolver)
                hosts.push_back({exchange->server.name, {exchange->server.address}, {}});
        }
        std::erase_if(m_latest, [&](const Observation &known) {
            return known.vantage() == dns::Vantage::Authoritative &&
                   std::none_of(look.servers.begin(), look.servers.end(),
                                [&](const auto &host) { return host.name == known.exchange->server.name; });
        });
        for (Says says : former)
            look.formerServers.push_back(watch::observe(m_domain, says.at(at).exchange()));
        return remember(memory, look, m_latest);
    }
    [[nodiscard]] CacheTail tail(std::optional<Instant> now = {}) const
    {
        return cacheTail({memory, m_latest, resolvers, now.value_or(m_now)});
    }

    TailMemory memory;
    std::vector<watch::Resolver> resolvers;

private:
    watch::Domain m_domain;
    std::vector<Observation> m_latest;
    Instant m_now{};
};

const Instant Before = instant("2020-05-30T15:12:00Z"), Repair = instant("2020-06-01T11:52:53Z");
constexpr Duration Rtt = 12ms; // of what Says says

} // namespace

class TestCacheTail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The facts' table for the case of 2020: P 172800, C 360000, R 300, F 2020-06-01 20:52:53 JST.
    void theTableOf2020_data()
    {
        QTest::addColumn<int>("cap"); // -1: none
        QTest::addColumn<QString>("delegation");
        QTest::newRow("OpenDNS") << 3600 << QStringLiteral("2020-06-01T21:52");
        QTest::newRow("Google") << 21600 << QStringLiteral("2020-06-02T02:52");
        QTest::newRow("Quad9") << 43200 << QStringLiteral("2020-06-02T08:52");
        QTest::newRow("Unbound") << 86400 << QStringLiteral("2020-06-02T20:52");
        QTest::newRow("BIND") << 604800 << QStringLiteral("2020-06-06T00:52");
        QTest::newRow("Cloudflare") << -1 << QStringLiteral("2020-06-06T00:52");
    }
    void theTableOf2020()
    {
        QFETCH(int, cap);
        QFETCH(QString, delegation);
        TailMemory memory;
        memory.falseSince = Before;
        memory.repairedAt = Repair;
        memory.delegation = true;
        memory.parentTtl = 172800;
        memory.childTtl = 360000;
        memory.otherTtl = 300;
        CachePolicy policy;
        if (cap >= 0) policy.cap = static_cast<quint32>(cap);
        const auto bound = boundOf(memory, policy);
        QVERIFY(bound);
        constexpr Duration Jst = 9h;
        QCOMPARE(toRfc3339(bound->delegation + Jst), delegation + QStringLiteral(":53Z"));
        QCOMPARE(bound->everything - bound->delegation, Duration(300s)); // the A records of the case
    }

    void theBoundNeedsTheRepair() { QVERIFY(!boundOf({}, {})); }

    void servingStaleComesOnTop()
    {
        TailMemory memory;
        memory.repairedAt = Repair;
        memory.delegation = true;
        memory.parentTtl = 100;
        memory.otherTtl = 50;
        QCOMPARE(boundOf(memory, {30, {}, 86400})->everything, Repair + 30s + 30s + 86400s);
        memory.denialTtl = 900; // "no such thing" has a cap of its own
        QCOMPARE(boundOf(memory, {300, 200, 0})->everything, Repair + 100s + 200s);
        QCOMPARE(boundOf(memory, {300, {}, 0})->everything, Repair + 100s + 300s);
    }

    // RFC 2181: zero. RFC 8767: as long as can be. Nobody knows which; the worse one is told.
    void aTtlWithTheHighestBit()
    {
        TailMemory memory;
        memory.repairedAt = Repair;
        memory.delegation = true;
        memory.childTtl = 0x80000001U;
        QCOMPARE(boundOf(memory, {86400, {}, 0})->delegation, Repair + 86400s);
        QCOMPARE(boundOf(memory, {})->delegation, Repair + 2147483647s);
        Watching watching;
        watching.look(Before, hijacked(172800, 0x80000001U));
        QCOMPARE(watching.memory.childTtl, 0x80000001U); // kept raw
    }

    // The false servers' SOA, of which nothing is expected, lengthens nobody's tail.
    void aFalseSoaMisleadsNobody()
    {
        const char *soa = "ns1.false.example. root.false.example. 9 7200 900 1209600 300";
        auto told = hijacked();
        told.push_back(childSays(dns::Type::SOA, soa, 33000));
        Watching watching;
        watching.look(Before, told);
        QCOMPARE(watching.memory.otherTtl, 300U);
        QCOMPARE(watching.memory.childTtl, 360000U);
        QCOMPARE(watching.memory.denialTtl, 0U);
        // Where the team expects another, it is a false record like the rest.
        auto domain = coincheck();
        expectExactly(domain, Domain, dns::Type::SOA, {"ns1.true.example. root.true.example. 1 7200 900 1209600 300"});
        Watching expecting(domain);
        expecting.look(Before, told);
        QCOMPARE(expecting.memory.otherTtl, 33000U);
    }

    void whatIsRememberedOfAHijack()
    {
        Watching watching;
        watching.look(Before, hijacked());
        const auto &memory = watching.memory;
        QCOMPARE(memory.falseSince, std::optional(Before + Rtt));
        QVERIFY(!memory.repairedAt && memory.delegation && memory.serversAnswer);
        QCOMPARE(memory.parentTtl, 172800U);
        QCOMPARE(memory.childTtl, 360000U);
        QCOMPARE(memory.otherTtl, 300U);
        QVERIFY(memory.servers.contains(name("ns1.false.example")));
        QVERIFY(watching.tail().unbounded && !watching.tail().end);
        QCOMPARE(watching.tail().state, CacheState::False);

        watching.look(Repair, repaired());
        QCOMPARE(memory.repairedAt, std::optional(Repair + Rtt));
        QCOMPARE(memory.childTtl, 360000U);
    }

    void theLastParentServerDecides()
    {
        Watching watching;
        auto both = hijacked();
        both.push_back(parentSays(false, 172800, "b.gtld-servers.net"));
        watching.look(Before, both);
        auto half = repaired();
        half.push_back(parentSays(false, 172800, "b.gtld-servers.net"));
        watching.look(Repair, half);
        QVERIFY(!watching.memory.repairedAt);
        auto silent = repaired(); // was wrong, and says nothing now: not known to be right
        silent.push_back(parentSays(true, 172800, "b.gtld-servers.net").nothing(dns::Outcome::TimedOut));
        watching.look(Repair + 60s, silent);
        QVERIFY(!watching.memory.repairedAt);
        auto whole = repaired();
        whole.push_back(parentSays(true, 172800, "b.gtld-servers.net"));
        watching.look(Repair + 120s, whole);
        QCOMPARE(watching.memory.repairedAt, std::optional(Repair + 120s + Rtt));
        watching.look(Repair + 180s, hijacked());
        QVERIFY(!watching.memory.repairedAt); // and again
    }

    // A parent server that never answers (no IPv6 here) holds up nothing.
    void aServerThatNeverAnswersHoldsUpNothing()
    {
        Watching watching;
        auto told = hijacked();
        told.push_back(parentSays(false, 1, "c.gtld-servers.net").nothing(dns::Outcome::Unreachable));
        watching.look(Before, told);
        auto right = repaired();
        right.push_back(parentSays(true, 1, "c.gtld-servers.net").nothing(dns::Outcome::Unreachable));
        watching.look(Repair, right);
        QVERIFY(watching.memory.repairedAt);
    }

    void whatACacheHoldsIsBetterThanTheBound()
    {
        Watching watching;
        watch::Resolver capped;
        capped.server.address = Google;
        capped.ttlCap = 21600;
        watching.resolvers.push_back(capped);
        watching.look(Before, hijacked());
        auto now = repaired();
        now.push_back(nsAt(Google, false, 1000));
        now.push_back(mxAt(Google, false, 60));
        now.push_back(nsAt(Quad9, true, 1000));
        watching.look(Repair, now);
        const auto tail = watching.tail();
        QCOMPARE(tail.serveFalse, 1);
        QCOMPARE(tail.serveTrue, 1);
        const auto &google = tail.resolvers[0];
        QCOMPARE(google.cache, CacheState::False);
        QCOMPARE(google.falseTtl, 1000U);
        // The false NS set for 1000 s more, then what was fetched by it in its last second: 300 s.
        QCOMPARE(google.until, std::optional(Repair + Rtt + 1000s + TtlGrain + 300s));
        QCOMPARE(google.bound, std::optional(Repair + Rtt + 21600s + 300s + TtlGrain));
        // The other one is true now; of its caches the formula speaks (no cap is known).
        QCOMPARE(tail.resolvers[1].cache, CacheState::TrueNow);
        QCOMPARE(tail.resolvers[1].until, std::optional(Repair + Rtt + 360000s + 300s + TtlGrain));
        QCOMPARE(tail.resolvers[1].trueLooks, 1U);
        QVERIFY(!tail.unbounded);
        QCOMPARE(tail.end, tail.askedEnd); // BIND's usual cap bounds nothing more here
        QCOMPARE(nextTurn(watching.memory, Repair), std::optional(Repair + Rtt + 1000s + TtlGrain));
    }

    void othersHaveTheCapsOfTheirMakers()
    {
        Watching watching;
        watching.look(Before, hijacked());
        watching.look(Repair, repaired());
        auto tail = watching.tail();
        QCOMPARE(tail.others.size(), size_t(2));
        QCOMPARE(text(tail.others[0].delegationBound), QStringLiteral("2020-06-02T11:52:54.012Z"));
        QCOMPARE(text(tail.others[1].delegationBound), QStringLiteral("2020-06-05T15:52:54.012Z"));
        QCOMPARE(tail.state, CacheState::Possible);
        QCOMPARE(tail.end, tail.others[1].until);
        QVERIFY(tail.others[1].flushCommand.contains(QLatin1String("coincheck.com")));
        tail = watching.tail(*tail.end);
        QCOMPARE(tail.others[1].cache, CacheState::Clean);
        QVERIFY(!tail.end);
    }

    void noEndWhileTheFalseServersAnswer()
    {
        Watching watching;
        watching.look(Before, hijacked());
        const auto still = childSays(dns::Type::NS, "ns1.false.example.", 400000);
        watching.look(Repair, repaired(), {still});
        auto tail = watching.tail();
        QVERIFY(tail.unbounded && !tail.end && tail.askedEnd == std::nullopt);
        QVERIFY(tail.others[0].until); // of those that do not let a delegation be prolonged
        QCOMPARE(tail.childTtl, 400000U);
        QCOMPARE(watching.tail(Repair + 20000h).state, CacheState::Possible);

        auto down = still;
        watching.look(Repair + 60s, repaired(), {down.nothing(dns::Outcome::TimedOut)});
        QVERIFY(!watching.tail().unbounded && watching.tail().end);
        auto refused = still;
        watching.look(Repair + 60s, repaired(), {refused.rcode(dns::Rcode::Refused)});
        QVERIFY(!watching.tail().unbounded);
    }

    // Found only now, long after: everything there is to know is what caches and the false servers still say.
    void theFirstLookComesAfterTheRepair()
    {
        Watching watching;
        auto told = repaired();
        told.push_back(nsAt(Google, false, 1000));
        watching.look(Repair, told, {childSays(dns::Type::MX, "5 mail.coincheck.com.", 77)});
        const auto tail = watching.tail();
        QCOMPARE(tail.resolvers[0].until, std::optional(Repair + Rtt + 1000s + TtlGrain + 77s));
        QVERIFY(!tail.resolvers[0].bound && tail.others.empty());
        QCOMPARE(tail.state, CacheState::False);
    }

    void aFalseAbsenceLastsAsTheSoaSays()
    {
        Watching watching;
        auto told = repaired();
        told.push_back(Says::resolver(Domain, dns::Type::MX)
                           .from(Google)
                           .authority(record(Domain, dns::Type::SOA, "ns. root. 1 7200 900 1209600 300", 900)));
        watching.look(Repair, told);
        QCOMPARE(watching.tail().resolvers[0].falseTtl, 300U);
        QCOMPARE(watching.memory.denialTtl, 300U);
    }

    void aResolverIsToldToBeTrueOnce()
    {
        Watching watching;
        const auto with = [](std::vector<Says> told, bool truth) {
            told.push_back(nsAt(Google, truth, 60));
            told.push_back(mxAt(Google, truth, 60));
            return told;
        };
        QVERIFY(watching.look(Before, with(hijacked(), false)).empty());
        QVERIFY(watching.look(Repair, with(repaired(), false)).empty());
        QVERIFY(watching.look(Repair + 60s, with(repaired(), true)).empty()); // one of many caches?
        auto partly = repaired();
        partly.push_back(nsAt(Google, true, 60));
        partly.push_back(mxAt(Google, true, 60).nothing(dns::Outcome::TimedOut));
        QVERIFY(watching.look(Repair + 90s, partly).empty()); // says nothing either way
        auto turns = watching.look(Repair + 120s, with(repaired(), true));
        QCOMPARE(turns.size(), size_t(1));
        QVERIFY(turns[0].toTruth);
        QCOMPARE(turns[0].at, Repair + 60s + Rtt); // when it began
        QVERIFY(watching.look(Repair + 180s, with(repaired(), true)).empty());

        turns = watching.look(Repair + 240s, with(repaired(), false));
        QCOMPARE(turns.size(), size_t(1));
        QVERIFY(!turns[0].toTruth);
        int looks = 0;
        do
            turns = watching.look(Repair + 300s + ++looks * 60s, with(repaired(), true));
        while (turns.empty() && looks < 20);
        QCOMPARE(looks, 4); // twice as many as the first time
    }

    void aBoundThatIsOverMakesItClean()
    {
        Watching watching;
        watch::Resolver capped;
        capped.server.address = Google;
        capped.ttlCap = 3600;
        watching.resolvers.push_back(capped);
        watching.look(Before, hijacked());
        auto told = repaired();
        told.push_back(nsAt(Google, true, 60));
        watching.look(Repair, told);
        QCOMPARE(watching.tail().resolvers[0].cache, CacheState::TrueNow);
        const auto bound = *watching.tail().resolvers[0].until;
        QCOMPARE(bound, Repair + Rtt + 3600s + 300s + TtlGrain);
        QCOMPARE(watching.tail(bound - 1us).resolvers[0].cache, CacheState::TrueNow);
        QCOMPARE(watching.tail(bound).resolvers[0].cache, CacheState::Clean);
        QVERIFY(!watching.tail(bound).resolvers[0].until);
    }

    void aResolverThatDoesNotAnswer()
    {
        Watching watching;
        watching.look(Before, hijacked());
        auto told = repaired();
        told.push_back(nsAt(Google, true, 60).nothing(dns::Outcome::TimedOut));
        watching.look(Repair, told);
        QCOMPARE(watching.tail().resolvers[0].cache, CacheState::Possible);
        QVERIFY(watching.tail().resolvers[0].until);
        QCOMPARE(Watching().tail().state, CacheState::Unknown);
    }

    // Only data behind the right name servers: the delegation ends with the repair.
    void falseDataBehindTheRightServers()
    {
        Watching watching;
        watching.look(Before,
                      {parentSays(true), childSays(dns::Type::MX, "5 mail.coincheck.com.", 600, "ns1.true.example")});
        QVERIFY(!watching.memory.delegation && watching.memory.falseSince);
        watching.look(Repair, repaired());
        QCOMPARE(boundOf(watching.memory, {})->everything, Repair + Rtt + 600s);
    }

    void anAcceptedDelegationIsForgotten()
    {
        Watching watching;
        watching.look(Before, hijacked());
        watch::Look look;
        look.domain = coincheck();
        expectExactly(look.domain, Domain, dns::Type::NS, {"ns1.false.example."});
        (void)remember(watching.memory, look, {});
        QVERIFY(watching.memory.isEmpty());
    }

    void nothingHappened()
    {
        Watching watching;
        auto told = repaired();
        told.push_back(nsAt(Google, true, 60));
        watching.look(Repair, told);
        QVERIFY(watching.memory.isEmpty());
        const auto tail = watching.tail();
        QCOMPARE(tail.state, CacheState::Clean);
        QCOMPARE(tail.resolvers[0].cache, CacheState::Clean);
        QVERIFY(!tail.end && !tail.unbounded && tail.others.empty());
    }

    void theMemoryIsKept()
    {
        Watching watching;
        auto told = hijacked();
        told.push_back(nsAt(Google, false, 60));
        watching.look(Before, told);
        watching.look(Repair, repaired());
        const auto read = tailMemoryFromJson(toJson(watching.memory));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        QVERIFY(*read == watching.memory);
        QVERIFY(!watching.memory.resolvers.empty() && !watching.memory.servers.empty());
        auto bad = toJson(watching.memory);
        bad.insert(QStringLiteral("parentTtl"), QStringLiteral("many"));
        QVERIFY(!tailMemoryFromJson(bad));
        QVERIFY(!tailMemoryFromJson({}));
    }
};

QTEST_GUILESS_MAIN(TestCacheTail)
#include "tst_cachetail.moc"
