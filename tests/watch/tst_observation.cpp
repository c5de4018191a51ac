// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using dns::Outcome;
using dns::Rcode;
using dns::Type;
using watch::State;

class ObservationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compares_data();
    void compares();
    void nothingExpected();
    void chainEndsAtItsData();
};

namespace {

const char *Apex = "example.com";
const QByteArray Soa = "ns1.example.net. host.example.net. %1 7200 900 1209600 86400";

QByteArray soa(const QByteArray &serial) { return QByteArray(Soa).replace("%1", serial); }

watch::Domain domain()
{
    watch::Domain out;
    out.name = name(Apex);
    expectExactly(out, Apex, Type::NS, {"ns1.example.net.", "ns2.example.net."}, 172800);
    expectExactly(out, Apex, Type::SOA, {soa("1")});
    expectExactly(out, Apex, Type::MX, {"10 mx.example.net."});
    expectExactly(out, Apex, Type::TXT, {"\"v=spf1 \" \"-all\""});
    expectInside(out, Apex, Type::A, QStringLiteral("CDN"), {QStringLiteral("198.51.100.0/24")});
    expectExactly(out, "www.example.com", Type::A, {"192.0.2.80"});
    expectExactly(out, "alias.example.com", Type::CNAME, {"cdn.example.org."});
    expectInside(out, "alias.example.com", Type::A, QStringLiteral("CDN"), {QStringLiteral("198.51.100.0/24")});
    expectAbsent(out, "mail.example.com", Type::A);
    expectAbsent(out, Apex, Type::DS);
    expectExactly(out, "part.example.com", Type::NS, {"ns1.example.org."});
    expectExactly(out, "host.part.example.com", Type::A, {"192.0.2.81"});
    return out;
}

dns::Record denial() { return record(Apex, Type::SOA, soa("9")); }

} // namespace

