// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/dns/DelegationWalk.h"
#include "app/drill/World.h"
#include "app/path/Prober.h"
#include "app/registry/RegistryClient.h"

#include "SmallWorld.h"

#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace hinoban::drill;
using dns::Name;
using dns::Type;

namespace {

Instant when(const char *text)
{
    const auto instant = instantFromRfc3339(QString::fromLatin1(text));
    if (!instant) qFatal("no time: %s", text);
    return *instant;
}

const char Quiet[] = "2021-01-02T12:00:00Z";
const char Hijacked[] = "2021-01-03T12:00:00Z";

} // namespace

class tst_world : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void serverAnswersAfterItsRoundTrip();
    void resolverAnswersFromItsCache();
    void sourceAddressIsTheAskedOne();
    void conditions_data();
    void conditions();
    void silenceCostsNoWallTime();
    void answersOverTcp();
    void cutsLongAnswersAndGivesThemOverTcp();
    void nobodyLivesElsewhere();
    void guardHolds();
    void walkFindsTheDelegation();
    void registryAnswers();
    void registryKnowsNoOther();
    void registryOnPort43();
    void registryOfNetworks();
    void pathIsTheStorys();
    void tellsItsTurns();
    void manyQuestionsAllAnswered();

private:
    void begin(const char *at, const SmallWorld &world = {});
    dns::ExchangePtr ask(const char *address, const char *name, Type type, bool recursionDesired = false,
                         dns::Transport transport = dns::Transport::Udp);

    std::unique_ptr<StoryClock> m_clock;
    std::unique_ptr<World> m_world;
    std::unique_ptr<dns::QueryEngine> m_engine;
};

void tst_world::init() { begin(Quiet); }

void tst_world::cleanup()
{
    if (m_clock) QCOMPARE(m_clock->lost(), quint64(0));
    m_engine.reset();
    m_world.reset();
    m_clock.reset();
}

void tst_world::begin(const char *at, const SmallWorld &world)
{
    m_engine.reset();
    m_world.reset();
    const QTemporaryDir dir;
    const auto scenario = readScenario(world.writtenTo(dir));
    QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().where + scenario.error().detail));
    m_clock = std::make_unique<StoryClock>(when(at));
    m_clock->setPaused(true); // goes only while something is waited for, or it would run to the story's end
    m_world = std::make_unique<World>(*m_clock, *scenario);
    QVERIFY(m_world->start());
    m_engine = std::make_unique<dns::QueryEngine>(*m_clock, m_world->internet());
}

dns::ExchangePtr tst_world::ask(const char *address, const char *name, Type type, bool recursionDesired,
                                dns::Transport transport)
{
    dns::Query query;
    query.server.address = QHostAddress(QString::fromLatin1(address));
    query.question = {*Name::fromText(name), type};
    query.recursionDesired = recursionDesired;
    query.transport = transport;
    dns::ExchangePtr answered;
    m_engine->ask(query, this, [&](dns::ExchangePtr exchange) {
        answered = std::move(exchange);
        m_clock->setPaused(true);
    });
    m_clock->setPaused(false);
    [&] { QTRY_VERIFY(answered); }();
    return answered;
}

void tst_world::serverAnswersAfterItsRoundTrip()
{
    const auto exchange = ask("203.0.113.3", "owner.example", Type::A);
    QVERIFY(exchange->answered());
    QCOMPARE(exchange->rtt, Duration(std::chrono::milliseconds(30)));
    QCOMPARE(exchange->strays, 0u);
    QVERIFY(exchange->message->aa);
    QVERIFY(!exchange->message->ra);
    QCOMPARE(dns::rdataText(Type::A, exchange->message->answer[0].rdata), QByteArray("198.51.100.10"));
    // Asked again, the bytes come from the store: with the new id and the new letters.
    const auto again = ask("203.0.113.3", "owner.example", Type::A);
    QVERIFY(again->answered());
    QCOMPARE(again->strays, 0u);
    QCOMPARE(again->canonical(), exchange->canonical());
    const auto referral = ask("203.0.113.2", "www.owner.example", Type::A);
    QVERIFY(!referral->message->aa);
    QCOMPARE(referral->message->authority.size(), size_t(2));
    QCOMPARE(referral->message->additional.size(), size_t(2));
    const auto refused = ask("203.0.113.3", "other.test", Type::A);
    QVERIFY(refused->message->rcode == dns::Rcode::Refused);
}

