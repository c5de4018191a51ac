// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/AssetVerdict.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::console;
using namespace Qt::StringLiterals;
using registry::Greeting;
using respond::AssetKind;
using respond::AssetState;
using watch::HostAnswer;
using watch::NameFate;
using watch::ServerFate;

namespace {

dns::Name name(const char *text) { return dns::Name::fromText(text).value(); }

HostAnswer answer(NameFate fate, std::initializer_list<ServerFate> servers, const char *says = "", bool works = true)
{
    HostAnswer made;
    made.at = instantFromRfc3339(u"2020-05-30T15:20:00Z"_s).value();
    made.fate = fate;
    made.fateDetail = u"NXDOMAIN from a.example"_s;
    for (const auto server : servers)
        made.served.push_back({QHostAddress(u"82.221.139.210"_s), server, u"REFUSED"_s});
    made.says = QString::fromLatin1(says);
    made.networkWorks = works;
    return made;
}

HostAnswer mail(Greeting::Outcome outcome)
{
    HostAnswer made = answer(NameFate::Unknown, {});
    made.greetings.push_back({QHostAddress(u"45.77.24.250"_s), outcome, made.at, "220 x", u"220 x"_s});
    return made;
}

QString turned(AssetKind kind, const HostAnswer &answer, AssetMemory &memory)
{
    const auto turn = judgeAsset(kind, answer, memory);
    return turn ? QString::fromLatin1(respond::assetStateText(turn->state)) : u"-"_s;
}

} // namespace

