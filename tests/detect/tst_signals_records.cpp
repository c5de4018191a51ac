// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/detect/SyntheticView.h"

#include <QTest>

#include <functional>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using dns::Outcome;
using dns::Rcode;
using dns::Type;

using Story = std::function<void(Scene &)>;

// D6, D7, D8, D9, D11 and R1: what the zone's records and its registration say.
class RecordSignalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void mailOf2020();
    void decides_data();
    void decides();
    void registrationIsNeverJudgedClear();
};

namespace {

const char *Domain = "example.com";
const QByteArray Soa = "ns1.example.net. host.example.net. 5 7200 900 1209600 86400";
const QByteArray Ns1 = "ns1.example.net";
const QByteArray Ns2 = "ns2.example.net";

Scene scene()
{
    Scene out(Domain);
    watch::Domain &domain = out.domain();
    expectExactly(domain, Domain, Type::NS, {"ns1.example.net.", "ns2.example.net."}, 172800);
    expectExactly(domain, Domain, Type::SOA, {Soa}, 900);
    expectExactly(domain, Domain, Type::MX, {"10 mx1.example.net.", "20 mx2.example.net."}, 86400);
    expectExactly(domain, Domain, Type::TXT, {"\"v=spf1 -all\"", "\"site-verification=1\""}, 300);
    expectExactly(domain, Domain, Type::CAA, {"0 issue \"ca.example\""}, 300);
    expectInside(domain, Domain, Type::A, QStringLiteral("CDN"), {QStringLiteral("198.51.100.0/24")});
    expectExactly(domain, "www.example.com", Type::A, {"192.0.2.80", "192.0.2.81"}, 300);
    expectExactly(domain, "shop.example.com", Type::CNAME, {"shop.example.org."}, 300);
    expectAbsent(domain, "mail.example.com", Type::A);
    expectExactly(domain, "_dmarc.example.com", Type::TXT, {"\"v=DMARC1; p=reject\""}, 300);
    expectExactly(domain, "s1._domainkey.example.com", Type::TXT, {"\"v=DKIM1; p=abc\""}, 300);
    expectAbsent(domain, "_acme-challenge.example.com", Type::TXT);
    out.tell(Says::parent(Domain, Type::NS).refers({Ns1, Ns2}));
    return out;
}

Says at(const QByteArray &server, const char *owner, Type type) { return Says::authoritative(owner, type, server); }
dns::Record denial() { return record(Domain, Type::SOA, Soa, 900); }

void row(const char *title, const Story &story, const char *findings)
{
    QTest::newRow(title) << story << lines(findings);
}

void soaRows()
{
    row(
        "D6 benign: serial counted up",
        [](Scene &s) { s.tell(at(Ns1, Domain, Type::SOA).answer({QByteArray(Soa).replace(" 5 ", " 6 ")})); }, "");
    row(
        "D6: timers and RNAME",
        [](Scene &s) {
            s.tell(
                at(Ns1, Domain, Type::SOA).answer({"ns1.example.net. ns1.example.net. 5 864000 72000 1209600 360000"}));
        },
        "D6|authoritative|example.com SOA|HIGH|soa-changed");
    row(
        "D6: the record is gone", [](Scene &s) { s.tell(at(Ns1, Domain, Type::SOA)); },
        "D6|authoritative|example.com SOA|HIGH|soa-changed");
    row(
        "D6: an older serial alone is only told",
        [](Scene &s) { s.tell(at(Ns1, Domain, Type::SOA).answer({QByteArray(Soa).replace(" 5 ", " 4 ")})); },
        "D6|authoritative|example.com SOA|INFO|serial-regressed");
    row(
        "D6 benign: the serial wrapped around",
        [](Scene &s) {
            expectExactly(s.domain(), Domain, Type::SOA, {QByteArray(Soa).replace(" 5 ", " 4294967290 ")}, 900);
            s.tell(at(Ns1, Domain, Type::SOA).answer({Soa}));
        },
        "");
    row(
        "D6 unknown: lame", [](Scene &s) { s.tell(at(Ns1, Domain, Type::SOA).aa(false)); }, "");
    row(
        "D6 benign: resolvers are not asked to confirm",
        [](Scene &s) { s.tell(Says::resolver(Domain, Type::SOA).answer({"x.example. y.example. 1 2 3 4 5"})); }, "");
}

void ttlRows()
{
    row(
        "D7: NS kept longer",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::NS).answer({"ns1.example.net.", "ns2.example.net."}, 360000));
        },
        "D7|authoritative|example.com NS|MED|ttl-raised");
    row(
        "D7: MX kept shorter",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}, 60));
        },
        "D7|authoritative|example.com MX|MED|ttl-lowered");
    row(
        "D7: weighs more beside another D",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}, 60));
            s.tell(at(Ns1, "www.example.com", Type::A).answer({"203.0.113.9"}));
        },
        "D7|authoritative|example.com MX|HIGH|ttl-lowered\n"
        "D9|authoritative|www.example.com A|HIGH|unexpected-address");
    row(
        "D7 benign: NS kept shorter, MX half as long",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::NS).answer({"ns1.example.net.", "ns2.example.net."}, 3600));
            s.tell(at(Ns1, Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}, 43200));
        },
        "");
    row(
        "D7 benign: a resolver counts down",
        [](Scene &s) {
            s.tell(Says::resolver(Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}, 1));
        },
        "");
    row(
        "D7 benign: a SOA kept longer, or shorter",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::SOA).answer({Soa}, 360000));
            s.tell(at(Ns2, Domain, Type::SOA).answer({Soa}, 1));
        },
        "");
    row(
        "D6: a false SOA with another TTL is one finding",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::SOA)
                       .answer({"ns1.example.net. ns1.example.net. 5 864000 72000 1209600 360000"}, 360000));
        },
        "D6|authoritative|example.com SOA|HIGH|soa-changed");
    row(
        "D7 unknown: silence", [](Scene &s) { s.tell(at(Ns1, Domain, Type::MX).nothing(Outcome::TimedOut)); }, "");
}

