// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/watch/SyntheticExchange.h"

#include "app/base/CanonicalJson.h"
#include "app/watch/SameMeaning.h"

#include "app/watch/SameMeaning.h"
#include <QJsonArray>

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using dns::Type;
using watch::Domain;
using watch::Expectation;

class ExpectationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsByOwnerAndType();
    void setReplacesAndKeepsOrder();
    void roundTrips_data();
    void whatSaysTheSame_data();
    void whatSaysTheSame();
    void roundTrips();
    void refuses_data();
    void refuses();
    void domainRoundTrips();
    void zoneBecomesExpectations();
    void ofADelegatedPartItsDelegationCounts();
};

namespace {

Expectation exact(const char *owner, Type type, const QByteArray &text)
{
    Domain domain;
    expectExactly(domain, owner, type, {text}, 300);
    domain.expectations.front().approval = {QStringLiteral("佐藤"), QStringLiteral("checked with the provider"),
                                            QStringLiteral("zone file x"),
                                            instant("2020-05-29T14:00:00Z") + Duration(123456)};
    return domain.expectations.front();
}

QJsonObject plain()
{
    return {{QStringLiteral("owner"), QStringLiteral("example.com")},
            {QStringLiteral("type"), QStringLiteral("A")},
            {QStringLiteral("kind"), QStringLiteral("exact")},
            {QStringLiteral("data"), QJsonArray{QStringLiteral("192.0.2.1")}},
            {QStringLiteral("approval"), QJsonObject{{QStringLiteral("person"), QString()},
                                                     {QStringLiteral("reason"), QString()},
                                                     {QStringLiteral("source"), QString()},
                                                     {QStringLiteral("at"), QStringLiteral("2020-05-29T14:00:00Z")}}}};
}

} // namespace

void ExpectationTest::findsByOwnerAndType()
{
    Domain domain;
    expectExactly(domain, "www.example.com", Type::A, {"192.0.2.2"});
    expectExactly(domain, "example.com", Type::MX, {"10 mx.example.com."});
    expectExactly(domain, "example.com", Type::A, {"192.0.2.1"});
    QVERIFY(domain.find(name("EXAMPLE.com"), Type::A));
    QCOMPARE(domain.find(name("example.com"), Type::A)->rdatas.front(), data(Type::A, "192.0.2.1"));
    QCOMPARE(domain.find(name("www.example.com"), Type::A)->rdatas.front(), data(Type::A, "192.0.2.2"));
    QVERIFY(!domain.find(name("www.example.com"), Type::AAAA));
    QVERIFY(!domain.find(name("zzz.example.com"), Type::A));
    QVERIFY(!Domain{}.find(name("example.com"), Type::A));
}

void ExpectationTest::setReplacesAndKeepsOrder()
{
    Domain domain;
    expectExactly(domain, "z.example.com", Type::A, {"192.0.2.1"});
    expectExactly(domain, "example.com", Type::TXT, {"\"one\""});
    expectExactly(domain, "example.com", Type::A, {"192.0.2.1"});
    expectExactly(domain, "example.com", Type::TXT, {"\"two\""});
    QCOMPARE(domain.expectations.size(), size_t(3));
    QCOMPARE(domain.expectations[0].type, Type::A);
    QCOMPARE(domain.expectations[1].rdatas.front(), data(Type::TXT, "\"two\""));
    QCOMPARE(domain.expectations[2].owner, name("z.example.com"));
}

void ExpectationTest::roundTrips_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("A") << int(Type::A) << QByteArray("192.0.2.1");
    QTest::newRow("AAAA") << int(Type::AAAA) << QByteArray("2001:db8::1");
    QTest::newRow("NS") << int(Type::NS) << QByteArray("ns-1515.awsdns-61.org.");
    QTest::newRow("SOA") << int(Type::SOA) << QByteArray("a.example. b.example. 1 7200 900 1209600 86400");
    QTest::newRow("MX") << int(Type::MX) << QByteArray("1 aspmx.l.google.com.");
    QTest::newRow("TXT with quotes and octets") << int(Type::TXT) << QByteArray("\"v=\\\"spf1\\\" \\200;\" \"two\"");
    QTest::newRow("CAA") << int(Type::CAA) << QByteArray("0 issue \"amazon.com\"");
    QTest::newRow("DS") << int(Type::DS)
                        << QByteArray("1 8 2 "
                                      "e2d3c916f6deeac73294e8268fb5885044a833fc5459588f4a9184cfc41a5766");
    QTest::newRow("unknown type") << 65280 << QByteArray("\\# 3 abcdef");
}