void tst_world::resolverAnswersFromItsCache()
{
    const auto first = ask("192.0.2.1", "owner.example", Type::MX, true);
    QVERIFY(first->answered());
    QVERIFY(first->message->ra);
    QVERIFY(first->message->rd);
    QVERIFY(!first->message->aa);
    QVERIFY(first->rtt > std::chrono::milliseconds(5));
    const auto second = ask("192.0.2.1", "owner.example", Type::MX, true);
    QCOMPARE(second->rtt.count(), qint64(5'000));
    QVERIFY(second->message->answer[0].ttl < 3600);
    const auto without = ask("192.0.2.2", "owner.example", Type::MX, false);
    QVERIFY(without->message->rcode == dns::Rcode::Refused);
}

void tst_world::sourceAddressIsTheAskedOne()
{
    const Internet internet = m_world->internet();
    const auto one = internet.reach(QHostAddress(QStringLiteral("203.0.113.3")), Service::DnsUdp);
    const auto two = internet.reach(QHostAddress(QStringLiteral("203.0.113.4")), Service::DnsUdp);
    QVERIFY(one && two);
    QVERIFY(!(*one == *two));
    QVERIFY(one->address.isLoopback() && two->address.isLoopback());
}

void tst_world::conditions_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("rcode");
    QTest::addColumn<int>("transport");
    QTest::addColumn<int>("answers");
    using O = dns::Outcome;
    const auto row = [](const char *condition, O outcome, dns::Rcode rcode, dns::Transport transport, int answers) {
        QTest::newRow(condition) << QByteArray(condition) << int(outcome) << int(rcode) << int(transport) << answers;
    };
    row("up", O::Answered, dns::Rcode::NoError, dns::Transport::Udp, 1);
    row("down", O::TimedOut, dns::Rcode::NoError, dns::Transport::Udp, 0);
    row("lame", O::Answered, dns::Rcode::NoError, dns::Transport::Udp, 0);
    row("refusing", O::Answered, dns::Rcode::Refused, dns::Transport::Udp, 0);
    row("failing", O::Answered, dns::Rcode::ServFail, dns::Transport::Udp, 0);
    row("truncating", O::Answered, dns::Rcode::NoError, dns::Transport::Tcp, 1);
    row("garbling", O::Malformed, dns::Rcode::NoError, dns::Transport::Udp, 0);
}

void tst_world::conditions()
{
    QFETCH(QByteArray, condition);
    QFETCH(int, outcome);
    QFETCH(int, rcode);
    QFETCH(int, transport);
    QFETCH(int, answers);
    SmallWorld world;
    world.replace(QStringLiteral("scenario.yaml"), "roundTrip: 30ms", "roundTrip: 30ms, condition: " + condition);
    begin(Quiet, world);
    const auto exchange = ask("203.0.113.3", "owner.example", Type::A);
    QCOMPARE(int(exchange->outcome), outcome);
    if (!exchange->answered()) return;
    QCOMPARE(int(exchange->message->rcode), rcode);
    QCOMPARE(int(exchange->transport), transport);
    QCOMPARE(int(exchange->message->answer.size()), answers);
    QCOMPARE(exchange->message->aa, answers == 1);
}

void tst_world::silenceCostsNoWallTime()
{
    begin("2021-01-06T12:00:00Z"); // evil is down
    const Instant before = m_clock->now();
    const auto exchange = ask("203.0.113.66", "owner.example", Type::A);
    QVERIFY(exchange->outcome == dns::Outcome::TimedOut);
    QVERIFY(m_clock->now() - before >= std::chrono::seconds(2));
    QVERIFY(exchange->attempts > 1);
    QCOMPARE(m_world->questionsTaken(), quint64(exchange->attempts));
}

void tst_world::answersOverTcp()
{
    const auto exchange = ask("203.0.113.3", "owner.example", Type::MX, false, dns::Transport::Tcp);
    QVERIFY(exchange->answered());
    QVERIFY(exchange->transport == dns::Transport::Tcp);
    QCOMPARE(exchange->message->answer.size(), size_t(1));
}

void tst_world::cutsLongAnswersAndGivesThemOverTcp()
{
    SmallWorld world;
    for (int i = 0; i < 40; ++i)
        world.files[QStringLiteral("true.zone")] +=
            "@ 300 IN TXT \"" + QByteArray(60, 'x') + QByteArray::number(i) + "\"\n";
    begin(Quiet, world);
    const auto exchange = ask("203.0.113.3", "owner.example", Type::TXT);
    QVERIFY(exchange->answered());
    QVERIFY(exchange->transport == dns::Transport::Tcp);
    QCOMPARE(exchange->message->answer.size(), size_t(40));
    QVERIFY(!exchange->message->tc);
}

void tst_world::nobodyLivesElsewhere()
{
    const auto exchange = ask("8.8.4.4", "owner.example", Type::A);
    QVERIFY(exchange->outcome == dns::Outcome::Unreachable);
    QCOMPARE(m_world->questionsTaken(), quint64(0));
}

void tst_world::guardHolds()
{
    const Internet internet = m_world->internet();
    for (const char *address : {"8.8.8.8", "192.0.2.1", "203.0.113.3", "10.0.0.1", "2001:4860:4860::8888", "0.0.0.0"})
        QVERIFY2(!internet.permit(QHostAddress(QString::fromLatin1(address))), address);
    QVERIFY(internet.permit(QHostAddress(QStringLiteral("127.0.0.1"))));
    QVERIFY(!internet.hasIpv6());
    for (const Service service : {Service::Whois, Service::Rdap, Service::Smtp, Service::Web})
        QVERIFY(!internet.reach(QHostAddress(QStringLiteral("203.0.113.3")), service));
    QCOMPARE(internet.rootHints().size(), size_t(1));
    QCOMPARE(internet.rootHints()[0].address, QHostAddress(QStringLiteral("203.0.113.1")));
}

void tst_world::walkFindsTheDelegation()
{
    const auto walk = [this] {
        dns::DelegationWalk walker(*m_engine);
        std::optional<dns::Delegation> found;
        walker.find(*Name::fromText("owner.example"), this, [&](auto done) {
            QVERIFY2(done, done ? "" : qPrintable(done.error().error.detail));
            found = *done;
            m_clock->setPaused(true);
        });
        m_clock->setPaused(false);
        [&] { QTRY_VERIFY(found); }();
        return *found;
    };
    const auto quiet = walk();
    QVERIFY(quiet.exists);
    QCOMPARE(quiet.parentZone.text(), QByteArray("example"));
    QCOMPARE(quiet.childServers.size(), size_t(2));
    QVERIFY(!quiet.childServers[0].addresses.empty());
    begin(Hijacked);
    const auto hijacked = walk();
    QCOMPARE(hijacked.childServers.size(), size_t(1));
    QCOMPARE(hijacked.childServers[0].name.text(), QByteArray("evil.example"));
    // It lies outside the delegated name, so its address is looked for and not taken from the referral.
    dns::DelegationWalk walker(*m_engine);
    std::optional<dns::NameServer> evil;
    walker.addressesOf(hijacked.childServers[0].name, this, [&](const dns::DelegationWalk::Addresses &found) {
        evil = found.host;
        m_clock->setPaused(true);
    });
    m_clock->setPaused(false);
    QTRY_VERIFY(evil);
    QCOMPARE(evil->addresses, std::vector{QHostAddress(QStringLiteral("203.0.113.66"))});
}

void tst_world::registryAnswers()
{
    begin(Hijacked);
    registry::RegistryClient client(*m_clock, m_world->internet());
    registry::LookupPtr looked;
    client.look(*Name::fromText("owner.example"), this, [&](registry::LookupPtr lookup) {
        looked = std::move(lookup);
        m_clock->setPaused(true);
    });
    m_clock->setPaused(false);
    QTRY_VERIFY(looked);
    QVERIFY2(looked->registration, qPrintable(looked->problem));
    const auto &registration = *looked->registration;
    QCOMPARE(registration.registrar, QStringLiteral("Registrar"));
    QCOMPARE(registration.registrarIanaId, QStringLiteral("49"));
    QCOMPARE(registration.abuseEmail, QStringLiteral("abuse@registrar.example"));
    QCOMPARE(registration.abusePhone, QStringLiteral("+81.312345678"));
    QCOMPARE(registration.statuses, (QStringList{QStringLiteral("clientTransferProhibited"), QStringLiteral("ok")}));
    QVERIFY(registration.registered == when("2001-01-01T00:00:00Z"));
    QVERIFY(registration.expires == when("2031-01-01T00:00:00Z"));
    QVERIFY(registration.lastChanged == when("2021-01-03T00:00:00Z"));
    QCOMPARE(registration.nameservers.size(), size_t(1));
    QCOMPARE(registration.nameservers[0].text(), QByteArray("evil.example"));
    QVERIFY(!registration.delegationSigned);
}

void tst_world::registryKnowsNoOther()
{
    registry::RegistryClient client(*m_clock, m_world->internet());
    registry::LookupPtr looked;
    client.look(*Name::fromText("other.example"), this, [&](registry::LookupPtr lookup) {
        looked = std::move(lookup);
        m_clock->setPaused(true);
    });
    m_clock->setPaused(false);
    QTRY_VERIFY(looked);
    QVERIFY(!looked->registration);
    QVERIFY(!looked->problem.isEmpty());
    QVERIFY(!m_world->internet().rdapBase("test"));
}

// The registry of a story that knows no RDAP.
void tst_world::registryOnPort43()
{
    SmallWorld world;
    world.replace(QStringLiteral("scenario.yaml"), "tlds: [example]", "tlds: [test]\n  whois: [example]");
    world.replace(QStringLiteral("scenario.yaml"), "[ok, clientTransferProhibited]", "[ok, AgentChangeLocked]");
    begin(Hijacked, world);
    registry::RegistryClient client(*m_clock, m_world->internet());
    const auto look = [&](const char *domain) {
        registry::LookupPtr looked;
        client.look(*Name::fromText(domain), this, [&](registry::LookupPtr lookup) {
            looked = std::move(lookup);
            m_clock->setPaused(true);
        });
        m_clock->setPaused(false);
        if (!QTest::qWaitFor([&] { return looked != nullptr; }, 60000)) qFatal("no answer");
        return looked;
    };
    const auto looked = look("owner.example");
    QVERIFY2(looked->registration, qPrintable(looked->problem));
    const auto &registration = *looked->registration;
    QCOMPARE(looked->source, QStringLiteral("WHOIS 127.0.0.1 owner.example/e"));
    QCOMPARE(registration.statuses, (QStringList{QStringLiteral("AgentChangeLocked"), QStringLiteral("ok")}));
    QVERIFY(registration.lastChanged == when("2021-01-03T00:00:00Z"));
    QCOMPARE(registration.nameservers.size(), size_t(1));
    QCOMPARE(registration.nameservers[0].text(), QByteArray("evil.example"));
    QVERIFY(!registration.delegationSigned);
    QVERIFY(look("other.example")->isFree);
    QVERIFY(look("owner.test")->problem.contains(QStringLiteral("does not know"))); // by RDAP, beside it
}

void tst_world::registryOfNetworks()
{
    SmallWorld world;
    world.replace(
        QStringLiteral("scenario.yaml"), "tlds: [example]",
        "tlds: [example]\n  networks:\n    - {prefix: 203.0.113.64/26, name: EVIL, country: IS, holder: A host, "
        "abuseEmail: abuse@host.example}\n    - {prefix: \"2001:db8::/33\", name: SIX}");
    begin(Hijacked, world);
    registry::RegistryClient client(*m_clock, m_world->internet());
    const auto look = [&](const char *address) {
        registry::NetworkLookupPtr looked;
        client.lookNetwork(QHostAddress(QLatin1String(address)), this, [&](registry::NetworkLookupPtr lookup) {
            looked = std::move(lookup);
            m_clock->setPaused(true);
        });
        m_clock->setPaused(false);
        if (!QTest::qWaitFor([&] { return looked != nullptr; }, 60000)) qFatal("no answer");
        return looked;
    };
    const auto known = look("203.0.113.66");
    QVERIFY2(known->network, qPrintable(known->problem));
    QCOMPARE(known->network->range(), QStringLiteral("203.0.113.64 – 203.0.113.127"));
    QCOMPARE(known->network->name, QStringLiteral("EVIL"));
    QCOMPARE(known->network->country, QStringLiteral("IS"));
    QCOMPARE(known->network->holder, QStringLiteral("A host"));
    QCOMPARE(known->network->abuseEmail, QStringLiteral("abuse@host.example"));
    QCOMPARE(look("2001:db8::7")->network->range(),
             QStringLiteral("2001:db8:: – 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff"));
    QVERIFY(!look("203.0.113.1")->network);
}

void tst_world::pathIsTheStorys()
{
    const auto trace = [this](const char *address) {
        path::TracePtr traced;
        const Name owner = *Name::fromText("owner.example");
        m_world->internet().pathProber()->trace(owner, owner, QHostAddress(QString::fromLatin1(address)), this,
                                                [&](path::TracePtr done) {
                                                    traced = std::move(done);
                                                    m_clock->setPaused(true);
                                                });
        m_clock->setPaused(false);
        [&] { QTRY_VERIFY(traced); }();
        return traced;
    };
    const auto known = trace("198.51.100.10");
    QVERIFY(known->reached);
    QCOMPARE(known->source, QStringLiteral("scenario"));
    QCOMPARE(known->hops.size(), size_t(3));
    QVERIFY(known->hops[1].address.isNull() && !known->hops[1].rtt);
    QCOMPARE(known->hops[2].address, known->address);
    QVERIFY(known->response >= std::chrono::milliseconds(36) && known->response <= std::chrono::milliseconds(44));
    const auto unknown = trace("203.0.113.250");
    QVERIFY(!unknown->reached);
    QVERIFY(!unknown->problem.isEmpty());
}

void tst_world::tellsItsTurns()
{
    QSignalSpy turned(m_world.get(), &World::turned);
    m_clock->setEnd(when("2021-01-05T12:00:00Z"));
    QSignalSpy reached(m_clock.get(), &StoryClock::reached);
    m_clock->setPaused(false);
    QTRY_COMPARE(reached.count(), 1);
    QCOMPARE(turned.count(), 2);
    QCOMPARE(turned[0][1].toString(), QStringLiteral("the delegation is changed"));
}

void tst_world::manyQuestionsAllAnswered()
{
    int answered = 0;
    int ended = 0;
    int asked = 0;
    const Instant before = m_clock->now();
    for (int round = 0; round < 200; ++round) {
        for (const char *address : {"203.0.113.2", "203.0.113.3", "203.0.113.4", "192.0.2.1", "192.0.2.3"}) {
            dns::Query query;
            query.server.address = QHostAddress(QString::fromLatin1(address));
            query.question = {*Name::fromText("n" + QByteArray::number(round % 50) + ".owner.example"), Type::A};
            query.recursionDesired = true;
            ++asked;
            m_engine->ask(query, this, [&](const dns::ExchangePtr &exchange) {
                if (exchange->answered() && exchange->attempts == 1) ++answered;
                if (++ended == asked) m_clock->setPaused(true);
            });
        }
    }
    m_clock->setPaused(false);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->open(), 0, 30'000);
    QCOMPARE(answered, asked);
    QVERIFY(m_clock->now() - before < std::chrono::seconds(5));
}

QTEST_GUILESS_MAIN(tst_world)
#include "tst_world.moc"