void mailRows()
{
    row(
        "D8 benign: as expected",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::MX).answer({"20 mx2.example.net.", "10 mx1.example.net."}, 86400));
        },
        "");
    row(
        "D8: added beside the expected",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::MX)
                       .answer({"10 mx1.example.net.", "20 mx2.example.net.", "0 mail.example.com."}, 86400));
        },
        "D8|authoritative|mail.example.com|CRIT|unexpected-mx-without-address");
    row(
        "D8: a null MX", [](Scene &s) { s.tell(at(Ns1, Domain, Type::MX).answer({"0 ."}, 86400)); },
        "D8|authoritative|.|CRIT|unexpected-mx-without-address");
    row(
        "D8: one of two servers",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::MX).answer({"0 evil.example."}, 86400));
            s.tell(at(Ns2, Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}, 86400));
        },
        "D8|authoritative|evil.example|CRIT|unexpected-mx-without-address");
    row(
        "D8: one is missing",
        [](Scene &s) { s.tell(at(Ns1, Domain, Type::MX).answer({"10 mx1.example.net."}, 86400)); },
        "D8|authoritative|example.com MX|HIGH|missing-mx");
    row(
        "D8: all are missing", [](Scene &s) { s.tell(at(Ns1, Domain, Type::MX).authority(denial())); },
        "D8|authoritative|example.com MX|HIGH|missing-mx");
    row(
        "D8: other preferences",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::MX).answer({"30 mx1.example.net.", "20 mx2.example.net."}, 86400));
        },
        "D8|authoritative|example.com MX|MED|mx-preference-changed");
    const auto classOfMail = [](Scene &s, std::vector<watch::Expectation> beside = {}) {
        watch::Expectation under;
        under.owner = name(Domain);
        under.type = Type::MX;
        under.kind = watch::Expectation::Kind::Under;
        under.under = {name("mailprov.example")};
        beside.push_back(under);
        s.domain().set(watch::anyOf(beside));
    };
    row(
        "D8 benign: a class",
        [=](Scene &s) {
            classOfMail(s);
            s.tell(at(Ns1, Domain, Type::MX).answer({"10 in7.mailprov.example."}, 86400));
        },
        "");
    row(
        "D8: of a class nothing is left",
        [=](Scene &s) {
            classOfMail(s);
            s.tell(at(Ns1, Domain, Type::MX).authority(denial()));
            s.tell(at(Ns2, Domain, Type::MX).answer({"10 in7.mailprov.example."}, 86400));
        },
        "D8|authoritative|example.com MX|HIGH|mx-gone");
    row(
        "D8: of a class or our own hosts nothing is left",
        [=](Scene &s) {
            classOfMail(s, {*s.domain().find(name(Domain), Type::MX)});
            s.tell(at(Ns1, Domain, Type::MX).authority(denial()));
        },
        "D8|authoritative|example.com MX|HIGH|mx-gone");
    row(
        "D8 benign: a class instead of our own hosts",
        [=](Scene &s) {
            classOfMail(s, {*s.domain().find(name(Domain), Type::MX)});
            s.tell(at(Ns1, Domain, Type::MX).answer({"10 in7.mailprov.example."}, 86400));
            s.tell(at(Ns2, Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}, 86400));
        },
        "");
    row(
        "D8: a part of our own hosts, where a class would do",
        [=](Scene &s) {
            classOfMail(s, {*s.domain().find(name(Domain), Type::MX)});
            s.tell(at(Ns1, Domain, Type::MX).answer({"10 mx1.example.net."}, 86400));
        },
        "D8|authoritative|example.com MX|HIGH|missing-mx");
    row(
        "D8: a stranger beside a class",
        [=](Scene &s) {
            classOfMail(s);
            s.tell(at(Ns1, Domain, Type::MX).answer({"10 in7.mailprov.example.", "5 mailprov.example.evil.example."}));
        },
        "D8|authoritative|mailprov.example.evil.example|CRIT|unexpected-mx-without-address");
    row(
        "D8 resolver: the lie",
        [](Scene &s) { s.tell(Says::resolver(Domain, Type::MX).answer({"0 evil.example."}, 20)); },
        "D8|resolver|evil.example|CRIT|unexpected-mx-without-address-resolver");
    row(
        "D8 resolver benign: an older, smaller set",
        [](Scene &s) { s.tell(Says::resolver(Domain, Type::MX).answer({"10 mx1.example.net."}, 20)); }, "");
    row(
        "D8 unknown: SERVFAIL, REFUSED, silence",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::MX).rcode(Rcode::ServFail));
            s.tell(at(Ns2, Domain, Type::MX).rcode(Rcode::Refused));
            s.tell(Says::resolver(Domain, Type::MX).nothing(Outcome::TimedOut));
        },
        "");
}

