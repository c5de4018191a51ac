// SPDX-License-Identifier: GPL-3.0-or-later
// The embedded scenario says at each instant what the sources say.
#include "app/base/StoryClock.h"
#include "app/dns/DelegationWalk.h"
#include "app/drill/ResolverCache.h"
#include "app/drill/World.h"
#include "app/path/Prober.h"
#include "app/registry/RegistryClient.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::drill;
using dns::Name;
using dns::Type;

namespace {

Instant when(const QString &text)
{
    const auto instant = instantFromRfc3339(text);
    if (!instant) qFatal("no time: %s", qPrintable(text));
    return *instant;
}

Name nameOf(const char *text) { return *Name::fromText(text); }

const QByteArray Honest = "ns-1515.awsdns-61.org ns-1985.awsdns-56.co.uk ns-405.awsdns-50.com ns-650.awsdns-17.net";
const QByteArray TwoFalse = "ns-1515.awsdns-061.org ns-1985.awsdns-056.co.uk";
const QByteArray ThreeFalse = "ns-1515.awsdns-061.org ns-1985.awsdns-056.co.uk ns-650.awsdns-017.net";

QByteArray hosts(const std::vector<dns::Record> &records)
{
    QByteArrayList names;
    for (const dns::Record &record : records)
        if (const auto host = dns::nameOf(Type::NS, record.rdata); host && record.type == Type::NS)
            names << host->text();
    std::ranges::sort(names);
    return names.join(' ');
}

QByteArray data(const std::vector<dns::Record> &records, Type type)
{
    QByteArrayList all;
    for (const dns::Record &record : records)
        if (record.type == type) all << QByteArray::number(record.ttl) + ' ' + dns::rdataText(type, record.rdata);
    std::ranges::sort(all);
    return all.join(", ");
}

} // namespace

class tst_coincheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isWholeAndDated();
    void parentAt_data();
    void parentAt();
    void registryAt_data();
    void registryAt();
    void falseChildIsAsTheTalkPrintsIt();
    void honestChild();
    void lookalikesComeAndGo_data();
    void lookalikesComeAndGo();
    void resolversAt_data();
    void resolversAt();
    void everyNameserverResolves_data();
    void everyNameserverResolves();
    void calmDomainStaysCalm();
    void pathLeadsToTokyoOrAmsterdam();
    void openingIsComputed();

private:
    [[nodiscard]] Reply serverSays(const char *address, const char *name, Type type, const QString &at) const;
    std::shared_ptr<const Scenario> m_scenario;
};

void tst_coincheck::initTestCase()
{
    QVERIFY(embeddedScenarios().contains(QStringLiteral("coincheck-2020")));
    const auto read = readScenario(QStringLiteral("coincheck-2020"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().where + QStringLiteral(": ") + read.error().detail));
    m_scenario = *read;
    // The same from its folder.
    QVERIFY(readScenario(QStringLiteral(HINOBAN_SOURCE_DIR "/resources/scenarios/coincheck-2020")));
}

Reply tst_coincheck::serverSays(const char *address, const char *name, Type type, const QString &at) const
{
    const auto server = m_scenario->serverAt(QHostAddress(QString::fromLatin1(address)));
    if (!server) qFatal("no server at %s", address);
    return m_scenario->at(when(at)).servers[*server].zones->answer(nameOf(name), type, when(at));
}

void tst_coincheck::isWholeAndDated()
{
    const Briefing &told = briefing(*m_scenario);
    QCOMPARE(toRfc3339(told.begins), QStringLiteral("2020-05-29T14:00:00Z"));
    QCOMPARE(toRfc3339(told.opens), QStringLiteral("2020-06-01T03:00:00Z"));
    QCOMPARE(toRfc3339(told.ends), QStringLiteral("2020-06-07T00:00:00Z"));
    QCOMPARE(told.resolvers.size(), size_t(12));
    QCOMPARE(told.domains.size(), size_t(2));
    QVERIFY(told.facts.size() >= 18);
    for (const KnownFact &fact : told.facts)
        QVERIFY(!fact.en.isEmpty() && !fact.ja.isEmpty() && !fact.source.isEmpty());
    QVERIFY(told.organisation[QStringLiteral("person")].toString().isEmpty());
    int gtld = 0;
    for (const ServerSpec &server : m_scenario->servers)
        gtld += server.name.isSubdomainOf(nameOf("gtld-servers.net"));
    QCOMPARE(gtld, 13);
}