void ExpectationTest::whatSaysTheSame_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *title, Type type, const char *a, const char *b, bool same) {
        QTest::newRow(title) << int(type) << QByteArray(a) << QByteArray(b) << same;
    };
    row("a text in pieces", Type::TXT, "\"one two\"", "\"one \" \"two\"", true);
    row("another text", Type::TXT, "\"one two\"", "\"two one\"", false);
    row("another case of a text", Type::TXT, "\"One\"", "\"one\"", false);
    row("SPF: order of what passes", Type::TXT, "\"v=spf1 include:a.example ip4:192.0.2.1 -all\"",
        "\"V=SPF1  +ip4:192.0.2.1 include:A.example -ALL\"", true);
    row("SPF: what passes behind the end", Type::TXT, "\"v=spf1 include:a.example -all\"",
        "\"v=spf1 -all include:a.example\"", false);
    row("SPF: order of other results", Type::TXT, "\"v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/24 -all\"",
        "\"v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.1 -all\"", false);
    row("SPF: softer", Type::TXT, "\"v=spf1 mx -all\"", "\"v=spf1 mx ~all\"", false);
    row("SPF: one more", Type::TXT, "\"v=spf1 mx -all\"", "\"v=spf1 a mx -all\"", false);
    row("SPF: twice the same", Type::TXT, "\"v=spf1 mx -all\"", "\"v=spf1 mx mx -all\"", false);
    row("SPF: a modifier between", Type::TXT, "\"v=spf1 redirect=a.example mx\"", "\"v=spf1 mx redirect=b.example\"",
        false);
    row("SPF: a macro's case", Type::TXT, "\"v=spf1 exists:%{L}.a.example -all\"",
        "\"v=spf1 exists:%{l}.a.example -all\"", false);
    row("SPF: no more spaces than it needs", Type::TXT, "\"v=spf1  mx   -all \"", "\"v=spf1 mx -all\"", true);
    row("SPF: a space before it switches it off", Type::TXT, "\"v=spf1 mx -all\"", "\" v=spf1 mx -all\"", false);
    row("SPF: so does a tab behind the version", Type::TXT, "\"v=spf1 mx -all\"", "\"v=spf1\\009mx -all\"", false);
    row("SPF: or between terms", Type::TXT, "\"v=spf1 mx -all\"", "\"v=spf1 mx\\009-all\"", false);
    row("SPF: or a sign before a modifier", Type::TXT, "\"v=spf1 redirect=a.example\"",
        "\"v=spf1 +redirect=a.example\"", false);
    row("DMARC: a space before it switches it off", Type::TXT, "\"v=DMARC1; p=reject\"", "\" v=DMARC1; p=reject\"",
        false);
    row("DMARC: the case of a tag's name", Type::TXT, "\"v=DMARC1; p=reject\"", "\"v=DMARC1; P=reject\"", false);
    row("DMARC: a control that is no space", Type::TXT, "\"v=DMARC1; p=reject\"", "\"v=DMARC1; p=reject\\011\"", false);
    row("DMARC: a tab is a space", Type::TXT, "\"v=DMARC1; p=reject\"", "\"v=DMARC1;\\009p=reject\"", true);
    row("DMARC: an empty tag", Type::TXT, "\"v=DMARC1; p=reject\"", "\"v=DMARC1;; p=reject\"", false);
    row("DMARC: which of two is the first", Type::TXT, "\"v=DMARC1; p=reject; p=none\"",
        "\"v=DMARC1; p=none; p=reject\"", false);
    row("DKIM: the case of a tag's name", Type::TXT, "\"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN\"",
        "\"v=DKIM1; k=rsa; P=MIGfMA0GCSqGSIb3DQEBAQUAA4GN\"", false);
    row("DKIM: a space before it", Type::TXT, "\"v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN\"",
        "\" v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN\"", false);
    row("DMARC: spaces and order", Type::TXT, "\"v=DMARC1; p=reject; rua=mailto:a@b.example\"",
        "\"v=DMARC1;rua=mailto:a@b.example ;p=reject;\"", true);
    row("DMARC: another policy", Type::TXT, "\"v=DMARC1; p=reject\"", "\"v=DMARC1; p=none\"", false);
    row("DMARC: reports elsewhere", Type::TXT, "\"v=DMARC1; p=reject; rua=mailto:a@b.example\"",
        "\"v=DMARC1; p=reject; rua=mailto:a@evil.example\"", false);
    row("DMARC: the version last is none", Type::TXT, "\"v=DMARC1; p=reject\"", "\"p=reject; v=DMARC1\"", false);
    row("DKIM: a folded key", Type::TXT, "\"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN\"",
        "\"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3 DQEBAQUAA4GN\"", true);
    row("DKIM: another key", Type::TXT, "\"v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN\"",
        "\"v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GM\"", false);
    row("CAA: the tag's case", Type::CAA, "0 issue \"ca.example\"", "0 ISSUE \"ca.example\"", true);
    row("CAA: another authority", Type::CAA, "0 issue \"ca.example\"", "0 issue \"evil.example\"", false);
    row("CAA: critical", Type::CAA, "0 issue \"ca.example\"", "128 issue \"ca.example\"", false);
    row("MX: the preference counts", Type::MX, "10 mx.example.", "20 mx.example.", false);
}

