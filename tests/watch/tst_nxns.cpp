// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/watch/LookBudget.h"
#include "app/watch/Looker.h"
#include "tests/dns/LittleInternet.h"

#include <QEventLoop>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;
using namespace std::chrono_literals;
using dns::Name;
using dns::Type;

namespace {

constexpr const char *Root = "192.0.2.1", *Parent = "192.0.2.10", *Honest = "192.0.2.30", *Victim = "192.0.2.20";
constexpr const char *Soa = " SOA ns host 1 2 3 4 60\n";

// A parent whose servers hand out what somebody wrote who wants a third party flooded.
class World {
public:
    explicit World(Clock &clock)
        : m_clock(clock)
        , m_net(clock)
    {
        m_net.serve(Root, ".",
                    ". SOA a.root-servers.test. host. 1 2 3 4 60\n"
                    "example. NS ns.nic.example.\nns.nic.example. A 192.0.2.10\n"
                    "victim. NS ns.nic.victim.\nns.nic.victim. A 192.0.2.20\n");
        m_net.serve(Parent, "example", (QByteArray("example.") + Soa + "example. NS ns.nic.example.\n").constData());
        m_net.serve(Victim, "victim", (QByteArray("victim.") + Soa + "victim. NS ns.nic.victim.\n").constData());
        m_net.serve(Honest, "owner.example",
                    (QByteArray("owner.example.") + Soa +
                     "owner.example. NS ns1.owner.example.\nns1.owner.example. A 192.0.2.30\n")
                        .constData());
    }

    void delegateTo(std::vector<dns::Record> servers, std::vector<dns::Record> glue)
    {
        m_net.trick(Parent, [servers = std::move(servers), glue = std::move(glue)](ScriptedServer &server,
                                                                                   const ScriptedServer::Got &got) {
            if (!got.question.name.isSubdomainOf(name("owner.example"))) return false;
            dns::Message reply;
            reply.tc = !got.tcp; // it does not fit
            if (got.tcp) {
                reply.authority = servers;
                reply.additional = glue;
            }
            server.send(got, replyTo(got.query, reply));
            return true;
        });
    }

    watch::LookPtr look(watch::Depth depth)
    {
        const Internet internet = m_net.internet(false);
        dns::QueryEngine engine(m_clock, internet);
        dns::DelegationWalk walk(engine);
        registry::RegistryClient registry(m_clock, internet);
        watch::Looker looker({m_clock, engine, walk, registry});
        watch::Domain domain;
        domain.name = name("owner.example");
        watch::Expectation expected;
        expected.owner = domain.name;
        expected.type = Type::NS;
        expected.rdatas = {dns::rdataFromText(Type::NS, "ns1.owner.example.").value()};
        domain.set(expected);
        watch::LookPtr result;
        QEventLoop loop;
        looker.look(domain, depth, {}, {}, [&](const watch::LookPtr &done) {
            result = done;
            loop.quit();
        });
        loop.exec();
        return result;
    }
    [[nodiscard]] int asked(const char *address) const { return m_net.asked(address); }

private:
    Clock &m_clock;
    LittleInternet m_net;
};

} // namespace

class NxnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_clock.emplace(instantFromUnixMicroseconds(1590764400LL * 1000000)); }

    // A thousand servers without addresses, in a zone that is somebody else's; the true one among them.
    void namesInSomebodyElsesZone()
    {
        World world(*m_clock);
        std::vector<dns::Record> servers;
        for (int n = 0; n < 1000; ++n)
            servers.push_back(
                record("owner.example", Type::NS, ("a" + QByteArray::number(n) + ".victim.").constData()));
        servers.push_back(record("owner.example", Type::NS, "ns1.owner.example."));
        world.delegateTo(servers, {record("ns1.owner.example", Type::A, Honest)});
        const auto look = world.look(watch::Depth::Full);
        QVERIFY2(world.asked(Victim) <= dns::Allowance::Limits{}.perServer,
                 qPrintable(QString::number(world.asked(Victim))));
        QVERIFY(world.asked(Victim) > 0);
        QVERIFY2(look->walkProblem.startsWith(QStringLiteral("This look was cut short")),
                 qPrintable(look->walkProblem));
        QVERIFY2(look->walkProblem.contains(QStringLiteral("1001 nameservers are named, and 40 of them")),
                 qPrintable(look->walkProblem));
        // Who should be asked was, whatever else is named.
        const auto truth =
            std::count_if(look->observations.begin(), look->observations.end(), [](const auto &observation) {
                return observation.vantage() == dns::Vantage::Authoritative &&
                       observation.exchange->server.address == QHostAddress(QLatin1String(Honest)) &&
                       observation.exchange->answered();
            });
        QVERIFY(truth > 5);
    }

    // A thousand names of one address: it is asked under a few of them.
    void namesOfOneAddress()
    {
        World world(*m_clock);
        std::vector<dns::Record> servers, glue;
        for (int n = 0; n < 1000; ++n) {
            const QByteArray host = "a" + QByteArray::number(n) + ".owner.example.";
            servers.push_back(record("owner.example", Type::NS, host.constData()));
            glue.push_back(record(host.constData(), Type::A, Victim));
        }
        world.delegateTo(servers, glue);
        const auto look = world.look(watch::Depth::Delegation);
        QVERIFY2(world.asked(Victim) <= watch::LookBudget::MaxNames * 2 + dns::Allowance::Limits{}.perServer,
                 qPrintable(QString::number(world.asked(Victim))));
        QVERIFY2(look->walkProblem.contains(QStringLiteral("of their addresses were not asked")),
                 qPrintable(look->walkProblem));
    }

    void anOrdinaryDelegationIsNotCutShort()
    {
        World world(*m_clock);
        world.delegateTo({record("owner.example", Type::NS, "ns1.owner.example.")},
                         {record("ns1.owner.example", Type::A, Honest)});
        const auto look = world.look(watch::Depth::Full);
        QVERIFY2(look->walkProblem.isEmpty(), qPrintable(look->walkProblem));
        QCOMPARE(world.asked(Victim), 0);
    }

    void theAllowanceItself()
    {
        dns::Allowance allowance(dns::Allowance::Limits{3, 2});
        const QHostAddress one(QStringLiteral("192.0.2.1")), other(QStringLiteral("192.0.2.2"));
        QVERIFY(allowance.take(one).isEmpty());
        QVERIFY(allowance.take(one).isEmpty());
        QVERIFY(allowance.take(one).contains(QStringLiteral("2 questions to 192.0.2.1")));
        QVERIFY(!allowance.isUsedUp());
        QVERIFY(allowance.take(other).isEmpty());
        QVERIFY(allowance.isUsedUp());
        QVERIFY(allowance.take(other).contains(QStringLiteral("3 questions for one look")));
        QVERIFY(allowance.refusal().contains(QStringLiteral("3 questions for one look")));
    }

private:
    std::optional<StoryClock> m_clock;
};

QTEST_GUILESS_MAIN(NxnsTest)
#include "tst_nxns.moc"