void tst_coincheck::parentAt_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QByteArray>("ns");
    QTest::newRow("beginning") << QStringLiteral("2020-05-29T14:00:00Z") << Honest;
    QTest::newRow("a second before") << QStringLiteral("2020-05-30T15:11:37Z") << Honest;
    QTest::newRow("the change") << QStringLiteral("2020-05-30T15:11:38Z") << TwoFalse;
    QTest::newRow("slowness is noticed") << QStringLiteral("2020-06-01T03:00:00Z") << TwoFalse;
    QTest::newRow("a second before the repair") << QStringLiteral("2020-06-01T11:52:52Z") << TwoFalse;
    QTest::newRow("the repair") << QStringLiteral("2020-06-01T11:52:53Z") << Honest;
    QTest::newRow("end") << QStringLiteral("2020-06-07T00:00:00Z") << Honest;
}

void tst_coincheck::parentAt()
{
    QFETCH(QString, at);
    QFETCH(QByteArray, ns);
    for (const char *address :
         {"192.5.6.30", "192.33.14.30", "192.26.92.30", "192.31.80.30", "192.12.94.30", "192.35.51.30", "192.42.93.30",
          "192.54.112.30", "192.43.172.30", "192.48.79.30", "192.52.178.30", "192.41.162.30", "192.55.83.30"}) {
        const Reply reply = serverSays(address, "coincheck.com", Type::NS, at);
        QVERIFY(!reply.aa);
        QCOMPARE(hosts(reply.authority), ns);
        QCOMPARE(reply.authority[0].ttl, 172800u);
    }
}

void tst_coincheck::registryAt_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<int>("nameservers");
    QTest::addColumn<QString>("lastChanged"); // empty: some time before the story
    QTest::newRow("beginning") << QStringLiteral("2020-05-29T14:00:00Z") << 4 << QString();
    QTest::newRow("the change") << QStringLiteral("2020-05-30T15:11:38Z") << 2
                                << QStringLiteral("2020-05-30T15:11:38Z");
    QTest::newRow("slowness is noticed") << QStringLiteral("2020-06-01T03:00:00Z") << 2
                                         << QStringLiteral("2020-05-30T15:11:38Z");
    QTest::newRow("after the repair") << QStringLiteral("2020-06-01T12:00:00Z") << 4
                                      << QStringLiteral("2020-06-01T11:52:53Z");
}

void tst_coincheck::registryAt()
{
    QFETCH(QString, at);
    QFETCH(int, nameservers);
    QFETCH(QString, lastChanged);
    StoryClock clock(when(at));
    clock.setPaused(true);
    World world(clock, m_scenario);
    QVERIFY(world.start());
    registry::RegistryClient client(clock, world.internet());
    registry::LookupPtr looked;
    client.look(nameOf("coincheck.com"), this, [&](registry::LookupPtr lookup) {
        looked = std::move(lookup);
        clock.setPaused(true);
    });
    clock.setPaused(false);
    QTRY_VERIFY(looked);
    QVERIFY2(looked->registration, qPrintable(looked->problem));
    const auto &registration = *looked->registration;
    QCOMPARE(int(registration.nameservers.size()), nameservers);
    QCOMPARE(registration.statuses, QStringList{QStringLiteral("ok")});
    QCOMPARE(registration.registrarIanaId, QStringLiteral("49"));
    QCOMPARE(registration.abuseEmail, QStringLiteral("abuse@gmo.jp"));
    QCOMPARE(registration.abusePhone, QStringLiteral("+81.337709199"));
    QVERIFY(registration.registered == when(QStringLiteral("2001-12-10T11:05:42Z")));
    QVERIFY(registration.expires == when(QStringLiteral("2020-12-10T11:05:42Z")));
    if (lastChanged.isEmpty())
        QVERIFY(registration.lastChanged < when(QStringLiteral("2020-05-01T00:00:00Z")));
    else
        QVERIFY(registration.lastChanged == when(lastChanged));
}

