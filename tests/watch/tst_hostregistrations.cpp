// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/HostRegistrations.h"
#include "tests/watch/SyntheticExchange.h"
#include "tests/watch/WatchedWorld.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using dns::Type;
using watch::HostRegistrations;

class HostRegistrationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strangers_data();
    void strangers();
    void eachDomainIsToldOnce();
    void aLookAsksAboutFew();
    void whatIsNotKnownHoldsNothingUp();
};

void HostRegistrationsTest::strangers_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("seen");
    QTest::addColumn<QByteArray>("stranger"); // empty: none
    const auto row = [](const char *title, const char *type, const char *seen, const char *stranger) {
        QTest::newRow(title) << QByteArray(type) << QByteArray(seen) << QByteArray(stranger);
    };
    row("our name server", "NS", "ns1.provider.net.", "");
    row("another of our provider", "NS", "ns9.provider.net.", "");
    row("in our own domain", "NS", "ns.example.com.", "");
    row("a stranger", "NS", "ns1.evil.example.", "evil.example");
    row("below a suffix of two labels", "NS", "ns1.sub.evil.co.uk.", "evil.co.uk");
    row("a name without a registration", "NS", "localhost.", "");
    row("our mail host", "MX", "10 mx.mail.org.", "");
    row("a stranger's mail host", "MX", "10 mx.evil.example.", "evil.example");
    row("no mail at all", "MX", "0 .", "");
    row("under a class of mail hosts", "class", "10 mx.mail.org. 20 in7.mailprov.example.", "");
    row("a stranger beside a class", "class", "10 in7.mailprov.example. 5 mailprov.evil.example.", "evil.example");
    row("another of the class's provider", "class", "5 other.provider.co.uk.", "");
    row("an address is no host", "A", "198.51.100.1", "");
}

void HostRegistrationsTest::strangers()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, seen);
    QFETCH(QByteArray, stranger);
    watch::Domain domain;
    domain.name = name("example.com");
    expectExactly(domain, "example.com", Type::NS, {"ns1.provider.net."}, 172800);
    expectExactly(domain, "example.com", Type::MX, {"10 mx.mail.org."});
    expectExactly(domain, "example.com", Type::A, {"192.0.2.1"});
    const bool ofClass = type == "class";
    if (ofClass) {
        watch::Expectation under;
        under.owner = domain.name;
        under.type = Type::MX;
        under.kind = watch::Expectation::Kind::Under;
        under.under = {name("mailprov.example"), name("in.provider.co.uk")};
        domain.set(watch::anyOf({*domain.find(domain.name, Type::MX), under}));
    }
    const Type asked = ofClass ? Type::MX : dns::typeFromText(type).value();
    std::vector<QByteArray> answers{seen};
    if (const auto words = seen.split(' '); words.size() == 4)
        answers = {words[0] + ' ' + words[1], words[2] + ' ' + words[3]};
    const auto exchange = Says::authoritative("example.com", asked).answer(answers).exchange();
    std::set<dns::Name> expected;
    if (!stranger.isEmpty()) expected.insert(name(stranger));
    QCOMPARE(watch::strangerDomains(domain, {watch::observe(domain, exchange)}), expected);
}

void HostRegistrationsTest::eachDomainIsToldOnce()
{
    WatchedWorld world(at("2021-01-03T12:00:00Z"));
    HostRegistrations hosts(world.clock, world.instruments().registry);
    const std::set<dns::Name> strangers{name("evil.example")};
    std::vector<size_t> told;
    const auto gather = [&](const char *watched) {
        hosts.gather(name(watched), strangers, this,
                     [&](const std::vector<registry::LookupPtr> &lookups) { told.push_back(lookups.size()); });
    };
    gather("a.example");
    QVERIFY(told.empty()); // the registry is asked
    QVERIFY(world.run(world.clock.now() + std::chrono::seconds(30)));
    QCOMPARE(told, (std::vector<size_t>{1}));
    gather("a.example");
    gather("b.example");
    QCOMPARE(told, (std::vector<size_t>{1, 0, 1})); // at once, from memory
}

void HostRegistrationsTest::aLookAsksAboutFew()
{
    WatchedWorld world(at("2021-01-03T12:00:00Z"));
    HostRegistrations hosts(world.clock, world.instruments().registry);
    std::set<dns::Name> many;
    for (int i = 0; i < 20; ++i)
        many.insert(name("evil" + QByteArray::number(i) + ".example"));
    std::vector<size_t> told;
    for (int look = 0; look < 4; ++look) {
        hosts.gather(name("a.example"), many, this,
                     [&](const std::vector<registry::LookupPtr> &lookups) { told.push_back(lookups.size()); });
        QVERIFY(world.run(world.clock.now() + std::chrono::seconds(30)));
    }
    QCOMPARE(told, (std::vector<size_t>{8, 8, 4, 0}));
}

// A registry that cannot be asked is told like any other, and what is destroyed says nothing more.
void HostRegistrationsTest::whatIsNotKnownHoldsNothingUp()
{
    WatchedWorld world(at("2021-01-03T12:00:00Z"), false);
    int called = 0;
    {
        HostRegistrations hosts(world.clock, world.instruments().registry);
        hosts.gather(name("a.example"), {name("evil.example")}, this,
                     [&](const std::vector<registry::LookupPtr> &lookups) {
                         ++called;
                         QVERIFY(lookups.empty() || !lookups.front()->registration);
                     });
        QVERIFY(world.run(world.clock.now() + HostRegistrations::Patience + std::chrono::seconds(1)));
        QCOMPARE(called, 1);
        hosts.gather(name("b.example"), {name("other.example")}, this,
                     [&](const std::vector<registry::LookupPtr> &) { ++called; });
    }
    QVERIFY(world.run(world.clock.now() + std::chrono::seconds(60)));
    QCOMPARE(called, 1);
}

QTEST_GUILESS_MAIN(HostRegistrationsTest)
#include "tst_hostregistrations.moc"