void ObservationTest::compares_data()
{
    QTest::addColumn<dns::ExchangePtr>("exchange");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("seen");
    const auto row = [](const char *title, const Says &says, State state, const char *reason, bool seen) {
        QTest::newRow(title) << says.exchange() << int(state) << QString::fromLatin1(reason) << seen;
    };
    const State yes = State::Match;
    const State no = State::Mismatch;
    const State open = State::Unknown;

    row("parent: referral as expected", Says::parent(Apex, Type::NS).refers({"ns2.example.net", "NS1.example.net"}),
        yes, "", true);
    row("parent: one more nameserver",
        Says::parent(Apex, Type::NS).refers({"ns1.example.net", "ns2.example.net", "ns3.example.net"}), no, "", true);
    row("parent: one nameserver less", Says::parent(Apex, Type::NS).refers({"ns1.example.net"}), no, "", true);
    row("parent: serves the child too",
        Says::parent(Apex, Type::NS).aa(true).answer({"ns1.example.net.", "ns2.example.net."}), yes, "", true);
    row("parent: name is gone",
        Says::parent(Apex, Type::NS).aa(true).rcode(Rcode::NXDomain).authority(record("com", Type::SOA, soa("1"))), no,
        "", false);
    row("parent: refers to itself", Says::parent(Apex, Type::NS).authority(record("com", Type::NS, "a.example.")), open,
        "referral to com", false);
    row("parent: says nothing at all", Says::parent(Apex, Type::NS), open, "lame: no AA", false);
    row("parent: NXDOMAIN without AA", Says::parent(Apex, Type::NS).rcode(Rcode::NXDomain), open, "lame: no AA", false);
    row("parent: no DS, as expected",
        Says::parent(Apex, Type::DS).aa(true).authority(record("com", Type::SOA, soa("1"))), yes, "", false);
    row("parent: a DS where none should be",
        Says::parent(Apex, Type::DS)
            .aa(true)
            .answer({"1 8 2 e2d3c916f6deeac73294e8268fb5885044a833fc5459588f4a9184cfc41a5766"}),
        no, "", true);
    row("parent: refers when asked for DS", Says::parent(Apex, Type::DS).refers({"ns1.example.net"}), open,
        "referral to example.com", false);

    row("authoritative: same set in another order",
        Says::authoritative(Apex, Type::NS).answer({"ns2.example.net.", "ns1.example.net."}, 60), yes, "", true);
    row("authoritative: no AA", Says::authoritative(Apex, Type::NS).aa(false).answer({"evil.example."}), open,
        "lame: no AA", false);
    row("authoritative: refers away", Says::authoritative(Apex, Type::NS).aa(false).refers({"ns1.example.net"}), open,
        "lame: no AA", false);
    row("authoritative: refers down where data should be",
        Says::authoritative("www.example.com", Type::A).aa(false).authority(record("www.example.com", Type::NS, "a.")),
        no, "", true);
    row("authoritative: refers down where nothing should be",
        Says::authoritative("mail.example.com", Type::A)
            .aa(false)
            .authority(record("mail.example.com", Type::NS, "a.")),
        no, "", true);
    row("authoritative: refers to somewhere else",
        Says::authoritative("www.example.com", Type::A).aa(false).authority(record("mail.example.com", Type::NS, "a.")),
        open, "lame: no AA", false);
    row("authoritative: refers down where addresses of a kind should be",
        Says::authoritative("alias.example.com", Type::A)
            .aa(false)
            .authority(record("alias.example.com", Type::NS, "a.")),
        open, "referral to alias.example.com", false);
    const auto part = record("part.example.com", Type::NS, "ns1.example.org.");
    row("authoritative: refers to a part that is known",
        Says::authoritative("host.part.example.com", Type::A).aa(false).authority(part), open,
        "referral to part.example.com", false);
    row("authoritative: the part's own servers, as expected",
        Says::authoritative("part.example.com", Type::NS).aa(false).authority(part), yes, "", true);
    row("authoritative: the part's own servers, others",
        Says::authoritative("part.example.com", Type::NS)
            .aa(false)
            .authority(record("part.example.com", Type::NS, "ns1.evil.example.")),
        no, "", true);
    row("authoritative: SOA with another serial", Says::authoritative(Apex, Type::SOA).answer({soa("77")}), yes, "",
        true);
    row("authoritative: SOA with another retry",
        Says::authoritative(Apex, Type::SOA).answer({soa("1").replace("900", "901")}), no, "", true);
    row("authoritative: SOA of another master",
        Says::authoritative(Apex, Type::SOA).answer({soa("1").replace("ns1", "ns9")}), no, "", true);
    row("authoritative: MX replaced", Says::authoritative(Apex, Type::MX).answer({"0 mail.example.com."}), no, "",
        true);
    row("authoritative: MX of other preference", Says::authoritative(Apex, Type::MX).answer({"11 mx.example.net."}), no,
        "", true);
    row("authoritative: MX gone (NODATA)", Says::authoritative(Apex, Type::MX).authority(denial()), no, "", false);
    row("authoritative: TXT split elsewhere", Says::authoritative(Apex, Type::TXT).answer({"\"v=s\" \"pf1 -all\""}),
        yes, "", true);
    row("authoritative: TXT loosened", Says::authoritative(Apex, Type::TXT).answer({"\"v=spf1 +all\""}), no, "", true);
    row("authoritative: class, all inside",
        Says::authoritative(Apex, Type::A).answer({"198.51.100.1", "198.51.100.200"}), yes, "", true);
    row("authoritative: class, one outside", Says::authoritative(Apex, Type::A).answer({"198.51.100.1", "203.0.113.1"}),
        no, "", true);
    row("authoritative: class, none at all", Says::authoritative(Apex, Type::A).authority(denial()), no, "", false);
    row("authoritative: absent as expected (NXDOMAIN)",
        Says::authoritative("mail.example.com", Type::A).rcode(Rcode::NXDomain).authority(denial()), yes, "", false);
    row("authoritative: absent as expected (NODATA)",
        Says::authoritative("mail.example.com", Type::A).authority(denial()), yes, "", false);
    row("authoritative: exists and should not",
        Says::authoritative("mail.example.com", Type::A).answer({"203.0.113.66"}), no, "", true);
    row("authoritative: SERVFAIL", Says::authoritative(Apex, Type::A).rcode(Rcode::ServFail), open, "SERVFAIL", false);
    row("authoritative: REFUSED", Says::authoritative(Apex, Type::A).rcode(Rcode::Refused), open, "REFUSED", false);
    row("authoritative: FORMERR", Says::authoritative(Apex, Type::A).rcode(Rcode::FormErr), open, "FORMERR", false);
    row("authoritative: truncated", Says::authoritative(Apex, Type::A).tc().answer({"203.0.113.1"}), open, "truncated",
        false);
    row("authoritative: silent", Says::authoritative(Apex, Type::A).nothing(Outcome::TimedOut), open, "timed out",
        false);
    row("authoritative: not reachable",
        Says::authoritative(Apex, Type::A).nothing(Outcome::Unreachable, QStringLiteral("connection refused")), open,
        "unreachable: connection refused", false);
    row("authoritative: no DNS message", Says::authoritative(Apex, Type::A).nothing(Outcome::Malformed), open,
        "malformed reply", false);
    row("authoritative: alias in the place of an address",
        Says::authoritative("www.example.com", Type::A).answer(record("www.example.com", Type::CNAME, "evil.example.")),
        no, "", true);
    row("authoritative: alias out of the zone is not followed",
        Says::authoritative("www.example.com", Type::A)
            .answer(record("www.example.com", Type::CNAME, "evil.example."))
            .answer(record("evil.example", Type::A, "192.0.2.80")),
        no, "", true);
    row("authoritative: alias inside the zone is followed",
        Says::authoritative("www.example.com", Type::A)
            .answer(record("www.example.com", Type::CNAME, "web.example.com."))
            .answer(record("web.example.com", Type::A, "192.0.2.80")),
        yes, "", true);
    row("authoritative: expected alias without its target",
        Says::authoritative("alias.example.com", Type::A)
            .answer(record("alias.example.com", Type::CNAME, "cdn.example.org.")),
        open, "CNAME to alias.example.com, not followed", false);

    row("resolver: data", Says::resolver(Apex, Type::MX).answer({"10 mx.example.net."}, 17), yes, "", true);
    row("resolver: no RA", Says::resolver(Apex, Type::MX).ra(false).answer({"0 evil.example."}), open,
        "no recursion: no RA", false);
    row("resolver: follows the alias anywhere",
        Says::resolver("alias.example.com", Type::A)
            .answer(record("alias.example.com", Type::CNAME, "cdn.example.org."))
            .answer(record("cdn.example.org", Type::A, "198.51.100.7")),
        yes, "", true);
    row("resolver: NXDOMAIN without SOA", Says::resolver(Apex, Type::MX).rcode(Rcode::NXDomain), no, "", false);
    row("resolver: NODATA", Says::resolver("mail.example.com", Type::A).authority(denial()), yes, "", false);
    row("resolver: a referral is no answer",
        Says::resolver(Apex, Type::MX).authority(record(Apex, Type::NS, "ns1.example.net.")), open, "referral", false);
    row("resolver: alias loop",
        Says::resolver("alias.example.com", Type::A)
            .answer(record("alias.example.com", Type::CNAME, "b.example.org."))
            .answer(record("b.example.org", Type::CNAME, "alias.example.com.")),
        open, "CNAME to b.example.org, not followed", false);
    row("resolver: SERVFAIL", Says::resolver(Apex, Type::MX).rcode(Rcode::ServFail), open, "SERVFAIL", false);
}