void tst_coincheck::falseChildIsAsTheTalkPrintsIt()
{
    const QString at = QStringLiteral("2020-06-01T10:00:00Z");
    for (const char *address : {"82.221.139.210", "172.104.114.87", "45.77.9.110"}) {
        QCOMPARE(hosts(serverSays(address, "coincheck.com", Type::NS, at).answer), ThreeFalse);
        QCOMPARE(serverSays(address, "coincheck.com", Type::NS, at).answer[0].ttl, 360000u);
        QCOMPARE(data(serverSays(address, "coincheck.com", Type::A, at).answer, Type::A),
                 QByteArray("300 54.192.85.80"));
        QCOMPARE(data(serverSays(address, "coincheck.com", Type::MX, at).answer, Type::MX),
                 QByteArray("60 5 mail.coincheck.com."));
        QCOMPARE(data(serverSays(address, "mail.coincheck.com", Type::A, at).answer, Type::A),
                 QByteArray("300 45.77.24.250"));
        QVERIFY(
            data(serverSays(address, "coincheck.com", Type::SOA, at).answer, Type::SOA)
                .endsWith("ns-1985.awsdns-056.co.uk. ns-1515.awsdns-061.org. 2020050775 864000 72000 1209600 360000"));
    }
    const QString later = QStringLiteral("2020-06-02T17:00:00Z");
    QVERIFY(data(serverSays("82.221.139.210", "coincheck.com", Type::MX, later).answer, Type::MX)
                .contains("aspmx.l.google.com"));
    QVERIFY(data(serverSays("82.221.139.210", "coincheck.com", Type::SOA, later).answer, Type::SOA)
                .contains(" 2020050784 "));
    QCOMPARE(data(serverSays("172.104.114.87", "coincheck.com", Type::MX, later).answer, Type::MX),
             QByteArray("60 5 mail.coincheck.com."));
    // Silent before anybody was sent to them.
    QVERIFY(serverSays("82.221.139.210", "coincheck.com", Type::A, QStringLiteral("2020-05-29T14:00:00Z")).rcode ==
            dns::Rcode::Refused);
}

void tst_coincheck::honestChild()
{
    const QString at = QStringLiteral("2020-06-01T10:00:00Z");
    const Name name = nameOf("coincheck.com");
    const WatchedDomain &domain = briefing(*m_scenario).domains[0];
    QCOMPARE(domain.name, name);
    for (const char *address : {"205.251.197.235", "205.251.199.193", "205.251.194.138", "205.251.193.149"}) {
        const Reply ns = serverSays(address, "coincheck.com", Type::NS, at);
        QVERIFY(ns.aa);
        QCOMPARE(hosts(ns.answer), Honest);
        QVERIFY(data(serverSays(address, "coincheck.com", Type::MX, at).answer, Type::MX)
                    .contains("86400 1 aspmx.l.google.com."));
        QCOMPARE(data(serverSays(address, "coincheck.com", Type::SOA, at).answer, Type::SOA),
                 QByteArray("900 ns-1515.awsdns-61.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"));
        const Reply a = serverSays(address, "coincheck.com", Type::A, at);
        QCOMPARE(a.answer.size(), size_t(4));
        for (const dns::Record &record : a.answer) {
            const auto found = dns::addressOf(Type::A, record.rdata);
            QVERIFY(found && std::ranges::any_of(domain.classes[0].prefixes,
                                                 [&](const Prefix &prefix) { return prefix.contains(*found); }));
        }
        QVERIFY(serverSays(address, "mail.coincheck.com", Type::A, at).rcode == dns::Rcode::NXDomain);
    }
    // The false address is in the same class: only the path gives it away.
    QVERIFY(std::ranges::any_of(domain.classes[0].prefixes, [](const Prefix &prefix) {
        return prefix.contains(QHostAddress(QStringLiteral("54.192.85.80")));
    }));
    // The text records were copied.
    const auto honest = serverSays("205.251.197.235", "coincheck.com", Type::TXT, at);
    const auto copied = serverSays("82.221.139.210", "coincheck.com", Type::TXT, at);
    QCOMPARE(data(honest.answer, Type::TXT), data(copied.answer, Type::TXT));
    QCOMPARE(honest.answer.size(), size_t(6));
}

