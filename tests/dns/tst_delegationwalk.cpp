// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/dns/DelegationWalk.h"
#include "tests/dns/LittleInternet.h"

#include <QEventLoop>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::seconds;

namespace {

Instant start() { return instantFromUnixMicroseconds(1590764400LL * 1000000); }
QHostAddress ip(const char *text) { return QHostAddress(QString::fromLatin1(text)); }

const NameServer *serverOf(const std::vector<NameServer> &servers, const char *host)
{
    for (const NameServer &server : servers)
        if (server.name == name(host)) return &server;
    return nullptr;
}

} // namespace

class DelegationWalkTest : public QObject {
    Q_OBJECT

    using Found = tl::expected<Delegation, DelegationWalk::Failure>;

    std::optional<StoryClock> clock;
    std::optional<LittleInternet> world;
    std::optional<QueryEngine> engine;
    std::optional<DelegationWalk> walk;

    void go(bool ipv6 = true)
    {
        engine.emplace(*clock, world->internet(ipv6));
        walk.emplace(*engine);
    }
    Found find(const char *domain)
    {
        std::optional<Found> result;
        QEventLoop loop;
        walk->find(name(domain), this, [&](Found found) {
            result = std::move(found);
            loop.quit();
        });
        if (result) qFatal("answered from inside find()");
        loop.exec();
        return result.value();
    }
    DelegationWalk::Addresses addresses(const char *host)
    {
        std::optional<DelegationWalk::Addresses> result;
        QEventLoop loop;
        walk->addressesOf(name(host), this, [&](DelegationWalk::Addresses found) {
            result = std::move(found);
            loop.quit();
        });
        if (result) qFatal("answered from inside addressesOf()");
        loop.exec();
        return result.value();
    }

private Q_SLOTS:
    void init()
    {
        clock.emplace(start());
        world.emplace(*clock);
        world->serve("192.0.2.1", ".",
                     ". SOA a.root-servers.test. host. 1 2 3 4 60\n"
                     "jp. NS a.dns.jp.\njp. NS b.dns.jp.\na.dns.jp. A 192.0.2.10\na.dns.jp. AAAA 2001:db8::10\n"
                     "b.dns.jp. A 192.0.2.11\n"
                     "net. NS a.nic.net.\na.nic.net. A 192.0.2.20\n"
                     "com. NS a.nic.net.\n"); // an address that the root does not give for com
        const char *jp = "jp. SOA a.dns.jp. host.jp. 1 2 3 4 60\njp. NS a.dns.jp.\njp. NS b.dns.jp.\n"
                         "example.jp. NS ns1.example.jp.\nexample.jp. NS ns.hoster.net.\nns1.example.jp. A 192.0.2.30\n"
                         "shop.co.jp. NS ns1.example.jp.\n"
                         "own.jp. NS a.dns.jp.\n"
                         "a.dns.jp. A 192.0.2.10\na.dns.jp. AAAA 2001:db8::10\nb.dns.jp. A 192.0.2.11\n"
                         "plain.jp. TXT no-delegation\nalias.jp. CNAME example.jp.\n"
                         "lame.jp. NS ns.lame.jp.\nns.lame.jp. A 192.0.2.40\n"
                         "loop.jp. NS ns.pool.jp.\npool.jp. NS ns.loop.jp.\n"
                         "self.jp. NS ns.self.jp.\n";
        for (const char *address : {"192.0.2.10", "192.0.2.11", "2001:db8::10"})
            world->serve(address, "jp", jp);
        for (const char *address : {"192.0.2.10", "192.0.2.11"})
            world->serve(address, "own.jp", "own.jp. SOA a.dns.jp. h.jp. 1 2 3 4 60\nown.jp. NS a.dns.jp.\n");
        world->serve("192.0.2.20", "net",
                     "net. SOA a.nic.net. h.net. 1 2 3 4 60\nnet. NS a.nic.net.\na.nic.net. A 192.0.2.20\n"
                     "hoster.net. NS ns0.hoster.net.\nns0.hoster.net. A 192.0.2.21\n"
                     "victim.net. NS ns.victim.net.\nns.victim.net. A 192.0.2.22\n");
        world->serve("192.0.2.20", "com",
                     "com. SOA a.nic.net. h.net. 1 2 3 4 60\ncom. NS a.nic.net.\n"
                     "shop.com. NS ns1.example.jp.\n");
        world->serve("192.0.2.21", "hoster.net",
                     "hoster.net. SOA ns0 h 1 2 3 4 60\nhoster.net. NS ns0.hoster.net.\nns0.hoster.net. A 192.0.2.21\n"
                     "ns.hoster.net. A 192.0.2.31\nns.hoster.net. AAAA 2001:db8::31\n"
                     "alias.hoster.net. CNAME ns.hoster.net.\ndead-end.hoster.net. CNAME nothing.hoster.net.\n"
                     "ring.hoster.net. CNAME ring2.hoster.net.\nring2.hoster.net. CNAME ring.hoster.net.\n"
                     "empty.hoster.net. TXT x\n");
        world->serve("192.0.2.22", "victim.net", "victim.net. SOA ns h 1 2 3 4 60\nvictim.net. NS ns.victim.net.\n");
    }
    void cleanup()
    {
        walk.reset();
        engine.reset();
        world.reset();
        QCOMPARE(clock->lost(), quint64(0));
        clock.reset();
    }