void addressRows()
{
    row(
        "D9 benign: another address of the class, fewer of the exact ones",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::A).answer({"198.51.100.77"}));
            s.tell(at(Ns1, "www.example.com", Type::A).answer({"192.0.2.81"}));
            s.tell(at(Ns1, "shop.example.com", Type::CNAME).answer({"shop.example.org."}));
            s.tell(at(Ns1, "mail.example.com", Type::A).rcode(Rcode::NXDomain).authority(denial()));
        },
        "");
    row(
        "D9: outside the class", [](Scene &s) { s.tell(at(Ns1, Domain, Type::A).answer({"203.0.113.1"})); },
        "D9|authoritative|example.com A|HIGH|unexpected-address");
    row(
        "D9: another address",
        [](Scene &s) {
            s.tell(at(Ns1, "www.example.com", Type::A).answer({"192.0.2.80", "203.0.113.1"}));
        },
        "D9|authoritative|www.example.com A|HIGH|unexpected-address");
    row(
        "D9: an alias in the place of an address",
        [](Scene &s) {
            s.tell(at(Ns1, "www.example.com", Type::A).answer(record("www.example.com", Type::CNAME, "evil.example.")));
        },
        "D9|authoritative|www.example.com A|HIGH|unexpected-address");
    row(
        "D9: the alias leads elsewhere",
        [](Scene &s) { s.tell(at(Ns1, "shop.example.com", Type::CNAME).answer({"evil.example."})); },
        "D9|authoritative|shop.example.com CNAME|HIGH|unexpected-address");
    row(
        "D9: exists and should not",
        [](Scene &s) {
            s.tell(at(Ns1, "mail.example.com", Type::A).answer({"203.0.113.1"}));
            s.tell(Says::resolver("mail.example.com", Type::A).answer({"203.0.113.1"}));
        },
        "D9|authoritative|mail.example.com A|HIGH|should-not-exist\n"
        "D9|resolver|mail.example.com A|HIGH|should-not-exist-resolver");
    row(
        "D9 benign: a resolver that answers for names that do not exist",
        [](Scene &s) {
            s.tell(at(Ns1, "mail.example.com", Type::A).rcode(Rcode::NXDomain).authority(denial()));
            s.tell(Says::resolver("mail.example.com", Type::A).answer({"203.0.113.1"}));
        },
        "");
    row(
        "D9: nothing where something should be",
        [](Scene &s) { s.tell(at(Ns1, "www.example.com", Type::A).authority(denial())); },
        "D9|authoritative|www.example.com A|HIGH|address-gone");
    row(
        "D9 resolver: only the resolver is led astray",
        [](Scene &s) {
            s.tell(at(Ns1, "www.example.com", Type::A).answer({"192.0.2.80", "192.0.2.81"}));
            s.tell(Says::resolver("www.example.com", Type::A).answer({"203.0.113.1"}));
        },
        "D9|resolver|www.example.com A|HIGH|unexpected-address-resolver");
    row(
        "D9 resolver benign: it knows of none",
        [](Scene &s) { s.tell(Says::resolver("www.example.com", Type::A).authority(denial())); }, "");
    row(
        "D9 unknown: silence and SERVFAIL",
        [](Scene &s) {
            s.tell(at(Ns1, "www.example.com", Type::A).nothing(Outcome::TimedOut));
            s.tell(Says::resolver("www.example.com", Type::A).rcode(Rcode::ServFail));
        },
        "");
    row(
        "D9: nothing is expected of a new name",
        [](Scene &s) { s.tell(at(Ns1, "new.example.com", Type::A).answer({"203.0.113.1"})); }, "");
}