void tst_coincheck::lookalikesComeAndGo_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QByteArray>("resolving");
    QTest::newRow("beginning") << QStringLiteral("2020-05-29T14:00:00Z") << QByteArray();
    QTest::newRow("first registered") << QStringLiteral("2020-05-29T14:19:13Z") << QByteArray("061");
    QTest::newRow("all registered") << QStringLiteral("2020-05-29T23:59:59Z") << QByteArray("061 056 017");
    QTest::newRow("during") << QStringLiteral("2020-06-01T03:00:00Z") << QByteArray("061 056 017");
    QTest::newRow("the night after") << QStringLiteral("2020-06-02T17:00:00Z") << QByteArray("061 056 017");
    QTest::newRow("June 4th, noon in Japan") << QStringLiteral("2020-06-04T03:00:00Z") << QByteArray();
}

void tst_coincheck::lookalikesComeAndGo()
{
    QFETCH(QString, at);
    QFETCH(QByteArray, resolving);
    ResolverCache fresh(m_scenario, m_scenario->resolvers.back());
    QByteArrayList found;
    const std::pair<const char *, const char *> hostsAsked[] = {
        {"061", "ns-1515.awsdns-061.org"}, {"056", "ns-1985.awsdns-056.co.uk"}, {"017", "ns-650.awsdns-017.net"}};
    for (const auto &[mark, host] : hostsAsked)
        if (!fresh.resolve(nameOf(host), Type::A, when(at)).answer.empty()) found << mark;
    QCOMPARE(found.join(' '), resolving);
}

void tst_coincheck::resolversAt_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QByteArray>("lying");
    QTest::addColumn<QByteArray>("failing");
    // One letter a resolver, in the order of the scenario: Google, Cloudflare, Quad9, OpenDNS, A-F, office, data
    // centre.
    const auto row = [](const char *at, const char *lying, const char *failing) {
        QTest::newRow(at) << QString::fromLatin1(at) << QByteArray(lying) << QByteArray(failing);
    };
    row("2020-05-30T15:00:00Z", "", "");
    row("2020-05-30T16:00:00Z", "oA", "");
    row("2020-06-01T03:00:00Z", "gcqoADExy", "");
    row("2020-06-01T11:52:00Z", "gcqoABDExy", "");
    row("2020-06-01T18:00:00Z", "cqBDEy", "");
    row("2020-06-02T12:00:00Z", "cBDy", "");
    row("2020-06-04T03:00:00Z", "", "cBDy");
    row("2020-06-04T07:00:00Z", "", "cBy");
    row("2020-06-05T16:00:00Z", "", "");
    row("2020-06-06T23:00:00Z", "", "");
}

void tst_coincheck::resolversAt()
{
    QFETCH(QString, at);
    QFETCH(QByteArray, lying);
    QFETCH(QByteArray, failing);
    const QByteArray letters = "gcqoABCDEFxy";
    QByteArray lies;
    QByteArray failures;
    for (size_t i = 0; i < m_scenario->resolvers.size(); ++i) {
        ResolverCache cache(m_scenario, m_scenario->resolvers[i]);
        // The team has looked since the beginning, every four hours here.
        for (Instant look = briefing(*m_scenario).begins; look < when(at); look += std::chrono::hours(4))
            (void)cache.resolve(nameOf("coincheck.com"), Type::NS, look);
        const auto answer = cache.resolve(nameOf("coincheck.com"), Type::MX, when(at));
        if (answer.rcode == dns::Rcode::ServFail)
            failures += letters[int(i)];
        else if (data(answer.answer, Type::MX).contains("mail.coincheck.com"))
            lies += letters[int(i)];
    }
    QCOMPARE(lies, lying);
    QCOMPARE(failures, failing);
}

void tst_coincheck::everyNameserverResolves_data()
{
    QTest::addColumn<QString>("at");
    QTest::newRow("beginning") << QStringLiteral("2020-05-29T14:00:00Z");
    QTest::newRow("during") << QStringLiteral("2020-06-01T03:00:00Z");
    QTest::newRow("end") << QStringLiteral("2020-06-07T00:00:00Z");
}

