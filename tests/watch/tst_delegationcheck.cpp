// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/CrossChecks.h"
#include "app/watch/DelegationCheck.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::watch;
using dns::Transport;
using dns::Type;
using dns::Vantage;

namespace {

dns::Name name(const char *text) { return dns::Name::fromText(text).value(); }
const dns::Name Bank = name("bank.example");
constexpr const char *Soa1 = "ns1.bank.example. root.bank.example. 1 7200 900 1209600 300";
constexpr const char *Soa2 = "ns1.bank.example. root.bank.example. 2 7200 900 1209600 300";

struct Said {
    Vantage vantage = Vantage::Authoritative;
    const char *server = "ns1.bank.example";
    const char *address = "192.0.2.1";
    Type type = Type::SOA;
    const char *data = Soa1; // null: none
    bool aa = true;
    dns::Rcode rcode = dns::Rcode::NoError;
    Transport transport = Transport::Udp;
    dns::Outcome outcome = dns::Outcome::Answered;
    quint16 klass = 1;
    QByteArray options{};
    bool dnssecOk = false;
};

dns::ExchangePtr exchange(const Said &said)
{
    auto one = std::make_shared<dns::Exchange>();
    one->vantage = said.vantage;
    one->server.name = name(said.server);
    one->server.address = QHostAddress(QLatin1String(said.address));
    one->transport = said.transport;
    const bool isIdentity = said.klass == 3;
    one->question = {isIdentity ? name("version.bind") : Bank, said.type, said.klass};
    dns::Edns edns;
    edns.dnssecOk = said.dnssecOk;
    one->query = dns::buildQuery(1, one->question.name.wire(), said.type, false, edns);
    one->outcome = said.outcome;
    if (!one->answered()) return one;
    auto message = std::make_shared<dns::Message>();
    message->qr = true;
    message->aa = said.aa;
    message->rcode = said.rcode;
    if (!said.options.isEmpty()) {
        message->edns.emplace();
        message->edns->options = said.options;
    }
    if (said.data)
        message->answer = {
            {one->question.name, said.type, said.klass, 300, dns::rdataFromText(said.type, said.data).value()}};
    one->message = message;
    return one;
}

class LookBuilder {
public:
    LookBuilder() { m_look.domain.name = Bank; }
    LookBuilder &saw(const Said &said)
    {
        m_look.observations.push_back(observe(m_look.domain, exchange(said)));
        return *this;
    }
    LookBuilder &beside(const Said &said)
    {
        m_look.delegation.exchanges.push_back(exchange(said));
        return *this;
    }
    [[nodiscard]] DelegationCheck check(const DelegationCheck *before = nullptr)
    {
        rememberIdentities(m_look, m_identities);
        return checkDelegation(m_look, m_identities, before);
    }
    [[nodiscard]] const Look &look() const { return m_look; }

private:
    Look m_look;
    Identities m_identities;
};

QList<QByteArray> whats(const DelegationCheck &check)
{
    QList<QByteArray> out;
    for (const auto &difference : check.differences)
        out << difference.what;
    return out;
}

} // namespace

class DelegationCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Two answers over UDP that differ are no matter of transports: the zone was updated in between.
    void overUdpAloneNothingDiffersOverTcp()
    {
        LookBuilder withDo;
        withDo.saw({}).beside({.data = Soa2, .dnssecOk = true});
        QCOMPARE(whats(withDo.check()), QList<QByteArray>{});
        LookBuilder twoNames;
        twoNames.saw({}).saw({.server = "ns9.bank.example", .data = Soa2});
        QVERIFY(!whats(twoNames.check()).contains("udp-tcp"));
        twoNames.beside({.data = Soa2, .transport = Transport::Tcp});
        QVERIFY(!whats(twoNames.check()).contains("udp-tcp"));
        QCOMPARE(agreesOverTcp(twoNames.look(), QHostAddress(QStringLiteral("192.0.2.1"))), std::optional(true));
        withDo.beside({.data = Soa2, .transport = Transport::Tcp});
        QCOMPARE(whats(withDo.check()), QList<QByteArray>{"udp-tcp"});
        QCOMPARE(withDo.check().differences.front().sides.size(), size_t(2));
    }

    void serversThatAgree()
    {
        LookBuilder look;
        look.saw({}).saw({.server = "ns2.bank.example", .address = "192.0.2.2"});
        look.beside({.transport = Transport::Tcp});
        const auto check = look.check();
        QCOMPARE(check.differences.size(), size_t(0));
        QCOMPARE(check.servers.size(), size_t(2));
        for (const auto &server : check.servers) {
            QCOMPARE(serverStateText(server.kind), QByteArray("answers"));
            QVERIFY(server.isDelegated);
        }
    }

    void statesAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("rcode");
        QTest::addColumn<bool>("aa");
        const auto row = [](const char *state, dns::Outcome outcome, dns::Rcode rcode, bool aa) {
            QTest::newRow(state) << QByteArray(state) << int(outcome) << int(rcode) << aa;
        };
        row("answers", dns::Outcome::Answered, dns::Rcode::NoError, true);
        row("lame", dns::Outcome::Answered, dns::Rcode::NoError, false);
        row("refuses", dns::Outcome::Answered, dns::Rcode::Refused, false);
        row("fails", dns::Outcome::Answered, dns::Rcode::ServFail, false);
        row("malformed", dns::Outcome::Malformed, dns::Rcode::NoError, false);
        row("silent", dns::Outcome::TimedOut, dns::Rcode::NoError, false);
        row("unreachable", dns::Outcome::Unreachable, dns::Rcode::NoError, false);
    }
    void statesAreToldApart()
    {
        QFETCH(QByteArray, state);
        QFETCH(int, outcome);
        QFETCH(int, rcode);
        QFETCH(bool, aa);
        LookBuilder look;
        look.saw({.data = nullptr, .aa = aa, .rcode = dns::Rcode(rcode), .outcome = dns::Outcome(outcome)});
        const auto check = look.check();
        QCOMPARE(check.servers.size(), size_t(1));
        QCOMPARE(serverStateText(check.servers.front().kind), state);
    }

    void differences()
    {
        LookBuilder parents;
        for (const char *address : {"192.0.2.11", "192.0.2.12", "192.0.2.13"})
            parents.saw(
                {.vantage = Vantage::Parent, .address = address, .type = Type::NS, .data = "ns1.bank.example."});
        parents.saw(
            {.vantage = Vantage::Parent, .address = "192.0.2.14", .type = Type::NS, .data = "ns1.evil.example."});
        const auto check = parents.check();
        QCOMPARE(whats(check), QList<QByteArray>{"parent-ns"});
        QCOMPARE(check.differences.front().sides.size(), size_t(2));
        QCOMPARE(check.differences.front().sides.front().servers.size(), qsizetype(3));
        QCOMPARE(check.differences.front().sides.back().says, QStringLiteral("ns1.evil.example."));

        LookBuilder half; // one of the two addresses of a host has not got the change
        half.saw({}).saw({.address = "192.0.2.2", .data = Soa2});
        QCOMPARE(whats(half.check()), (QList<QByteArray>{"child-soa", "one-host"}));

        LookBuilder transports;
        transports.saw({}).beside({.data = Soa2, .transport = Transport::Tcp});
        QCOMPARE(whats(transports.check()), QList<QByteArray>{"udp-tcp"});
    }

    // TCP is not asked in each look, and may fail in one: what it found stays until it agrees.
    void aDifferenceOverTcpDoesNotFlap()
    {
        LookBuilder first;
        first.saw({}).beside({.data = Soa2, .transport = Transport::Tcp});
        const auto before = first.check();
        QCOMPARE(agreesOverTcp(first.look(), QHostAddress(QStringLiteral("192.0.2.1"))), std::optional(false));

        LookBuilder udpOnly;
        udpOnly.saw({});
        QVERIFY(!agreesOverTcp(udpOnly.look(), QHostAddress(QStringLiteral("192.0.2.1"))));
        QCOMPARE(whats(udpOnly.check(&before)), QList<QByteArray>{"udp-tcp"});

        LookBuilder silent;
        silent.saw({.outcome = dns::Outcome::TimedOut});
        silent.beside({.transport = Transport::Tcp, .outcome = dns::Outcome::TimedOut});
        const auto after = silent.check(&before);
        QCOMPARE(whats(after), QList<QByteArray>{"udp-tcp"});
        QCOMPARE(after.differences.front().sides.size(), size_t(2));

        LookBuilder again;
        again.saw({}).beside({.data = Soa2, .transport = Transport::Tcp});
        QCOMPARE(whats(again.check(&after)), QList<QByteArray>{"udp-tcp"}); // once

        LookBuilder agrees;
        agrees.saw({}).beside({.transport = Transport::Tcp});
        QCOMPARE(agreesOverTcp(agrees.look(), QHostAddress(QStringLiteral("192.0.2.1"))), std::optional(true));
        QCOMPARE(whats(agrees.check(&before)), QList<QByteArray>());

        LookBuilder elsewhere; // the server is the zone's no more
        elsewhere.saw({.server = "ns2.bank.example", .address = "192.0.2.2"});
        QCOMPARE(whats(elsewhere.check(&before)), QList<QByteArray>());
    }

    void whenTcpIsAsked()
    {
        using namespace std::chrono_literals;
        const QHostAddress server(QStringLiteral("192.0.2.1"));
        const auto start = instantFromUnixMicroseconds(0);
        TcpTurns turns;
        QVERIFY(turns.isDue(Bank, server, start));
        QVERIFY(turns.isDue(Bank, QHostAddress(QStringLiteral("192.0.2.2")), start));
        QVERIFY(turns.isDue(name("other.example"), server, start));
        QVERIFY(!turns.isDue(Bank, server, start + 59min));
        QVERIFY(turns.isDue(Bank, server, start + 60min));
        QVERIFY(!turns.isDue(Bank, server, start + 61min));

        LookBuilder differs;
        differs.saw({}).beside({.data = Soa2, .transport = Transport::Tcp});
        turns.learn(differs.look());
        QVERIFY(turns.isDue(Bank, server, start + 62min));
        LookBuilder silent;
        silent.saw({}).beside({.transport = Transport::Tcp, .outcome = dns::Outcome::TimedOut});
        turns.learn(silent.look());
        QVERIFY(turns.isDue(Bank, server, start + 63min));
        LookBuilder agrees;
        agrees.saw({}).beside({.transport = Transport::Tcp});
        turns.learn(agrees.look());
        QVERIFY(!turns.isDue(Bank, server, start + 64min));
    }

    // What has no authority, or no answer, is no other opinion.
    void silenceIsNoDifference()
    {
        LookBuilder look;
        look.saw({}).saw({.address = "192.0.2.2", .data = Soa2, .aa = false});
        look.saw({.address = "192.0.2.3", .outcome = dns::Outcome::TimedOut});
        QCOMPARE(whats(look.check()), QList<QByteArray>());
    }

    void anExpectedServerThatIsNotDelegatedTo()
    {
        LookBuilder look;
        look.saw({.server = "ns1.evil.example", .address = "203.0.113.1"}).beside({});
        const auto check = look.check();
        QCOMPARE(check.servers.size(), size_t(2));
        QVERIFY(!check.servers.front().isDelegated || !check.servers.back().isDelegated);
        for (const auto &server : check.servers)
            QCOMPARE(server.isDelegated, server.name == name("ns1.evil.example"));
    }

    void whoTheySayTheyAre()
    {
        LookBuilder look;
        look.saw({}).beside(
            {.type = Type::TXT, .data = "\"9.18 \\027[31m\"", .klass = 3, .options = QByteArray("\0\3\0\4node", 8)});
        const auto check = look.check();
        QCOMPARE(check.servers.size(), size_t(1));
        QCOMPARE(check.servers.front().identity, QStringLiteral("node"));
        QVERIFY(check.servers.front().version.startsWith(QStringLiteral("9.18 ")));
        QVERIFY2(!check.servers.front().version.contains(QChar(27)), "an escape sequence must not reach a terminal");
    }
};

QTEST_GUILESS_MAIN(DelegationCheckTest)
#include "tst_delegationcheck.moc"