void ExpectationTest::whatSaysTheSame()
{
    QFETCH(int, type);
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    const auto x = data(Type(type), a), y = data(Type(type), b);
    QTEST(watch::sameMeaning(Type(type), x, y), "same");
    QTEST(watch::sameMeaning(Type(type), y, x), "same");
}

void ExpectationTest::roundTrips()
{
    QFETCH(int, type);
    QFETCH(QByteArray, text);
    const Expectation before = exact("example.com", Type(type), text);
    const QJsonObject json = watch::toJson(before);
    QVERIFY(canonicalJson(json));
    const auto after = watch::expectationFromJson(json);
    QVERIFY2(after, after ? "" : qPrintable(after.error().detail));
    QVERIFY(*after == before);
}

void ExpectationTest::refuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no owner") << QStringLiteral("owner") << QJsonValue();
    QTest::newRow("owner is no name") << QStringLiteral("owner") << QJsonValue(QStringLiteral("a..b"));
    QTest::newRow("unknown type") << QStringLiteral("type") << QJsonValue(QStringLiteral("AX"));
    QTest::newRow("unknown kind") << QStringLiteral("kind") << QJsonValue(QStringLiteral("maybe"));
    QTest::newRow("data empty") << QStringLiteral("data") << QJsonValue(QJsonArray());
    QTest::newRow("data of another type")
        << QStringLiteral("data") << QJsonValue(QJsonArray{QStringLiteral("2001:db8::1")});
    QTest::newRow("data is a number") << QStringLiteral("data") << QJsonValue(QJsonArray{1});
    QTest::newRow("generic data lies about its length")
        << QStringLiteral("data") << QJsonValue(QJsonArray{QStringLiteral("\\# 5 c0000201")});
    QTest::newRow("negative TTL") << QStringLiteral("ttl") << QJsonValue(-1);
    QTest::newRow("broken TTL") << QStringLiteral("ttl") << QJsonValue(1.5);
    QTest::newRow("no approval") << QStringLiteral("approval") << QJsonValue();
    QTest::newRow("approval without a zone of time")
        << QStringLiteral("approval")
        << QJsonValue(QJsonObject{{QStringLiteral("person"), QString()},
                                  {QStringLiteral("reason"), QString()},
                                  {QStringLiteral("source"), QString()},
                                  {QStringLiteral("at"), QStringLiteral("2020-05-29T14:00:00")}});
}

void ExpectationTest::refuses()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject json = plain();
    QVERIFY(watch::expectationFromJson(json));
    json.insert(key, value);
    const auto read = watch::expectationFromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::BadInput);
}