class TestAssetVerdict : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNameserversLifeAsIn2020()
    {
        AssetMemory memory;
        const auto kind = AssetKind::Nameserver;
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}, "MX mail"), memory), u"live"_s);
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}, "MX mail"), memory), u"-"_s);
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}, "MX google"), memory), u"changed"_s);
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}, "MX google"), memory), u"-"_s);
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}, "MX third"), memory), u"changed"_s);
        QCOMPARE(turned(kind, answer(NameFate::Gone, {ServerFate::Silent}), memory), u"stopped"_s);
        QCOMPARE(turned(kind, answer(NameFate::Unregistered, {ServerFate::Silent}), memory), u"unresolvable"_s);
        QCOMPARE(memory.confirmed, 2);
        // It comes back, as it was.
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}, "MX mail"), memory), u"live"_s);
        QCOMPARE(memory.confirmed, 0);
    }

    void silenceIsNoDeathUntilItLasts()
    {
        AssetMemory memory;
        const auto kind = AssetKind::Nameserver;
        const auto silent = answer(NameFate::Resolves, {ServerFate::Silent});
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}), memory), u"live"_s);
        QCOMPARE(turned(kind, silent, memory), u"-"_s);
        QCOMPARE(turned(kind, silent, memory), u"-"_s);
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}), memory), u"-"_s); // not in a row
        for (int i = 1; i < SilencesToBelieve; ++i)
            QCOMPARE(turned(kind, silent, memory), u"-"_s);
        QCOMPARE(turned(kind, silent, memory), u"stopped"_s);
    }

    void ourOwnSilenceIsNotTheirs()
    {
        AssetMemory memory;
        const auto kind = AssetKind::Nameserver;
        (void)turned(kind, answer(NameFate::Resolves, {ServerFate::Answers}), memory);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(turned(kind, answer(NameFate::Unknown, {ServerFate::Silent}, "", false), memory), u"-"_s);
            auto unheard = mail(Greeting::Outcome::Silent);
            unheard.networkWorks = false;
            QCOMPARE(turned(AssetKind::MailHost, unheard, memory), u"-"_s);
            QCOMPARE(turned(AssetKind::MailHost, mail(Greeting::Outcome::Unreachable), memory), u"-"_s);
        }
        QCOMPARE(memory.state, AssetState::Live);
    }

    void oneOfItsAddressesIsEnough()
    {
        AssetMemory memory;
        const auto kind = AssetKind::Nameserver;
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Silent, ServerFate::Answers}), memory),
                 u"live"_s);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Refuses, ServerFate::Answers}), memory),
                     u"-"_s);
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Refuses, ServerFate::Empty}), memory), u"-"_s);
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {ServerFate::Refuses, ServerFate::Empty}), memory),
                 u"stopped"_s);
    }

    void aNameThatFailsForAWhile()
    {
        AssetMemory memory;
        const auto kind = AssetKind::Nameserver;
        // Caches still lead to a server that lives.
        QCOMPARE(turned(kind, answer(NameFate::Failing, {ServerFate::Answers}), memory), u"live"_s);
        const auto failing = answer(NameFate::Failing, {ServerFate::Silent});
        for (int i = 1; i < SilencesToBelieve; ++i)
            QCOMPARE(turned(kind, failing, memory), u"-"_s);
        QCOMPARE(turned(kind, failing, memory), u"unresolvable"_s);
    }

    void aMailHostByItsGreeting()
    {
        AssetMemory memory;
        const auto kind = AssetKind::MailHost;
        QCOMPARE(turned(kind, mail(Greeting::Outcome::Greets), memory), u"live"_s);
        QCOMPARE(turned(kind, mail(Greeting::Outcome::Refuses), memory), u"changed"_s);
        QCOMPARE(turned(kind, mail(Greeting::Outcome::Mute), memory), u"-"_s);
        QCOMPARE(turned(kind, mail(Greeting::Outcome::Closed), memory), u"-"_s);
        QCOMPARE(turned(kind, mail(Greeting::Outcome::Closed), memory), u"stopped"_s);
        QCOMPARE(turned(kind, mail(Greeting::Outcome::Greets), memory), u"live"_s);
    }

    void aDomainByItsDelegationAlone()
    {
        AssetMemory memory;
        const auto kind = AssetKind::Domain;
        QCOMPARE(turned(kind, answer(NameFate::Resolves, {}), memory), u"live"_s);
        QCOMPARE(turned(kind, answer(NameFate::Unknown, {}), memory), u"-"_s);
        QCOMPARE(turned(kind, answer(NameFate::Unregistered, {}), memory), u"unresolvable"_s);
    }

    void whatIsAskedOfEach()
    {
        respond::HostileAsset asset;
        asset.domains = {name("coincheck.com")};
        asset.addresses = {QHostAddress(u"45.77.24.250"_s)};
        asset.key = {AssetKind::MailHost, u"mail.coincheck.com"_s};
        auto question = questionFor(asset);
        QVERIFY(question && question->asksMail && !question->asksDns);
        QVERIFY(!question->name); // our own name: we answer for it
        asset.addresses.clear();
        QVERIFY(!questionFor(asset));
        asset.key = {AssetKind::Nameserver, u"ns-1515.awsdns-061.org"_s};
        question = questionFor(asset);
        QVERIFY(question && question->asksDns && !question->asksMail);
        QCOMPARE(question->name, std::optional(name("ns-1515.awsdns-061.org")));
        asset.key = {AssetKind::Domain, u"awsdns-061.org"_s};
        QVERIFY(questionFor(asset)->isDomain);
        asset.key = {AssetKind::Certificate, u"03ff"_s};
        QVERIFY(!questionFor(asset));
        asset.key = {AssetKind::Address, u"45.77.24.250"_s};
        asset.addresses = {QHostAddress(u"45.77.24.250"_s)};
        QVERIFY(!questionFor(asset)); // nobody knows of a service there: he is not scanned
        asset.findings = {u"D8"_s};
        QVERIFY(questionFor(asset)->asksMail);
    }

    void aRestartRemembers()
    {
        const auto at = instantFromRfc3339(u"2020-05-30T15:20:00Z"_s).value();
        auto memory =
            memoryOf({{at, AssetState::Live, {}, {}, u"MX mail"_s}, {at, AssetState::Changed, {}, {}, u"MX g"_s}});
        QCOMPARE(turned(AssetKind::Nameserver, answer(NameFate::Resolves, {ServerFate::Answers}, "MX g"), memory),
                 u"-"_s);
        QCOMPARE(turned(AssetKind::Nameserver, answer(NameFate::Resolves, {ServerFate::Answers}, "MX mail"), memory),
                 u"live"_s);
    }

    void everythingIsAskedBeforeItIsCleanedUp()
    {
        watch::Domain domain;
        domain.name = name("coincheck.com");
        watch::Expectation one;
        one.owner = name("shop.coincheck.com");
        one.type = dns::Type::SRV;
        domain.expectations = {one};
        const auto questions = watch::questionsBeforeCleanup(domain);
        const auto asks = [&](const char *owner, dns::Type type) {
            return std::find(questions.begin(), questions.end(), dns::Question{name(owner), type}) != questions.end();
        };
        QVERIFY(asks("coincheck.com", dns::Type::MX) && asks("coincheck.com", dns::Type::DNSKEY));
        QVERIFY(asks("shop.coincheck.com", dns::Type::SRV) && asks("shop.coincheck.com", dns::Type::A));
        QVERIFY(asks("_dmarc.coincheck.com", dns::Type::TXT) && asks("mail.coincheck.com", dns::Type::A));
        QVERIFY(questions.size() > 100 && questions.size() <= 180);
        for (int i = 0; i < 500; ++i) {
            one.owner = name(QByteArray("h" + QByteArray::number(i) + ".coincheck.com").constData());
            domain.expectations.push_back(one);
        }
        QVERIFY(watch::questionsBeforeCleanup(domain).size() <= 180);
    }
};

QTEST_GUILESS_MAIN(TestAssetVerdict)
#include "tst_assetverdict.moc"