void textRows()
{
    row(
        "D11 benign: as expected, split elsewhere",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::TXT).answer({"\"site-\" \"verification=1\"", "\"v=spf1 \" \"-all\""}));
            s.tell(at(Ns1, "_acme-challenge.example.com", Type::TXT).rcode(Rcode::NXDomain).authority(denial()));
        },
        "");
    row(
        "D11: SPF loosened",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::TXT).answer({"\"v=spf1 +all\"", "\"site-verification=1\""}));
        },
        "D11|authoritative|example.com TXT|HIGH|spf-changed");
    row(
        "D11: SPF gone", [](Scene &s) { s.tell(at(Ns1, Domain, Type::TXT).answer({"\"site-verification=1\""})); },
        "D11|authoritative|example.com TXT|HIGH|spf-changed");
    row(
        "D11: SPF switched off by a space before it",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::TXT).answer({"\" v=spf1 -all\"", "\"site-verification=1\""}));
        },
        "D11|authoritative|example.com TXT|HIGH|spf-changed");
    row(
        "D11: SPF switched off by itself, in other letters",
        [](Scene &s) {
            s.tell(
                at(Ns1, Domain, Type::TXT).answer({"\"v=spf1 -all\"", "\"V=spf1 -all\"", "\"site-verification=1\""}));
        },
        "D11|authoritative|example.com TXT|HIGH|spf-changed");
    row(
        "D11 benign: SPF in other letters",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::TXT).answer({"\"V=spf1 -ALL\"", "\"site-verification=1\""}));
        },
        "");
    row(
        "D11: another text added",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::TXT)
                       .answer({"\"v=spf1 -all\"", "\"site-verification=1\"", "\"site-verification=2\""}));
        },
        "D11|authoritative|example.com TXT|MED|txt-changed");
    row(
        "D11: DMARC, DKIM, CAA, certificate issuance",
        [](Scene &s) {
            s.tell(at(Ns1, "_dmarc.example.com", Type::TXT).answer({"\"v=DMARC1; p=none\""}));
            s.tell(at(Ns1, "s1._domainkey.example.com", Type::TXT).answer({"\"v=DKIM1; p=evil\""}));
            s.tell(at(Ns1, Domain, Type::CAA).answer({"0 issue \"other.example\""}));
            s.tell(at(Ns1, "_acme-challenge.example.com", Type::TXT).answer({"\"token\""}));
        },
        "D11|authoritative|_acme-challenge.example.com TXT|HIGH|acme-challenge-changed\n"
        "D11|authoritative|_dmarc.example.com TXT|HIGH|dmarc-changed\n"
        "D11|authoritative|example.com CAA|HIGH|caa-changed\n"
        "D11|authoritative|s1._domainkey.example.com TXT|HIGH|dkim-changed");
    row(
        "D11 resolver: serves another policy",
        [](Scene &s) { s.tell(Says::resolver("_dmarc.example.com", Type::TXT).answer({"\"v=DMARC1; p=none\""})); },
        "D11|resolver|_dmarc.example.com TXT|HIGH|dmarc-changed");
    row(
        "D11 resolver benign: lacks one of two texts",
        [](Scene &s) { s.tell(Says::resolver(Domain, Type::TXT).answer({"\"v=spf1 -all\""})); }, "");
    row(
        "D11 unknown: truncated, silent",
        [](Scene &s) {
            s.tell(at(Ns1, Domain, Type::TXT).tc());
            s.tell(at(Ns2, Domain, Type::TXT).nothing(Outcome::TimedOut));
        },
        "");
}