    void findsADelegation()
    {
        go();
        const auto found = find("example.jp");
        QVERIFY(found);
        QVERIFY(found->exists);
        QCOMPARE(found->zone, name("example.jp"));
        QCOMPARE(found->parentZone, name("jp"));
        QCOMPARE(found->parentServers.size(), size_t(2));
        const auto *a = serverOf(found->parentServers, "a.dns.jp");
        QVERIFY(a);
        QCOMPARE(a->addresses, (std::vector{ip("192.0.2.10"), ip("2001:db8::10")}));
        QCOMPARE(found->childServers.size(), size_t(2));
        QCOMPARE(serverOf(found->childServers, "ns1.example.jp")->addresses, std::vector{ip("192.0.2.30")});
        QVERIFY(serverOf(found->childServers, "ns.hoster.net")->addresses.empty());
        QCOMPARE(found->exchanges.size(), size_t(2)); // the root about jp, jp about example.jp
        QCOMPARE(found->exchanges.front()->question, (Question{name("jp"), Type::NS}));
        for (const auto &exchange : found->exchanges)
            QVERIFY(!exchange->recursionDesired);
        QCOMPARE(clock->lost(), quint64(0));
    }

    void whatItLearnedIsNotAskedAgain()
    {
        go();
        (void)find("example.jp");
        const auto again = find("own.jp");
        QCOMPARE(again->exchanges.size(), size_t(1));
        QCOMPARE(world->asked("192.0.2.1"), 1);
        walk->forget();
        (void)find("own.jp");
        QCOMPARE(world->asked("192.0.2.1"), 2);
    }

    void theDelegationItselfIsAlwaysAskedFor()
    {
        go();
        (void)find("example.jp");
        for (const char *address : {"192.0.2.10", "192.0.2.11", "2001:db8::10"}) {
            world->clear(address);
            world->serve(address, "jp",
                         "jp. SOA a.dns.jp. host.jp. 1 2 3 4 60\nexample.jp. NS ns.evil.example.jp.\n"
                         "ns.evil.example.jp. A 192.0.2.66\n");
        }
        const auto found = find("example.jp");
        QCOMPARE(found->childServers.size(), size_t(1));
        QCOMPARE(found->childServers.front().name, name("ns.evil.example.jp"));
        QCOMPARE(addresses("ns.evil.example.jp").host.addresses, std::vector{ip("192.0.2.66")});
    }

    void knowledgeEndsWithItsTtl()
    {
        go();
        (void)find("example.jp");
        bool later = false;
        clock->after(seconds(3601), this, [&] { later = true; });
        QTRY_VERIFY(later);
        (void)find("example.jp");
        QCOMPARE(world->asked("192.0.2.1"), 2);
    }

    void glueOfOtherZonesIsLookedUp()
    {
        go();
        const auto found = find("shop.com"); // com's server has its address only from net
        QVERIFY(found);
        QCOMPARE(found->parentZone, name("com"));
        QCOMPARE(found->parentServers.size(), size_t(1));
        QCOMPARE(found->parentServers.front().addresses, std::vector{ip("192.0.2.20")});
    }

    void throughAnEmptyNonTerminal()
    {
        go();
        const auto found = find("shop.co.jp");
        QVERIFY(found && found->exists);
        QCOMPARE(found->parentZone, name("jp"));
        QCOMPARE(found->childServers.front().name, name("ns1.example.jp"));
    }