void ExpectationTest::domainRoundTrips()
{
    Domain domain;
    domain.name = name("example.com");
    expectExactly(domain, "example.com", Type::NS, {"ns1.example.net.", "ns2.example.net."}, 172800);
    expectAbsent(domain, "mail.example.com", Type::A);
    expectInside(domain, "example.com", Type::A, QStringLiteral("CloudFront"),
                 {QStringLiteral("13.32.0.0/15"), QStringLiteral("2600:9000::/28")});
    domain.registration = watch::RegistrationExpectation{
        instant("2019-08-27T21:45:17Z"),
        watch::RegistrationExpectation::Standing{QStringLiteral("GMO"),
                                                 QStringLiteral("49"),
                                                 {QStringLiteral("clientTransferProhibited")},
                                                 instant("2027-12-10T11:05:42Z"),
                                                 {},
                                                 {name("ns1.example.net")}},
        {QStringLiteral("p"), {}, {}, instant("2020-01-01T00:00:00Z")}};
    auto after = watch::domainFromJson(watch::toJson(domain));
    QVERIFY(after);
    QVERIFY(*after == domain);

    QJsonObject twice = watch::toJson(domain);
    QJsonArray list = twice.value(QStringLiteral("expectations")).toArray();
    list.append(list.first());
    twice.insert(QStringLiteral("expectations"), list);
    QVERIFY(!watch::domainFromJson(twice));
}

void ExpectationTest::zoneBecomesExpectations()
{
    const auto zone = dns::readZoneText(R"($TTL 300
@ IN SOA ns1.example.net. host.example.net. 1 7200 900 1209600 86400
@ 172800 IN NS ns1.example.net.
@ 172800 IN NS ns2.example.net.
@ IN A 192.0.2.1
www 60 IN CNAME example.com.
)",
                                        QStringLiteral("text"), {name("example.com"), true});
    QVERIFY(zone);
    const watch::Approval approval{QStringLiteral("p"), QStringLiteral("r"), QStringLiteral("s"), {}};
    const Domain domain = watch::domainFromZone(*zone, approval);
    QCOMPARE(domain.name, name("example.com"));
    const Expectation *ns = domain.find(domain.name, Type::NS);
    QVERIFY(ns);
    QCOMPARE(ns->rdatas.size(), size_t(2));
    QCOMPARE(*ns->ttl, 172800u);
    QVERIFY(ns->approval == approval);
    QVERIFY(domain.find(name("www.example.com"), Type::CNAME));
    for (Type type : {Type::AAAA, Type::MX, Type::TXT, Type::CAA}) {
        QVERIFY(domain.find(domain.name, type));
        QCOMPARE(domain.find(domain.name, type)->kind, Expectation::Kind::Absent);
    }
    QVERIFY2(!domain.find(domain.name, Type::DS), "DS lives at the parent: a zone file says nothing of it");
}

void ExpectationTest::ofADelegatedPartItsDelegationCounts()
{
    const auto zone = dns::readZoneText(R"($TTL 300
@ IN SOA ns1.example.net. host.example.net. 1 7200 900 1209600 86400
@ IN NS ns1.example.net.
sub IN NS ns.sub.example.com.
sub IN DS 1 8 2 e2d3c916f6deeac73294e8268fb5885044a833fc5459588f4a9184cfc41a5766
ns.sub IN A 192.0.2.9
deep.sub IN NS ns.sub.example.com.
)",
                                        QStringLiteral("text"), {name("example.com"), true});
    QVERIFY(zone);
    const Domain domain = watch::domainFromZone(*zone, {});
    const auto *ns = domain.find(name("sub.example.com"), Type::NS);
    QVERIFY(ns);
    QCOMPARE(ns->rdatas, std::vector<dns::Rdata>{data(Type::NS, "ns.sub.example.com.")});
    QVERIFY(!domain.find(name("deep.sub.example.com"), Type::NS));
    QVERIFY(!domain.find(name("ns.sub.example.com"), Type::A));
    QVERIFY(domain.find(name("sub.example.com"), Type::DS));
}

QTEST_GUILESS_MAIN(ExpectationTest)
#include "tst_expectation.moc"