void registrationRows()
{
    row(
        "R1: changed after the accepted change",
        [](Scene &s) { s.registeredAt("2020-05-30T15:11:38Z", "2019-08-27T21:45:17Z"); },
        "R1|registry|example.com|HIGH|registration-changed");
    row(
        "R1 benign: the accepted change",
        [](Scene &s) { s.registeredAt("2020-05-30T15:11:38Z", "2020-05-30T15:11:38Z"); }, "");
    row(
        "R1 benign: an older answer of the registry",
        [](Scene &s) { s.registeredAt("2019-01-01T00:00:00Z", "2019-08-27T21:45:17Z"); }, "");
    row(
        "R1 unknown: nothing accepted yet", [](Scene &s) { s.registeredAt("2020-05-30T15:11:38Z", nullptr); }, "");
    row(
        "R1 unknown: the registry is silent", [](Scene &s) { s.registeredAt(nullptr, "2019-08-27T21:45:17Z"); }, "");
}

} // namespace

void RecordSignalsTest::judges_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<QStringList>("findings");
    soaRows();
    ttlRows();
    mailRows();
    addressRows();
    textRows();
    registrationRows();
}

void RecordSignalsTest::judges()
{
    QFETCH(Story, story);
    QFETCH(QStringList, findings);
    Scene told = scene();
    story(told);
    const Judgement judgement = told.judge();
    QCOMPARE(summary(judgement), findings);
    for (const Finding &finding : judgement.findings)
        QVERIFY(!finding.evidence.empty());
    const Judgement backwards = told.judgeBackwards();
    QCOMPARE(summary(backwards), findings);
    for (size_t i = 0; i < judgement.findings.size(); ++i)
        QCOMPARE(toJson(backwards.findings[i]), toJson(judgement.findings[i]));
}

void RecordSignalsTest::mailOf2020()
{
    Scene told("coincheck.com");
    expectExactly(told.domain(), "coincheck.com", Type::MX, {"1 aspmx.l.google.com."}, 86400);
    expectAbsent(told.domain(), "mail.coincheck.com", Type::A);
    for (const char *server : {"ns-1515.awsdns-061.org", "ns-1985.awsdns-056.co.uk"})
        told.tell(Says::authoritative("coincheck.com", Type::MX, server)
                      .answer({"0 mail.coincheck.com."}, 60)
                      .additional(record("mail.coincheck.com", Type::A, "45.77.24.250")));
    told.tell(Says::resolver("coincheck.com", Type::MX).answer({"0 mail.coincheck.com."}, 41));
    told.tell(Says::resolver("mail.coincheck.com", Type::A).answer({"45.77.24.250"}, 200));
    const Judgement judgement = told.judge();
    for (const char *vantage : {"authoritative", "resolver"}) {
        const Finding *mail = findingOf(judgement, "D8", vantage, "mail.coincheck.com");
        QVERIFY2(mail, vantage);
        QCOMPARE(mail->severity, Severity::Crit);
        QCOMPARE(arg(*mail, "addresses"), QStringLiteral("45.77.24.250"));
        QCOMPARE(arg(*mail, "inZone"), QStringLiteral("yes"));
        QCOMPARE(arg(*mail, "preference"), QStringLiteral("0"));
        QCOMPARE(arg(*mail, "expected"), QStringLiteral("aspmx.l.google.com"));
    }
    const Finding *told2 = findingOf(judgement, "D8", "authoritative", "mail.coincheck.com");
    QCOMPARE(arg(*told2, "servers"), QStringLiteral("2/2"));
    QCOMPARE(arg(*told2, "ttl"), QStringLiteral("60"));
    QCOMPARE(findingOf(judgement, "D7", "authoritative", "coincheck.com MX")->severity, Severity::High);
}