    void parentAndChildOnOneServer()
    {
        go();
        const auto found = find("own.jp");
        QVERIFY(found && found->exists);
        QCOMPARE(found->parentZone, name("jp"));
        QCOMPARE(found->childServers.size(), size_t(1));
        QCOMPARE(found->childServers.front().name, name("a.dns.jp"));
    }

    void aTopLevelDomain()
    {
        go();
        const auto found = find("jp");
        QVERIFY(found && found->exists);
        QVERIFY(found->parentZone.isRoot());
        QCOMPARE(found->parentServers.front().addresses, std::vector{ip("192.0.2.1")});
    }

    void notDelegated_data()
    {
        QTest::addColumn<QByteArray>("domain");
        QTest::newRow("the name does not exist") << QByteArray("nothing.jp");
        QTest::newRow("nor does anything above it") << QByteArray("a.b.c.nothing.jp");
        QTest::newRow("a name in the parent zone") << QByteArray("plain.jp");
        QTest::newRow("an alias in the parent zone") << QByteArray("alias.jp");
        QTest::newRow("an empty non-terminal") << QByteArray("co.jp");
    }
    void notDelegated()
    {
        QFETCH(QByteArray, domain);
        go();
        const auto found = find(domain.constData());
        QVERIFY(found);
        QVERIFY(!found->exists);
        QCOMPARE(found->parentZone, name("jp"));
        QCOMPARE(found->zone, name("jp"));
        QVERIFY(found->childServers.empty());
        QCOMPARE(found->parentServers.size(), size_t(2));
    }

    void oneServerAtTheParentIsSilent()
    {
        world->trick("192.0.2.10", [](ScriptedServer &, const ScriptedServer::Got &) { return true; });
        world->trick("2001:db8::10", [](ScriptedServer &, const ScriptedServer::Got &) { return true; });
        go();
        const auto found = find("example.jp");
        QVERIFY(found && found->exists);
        QVERIFY(clock->now() < start() + seconds(4));
    }

    void lameServersAreSkipped_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"refused", "servfail", "upward referral", "sideways referral", "not authoritative",
                                "from a cache", "denial without authority", "referral to itself"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void lameServersAreSkipped()
    {
        QFETCH(QString, way);
        for (const char *address : {"192.0.2.10", "2001:db8::10"})
            world->trick(address, [way](ScriptedServer &server, const ScriptedServer::Got &got) {
                Message reply;
                if (way == QLatin1String("refused")) reply.rcode = Rcode::Refused;
                if (way == QLatin1String("servfail")) reply.rcode = Rcode::ServFail;
                if (way == QLatin1String("upward referral"))
                    reply.authority = {record(".", Type::NS, "a.root-servers.test.")};
                if (way == QLatin1String("sideways referral"))
                    reply.authority = {record("net", Type::NS, "ns.attacker.net.")};
                if (way == QLatin1String("referral to itself"))
                    reply.authority = {record("jp", Type::NS, "ns.attacker.net.")};
                if (way == QLatin1String("from a cache")) {
                    reply.ra = true;
                    reply.answer = {record("example.jp", Type::NS, "ns.attacker.net.")};
                }
                if (way == QLatin1String("denial without authority")) reply.rcode = Rcode::NXDomain;
                server.send(got, replyTo(got.query, reply));
                return true;
            });
        go();
        const auto found = find("example.jp");
        QVERIFY(found);
        QVERIFY(found->exists);
        QVERIFY(serverOf(found->childServers, "ns1.example.jp"));
        QVERIFY(!serverOf(found->childServers, "ns.attacker.net"));
    }

    void glueFromOutsideIsNotBelieved()
    {
        for (const char *address : {"192.0.2.10", "192.0.2.11", "2001:db8::10"})
            world->trick(address, [](ScriptedServer &server, const ScriptedServer::Got &got) {
                if (got.question.name != name("example.jp")) return false;
                Message reply;
                reply.authority = {record("example.jp", Type::NS, "ns.hoster.net."),
                                   record("victim.net", Type::NS, "ns.attacker.net.")};
                reply.additional = {record("ns.hoster.net", Type::A, "192.0.2.66")};
                server.send(got, replyTo(got.query, reply));
                return true;
            });
        go();
        const auto found = find("example.jp");
        QVERIFY(found && found->exists);
        QCOMPARE(found->childServers.size(), size_t(1));
        QVERIFY(found->childServers.front().addresses.empty());
        QCOMPARE(addresses("ns.hoster.net").host.addresses, (std::vector{ip("192.0.2.31"), ip("2001:db8::31")}));
    }