void tst_coincheck::everyNameserverResolves()
{
    QFETCH(QString, at);
    StoryClock clock(when(at));
    World world(clock, m_scenario);
    QVERIFY(world.start());
    dns::QueryEngine engine(clock, world.internet());
    dns::DelegationWalk walker(engine);
    clock.setPaused(true);
    for (const char *domain : {"coincheck.com", "coincheck.jp"}) {
        std::optional<dns::Delegation> found;
        QString problem;
        walker.find(nameOf(domain), this, [&](auto done) {
            if (!done)
                problem = done.error().error.detail;
            else
                found = *done;
            clock.setPaused(true);
        });
        clock.setPaused(false);
        QTRY_VERIFY2(found || !problem.isEmpty(), domain);
        QVERIFY2(found && found->exists, qPrintable(problem));
        const bool com = found->parentZone == nameOf("com");
        QCOMPARE(found->parentServers.size(), size_t(com ? 13 : 8));
        for (const dns::NameServer &server : found->childServers) {
            std::optional<dns::NameServer> resolved;
            walker.addressesOf(server.name, this, [&](const dns::DelegationWalk::Addresses &addresses) {
                resolved = addresses.host;
                clock.setPaused(true);
            });
            clock.setPaused(false);
            QTRY_VERIFY(resolved);
            QVERIFY2(resolved->addresses.size() == 1, qPrintable(server.name.display() + resolved->problem));
            QVERIFY(m_scenario->serverAt(resolved->addresses[0]));
        }
    }
    QCOMPARE(clock.lost(), quint64(0));
}

void tst_coincheck::calmDomainStaysCalm()
{
    const Instant begins = briefing(*m_scenario).begins;
    QByteArray first;
    for (Instant at = begins; at < briefing(*m_scenario).ends; at += std::chrono::hours(7)) {
        ResolverCache cache(m_scenario, m_scenario->resolvers.back());
        QByteArray all;
        for (const Type type : {Type::NS, Type::SOA, Type::A, Type::MX, Type::TXT})
            all += data(cache.resolve(nameOf("coincheck.jp"), type, at).answer, type);
        if (first.isEmpty()) first = all;
        QCOMPARE(all, first);
    }
    QVERIFY(first.contains("aspmx"));
}

void tst_coincheck::pathLeadsToTokyoOrAmsterdam()
{
    StoryClock clock(briefing(*m_scenario).opens);
    World world(clock, m_scenario);
    QVERIFY(world.start());
    clock.setPaused(true);
    const auto trace = [&](const char *address) {
        path::TracePtr traced;
        const Name name = nameOf("coincheck.com");
        world.internet().pathProber()->trace(name, name, QHostAddress(QString::fromLatin1(address)), this,
                                             [&](path::TracePtr done) {
                                                 traced = std::move(done);
                                                 clock.setPaused(true);
                                             });
        clock.setPaused(false);
        [&] { QTRY_VERIFY(traced); }();
        return traced;
    };
    const auto tokyo = trace("13.35.49.12");
    QVERIFY(tokyo->reached);
    QCOMPARE(tokyo->hops.back().place, QStringLiteral("NRT"));
    QVERIFY(*tokyo->response < std::chrono::milliseconds(45));
    const auto amsterdam = trace("54.192.85.80");
    QVERIFY(amsterdam->reached);
    QCOMPARE(amsterdam->hops.back().place, QStringLiteral("AMS"));
    QVERIFY(*amsterdam->response > std::chrono::milliseconds(300));
    QVERIFY(std::ranges::any_of(
        amsterdam->hops, [](const path::Hop &hop) { return hop.name.endsWith(QStringLiteral(".nl.bb.gin.ntt.net")); }));
}

void tst_coincheck::openingIsComputed()
{
    StoryClock clock(briefing(*m_scenario).opens);
    clock.setPaused(true);
    World world(clock, m_scenario);
    QVERIFY(world.start());
    QVERIFY(!world.start()); // once only
    QCOMPARE(world.questionsTaken(), quint64(0));
    QCOMPARE(world.internet().rootHints().size(), size_t(13));
    QVERIFY(world.internet().rdapBase("com"));
    QCOMPARE(world.internet().rdapBase("jp")->scheme(), QStringLiteral("whois"));
    QVERIFY(!world.internet().rdapBase("test"));
}

QTEST_GUILESS_MAIN(tst_coincheck)
#include "tst_coincheck.moc"