void RecordSignalsTest::decides_data()
{
    QTest::addColumn<QString>("signal");
    QTest::addColumn<QString>("vantage");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<Story>("story");
    QTest::addColumn<bool>("decided");
    const auto add = [](const char *title, const char *signal, const char *vantage, const char *subject,
                        const Story &story, bool decided) {
        QTest::newRow(title) << QString::fromLatin1(signal) << QString::fromLatin1(vantage)
                             << QString::fromLatin1(subject) << story << decided;
    };
    const Story nothing = [](Scene &) {};
    const Story mx = [](Scene &s) {
        s.tell(at(Ns1, Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}, 86400));
    };
    const Story mxElsewhere = [](Scene &s) {
        s.tell(at("ns9.elsewhere.example", Domain, Type::MX).answer({"10 mx1.example.net.", "20 mx2.example.net."}));
    };
    const Story www = [](Scene &s) { s.tell(at(Ns1, "www.example.com", Type::A).answer({"192.0.2.80"})); };
    add("D8 answered", "D8", "authoritative", "evil.example", mx, true);
    add("D8 not asked", "D8", "authoritative", "evil.example", nothing, false);
    add("D8 answered by a server that is not delegated", "D8", "authoritative", "evil.example", mxElsewhere, false);
    add("D8 resolvers not asked", "D8", "resolver", "evil.example", mx, false);
    add(
        "D8 resolver answered", "D8", "resolver", "evil.example",
        [](Scene &s) { s.tell(Says::resolver(Domain, Type::MX).answer({"10 mx1.example.net."})); }, true);
    add("D9 answered", "D9", "authoritative", "www.example.com A", www, true);
    add("D9 another name answered", "D9", "authoritative", "mail.example.com A", www, false);
    add(
        "D9 silent", "D9", "authoritative", "www.example.com A",
        [](Scene &s) { s.tell(at(Ns1, "www.example.com", Type::A).nothing(Outcome::TimedOut)); }, false);
    add("D9 no longer expected", "D9", "authoritative", "old.example.com A", nothing, true);
    add(
        "D9 a resolver alone keeps what should not exist", "D9", "resolver", "mail.example.com A",
        [](Scene &s) {
            s.tell(at(Ns1, "mail.example.com", Type::A).rcode(Rcode::NXDomain));
            s.tell(Says::resolver("mail.example.com", Type::A).answer({"203.0.113.1"}));
        },
        false);
    add(
        "D6 answered", "D6", "authoritative", "example.com SOA",
        [](Scene &s) { s.tell(at(Ns1, Domain, Type::SOA).answer({Soa})); }, true);
    add("D6 silent", "D6", "authoritative", "example.com SOA", nothing, false);
    add("D7 answered", "D7", "authoritative", "example.com MX", mx, true);
    add("D7 silent", "D7", "authoritative", "example.com MX", www, false);
    add("D11 silent", "D11", "authoritative", "example.com TXT", mx, false);
    add(
        "D11 answered", "D11", "authoritative", "example.com TXT",
        [](Scene &s) { s.tell(at(Ns2, Domain, Type::TXT).answer({"\"v=spf1 -all\""})); }, true);
}

void RecordSignalsTest::decides()
{
    QFETCH(QString, signal);
    QFETCH(QString, vantage);
    QFETCH(QString, subject);
    QFETCH(Story, story);
    QFETCH(bool, decided);
    Scene told = scene();
    story(told);
    Finding finding;
    finding.signal = signal;
    finding.vantage = vantage;
    finding.subject = subject;
    QCOMPARE(told.judge().decides(finding), decided);
}

void RecordSignalsTest::registrationIsNeverJudgedClear()
{
    Scene told = scene();
    told.registeredAt("2020-05-30T15:11:38Z", "2020-05-30T15:11:38Z");
    Finding finding;
    finding.signal = QStringLiteral("R1");
    finding.vantage = QStringLiteral("registry");
    finding.subject = QString::fromLatin1(Domain);
    QVERIFY(!told.judge().decides(finding));
}

QTEST_GUILESS_MAIN(RecordSignalsTest)
#include "tst_signals_records.moc"