void ObservationTest::compares()
{
    QFETCH(dns::ExchangePtr, exchange);
    QFETCH(int, state);
    QFETCH(QString, reason);
    QFETCH(bool, seen);
    const watch::Observation made = watch::observe(domain(), exchange);
    QCOMPARE(made.reason, reason);
    QCOMPARE(watch::stateText(made.state), watch::stateText(State(state)));
    QCOMPARE(made.seen.has_value(), seen);
    QVERIFY(made.expected);
    QCOMPARE(made.exchange, exchange);
    QCOMPARE(made.owner, exchange->question.name);
    QCOMPARE(made.type, exchange->question.type);
    QCOMPARE(made.domain, name(Apex));
}

void ObservationTest::nothingExpected()
{
    const auto made =
        watch::observe(domain(), Says::authoritative("new.example.com", Type::A).answer({"192.0.2.3"}).exchange());
    QVERIFY(!made.expected);
    QCOMPARE(made.state, State::Match);
    QVERIFY(made.seen);
    const auto silent =
        watch::observe(domain(), Says::authoritative("new.example.com", Type::A).nothing(Outcome::TimedOut).exchange());
    QVERIFY(!silent.expected);
    QCOMPARE(silent.state, State::Unknown);
}

void ObservationTest::chainEndsAtItsData()
{
    const auto made = watch::observe(domain(), Says::resolver("alias.example.com", Type::A)
                                                   .answer(record("alias.example.com", Type::CNAME, "cdn.example.org."))
                                                   .answer(record("cdn.example.org", Type::A, "203.0.113.7"))
                                                   .exchange());
    QCOMPARE(made.state, State::Mismatch);
    QCOMPARE(made.owner, name("alias.example.com"));
    QCOMPARE(made.seen->owner, name("cdn.example.org"));
    QCOMPARE(made.seen->rdatas.front(), data(Type::A, "203.0.113.7"));
}

QTEST_GUILESS_MAIN(ObservationTest)
#include "tst_observation.moc"