    void allParentsSilent()
    {
        for (const char *address : {"192.0.2.10", "192.0.2.11", "2001:db8::10"})
            world->trick(address, [](ScriptedServer &, const ScriptedServer::Got &) { return true; });
        go();
        const auto found = find("example.jp");
        QVERIFY(!found);
        QCOMPARE(found.error().error.code, ErrorCode::TimedOut);
        QCOMPARE(found.error().error.where, QStringLiteral("jp"));
        QVERIFY(found.error().soFar.size() >= 4);
        QVERIFY(clock->now() < start() + seconds(15));
    }

    void noRootHints()
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        engine.emplace(*clock, Internet(parts));
        walk.emplace(*engine);
        const auto found = find("example.jp");
        QVERIFY(!found);
        QCOMPARE(found.error().error.code, ErrorCode::Unreachable);
        QVERIFY(found.error().soFar.empty());
    }

    void addressesOfHosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QString>("problem");
        const QStringList hoster{QStringLiteral("192.0.2.31"), QStringLiteral("2001:db8::31")};
        QTest::newRow("by asking its zone") << QByteArray("ns.hoster.net") << hoster << QString();
        QTest::newRow("by glue") << QByteArray("ns1.example.jp") << QStringList{QStringLiteral("192.0.2.30")}
                                 << QString();
        QTest::newRow("through an alias") << QByteArray("alias.hoster.net") << hoster << QString();
        QTest::newRow("an alias to nothing")
            << QByteArray("dead-end.hoster.net") << QStringList() << QStringLiteral("does not exist");
        QTest::newRow("a ring of aliases")
            << QByteArray("ring.hoster.net") << QStringList() << QStringLiteral("itself");
        QTest::newRow("does not exist") << QByteArray("no.hoster.net") << QStringList()
                                        << QStringLiteral("does not exist");
        QTest::newRow("no address") << QByteArray("empty.hoster.net") << QStringList()
                                    << QStringLiteral("has no address");
        QTest::newRow("a loop of delegations")
            << QByteArray("ns.loop.jp") << QStringList() << QStringLiteral("loop.jp");
        QTest::newRow("only itself") << QByteArray("ns.self.jp") << QStringList()
                                     << QStringLiteral("no server of self.jp");
        QTest::newRow("the root") << QByteArray(".") << QStringList() << QStringLiteral("root");
    }
    void addressesOfHosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(QStringList, expected);
        QFETCH(QString, problem);
        go();
        const auto found = addresses(host.constData());
        QStringList got;
        for (const auto &address : found.host.addresses)
            got << address.toString();
        QCOMPARE(got, expected);
        QCOMPARE(found.host.name, name(host.constData()));
        QVERIFY2(found.host.problem.isEmpty() == problem.isEmpty() && found.host.problem.contains(problem),
                 qPrintable(found.host.problem));
        QVERIFY(found.exchanges.size() < 40);
    }

    void aLongChainOfAliasesEnds()
    {
        QByteArray zone = "hoster.net. SOA ns0 h 1 2 3 4 60\n";
        for (int i = 0; i < 20; ++i)
            zone += "c" + QByteArray::number(i) + ".hoster.net. CNAME c" + QByteArray::number(i + 1) + ".hoster.net.\n";
        zone += "c20.hoster.net. A 192.0.2.9\n";
        world->clear("192.0.2.21");
        world->serve("192.0.2.21", "hoster.net", zone.constData());
        go();
        const auto found = addresses("c0.hoster.net");
        QVERIFY(found.host.addresses.empty());
        QVERIFY2(found.host.problem.contains(QStringLiteral("8 aliases")), qPrintable(found.host.problem));
        QCOMPARE(addresses("c13.hoster.net").host.addresses, std::vector{ip("192.0.2.9")});
    }

    // Each zone's hosts are in the next one, and none has glue: four to the power of sixteen ways to learn nothing.
    // (This test hangs where they are all gone.)
    void zonesThatNeedEachOtherEnd()
    {
        QByteArray text = "jp. SOA a.dns.jp. host.jp. 1 2 3 4 60\n";
        for (int i = 0; i < 18; ++i)
            for (const char host : {'a', 'b', 'c', 'd', 'e'})
                text += "z" + QByteArray::number(i) + ".jp. NS " + host + ".z" + QByteArray::number((i + 1) % 18) +
                        ".jp.\n";
        for (const char *address : {"192.0.2.10", "192.0.2.11", "2001:db8::10"}) {
            world->clear(address);
            world->serve(address, "jp", text.constData());
        }
        go();
        const auto found = addresses("www.z0.jp");
        QVERIFY(found.host.addresses.empty());
        QVERIFY(!found.host.problem.isEmpty());
        QVERIFY(found.exchanges.size() < 300);
        QCOMPARE(find("own.jp")->parentZone, name("jp")); // others go on
    }

    // A delegation that names many servers elsewhere must not become many questions there (NXNS).
    void anNxnsFanIsBounded()
    {
        world->trick("192.0.2.30", [](ScriptedServer &server, const ScriptedServer::Got &got) {
            Message reply;
            for (int i = 0; i < 100; ++i)
                reply.authority.push_back({got.question.name, Type::NS, 1, 60,
                                           nameRdata(name(("x" + QByteArray::number(i) + ".victim.net").constData()))});
            server.send(got, replyTo(got.query, reply));
            return true;
        });
        go();
        const auto found = addresses("deep.sub.example.jp");
        QVERIFY(found.host.addresses.empty());
        QVERIFY(!found.host.problem.isEmpty());
        QVERIFY2(world->asked("192.0.2.22") <= 8, qPrintable(QString::number(world->asked("192.0.2.22"))));
    }

    void theBudgetEndsAWalk()
    {
        go();
        DelegationWalk::Budget budget;
        budget.questions = 1;
        walk->setBudget(budget);
        const auto found = find("example.jp");
        QVERIFY(!found);
        QVERIFY(found.error().error.detail.contains(QStringLiteral("budget of 1")));
        QCOMPARE(found.error().soFar.size(), size_t(1));
    }

    // A server that delegates every name one label deeper, for ever.
    void anEndlessDescentEnds()
    {
        world->trick("192.0.2.30", [](ScriptedServer &server, const ScriptedServer::Got &got) {
            Message reply;
            reply.authority = {{got.question.name, Type::NS, 1, 60, nameRdata(name("ns1.example.jp"))}};
            server.send(got, replyTo(got.query, reply));
            return true;
        });
        go();
        QByteArray deep = "example.jp";
        for (int i = 0; i < 100; ++i)
            deep.prepend("a.");
        const auto found = addresses(deep.constData());
        QVERIFY(found.host.addresses.empty());
        QVERIFY(found.exchanges.size() <= 300);
    }

    void equalQuestionsAreAskedOnce()
    {
        go();
        int left = 50;
        for (int i = 0; i < 50; ++i)
            walk->find(name("example.jp"), this, [&](Found found) {
                QVERIFY(found && found->exists);
                QCOMPARE(found->exchanges.size(), size_t(2));
                --left;
            });
        QTRY_COMPARE(left, 0);
        QCOMPARE(world->asked("192.0.2.1"), 1);
    }

    void withoutIpv6()
    {
        go(false);
        for (const char *domain : {"example.jp", "shop.co.jp", "own.jp", "plain.jp"})
            QVERIFY(find(domain));
        QCOMPARE(world->asked("2001:db8::10"), 0);
    }

    void itsEndDropsOpenWalks()
    {
        go();
        for (int i = 0; i < 10; ++i)
            walk->find(name("shop.com"), this, [](Found) { qFatal("answered after the end"); });
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        walk.reset();
        for (int i = 0; i < 100; ++i)
            QCoreApplication::processEvents();
        QTRY_COMPARE(engine->open(), 0);
    }

    void aContextThatIsGoneHearsNothing()
    {
        go();
        auto context = std::make_unique<QObject>();
        walk->find(name("example.jp"), context.get(), [](Found) { qFatal("told to nobody"); });
        context.reset();
        QVERIFY(find("own.jp"));
        QTRY_COMPARE(engine->open(), 0);
    }

    void theAnswerMayEndTheWalk()
    {
        go();
        bool done = false;
        walk->find(name("example.jp"), this, [&](Found) {
            walk.reset();
            engine.reset();
            done = true;
        });
        QTRY_VERIFY(done);
    }
};

QTEST_GUILESS_MAIN(DelegationWalkTest)
#include "tst_delegationwalk.moc"
