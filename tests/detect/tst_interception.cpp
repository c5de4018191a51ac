// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Interception.h"
#include "app/watch/VacantAddress.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::detect;
using dns::Transport;
using dns::Type;
using dns::Vantage;

namespace {

dns::Name name(const char *text) { return dns::Name::fromText(text).value(); }
const dns::Name Domain = name("bank.example");

struct Answer {
    bool aa = false, ra = false;
    const char *ns = "ns1.bank.example.";
    bool answered = true;
    dns::Rcode rcode = dns::Rcode::NoError;
};

watch::Expectation expectedNs(const char *host)
{
    watch::Expectation one;
    one.owner = Domain;
    one.type = Type::NS;
    one.rdatas = {dns::rdataFromText(Type::NS, host).value()};
    return one;
}

dns::ExchangePtr exchange(Vantage vantage, const QString &address, Transport transport, const Answer &answer)
{
    auto one = std::make_shared<dns::Exchange>();
    one->vantage = vantage;
    one->server.address = QHostAddress(address);
    one->server.label = vantage == Vantage::Resolver ? address : QString();
    one->transport = transport;
    one->question = {Domain, Type::NS};
    one->recursionDesired = vantage == Vantage::Resolver;
    if (!answer.answered) return one;
    one->outcome = dns::Outcome::Answered;
    auto message = std::make_shared<dns::Message>();
    message->qr = true;
    message->aa = answer.aa;
    message->ra = answer.ra;
    message->rcode = answer.rcode;
    message->answer = {{Domain, Type::NS, 1, 300, dns::rdataFromText(Type::NS, answer.ns).value()}};
    one->message = message;
    return one;
}

class LookBuilder {
public:
    LookBuilder() { m_look.domain.name = Domain; }
    LookBuilder &saw(Vantage vantage, const char *address, const Answer &answer, Transport transport = Transport::Udp)
    {
        auto one = exchange(vantage, QLatin1String(address), transport, answer);
        m_look.observations.push_back(watch::observe(m_look.domain, one));
        return *this;
    }
    LookBuilder &checked(Vantage vantage, const QString &address, const Answer &answer, Transport transport)
    {
        m_look.delegation.exchanges.push_back(exchange(vantage, address, transport, answer));
        return *this;
    }
    watch::Look &look() { return m_look; }
    std::optional<Interception> judge() { return interceptionIn(m_look); }

private:
    watch::Look m_look;
};

const Answer Referral{false, false};
const Answer Authority{true, false};
const Answer Recursive{false, true};
const Answer False{false, true, "ns.rewritten.example."};

} // namespace

class InterceptionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anHonestNetwork()
    {
        LookBuilder look;
        look.saw(Vantage::Parent, "192.0.2.1", Referral).saw(Vantage::Parent, "192.0.2.2", Referral);
        look.saw(Vantage::Authoritative, "192.0.2.3", Authority);
        look.saw(Vantage::Resolver, "192.0.2.8", Recursive).saw(Vantage::Resolver, "192.0.2.9", Recursive);
        look.checked(Vantage::Resolver, QStringLiteral("192.0.2.8"), Recursive, Transport::Https);
        look.checked(Vantage::Resolver, watch::vacantAddress().toString(), {.answered = false}, Transport::Udp);
        QVERIFY(!look.judge());
    }

    void anAnswerFromNobody()
    {
        LookBuilder look;
        look.saw(Vantage::Parent, "192.0.2.1", Referral);
        look.checked(Vantage::Resolver, watch::vacantAddress().toString(), Recursive, Transport::Udp);
        const auto found = look.judge();
        QVERIFY(found);
        QCOMPARE(found->reasons.size(), size_t(1));
        QCOMPARE(signText(found->reasons.front().sign), QByteArray("vacant-address"));
        QVERIFY(englishSentence(*found).startsWith(QStringLiteral("Your network rewrites DNS")));
        QVERIFY(englishSentence(*found).contains(watch::vacantAddress().toString()));
    }

    void recursionAtTheParent()
    {
        LookBuilder look;
        look.saw(Vantage::Parent, "192.0.2.1", Recursive).saw(Vantage::Parent, "192.0.2.2", Recursive);
        look.saw(Vantage::Authoritative, "192.0.2.3", Recursive);
        const auto found = look.judge();
        QVERIFY(found);
        QCOMPARE(signText(found->reasons.front().sign), QByteArray("recursion"));
        QVERIFY(found->reasons.front().servers.contains(QStringLiteral("192.0.2.1")));
    }

    // Name servers that are resolvers: the domain is lame, and nobody rewrites anything.
    void lameServersAreNoInterception()
    {
        LookBuilder look;
        look.saw(Vantage::Parent, "192.0.2.1", Referral).saw(Vantage::Parent, "192.0.2.2", Referral);
        look.saw(Vantage::Authoritative, "192.0.2.3", Recursive).saw(Vantage::Authoritative, "192.0.2.4", Recursive);
        look.saw(Vantage::Authoritative, "192.0.2.5", Recursive);
        QVERIFY(!look.judge());
    }

    void oneOddParentServerIsNoInterception()
    {
        LookBuilder look;
        look.saw(Vantage::Parent, "192.0.2.1", Recursive).saw(Vantage::Parent, "192.0.2.2", Referral);
        look.saw(Vantage::Authoritative, "192.0.2.3", Authority);
        QVERIFY(!look.judge());
    }

    void encryptedAnswersThatAgreeAgainstPort53()
    {
        LookBuilder look;
        for (const char *address : {"192.0.2.8", "192.0.2.9"}) {
            look.saw(Vantage::Resolver, address, False);
            look.checked(Vantage::Resolver, QLatin1String(address), Recursive, Transport::Https);
        }
        const auto found = look.judge();
        QVERIFY(found);
        QCOMPARE(signText(found->reasons.front().sign), QByteArray("encrypted-differs"));
    }

    // One resolver whose caches disagree, and a resolver that is the same over both, prove nothing.
    void oneResolverIsNotEnough()
    {
        LookBuilder one;
        one.saw(Vantage::Resolver, "192.0.2.8", False);
        one.checked(Vantage::Resolver, QStringLiteral("192.0.2.8"), Recursive, Transport::Https);
        QVERIFY(!one.judge());

        LookBuilder mixed;
        for (const char *address : {"192.0.2.7", "192.0.2.8"}) {
            mixed.saw(Vantage::Resolver, address, False);
            mixed.checked(Vantage::Resolver, QLatin1String(address), Recursive, Transport::Tls);
        }
        mixed.saw(Vantage::Resolver, "192.0.2.9", Recursive);
        mixed.checked(Vantage::Resolver, QStringLiteral("192.0.2.9"), Recursive, Transport::Https);
        QVERIFY(!mixed.judge());
    }

    // A hijack that every resolver serves, over every transport, stays one.
    void aHijackIsNoInterception()
    {
        LookBuilder look;
        look.saw(Vantage::Parent, "192.0.2.1", {false, false, "ns.evil.example."});
        look.saw(Vantage::Parent, "192.0.2.2", {false, false, "ns.evil.example."});
        for (const char *address : {"192.0.2.8", "192.0.2.9"}) {
            look.saw(Vantage::Resolver, address, {false, true, "ns.evil.example."});
            look.checked(Vantage::Resolver, QLatin1String(address), {false, true, "ns.evil.example."},
                         Transport::Https);
        }
        QVERIFY(!look.judge());
    }

    // Caches behind port 53 that still hold the attacker's data, and others behind HTTPS that hold the true ones.
    void cachesThatLagAreNoInterception()
    {
        const auto lagging = [] {
            LookBuilder look;
            for (const char *address : {"192.0.2.8", "192.0.2.9"}) {
                look.saw(Vantage::Resolver, address, False);
                look.checked(Vantage::Resolver, QLatin1String(address), Recursive, Transport::Https);
            }
            return look;
        };
        QVERIFY(lagging().judge());
        auto hijacked = lagging(); // the parent says so, too
        hijacked.saw(Vantage::Parent, "192.0.2.1", {true, false, "ns.rewritten.example."});
        QVERIFY(!hijacked.judge());
        auto repaired = lagging(); // the false server does, that nobody else names any more
        repaired.look().formerServers = {
            watch::observe(repaired.look().domain, exchange(Vantage::Authoritative, QStringLiteral("192.0.2.66"),
                                                            Transport::Udp, {true, false, "ns.rewritten.example."}))};
        QVERIFY(!repaired.judge());
        auto reversed = lagging(); // it is HTTPS that lies
        reversed.look().domain.expectations = {expectedNs("ns.rewritten.example.")};
        QVERIFY(!reversed.judge());
    }

    void refusalsThatOfferRecursion()
    {
        LookBuilder look;
        const Answer refusal{.ra = true, .rcode = dns::Rcode::Refused};
        look.saw(Vantage::Parent, "192.0.2.1", refusal).saw(Vantage::Parent, "192.0.2.2", refusal);
        const auto found = look.judge();
        QVERIFY(found);
        QCOMPARE(signText(found->reasons.front().sign), QByteArray("recursion"));
    }

    void onlyPort53BecomesUnknown()
    {
        LookBuilder look;
        look.saw(Vantage::Parent, "192.0.2.1", Authority);
        look.saw(Vantage::Resolver, "192.0.2.8", Recursive, Transport::Tcp);
        look.saw(Vantage::Resolver, "192.0.2.8", Recursive, Transport::Tls);
        for (const auto &observation : look.look().observations)
            QCOMPARE(observation.state, watch::State::Match);
        look.look().servers = {{name("ns1.bank.example"), {}, {}}};
        const Interception resolversOnly{{{Interception::Sign::Encrypted, {}, {}}}};
        const auto kept = withoutRewritten(look.look(), resolversOnly);
        QCOMPARE(kept->observations[0].state, watch::State::Match);
        QCOMPARE(kept->observations[1].state, watch::State::Unknown);
        QCOMPARE(kept->servers.size(), size_t(1));
        const Interception all{{{Interception::Sign::Encrypted, {}, {}}, {Interception::Sign::VacantAddress, {}, {}}}};
        const auto masked = withoutRewritten(look.look(), all);
        QVERIFY(masked->servers.empty());
        QCOMPARE(masked->observations.size(), size_t(3));
        QCOMPARE(masked->observations[0].state, watch::State::Unknown);
        QVERIFY(!masked->observations[0].seen);
        QVERIFY(!masked->observations[0].reason.isEmpty());
        QCOMPARE(masked->observations[1].state, watch::State::Unknown);
        QCOMPARE(masked->observations[2].state, watch::State::Match);
        QVERIFY(masked->observations[2].seen);
    }
};

QTEST_GUILESS_MAIN(InterceptionTest)
#include "tst_interception.moc"
